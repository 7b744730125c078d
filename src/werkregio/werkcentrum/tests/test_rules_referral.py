# SPDX-License-Identifier: EUPL-1.2
"""The states of a referral, without a database."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import MOMENT

from werkregio.werkcentrum.rules import referral_states as states
from werkregio.werkcentrum.rules import sharing
from werkregio.werkcentrum.rules.referral_states import Rol
from werkregio.werkcentrum.terms import Gegeven, Grondslag, Stap


@st.composite
def walks(draw):
    """A walk from the draft along allowed steps, as long as it likes."""
    walk = [Stap.CONCEPT]
    for _ in range(draw(st.integers(0, 30))):
        options = list(states.TABLE[walk[-1]])
        if not options:
            break
        walk.append(draw(st.sampled_from(options)))
    return walk


@given(walks())
def test_no_walk_is_sent_without_consent_or_information(walk):
    for number, kind in enumerate(walk):
        if kind in states.AT_PARTNER:
            assert set(walk[:number]) & states.BASIS
    assert states.is_sound(walk)


@given(walks())
def test_a_partner_answers_only_what_it_received(walk):
    for number, kind in enumerate(walk):
        if kind in {Stap.GEACCEPTEERD, Stap.AFGEWEZEN, Stap.VRAAG}:
            assert Stap.ONTVANGEN in walk[:number]
        if kind == Stap.AFGEROND:
            assert Stap.GESTART in walk[:number]


@given(walks())
def test_every_open_walk_can_be_ended_by_the_person(walk):
    if walk[-1] in states.OPEN:
        assert states.may_take(walk[-1], Stap.INGETROKKEN, Rol.PERSOON)


@given(st.lists(st.sampled_from(list(Stap)), max_size=8))
def test_a_random_list_is_sound_only_along_the_table(kinds):
    expected = all(after in states.TABLE[before] for before, after in itertools.pairwise(kinds))
    assert states.is_sound(kinds) == (expected and (not kinds or kinds[0] == Stap.CONCEPT))


@pytest.mark.parametrize("state", sorted(states.TERMINAL))
def test_what_has_ended_has_no_exit(state):
    assert states.TABLE[state] == {}
    assert state not in states.WAITS_FOR
    assert states.due(state, date(2026, 11, 24)) is None


def test_every_state_is_open_or_ended_and_every_open_state_can_be_reached():
    assert set(Stap) == states.OPEN | states.TERMINAL
    reached, todo = {Stap.CONCEPT}, [Stap.CONCEPT]
    while todo:
        for kind in states.TABLE[todo.pop()]:
            if kind not in reached:
                reached.add(kind)
                todo.append(kind)
    assert reached == set(Stap)
    assert set(states.WAITS_FOR) == states.OPEN


def test_a_referral_begins_as_a_draft_of_the_guide():
    assert states.may_take(None, Stap.CONCEPT, Rol.GIDS)
    assert not states.may_take(None, Stap.CONCEPT, Rol.PARTNER)
    assert not states.may_take(None, Stap.VERZONDEN, Rol.GIDS)


@pytest.mark.parametrize(
    ("before", "kind", "role", "allowed"),
    [
        (Stap.AANGEBODEN, Stap.INGESTEMD, Rol.PERSOON, True),
        (Stap.AANGEBODEN, Stap.INGESTEMD, Rol.PARTNER, False),
        (Stap.AANGEBODEN, Stap.VERZONDEN, Rol.GIDS, False),
        (Stap.CONCEPT, Stap.VERZONDEN, Rol.GIDS, False),
        (Stap.INGESTEMD, Stap.VERZONDEN, Rol.PERSOON, False),
        (Stap.VERZONDEN, Stap.GEACCEPTEERD, Rol.PARTNER, False),
        (Stap.ONTVANGEN, Stap.GEACCEPTEERD, Rol.GIDS, False),
        (Stap.VRAAG, Stap.ANTWOORD, Rol.PARTNER, False),
        (Stap.VRAAG, Stap.VERLOPEN, Rol.SYSTEEM, False),
        (Stap.GESTART, Stap.TERUGGETROKKEN, Rol.GIDS, False),
        (Stap.GESTART, Stap.CONTACT_VERLOREN, Rol.PARTNER, True),
        (Stap.GEACCEPTEERD, Stap.VERLOPEN, Rol.SYSTEEM, False),
        (Stap.VERZONDEN, Stap.VERLOPEN, Rol.GIDS, False),
    ],
)
def test_each_step_belongs_to_somebody(before, kind, role, allowed):
    assert states.may_take(before, kind, role) is allowed


def test_consent_and_information_are_chosen_by_the_legal_basis():
    assert states.basis_step(Grondslag.TOESTEMMING) == Stap.INGESTEMD
    assert states.basis_step(Grondslag.PUBLIEKE_TAAK) == Stap.GEINFORMEERD
    assert states.basis_step(Grondslag.WETTELIJKE_PLICHT) == Stap.GEINFORMEERD


def test_a_partner_has_three_working_days_to_receive():
    # Sent on a Friday: Monday, Tuesday, Wednesday.
    assert states.due(Stap.VERZONDEN, date(2026, 11, 20)) == date(2026, 11, 25)
    # Sent on the day before Christmas: the holidays and the weekend do not count.
    assert states.due(Stap.VERZONDEN, date(2026, 12, 24)) == date(2026, 12, 30)


def test_it_lapses_only_well_after_the_expected_day():
    day = states.lapses_on(Stap.VERZONDEN, date(2026, 11, 20))
    assert day > states.due(Stap.VERZONDEN, date(2026, 11, 20)) + timedelta(days=10)
    assert states.lapses_on(Stap.VRAAG, date(2026, 11, 20)) is None
    assert states.lapses_on(Stap.GESTART, date(2026, 11, 20)) is None


@pytest.mark.parametrize("state", list(Stap))
def test_after_every_step_the_guide_has_a_next_step(state):
    assert states.follow_up(state).code
    if state in states.RETURNS:
        assert states.follow_up(state) == states.Vervolg("andere-deur", 1)


def _grant(**changes):
    fields = {
        "partij_id": 4,
        "fields": ("voornaam", "behoefte"),
        "valid_from": MOMENT,
        "valid_until": MOMENT + timedelta(days=1),
        "ended_at": None,
        "withdrawn": False,
        "state": Stap.ONTVANGEN,
    }
    return sharing.Grant(**(fields | changes))


@pytest.mark.parametrize(
    ("changes", "partij", "at", "seen"),
    [
        ({}, 4, MOMENT, True),
        ({}, 5, MOMENT, False),
        ({}, 4, MOMENT - timedelta(seconds=1), False),
        ({}, 4, MOMENT + timedelta(days=1), False),
        ({}, 4, MOMENT + timedelta(hours=23, minutes=59), True),
        ({"ended_at": MOMENT}, 4, MOMENT, False),
        ({"withdrawn": True}, 4, MOMENT, False),
        ({"state": Stap.INGESTEMD}, 4, MOMENT, False),
        ({"state": Stap.AFGEWEZEN}, 4, MOMENT, False),
        ({"state": Stap.AFGEROND}, 4, MOMENT, False),
    ],
)
def test_a_grant_holds_only_for_its_partner_its_time_and_its_states(changes, partij, at, seen):
    assert sharing.holds(_grant(**changes), partij_id=partij, at=at) is seen


@given(st.sets(st.sampled_from(list(Gegeven))), st.sets(st.sampled_from(list(Gegeven))))
def test_only_chosen_fields_with_a_value_are_visible(chosen, filled):
    values = {code: f"waarde {code}" for code in filled}
    grant = _grant(fields=tuple(code.value for code in chosen))
    seen = sharing.visible(grant, values, partij_id=4, at=MOMENT)
    assert {field.code for field in seen} == chosen & filled


def test_the_need_is_always_part_of_what_is_shared_and_nothing_unknown_is():
    assert sharing.ordered([]) == ["behoefte"]
    assert sharing.ordered(["telefoon", "voornaam", "telefoon"]) == ["voornaam", "telefoon", "behoefte"]
    with pytest.raises(ValueError, match="bsn"):
        sharing.ordered(["bsn"])
