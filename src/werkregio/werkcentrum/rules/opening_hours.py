# SPDX-License-Identifier: EUPL-1.2
"""Opening hours of a counter: what is filled in, what is closed, and what is not known."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
CLOSED_WORDS = frozenset({"dicht", "gesloten", "closed"})
_PERIOD = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*(?:-|–|tot|to)\s*([01]?\d|2[0-3])[:.]([0-5]\d)")


class HoursError(ValueError):
    """Hours that cannot be read."""


def parse_hours(text: str) -> list[str] | None:
    """Periods as `09:00-12:30`; an empty list is closed, None is not known."""
    text = text.strip().casefold()
    if not text:
        return None
    if text in CLOSED_WORDS:
        return []
    found: list[str] = []
    for part in re.split(r"[,;]", text):
        match = _PERIOD.fullmatch(part.strip())
        if match is None:
            raise HoursError(part.strip())
        start, end = (f"{int(h):02d}:{m}" for h, m in (match.group(1, 2), match.group(3, 4)))
        if end <= start or (found and start < found[-1][-5:]):
            raise HoursError(part.strip())
        found.append(f"{start}-{end}")
    return found


def hours_text(periods: Sequence[str] | None, closed: str = "dicht") -> str:
    """The text that `parse_hours` reads back."""
    if periods is None:
        return ""
    return ", ".join(periods) if periods else closed


def coming_exceptions(rows: Sequence[Mapping[str, Any]], on: date) -> list[Mapping[str, Any]]:
    """Exceptions from today on, in order of their date."""
    return sorted((row for row in rows if row["date"] >= on.isoformat()), key=lambda row: str(row["date"]))
