# SPDX-License-Identifier: EUPL-1.2
"""The one clock of the doors. Nothing below the doors asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# What a report may ask for: days far away cannot be counted from (the calendar of Python ends).
YEARS_OF_REPORTS = range(2000, 2101)

_frozen: datetime | None = None


def now() -> datetime:
    """This moment, with zone Europe/Amsterdam."""
    return _frozen or datetime.now(AMSTERDAM)


def today() -> date:
    """This day in Amsterdam."""
    return now().date()


@contextmanager
def frozen(moment: datetime) -> Iterator[datetime]:
    """Hold the clock at one moment (with a zone) while the block runs: for tests and the demo."""
    global _frozen
    if moment.tzinfo is None:
        raise ValueError("A moment needs a zone.")
    before, _frozen = _frozen, moment.astimezone(AMSTERDAM)
    try:
        yield _frozen
    finally:
        _frozen = before
