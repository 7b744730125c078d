# SPDX-License-Identifier: EUPL-1.2
"""Sums of money in which an unknown amount stays unknown: `PM` is never zero (adv 5.12, R50).

A sum has two parts: what is known, and how many lines are PM. Adding keeps both, so a sum over any grouping is the
same sum.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

ZERO = Decimal("0.00")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sum:
    """What is known, and how many amounts are not."""

    known: Decimal = ZERO
    pm: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.known + other.known, self.pm + other.pm)

    @property
    def complete(self) -> bool:
        """Whether nothing in it is unknown."""
        return self.pm == 0


def amount(value: Decimal | None) -> Sum:
    """One amount as a sum; None is PM."""
    return Sum(pm=1) if value is None else Sum(value.quantize(CENT))


def total(sums: Iterable[Sum]) -> Sum:
    """All of them together."""
    return sum(sums, Sum())


Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key: Callable[[Item], Key], of: Callable[[Item], Sum]) -> dict[Key, Sum]:
    """The sum of each group, in the order in which the groups come."""
    found: dict[Key, Sum] = {}
    for item in items:
        found[key(item)] = found.get(key(item), Sum()) + of(item)
    return found
