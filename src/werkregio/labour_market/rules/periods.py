# SPDX-License-Identifier: EUPL-1.2
"""Periods: what people and publishers write, and the days that belong to it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

YEAR, SCHOOL_YEAR, QUARTER, MONTH, DAY = "JJ", "SJ", "KW", "MM", "DD"
_FORMS = (
    (r"(\d{4})(?:JJ00)?", YEAR),
    (r"(\d{4})SJ00", SCHOOL_YEAR),
    (r"(\d{4})KW0?([1-4])", QUARTER),
    (r"(\d{4})[- ]?[QK]([1-4])", QUARTER),
    (r"(\d{4})MM(0[1-9]|1[0-2])", MONTH),
    (r"(\d{4})-(0[1-9]|1[0-2])", MONTH),
)
_SCHOOL = re.compile(r"(\d{4})[-/]'?(\d{4}|\d{2})")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, school year, quarter, month or day. `number` is that of the quarter, month, or day as MMDD."""

    year: int
    number: int = 0
    kind: str = YEAR

    @property
    def first_day(self) -> date:
        if self.kind == QUARTER:
            return date(self.year, self.number * 3 - 2, 1)
        if self.kind == MONTH:
            return date(self.year, self.number, 1)
        if self.kind == SCHOOL_YEAR:
            return date(self.year, 8, 1)
        if self.kind == DAY:
            return date(self.year, self.number // 100, self.number % 100)
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        if self.kind == QUARTER:
            return date(self.year, self.number * 3, monthrange(self.year, self.number * 3)[1])
        if self.kind == MONTH:
            return date(self.year, self.number, monthrange(self.year, self.number)[1])
        if self.kind == SCHOOL_YEAR:
            return date(self.year + 1, 7, 31)
        if self.kind == DAY:
            return self.first_day
        return date(self.year, 12, 31)

    @property
    def division_day(self) -> date:
        """The day whose borders the figures of this period have: publishers keep those of 1 January all year."""
        return date(self.year, 1, 1)

    def __str__(self) -> str:
        if self.kind == QUARTER:
            return f"{self.year}KW{self.number:02}"
        if self.kind == MONTH:
            return f"{self.year}MM{self.number:02}"
        if self.kind == SCHOOL_YEAR:
            return f"{self.year}-{self.year + 1}"
        if self.kind == DAY:
            return self.first_day.isoformat()
        return str(self.year)


def parse(text: str) -> Period | None:
    """A period as a person or Statistics Netherlands writes it; None when this is none."""
    text = text.strip().upper()
    for pattern, kind in _FORMS:
        if found := re.fullmatch(pattern, text):
            return Period(int(found[1]), int(found[2]) if found.lastindex == 2 else 0, kind)
    if found := _SCHOOL.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if second in (first + 1, (first + 1) % 100):
            return Period(first, 0, SCHOOL_YEAR)
    if found := _DAY.fullmatch(text):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
        return Period(day.year, day.month * 100 + day.day, DAY)
    return None
