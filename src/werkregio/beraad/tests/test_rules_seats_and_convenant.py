# SPDX-License-Identifier: EUPL-1.2
"""Who may sit and chair; what a convenant leads to."""

from datetime import date
from fractions import Fraction

import pytest

from werkregio.beraad.queries.convenant_words import POINTS, READINGS, TITLES
from werkregio.beraad.queries.seat_words import REFUSALS
from werkregio.beraad.rules.convenant import (
    OPEN_POINTS,
    REPORT,
    RULES,
    consequences,
    not_yet,
    one_vote_can_carry,
    read_fraction,
    unreachable,
)
from werkregio.beraad.rules.decision import Convenantregels
from werkregio.beraad.rules.seats import (
    STAFF_ROLES,
    Candidate,
    SeatRefusal,
    chair_refusal,
    mandate_refusal,
    overlap,
    too_early,
    vice_chair_refusal,
    within_seat,
)

JAN, JUN, DEC = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 31)


def test_the_table_on_screen_is_that_of_the_report():
    table = consequences(Convenantregels(), 8)
    assert [row.quorum for row in table] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert [row.votes for row in table][:7] == [1, 2, 2, 3, 4, 4, 5]
    assert table[6].can_bind == 3


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2/3", (2, 3)),
        (" 4 / 6 ", (4, 6)), ("1/1", (1, 1)), ("3/2", None), ("0/2", None),
        ("0,66", None), ("", None), ("-1/2", None), ("1/0", None)],
)  # fmt: skip
def test_a_share_is_read_exactly_or_not_at_all(typed, read):
    assert read_fraction(typed) == read


def test_what_should_be_warned_for():
    assert one_vote_can_carry(Convenantregels())
    assert not one_vote_can_carry(Convenantregels(onthouding_telt=True))
    assert unreachable(Convenantregels(drempel=Fraction(1), drempel_strikt=True)) == ("drempel",)
    assert unreachable(Convenantregels(drempel=Fraction(1))) == ()


def test_a_geleding_has_done_it_when_all_its_parties_did():
    lines = [("uwv", True), ("vakbonden", True), ("vakbonden", False)]
    assert not_yet(("uwv", "vakbonden", "sbb"), lines) == ("vakbonden", "sbb")


def test_every_rule_point_and_refusal_has_its_words():
    assert set(TITLES) == set(RULES) == set(REPORT)
    assert set(POINTS) == {point.code for point in OPEN_POINTS}
    assert set(READINGS) == {(point.code, one) for point in OPEN_POINTS for one in point.readings}
    assert set(REFUSALS) == set(SeatRefusal)


def test_the_centrumgemeente_does_not_sit_for_the_gemeenten():
    venlo = Candidate(of_centrumgemeente=True)
    assert mandate_refusal("gemeenten", venlo, substitute=False) is SeatRefusal.CENTRUM_FOR_GEMEENTEN
    assert mandate_refusal("centrumgemeente", venlo, substitute=False) is None
    both = Candidate(geledingen=frozenset({"gemeenten"}))
    assert mandate_refusal("centrumgemeente", both, substitute=True) is SeatRefusal.CENTRUM_FOR_GEMEENTEN
    more = {"A6": "more"}
    assert mandate_refusal("gemeenten", venlo, substitute=True, readings=more) is not None


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_never_sits(role):
    assert (
        mandate_refusal("uwv", Candidate(roles=frozenset({role, "bestuurder"})), substitute=False) == "staff"
    )
    assert mandate_refusal(None, Candidate(roles=frozenset({role})), substitute=False) == "staff"


def test_open_points_follow_their_reading():
    for_another = Candidate(geledingen=frozenset({"sbb"}))
    assert mandate_refusal("uwv", for_another, substitute=True) is SeatRefusal.TWO_GELEDINGEN
    assert mandate_refusal("uwv", for_another, substitute=True, readings={"A6": "more"}) is None
    none = {"A7": "none"}
    nobody = SeatRefusal.NO_SUBSTITUTE_FOR_CENTRUM
    assert mandate_refusal("centrumgemeente", Candidate(), substitute=True, readings=none) is nobody
    assert mandate_refusal("centrumgemeente", Candidate(), substitute=True) is None


def test_chair_and_vice_chair():
    assert chair_refusal("centrumgemeente") is None
    assert chair_refusal("uwv") is chair_refusal(None) is SeatRefusal.CHAIR_NOT_FROM_CENTRUM
    fine = {"member_on_the_day": True, "is_chair": False, "decided": True}
    assert vice_chair_refusal("uwv", **fine) is None
    assert vice_chair_refusal(None, **fine) is SeatRefusal.VICE_NOT_A_MEMBER
    assert vice_chair_refusal("uwv", **fine | {"member_on_the_day": False}) == "vice_not_a_member"
    assert vice_chair_refusal("uwv", **fine | {"is_chair": True}) == "vice_is_the_chair"
    assert vice_chair_refusal("uwv", **fine | {"decided": False}) == "no_decision"


def test_periods():
    assert overlap(JAN, JUN, JUN, None)
    assert not overlap(JAN, JUN, DEC, None)
    assert within_seat(JUN, None, JAN, None) is None
    assert within_seat(JAN, None, JUN, None) is within_seat(JAN, None, JAN, DEC) is SeatRefusal.OUTSIDE_SEAT
    assert within_seat(JAN, DEC, JAN, DEC) is None
    assert too_early(JAN, JUN)
    assert too_early(JAN, None)
    assert not too_early(JUN, JUN)
