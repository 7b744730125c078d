# SPDX-License-Identifier: EUPL-1.2
"""When after-care asks, and how answers are counted."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.clock import AMSTERDAM
from werkregio.werkcentrum.rules.aftercare import NO_ANSWER, OPEN_FOR, due_on, moments_due, tally
from werkregio.werkcentrum.terms import Nazorgkeuze, Nazorgmoment

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "ended", "expected"),
    [
        (Nazorgmoment.TWEE_WEKEN, date(2026, 11, 24), date(2026, 12, 8)),
        (Nazorgmoment.DRIE_MAANDEN, date(2026, 11, 24), date(2027, 2, 24)),
        (Nazorgmoment.DRIE_MAANDEN, date(2026, 11, 30), date(2027, 2, 28)),
        (Nazorgmoment.DRIE_MAANDEN, date(2027, 11, 30), date(2028, 2, 29)),
        (Nazorgmoment.JAAR, date(2028, 2, 29), date(2029, 2, 28)),
        (Nazorgmoment.JAAR, date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_the_day_of_the_question(moment, ended, expected):
    assert due_on(moment, ended) == expected


@pytest.mark.parametrize(("days", "asked"), [(13, False), (14, True), (27, True), (28, False)])
def test_a_question_is_asked_from_its_day_and_not_when_it_was_missed_for_long(days, asked):
    ended = date(2026, 1, 1)
    assert (Nazorgmoment.TWEE_WEKEN in moments_due(ended, ended + timedelta(days=days))) is asked


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 500))
def test_never_two_questions_on_one_day(ended, days):
    assert len(moments_due(ended, ended + timedelta(days=days))) <= 1


def test_an_open_question_is_no_answer_only_after_its_time():
    counts = tally(
        [
            (Nazorgmoment.TWEE_WEKEN, NOW, None),
            (Nazorgmoment.TWEE_WEKEN, NOW - OPEN_FOR, None),
            (Nazorgmoment.TWEE_WEKEN, NOW, "werk"),
            (Nazorgmoment.JAAR, NOW, Nazorgkeuze.NIET_MEER),
        ],
        NOW,
    )
    assert counts[Nazorgmoment.TWEE_WEKEN][NO_ANSWER] == 1
    assert counts[Nazorgmoment.TWEE_WEKEN]["werk"] == 1
    assert sum(counts[Nazorgmoment.JAAR].values()) == 0
