# SPDX-License-Identifier: EUPL-1.2
"""Classes of a measure: limits, and to which side a value on a limit belongs. Exact: no value is divided first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

HIGHER, LOWER = "hoger", "lager"


@dataclass(frozen=True, slots=True)
class Limits:
    """Names from low to high, and the limits between them. Sources differ on what a value on a limit is."""

    names: tuple[str, ...]
    limits: tuple[Decimal, ...]
    on_limit: str = HIGHER

    def __post_init__(self) -> None:
        if len(self.names) != len(self.limits) + 1 or list(self.limits) != sorted(set(self.limits)):
            raise ValueError("Limits rise, and there is one name more than there are limits.")
        if self.on_limit not in (HIGHER, LOWER):
            raise ValueError("A value on a limit belongs to the higher or the lower class.")

    def class_of(self, value: Fraction) -> str:
        return self.names[sum(self._is_over(value, Fraction(limit)) for limit in self.limits)]

    def limit_met(self, value: Fraction) -> Decimal | None:
        """The limit that a value lies exactly on."""
        return next((limit for limit in self.limits if Fraction(limit) == value), None)

    def _is_over(self, value: Fraction, limit: Fraction) -> bool:
        return value >= limit if self.on_limit == HIGHER else value > limit


def class_column(limits: Limits, numerator: Any, denominator: Any, factor: int) -> Any:
    """The class as an Ibis column, by multiplying out: 4.0 stays 4.0."""
    import ibis

    pairs: Sequence[tuple[Any, str]] = [
        (
            _over(limits, numerator * factor, denominator * ibis.literal(limit, type="decimal(9, 4)")),
            name,
        )
        for limit, name in zip(reversed(limits.limits), reversed(limits.names[1:]), strict=True)
    ]
    nothing = numerator.isnull() | denominator.isnull() | (denominator <= 0)
    return ibis.cases((nothing, None), *pairs, else_=limits.names[0])


def _over(limits: Limits, left: Any, right: Any) -> Any:
    return left >= right if limits.on_limit == HIGHER else left > right
