# SPDX-License-Identifier: EUPL-1.2
"""The number of a question: easy to say on the phone, and no secret."""

import re
from datetime import date

# Five digits: a hundred thousand questions a year on one installation.
RANGE = 100_000
_REFERENCE = re.compile(r"^W-\d{2}-\d{5}$")
_LOOSE = re.compile(r"^\s*w?[\s\-.]*(\d{2})[\s\-.]*(\d{5})\s*$", re.IGNORECASE)


def reference(day: date, number: int) -> str:
    """`W-26-48213`: the year, and a number that says nothing about the order of questions."""
    if not 0 <= number < RANGE:
        raise ValueError("The number has at most five digits.")
    return f"W-{day:%y}-{number:05d}"


def is_reference(text: str) -> bool:
    return bool(_REFERENCE.match(text))


def read_reference(typed: str) -> str | None:
    """A number as somebody says or types it (`w 26 48213`); None when it is none."""
    found = _LOOSE.match(typed)
    return f"W-{found[1]}-{found[2]}" if found else None
