# SPDX-License-Identifier: EUPL-1.2
"""Which slots a series makes: from the opening hours of a counter, day by day, with what is left out and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.working_days import is_holiday
from werkregio.werkcentrum.rules.opening_hours import DAYS

# More than this is a mistake in a date.
MOST_DAYS = 184
MOST_SLOTS = 400


class Why(StrEnum):
    """Why a day of the series gets no slot."""

    HOLIDAY = "holiday"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    NO_ROOM = "no-room"
    ABSENT = "absent"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Series:
    """What a guide asks for. Without `begin` and `finish` the opening hours are filled."""

    first: date
    last: date
    weekdays: frozenset[int]
    minutes: int
    pause: int = 0
    begin: time | None = None
    finish: time | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot that would be made."""

    start: datetime
    end: datetime
    outside_hours: bool = False


@dataclass(slots=True)
class Plan:
    """The preview: slots, and days that are left out with the reason."""

    slots: list[Planned] = field(default_factory=list)
    skipped: list[tuple[date, Why]] = field(default_factory=list)
    too_many: bool = False


def hours_on(
    day: date, hours: Mapping[str, Sequence[str]], exceptions: Sequence[Mapping[str, Any]]
) -> list[tuple[time, time]] | None:
    """The periods in which a counter is open on a day; an empty list is closed, None is not known."""
    for row in exceptions:
        if row["date"] == day.isoformat():
            return _periods(row["hours"])
    periods = hours.get(DAYS[day.weekday()])
    return None if periods is None else _periods(periods)


def _periods(texts: Sequence[str]) -> list[tuple[time, time]]:
    return [(time.fromisoformat(text[:5]), time.fromisoformat(text[6:])) for text in texts]


def within_hours(start: datetime, end: datetime, open_periods: Sequence[tuple[time, time]]) -> bool:
    """Whether a slot lies inside one period of one day."""
    begin, finish = start.astimezone(AMSTERDAM), end.astimezone(AMSTERDAM)
    if begin.date() != finish.date():
        return False
    return any(a <= begin.time() and finish.time() <= b for a, b in open_periods)


def plan(
    series: Series,
    *,
    hours: Mapping[str, Sequence[str]] | None,
    exceptions: Sequence[Mapping[str, Any]] = (),
    closed: Collection[date] = (),
    absent: Collection[date] = (),
    now: datetime,
) -> Plan:
    """The slots of a series. `hours` is None for slots that are at no counter: then a time must be given.

    Public holidays and own closing days are left out, also when the counter would be open then by its
    week. A Saturday on which the counter is open counts as any other day.
    """
    found = Plan()
    days = min((series.last - series.first).days + 1, MOST_DAYS)
    for step in range(max(days, 0)):
        day = series.first + timedelta(days=step)
        if day.weekday() not in series.weekdays:
            continue
        why = _why_not(day, closed, absent)
        if why is not None:
            found.skipped.append((day, why))
            continue
        periods = None if hours is None else hours_on(day, hours, exceptions)
        made = _of_day(day, series, periods)
        if isinstance(made, Why):
            found.skipped.append((day, made))
            continue
        coming = [slot for slot in made if slot.start > now]
        if not coming:
            found.skipped.append((day, Why.PAST))
        found.slots.extend(coming)
    if len(found.slots) > MOST_SLOTS:
        found.slots, found.too_many = found.slots[:MOST_SLOTS], True
    return found


def _why_not(day: date, closed: Collection[date], absent: Collection[date]) -> Why | None:
    if is_holiday(day, closed):
        return Why.HOLIDAY
    return Why.ABSENT if day in absent else None


def _of_day(day: date, series: Series, periods: list[tuple[time, time]] | None) -> list[Planned] | Why:
    if periods == []:
        return Why.CLOSED
    if series.begin is not None and series.finish is not None:
        wanted = [(series.begin, series.finish)]
    elif periods is None:
        return Why.UNKNOWN
    else:
        wanted = [(max(begin, series.begin) if series.begin else begin, finish) for begin, finish in periods]
    slots: list[Planned] = []
    for begin, finish in wanted:
        start, last = datetime.combine(day, begin, AMSTERDAM), datetime.combine(day, finish, AMSTERDAM)
        while start + timedelta(minutes=series.minutes) <= last:
            end = start + timedelta(minutes=series.minutes)
            outside = periods is not None and not within_hours(start, end, periods)
            slots.append(Planned(start, end, outside))
            start = end + timedelta(minutes=series.pause)
    return slots or Why.NO_ROOM
