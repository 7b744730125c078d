# SPDX-License-Identifier: EUPL-1.2
"""Working days: Monday to Friday, without Dutch public holidays and own closing days."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=32)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_holiday(day: date, closed: Collection[date] = ()) -> bool:
    """Whether a day is a Dutch public holiday or an own closing day, whatever day of the week it is."""
    return day in closed or day in _public_holidays(day.year)


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether counters work on this day. `closed` are the region's own closing days."""
    return day.weekday() < 5 and not is_holiday(day, closed)


def add_working_days(start: date, days: int, closed: Collection[date] = ()) -> date:
    """The day that lies `days` working days after `start`; 0 gives the first working day from `start` on."""
    if days < 0:
        raise ValueError("Days must be 0 or more.")
    day = start
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day, closed):
            day += timedelta(days=1)
    return day


def working_day_before(day: date, closed: Collection[date] = ()) -> date:
    """The last working day that lies before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day


def working_days_between(start: date, end: date, closed: Collection[date] = ()) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed) for day in days)
