# SPDX-License-Identifier: EUPL-1.2
"""When a source should have a new edition, and whether what is here is still the newest."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FRESH, DUE, LATE, UNKNOWN = "fresh", "due", "late", "unknown"
# An edition may come this much later than its rhythm says before it is late.
GRACE = {"week": 3, "month": 14, "quarter": 30, "half": 45, "year": 60}


def expected_on(rhythm: str, last: date | None) -> date | None:
    """The day on which the next edition is expected; None when rhythm or last edition is not known."""
    if last is None or not rhythm:
        return None
    if rhythm == "week":
        return last + timedelta(days=7)
    months = last.year * 12 + last.month - 1 + MONTHS[rhythm]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def freshness(rhythm: str, last: date | None, *, on: date) -> str:
    """Fresh, due (a new one may be there) or late; unknown when it cannot be told."""
    expected = expected_on(rhythm, last)
    if expected is None:
        return UNKNOWN
    if on < expected:
        return FRESH
    return DUE if on <= expected + timedelta(days=GRACE[rhythm]) else LATE
