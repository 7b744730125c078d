# SPDX-License-Identifier: EUPL-1.2
"""Room, bounces and waiting times: pure counting."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.capacity import Room, capacity
from werkregio.werkcentrum.rules.dead_ends import End, bounces, pointed_at_each_other, waiting
from werkregio.werkcentrum.terms import Stap

TODAY = date(2026, 11, 24)
UWV, STAD, BOND = 1, 2, 3


def end(need, partij, state=Stap.AFGEWEZEN, door=None):
    return End(need, partij, state, door, TODAY)


def room(**changes):
    fields = {"suspended_until": None, "full_until": None, "places": None, "in_use": 0, "today": TODAY}
    return capacity(**(fields | changes))


@pytest.mark.parametrize(
    ("changes", "expected", "free"),
    [
        ({}, Room.UNKNOWN, None),
        ({"places": 3, "in_use": 1}, Room.OPEN, 2),
        ({"places": 3, "in_use": 3}, Room.NO_PLACE, 0),
        ({"places": 3, "in_use": 7}, Room.NO_PLACE, 0),
        ({"full_until": TODAY}, Room.FULL, None),
        ({"full_until": TODAY - timedelta(days=1)}, Room.UNKNOWN, None),
        ({"full_until": TODAY, "suspended_until": TODAY}, Room.STOPPED, None),
        ({"full_until": TODAY, "places": 9}, Room.FULL, 9),
    ],
)
def test_room_follows_from_what_was_said_and_what_is_under_way(changes, expected, free):
    found = room(**changes)
    assert (found.room, found.free) == (expected, free)
    assert found.warns is (expected in (Room.FULL, Room.STOPPED, Room.NO_PLACE))


def test_two_organisations_that_turned_the_same_need_away_are_one_bounce():
    assert bounces([end(7, UWV), end(7, STAD), end(7, UWV)]) == {(UWV, STAD): 1}


def test_an_organisation_that_did_not_answer_bounces_too_and_a_withdrawal_does_not():
    assert bounces([end(7, STAD, Stap.VERLOPEN), end(7, UWV)]) == {(UWV, STAD): 1}
    assert bounces([end(7, STAD, Stap.INGETROKKEN), end(7, UWV)]) == {}


def test_three_doors_are_three_bounces_and_other_needs_do_not_mix():
    assert sum(bounces([end(7, UWV), end(7, STAD), end(7, BOND)]).values()) == 3
    assert bounces([end(7, UWV), end(8, STAD)]) == {}


def test_who_named_each_other_is_counted_apart():
    there_and_back = [end(7, UWV, door=STAD), end(7, STAD, door=UWV)]
    assert pointed_at_each_other(there_and_back) == {(UWV, STAD): 1}
    assert pointed_at_each_other([end(7, UWV, door=STAD), end(7, STAD, door=BOND)]) == {}


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4))))
def test_the_order_of_the_ends_does_not_matter(rows):
    ends = [end(need, partij) for need, partij in rows]
    assert bounces(ends) == bounces(list(reversed(ends)))
    assert all(first < second for first, second in bounces(ends))


@pytest.mark.parametrize(
    ("days", "middle"),
    [([3], Fraction(3)), ([1, 2], Fraction(3, 2)), ([9, 1, 5], Fraction(5)), ([0, 0], Fraction(0))],
)
def test_the_middle_is_exact(days, middle):
    assert waiting(days).days == middle


def test_nothing_measured_is_unknown_and_not_nought():
    assert waiting([]).days is None
    assert waiting([], term=5).within is None
    assert waiting([1, 9], term=5).within == Fraction(1, 2)
