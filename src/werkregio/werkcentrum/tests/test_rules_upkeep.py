# SPDX-License-Identifier: EUPL-1.2
"""Confirming on time, who keeps a page, and how fast a partner answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.working_days import add_working_days, working_days_between
from werkregio.werkcentrum.rules.upkeep import AnswerTime, Confirmation, answer_times, confirmation, owner
from werkregio.werkcentrum.terms import Stap

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [
        (None, Confirmation.NEVER),
        (0, Confirmation.FRESH),
        (75, Confirmation.FRESH),
        (76, Confirmation.SOON),
        (90, Confirmation.SOON),
        (91, Confirmation.LATE),
    ],
)
def test_a_confirmation_goes_from_fresh_to_late(days_ago, state):
    given_on = None if days_ago is None else DAY - timedelta(days=days_ago)
    assert confirmation(given_on, 90, DAY) == state


def test_the_owner_is_who_was_named_or_the_only_one_that_offers_it():
    assert owner(7, [1, 2]) == 7
    assert owner(None, [1]) == 1
    assert owner(None, [1, 1]) == 1
    assert owner(None, [1, 2]) is None
    assert owner(None, []) is None


def times(*referrals, since=date(2026, 1, 1), until=DAY, closed=()):
    return {time.kind: time for time in answer_times(referrals, since=since, until=until, closed=closed)}


SENT = (Stap.VERZONDEN, date(2026, 11, 2))  # a Monday
ROAD = (
    SENT,
    (Stap.ONTVANGEN, date(2026, 11, 4)),
    (Stap.GEACCEPTEERD, date(2026, 11, 10)),
    (Stap.EERSTE_CONTACT, date(2026, 11, 11)),
)


def test_each_answer_is_counted_in_working_days():
    found = times(ROAD)
    assert found["receive"] == AnswerTime("receive", 1, 2.0)
    assert found["answer"] == AnswerTime("answer", 1, 4.0)
    assert found["first-contact"] == AnswerTime("first-contact", 1, 1.0)


def test_closing_days_do_not_count():
    assert times(ROAD, closed={date(2026, 11, 3)})["receive"].days == 1.0


def test_the_time_of_the_guide_is_not_that_of_the_partner():
    asked = (
        SENT,
        (Stap.ONTVANGEN, date(2026, 11, 2)),
        (Stap.VRAAG, date(2026, 11, 3)),
        (Stap.ANTWOORD, date(2026, 11, 10)),
        (Stap.GEACCEPTEERD, date(2026, 11, 11)),
    )
    assert times(asked)["answer"].days == 2.0
    # Accepted while the question was open: the days of waiting were the guide's too.
    unanswered = (*asked[:3], (Stap.GEACCEPTEERD, date(2026, 11, 10)))
    assert times(unanswered)["answer"].days == 1.0


def test_only_what_was_answered_in_the_period_counts():
    assert times(ROAD, since=date(2026, 11, 5))["receive"].number == 0
    assert times(ROAD, since=date(2026, 11, 5))["answer"].number == 1
    assert times((SENT,))["receive"] == AnswerTime("receive", 0, None)
    declined = (*ROAD[:2], (Stap.AFGEWEZEN, date(2026, 11, 5)))
    assert times(declined)["answer"] == AnswerTime("answer", 1, 1.0)


def test_others_see_nothing_under_the_limit():
    own = AnswerTime("answer", 9, 4.0)
    assert own.for_others(10) == AnswerTime("answer", 0, None)
    assert AnswerTime("answer", 10, 4.0).for_others(10).days == 4.0
    assert AnswerTime("answer", 0, None).for_others(10) == AnswerTime("answer", 0, None)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_working_days_are_counted_as_they_are_added(start, days):
    first = add_working_days(start, 0)
    assert working_days_between(first, add_working_days(first, days)) == days


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-30, 0))
def test_what_lies_before_counts_for_nothing(start, days):
    assert working_days_between(start, start + timedelta(days=days)) == 0


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_the_middle_lies_between_the_fastest_and_the_slowest(spans):
    referrals = [(SENT, (Stap.ONTVANGEN, add_working_days(SENT[1], span))) for span in spans]
    found = times(*referrals, until=date(2027, 12, 31))["receive"]
    assert found.number == len(spans)
    assert min(spans) <= found.days <= max(spans)
