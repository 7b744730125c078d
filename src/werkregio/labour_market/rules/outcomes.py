# SPDX-License-Identifier: EUPL-1.2
"""What a measure answers for one area and period: an exact value with its sources, or why there is none."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from .areas import Area
from .periods import Period
from .reasons import Reason

FINAL, PROVISIONAL, SUPPRESSED, MISSING, IMPOSSIBLE = (
    "definitief",
    "voorlopig",
    "onderdrukt",
    "ontbreekt",
    "niet_te_berekenen",
)
_DECIMALS = Decimal(1).scaleb(-10)
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Source:
    """A value of a raw row that went into a figure."""

    dataset: str
    version: str
    observation: str
    area: str
    columns: tuple[str, ...]
    value: Decimal | None
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`parts` are the areas whose figures were added; `edition` names the denominator where editions differ."""

    measure: str
    area: Area
    period: Period | None
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    unit: str
    class_name: str | None
    sources: tuple[Source, ...]
    reference: date | None
    status: str
    reasons: tuple[Reason, ...] = ()
    parts: tuple[str, ...] = ()
    edition: str = ""

    @property
    def has_value(self) -> bool:
        return self.value is not None


def refused(measure: str, area: Area, period: Period | None, unit: str, *reasons: Reason) -> Outcome:
    return Outcome(measure, area, period, None, None, None, unit, None, (), None, IMPOSSIBLE, reasons)


def plain(value: Fraction | None) -> str | None:
    """A number as text with a decimal point, rounded to ten decimals when it has more; no zeros behind."""
    if value is None:
        return None
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    if exact != exact.to_integral_value():
        exact = exact.quantize(_DECIMALS, rounding=ROUND_HALF_EVEN, context=_WIDE)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
