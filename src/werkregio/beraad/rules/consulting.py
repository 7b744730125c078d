# SPDX-License-Identifier: EUPL-1.2
"""When a consultation is missing, when a letter is late, and whether councils heard it in the same week.

Sources: L1285-1294 (R31-R34), L156-166 (R24); terms of papers in the convenant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT_PAPERS_DAYS = 10


def papers_deadline(meeting_day: date, papers_days: int | None) -> date:
    """The day on which papers are complete, and on which a missing consultation shows."""
    return meeting_day - timedelta(days=DEFAULT_PAPERS_DAYS if papers_days is None else papers_days)


def is_missing(*, consulted: bool, deadline: date, today: date) -> bool:
    """Visible from the deadline on; it never stops a decision (R31)."""
    return not consulted and today >= deadline


def week_of(day: date) -> tuple[int, int]:
    """The year and number of a week, from Monday to Sunday."""
    year, week, _day = day.isocalendar()
    return year, week


@dataclass(frozen=True, slots=True)
class SameWeek:
    """Whether all councils hear of it in one week."""

    weeks: tuple[tuple[int, int], ...]
    sent: int
    of: int

    @property
    def complete(self) -> bool:
        return self.of > 0 and self.sent == self.of

    @property
    def holds(self) -> bool:
        """Nothing contradicts it so far: all that was sent went in one week."""
        return len(self.weeks) <= 1


def same_week(sent_on: Iterable[date | None]) -> SameWeek:
    """The check of R24 over the days on which letters went to the councils; None is not sent yet."""
    days = list(sent_on)
    sent = [day for day in days if day is not None]
    return SameWeek(tuple(sorted({week_of(day) for day in sent})), len(sent), len(days))


def is_late(*, sent_on: date | None, week_starts: date, today: date) -> bool:
    """Late is what did not go to the council by the Sunday of its week, or went later than that."""
    last = week_starts + timedelta(days=6)
    return (today if sent_on is None else sent_on) > last


def days_late(*, sent_on: date | None, week_starts: date, today: date) -> int:
    last = week_starts + timedelta(days=6)
    return max(0, ((today if sent_on is None else sent_on) - last).days)
