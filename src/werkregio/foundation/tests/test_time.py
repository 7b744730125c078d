# SPDX-License-Identifier: EUPL-1.2
"""The clock of Amsterdam and working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation import clock
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.working_days import add_working_days, is_working_day


def test_the_clock_can_be_held_and_goes_on():
    with clock.frozen(datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) as moment:
        assert clock.now() == moment
        assert clock.now().tzinfo is AMSTERDAM
        with clock.frozen(datetime(2027, 1, 1, tzinfo=UTC)):
            assert clock.today() == date(2027, 1, 1)
        assert clock.now() == moment


def test_a_moment_needs_a_zone():
    with pytest.raises(ValueError, match="zone"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


@pytest.mark.parametrize(
    ("utc", "day", "hour"),
    [
        ("2026-03-29T00:59:00+00:00", date(2026, 3, 29), 1),  # the last minute of winter time
        ("2026-03-29T01:00:00+00:00", date(2026, 3, 29), 3),  # the hour from 2 to 3 does not exist
        ("2026-10-25T00:30:00+00:00", date(2026, 10, 25), 2),  # half past two for the first time
        ("2026-10-25T01:30:00+00:00", date(2026, 10, 25), 2),  # and for the second
        ("2026-06-30T22:30:00+00:00", date(2026, 7, 1), 0),  # summer: the day begins two hours early
        ("2026-12-31T23:30:00+00:00", date(2027, 1, 1), 0),
    ],
)
def test_day_and_hour_are_those_of_amsterdam(utc, day, hour):
    with clock.frozen(datetime.fromisoformat(utc)):
        assert (clock.today(), clock.now().hour) == (day, hour)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 1, 1), False),
        (date(2026, 4, 6), False),  # second day of Easter
        (date(2026, 4, 27), False),  # King's day
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 5, 25), False),  # second day of Pentecost
        (date(2026, 12, 25), False),
        (date(2027, 4, 26), True),
        (date(2022, 4, 27), False),
        (date(2026, 5, 4), True),
    ],
)
def test_dutch_holidays(day, works):
    assert is_working_day(day) is works


def test_kings_day_moves_when_it_is_a_sunday():
    assert not is_working_day(date(2025, 4, 26))
    assert is_working_day(date(2025, 4, 28))


def test_own_closing_days_count():
    carnival = date(2026, 2, 16)
    assert is_working_day(carnival)
    assert not is_working_day(carnival, {carnival})
    assert add_working_days(date(2026, 2, 13), 1, {carnival}) == date(2026, 2, 17)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 3, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 0, date(2026, 11, 30)),  # begins on a Saturday
        (date(2026, 12, 23), 3, date(2026, 12, 29)),  # Christmas, then a weekend
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_are_added(start, days, end):
    assert add_working_days(start, days) == end


def test_days_do_not_go_back():
    with pytest.raises(ValueError, match="0 or more"):
        add_working_days(date(2026, 11, 24), -1)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 40))
def test_the_end_is_a_working_day_and_grows(start, days):
    end = add_working_days(start, days)
    assert is_working_day(end)
    assert end >= start + timedelta(days=days)
    assert add_working_days(start, days + 1) > end
