# SPDX-License-Identifier: EUPL-1.2
"""Status, next steps, numbers and obstacles: without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import MOMENT

from werkregio.werkcentrum.rules.next_steps import days_late, first_step
from werkregio.werkcentrum.rules.obstacles import found_in, speaks_of_health, without_health
from werkregio.werkcentrum.rules.references import is_reference, read_reference, reference
from werkregio.werkcentrum.rules.zaak_status import SHAPES, Facts, Referral, last_of_kinds, status_of
from werkregio.werkcentrum.terms import Belemmering, Gebeurtenis, Stap, ZaakStatus


def after(minutes):
    return MOMENT + timedelta(minutes=minutes)


moments = st.integers(0, 10_000).map(after)
events = st.lists(st.tuples(st.sampled_from(Gebeurtenis), moments), max_size=12)
referrals = st.lists(st.builds(Referral, st.sampled_from(Stap), moments), max_size=4).map(tuple)
facts = st.builds(
    Facts,
    last=events.map(last_of_kinds),
    open_needs=st.integers(0, 3),
    closed_needs=st.integers(0, 3),
    referrals=referrals,
)


@given(facts)
def test_every_case_has_one_status_with_a_shape(found):
    assert status_of(found) in SHAPES


@given(events, st.randoms())
def test_the_order_of_events_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert last_of_kinds(found) == last_of_kinds(shuffled)


@given(facts, st.randoms())
def test_the_order_of_referrals_does_not_matter(found, random):
    shuffled = list(found.referrals)
    random.shuffle(shuffled)
    other = Facts(found.last, found.open_needs, found.closed_needs, tuple(shuffled))
    assert status_of(found) == status_of(other)


@given(facts, moments)
def test_withdrawn_is_the_last_word(found, moment):
    withdrawn = Facts(
        {**found.last, Gebeurtenis.INGETROKKEN: moment}, found.open_needs, found.closed_needs, found.referrals
    )
    expected = ZaakStatus.AFGESLOTEN if Gebeurtenis.GEWIST in found.last else ZaakStatus.INGETROKKEN
    assert status_of(withdrawn) == expected


@given(facts)
def test_closing_after_everything_closes_unless_withdrawn(found):
    ends = (Gebeurtenis.INGETROKKEN, Gebeurtenis.GEWIST)
    last = {kind: moment for kind, moment in found.last.items() if kind not in ends}
    closed = Facts(last | {Gebeurtenis.AFGESLOTEN: after(20_000)}, 0, 1, found.referrals)
    assert status_of(closed) == ZaakStatus.AFGESLOTEN
    again = Facts(
        last | {Gebeurtenis.AFGESLOTEN: after(20_000), Gebeurtenis.NIET_GEHOLPEN: after(20_001)}, 1, 0
    )
    assert status_of(again) == ZaakStatus.IN_GESPREK


@given(referrals)
def test_what_waits_for_the_guide_is_never_hidden_behind_a_partner(found):
    with_question = (*found, Referral(Stap.VRAAG, MOMENT))
    assert status_of(Facts(open_needs=1, referrals=with_question)) == ZaakStatus.IN_GESPREK


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (Stap.CONCEPT, ZaakStatus.IN_GESPREK),
        (Stap.AANGEBODEN, ZaakStatus.WACHT_OP_PERSOON),
        (Stap.INGESTEMD, ZaakStatus.IN_GESPREK),
        (Stap.VERZONDEN, ZaakStatus.WACHT_OP_PARTNER),
        (Stap.ANTWOORD, ZaakStatus.WACHT_OP_PARTNER),
        (Stap.GEACCEPTEERD, ZaakStatus.BIJ_PARTNER),
        (Stap.GESTART, ZaakStatus.BIJ_PARTNER),
        (Stap.AFGEWEZEN, ZaakStatus.IN_GESPREK),
        (Stap.VERLOPEN, ZaakStatus.IN_GESPREK),
        (Stap.AFGEROND, ZaakStatus.NAZORG),
    ],
)
def test_one_referral_says_whose_turn_it_is(state, status):
    assert status_of(Facts(open_needs=1, referrals=(Referral(state, MOMENT),))) == status


def test_a_new_question_is_new_until_somebody_talks():
    opened = {Gebeurtenis.GEOPEND: MOMENT, Gebeurtenis.OVERGENOMEN: after(1)}
    assert status_of(Facts(opened, open_needs=1)) == ZaakStatus.NIEUW
    assert status_of(Facts(opened | {Gebeurtenis.GESPREK: after(2)}, open_needs=1)) == ZaakStatus.IN_GESPREK
    assert status_of(Facts(opened, closed_needs=1)) == ZaakStatus.NAZORG


def test_the_first_step_counts_working_days():
    friday = date(2026, 12, 24)
    step = first_step("bellen", friday, danger=False)
    assert (step.code, step.due) == ("terugbellen", date(2026, 12, 29))
    assert first_step("pagina", friday, danger=True).due == friday
    assert first_step("email", date(2026, 11, 28), danger=True).due == date(2026, 11, 30)


def test_late_is_counted_in_days():
    today = date(2026, 11, 24)
    assert [days_late(day, today) for day in (None, today, date(2026, 11, 22))] == [0, 0, 2]


@given(st.dates(date(2025, 1, 1), date(2099, 12, 31)), st.integers(0, 99_999))
def test_a_number_is_read_back_however_it_is_said(day, number):
    made = reference(day, number)
    assert is_reference(made)
    assert read_reference(made.lower().replace("-", " ")) == made
    assert read_reference(made[2:]) == made


@pytest.mark.parametrize("typed", ["", "Noor", "W-26-123", "06 12345678", "W-26-123456"])
def test_something_else_is_no_number(typed):
    assert read_reference(typed) is None


def test_health_is_left_out_by_the_sentence():
    text = "Ik zoek werk. Ik ben ziek geweest! Woon in Venlo."
    assert speaks_of_health(text)
    assert without_health(text) == "Ik zoek werk. Woon in Venlo."
    assert without_health("Ik heb een burn-out.") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ik werk in een ziekenhuis.",
        "Hartelijk dank.",
        "Ik heb het illegaal gekregen.",
        "Ik ben verpleegkundige.",
    ],
)
def test_everyday_words_are_no_health(text):
    assert not speaks_of_health(text)


def test_obstacles_are_hints():
    assert found_in("Mijn taal is slecht en ik heb schulden.") == (Belemmering.TAAL, Belemmering.SCHULDEN)
