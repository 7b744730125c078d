# SPDX-License-Identifier: EUPL-1.2
"""Terms of a referral: working days, holidays, own closing days, terms of an offer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.working_days import is_working_day
from werkregio.werkcentrum.rules.referral_states import (
    PATIENCE,
    TABLE,
    Herinneren,
    due,
    lapses_on,
    patience,
    reminders,
)
from werkregio.werkcentrum.terms import Stap

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 25), []),
        (date(2026, 11, 26), [Herinneren.PARTNER]),
        (date(2026, 11, 27), [Herinneren.PARTNER]),
        # The expected day is Friday 27 November; the weekend is not late yet.
        (date(2026, 11, 28), []),
        (date(2026, 11, 30), [Herinneren.PARTNER_LAAT, Herinneren.GIDS]),
    ],
)
def test_a_partner_is_reminded_the_day_before_and_the_guide_told_the_day_after(today, expected):
    found = reminders(Stap.VERZONDEN, TUESDAY, today)
    # On Saturday the reminder of Thursday may still be the last word; never the guide.
    assert found == expected or (today.weekday() >= 5 and found == [Herinneren.PARTNER])


def test_a_region_that_is_closed_gives_its_partners_that_day():
    closed = {date(2026, 11, 25), date(2026, 11, 26)}
    assert due(Stap.VERZONDEN, TUESDAY) == date(2026, 11, 27)
    assert due(Stap.VERZONDEN, TUESDAY, closed) == date(2026, 12, 1)


def test_christmas_is_no_working_day():
    assert due(Stap.VERZONDEN, date(2026, 12, 23)) == date(2026, 12, 29)


def test_an_offer_sets_its_own_terms_and_keeps_the_others():
    own = patience(1, None, 30)
    assert own[Stap.VERZONDEN] == 1
    assert own[Stap.ONTVANGEN] == own[Stap.ANTWOORD] == PATIENCE[Stap.ONTVANGEN]
    assert own[Stap.GEACCEPTEERD] == 30
    assert due(Stap.VERZONDEN, TUESDAY, (), own) == date(2026, 11, 25)


def test_a_term_of_one_day_has_no_reminder_before_it():
    assert reminders(Stap.VERZONDEN, TUESDAY, TUESDAY, (), patience(1, None, None)) == []


@pytest.mark.parametrize("state", [Stap.AANGEBODEN, Stap.VRAAG, Stap.CONCEPT, Stap.AFGEROND])
def test_nobody_is_reminded_where_no_partner_is_waited_for(state):
    assert reminders(state, TUESDAY, TUESDAY + timedelta(days=300)) == []


@given(
    st.sampled_from([s for s in Stap if s in PATIENCE]),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(1, 60),
)
def test_due_comes_before_lapse_and_both_are_working_days(state, since, days):
    own = patience(days, days, days)
    expected = due(state, since, (), own)
    assert expected is not None
    assert expected > since
    assert is_working_day(expected)
    lapse = lapses_on(state, since, (), own)
    assert (lapse is not None) == (Stap.VERLOPEN in TABLE[state])
    if lapse:
        assert lapse > expected
        assert is_working_day(lapse)
