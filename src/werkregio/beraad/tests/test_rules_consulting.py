# SPDX-License-Identifier: EUPL-1.2
"""When something is missing or late, and whether all councils heard it in one week (R24, R31)."""

from datetime import date

import pytest

from werkregio.beraad.rules.consulting import (
    days_late,
    is_late,
    is_missing,
    papers_deadline,
    same_week,
)

MONDAY = date(2026, 11, 23)


def test_papers_are_due_some_days_ahead():
    assert papers_deadline(date(2026, 12, 10), 7) == date(2026, 12, 3)
    assert papers_deadline(date(2026, 12, 10), 0) == date(2026, 12, 10)
    assert papers_deadline(date(2026, 12, 10), None) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("consulted", "day", "missing"), [(False, 29, False), (False, 30, True), (True, 30, False)]
)
def test_missing_from_the_deadline_on(consulted, day, missing):
    today, deadline = date(2026, 11, day), date(2026, 11, 30)
    assert is_missing(consulted=consulted, deadline=deadline, today=today) is missing


def test_six_of_seven_councils_in_one_week():
    found = same_week([MONDAY] * 5 + [date(2026, 11, 29), None])
    assert (found.sent, found.of) == (6, 7)
    assert found.holds
    assert not found.complete
    assert not same_week([MONDAY, date(2026, 11, 30)]).holds
    assert not same_week([]).complete
    # The last days of a year can lie in the first week of the next.
    assert same_week([date(2025, 12, 29), date(2026, 1, 4)]).holds


def test_late_is_after_the_sunday_of_the_week():
    sunday, monday = date(2026, 11, 29), date(2026, 11, 30)
    assert not is_late(sent_on=None, week_starts=MONDAY, today=sunday)
    assert is_late(sent_on=None, week_starts=MONDAY, today=monday)
    assert not is_late(sent_on=sunday, week_starts=MONDAY, today=date(2027, 1, 1))
    assert days_late(sent_on=date(2026, 12, 2), week_starts=MONDAY, today=monday) == 3
