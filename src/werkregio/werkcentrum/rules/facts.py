# SPDX-License-Identifier: EUPL-1.2
"""Facts with a unit and a date: what is a readable value, how old it is, whether it still holds."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

UNITS = (
    "euro",
    "euro-per-uur",
    "euro-per-maand",
    "euro-per-jaar",
    "procent",
    "jaar",
    "maand",
    "week",
    "werkdag",
    "dag",
    "uur",
    "uur-per-week",
    "leeftijd",
    "aantal",
    "tekst",
)
TEXT = "tekst"
_VALUE = re.compile(r"(\d{1,9}(?:\.\d{1,4})?)(?:-(\d{1,9}(?:\.\d{1,4})?))?")
_AS_OF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class FactError(ValueError):
    """A value, unit or date that cannot be read."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a range from `low` to `high`; the first may be the larger one (steps that go down)."""

    low: Decimal
    high: Decimal | None = None


def is_money(unit: str) -> bool:
    """An amount of money is never shown without its date."""
    return unit.startswith("euro")


def check_unit(unit: str) -> str:
    if unit not in UNITS:
        raise FactError(f"unknown unit “{unit}”")
    return unit


def parse_value(value: str, unit: str) -> Amount | None:
    """The number or range in a value; None for a text. A number has a point for decimals, no spaces."""
    if check_unit(unit) == TEXT:
        if not value.strip():
            raise FactError("the value is empty")
        return None
    match = _VALUE.fullmatch(value.strip())
    if match is None:
        raise FactError(f"“{value}” is no number like 2816.25 or range like 15-7.5")
    low, high = match.groups()
    return Amount(Decimal(low), Decimal(high) if high else None)


def parse_as_of(text: str) -> date | None:
    """The last day that a year, month or date names; None when it is not known."""
    if not text:
        return None
    match = _AS_OF.fullmatch(text)
    if match is None:
        raise FactError(f"“{text}” is no year, month or date like 2026, 2026-03 or 2026-03-01")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year and month and day:
            return date(year, month, day)
        month = month or 12
        return date(year or 0, month, calendar.monthrange(year or 0, month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise FactError(f"“{text}” is no date") from error


def has_expired(valid_to: date | None, on: date) -> bool:
    """The last day itself still counts."""
    return valid_to is not None and valid_to < on


def not_yet_valid(valid_from: date | None, on: date) -> bool:
    return valid_from is not None and valid_from > on


def may_be_shown(unit: str, *, as_of: str, valid_from: date | None) -> bool:
    """An amount of money needs a date; other facts may be shown with `date not known` beside them."""
    return not is_money(unit) or bool(as_of) or valid_from is not None
