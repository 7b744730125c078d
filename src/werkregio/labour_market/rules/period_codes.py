# SPDX-License-Identifier: EUPL-1.2
"""Periods as people write them, as codes of Statistics Netherlands: 2022JJ00, 2022KW03, 2022MM04."""

import re
from datetime import date, datetime
from typing import Any

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_CODE = re.compile(r"^(\d{4})(JJ00|KW0[1-4]|MM(?:0[1-9]|1[0-2])|HJ0[12])$", re.IGNORECASE)
_YEAR = re.compile(r"^(\d{4})$")
_QUARTER = re.compile(r"^(\d{4})[\s-]*(?:[qk]|kw)\s*0?([1-4])$", re.IGNORECASE)
_QUARTER_FIRST = re.compile(
    r"^(?:[qk]|kw)?\s*([1-4])\s*(?:e|de|ste)?\s*(?:kwartaal)?[\s-]*(\d{4})$", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(r"^(\d{4})(?:SJ00|[-/]'?(\d{4}|\d{2}))$", re.IGNORECASE)
_MONTH = re.compile(r"^(\d{4})[-/ ](0?[1-9]|1[0-2])$")
_MONTH_FIRST = re.compile(r"^(0?[1-9]|1[0-2])[-/](\d{4})$")
_MONTH_NAME = re.compile(r"^([a-z]{3,9})\.?[\s-]+(\d{4})$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$")
_DUTCH_DAY = re.compile(r"^(\d{1,2})-(\d{1,2})-(\d{4})$")
_TITLES = {
    "SJ": "{year}/{next}",
    "JJ": "{year}",
    "KW": "{year} {part}e kwartaal",
    "HJ": "{year} {part}e halfjaar",
}
_MONTH_TITLES = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class UnknownPeriod(ValueError):
    """This is no period that can be read in one way."""


def code_of(typed: Any) -> str:
    """The code of a period. A day is kept as a day (2022-01-31): the moment at which something was counted."""
    if isinstance(typed, datetime | date):
        return f"{typed:%Y-%m-%d}"
    text = str(typed).strip()
    if match := _CODE.match(text):
        return text.upper()
    if match := _YEAR.match(text):
        return f"{match[1]}JJ00"
    if match := _QUARTER.match(text):
        return f"{match[1]}KW0{match[2]}"
    if (match := _SCHOOL_YEAR.match(text)) and _follows(match[1], match[2]):
        return f"{match[1]}SJ00"
    if match := _MONTH.match(text):
        return f"{match[1]}MM{int(match[2]):02}"
    if match := _MONTH_FIRST.match(text):
        return f"{match[2]}MM{int(match[1]):02}"
    if match := _DAY.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _DUTCH_DAY.match(text):
        return _day(int(match[3]), int(match[2]), int(match[1]), text)
    if match := _MONTH_NAME.match(text):
        begin = match[1].lower().replace("maart", "mrt").replace("march", "mrt")[:3]
        if begin in _MONTHS:
            return f"{match[2]}MM{_MONTHS.index(begin) + 1:02}"
    if match := _QUARTER_FIRST.match(text):
        return f"{match[2]}KW0{match[1]}"
    raise UnknownPeriod(text)


def _follows(year: str, following: str | None) -> bool:
    """2023-2024 and 2023/24 are a school year; 2023-11 is a month."""
    return following is None or (
        int(following) in (int(year) + 1, (int(year) + 1) % 100) and int(following) > 12
    )


def _day(year: int, month: int, day: int, text: str) -> str:
    try:
        return f"{date(year, month, day):%Y-%m-%d}"
    except ValueError:
        raise UnknownPeriod(text) from None


def title_of(code: str) -> str:
    """A code in words."""
    year, kind, part = code[:4], code[4:6], code[6:]
    if kind == "MM":
        return f"{year} {_MONTH_TITLES[int(part) - 1]}"
    return (
        _TITLES[kind].format(year=year, next=f"{int(year) + 1}", part=int(part)) if kind in _TITLES else code
    )


def first_day(code: str) -> date:
    """The day on which a period begins: areas are looked up as they were then."""
    if code[4:5] == "-":
        return date.fromisoformat(code)
    year, kind, part = int(code[:4]), code[4:6], int(code[6:] or 0)
    month = {"SJ": 8, "KW": 3 * (part - 1) + 1, "MM": part, "HJ": 6 * (part - 1) + 1}.get(kind, 1)
    return date(year, month, 1)
