# SPDX-License-Identifier: EUPL-1.2
"""How the Beraad decides, at every edge that has a source."""

from fractions import Fraction

import pytest

from werkregio.beraad.rules.decision import Case, Convenantregels, Refused, decide, needed
from werkregio.beraad.rules.impossible import ImpossibleCaseError, Reason
from werkregio.beraad.terms import Keuze, Quorumbasis, Uitkomst, Waarschuwing, Weigergrond

from .cases import ONTHOUDING, SEVEN, TEGEN, VOOR, vote

REPORT = Convenantregels()
ADOPTED, NOT_ADOPTED = Uitkomst.AANGENOMEN_STEMMING, Uitkomst.NIET_AANGENOMEN
NO_QUORUM, CONSENSUS = Uitkomst.GEEN_BESLUIT_QUORUM, Uitkomst.AANGENOMEN_CONSENSUS


def consensus(there, *, geledingen=SEVEN, bevoegd=None):
    return Case(tuple(geledingen), tuple(geledingen[:there]), True, bevoegd=bevoegd)


def test_the_defaults_are_those_of_the_report():
    assert (
        Convenantregels(
            quorum=Fraction(1, 2),
            quorum_strikt=False,
            drempel=Fraction(2, 3),
            drempel_strikt=False,
            onthouding_telt=False,
            quorum_basis=Quorumbasis.ALLE,
        )
        == REPORT
    )


@pytest.mark.parametrize(("base", "enough"), [(1, 1), (2, 1), (3, 2), (6, 3), (7, 4), (8, 4)])
def test_half_of_the_geledingen(base, enough):
    assert needed(Fraction(1, 2), base, strict=False) == enough


@pytest.mark.parametrize(("base", "enough"), [(1, 1), (2, 2), (6, 4), (7, 4), (8, 5)])
def test_more_than_half_of_the_geledingen(base, enough):
    assert needed(Fraction(1, 2), base, strict=True) == enough


@pytest.mark.parametrize(("cast", "enough"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5)])
def test_two_thirds_of_the_votes(cast, enough):
    assert needed(Fraction(2, 3), cast, strict=False) == enough


def test_more_than_everything_is_never_reached():
    assert needed(Fraction(1), 7, strict=True) == 8
    outcome = decide(Convenantregels(drempel=Fraction(1), drempel_strikt=True), vote(7))
    assert outcome.uitkomst is NOT_ADOPTED
    assert Waarschuwing.ONHAALBARE_REGEL in outcome.waarschuwingen


@pytest.mark.parametrize(
    ("there", "of", "uitkomst"), [(3, 7, NO_QUORUM), (4, 7, CONSENSUS), (3, 6, CONSENSUS), (0, 1, NO_QUORUM)]
)
def test_the_quorum_comes_before_consensus(there, of, uitkomst):
    assert decide(REPORT, consensus(there, geledingen=SEVEN[:of])).uitkomst is uitkomst


@pytest.mark.parametrize(
    ("voor", "tegen", "uitkomst"),
    [
        (4, 2, ADOPTED),
        (4, 3, NOT_ADOPTED),
        (5, 2, ADOPTED),
        (3, 1, ADOPTED),
        (2, 2, NOT_ADOPTED),
        (0, 4, NOT_ADOPTED),
    ],
)
def test_at_least_two_thirds_of_the_votes_cast(voor, tegen, uitkomst):
    assert decide(REPORT, vote(voor, tegen)).uitkomst is uitkomst


def test_exactly_two_thirds_falls_short_of_more_than_two_thirds():
    strict = Convenantregels(drempel_strikt=True)
    assert decide(strict, vote(4, 2)).uitkomst is NOT_ADOPTED
    assert decide(strict, vote(5, 2)).uitkomst is ADOPTED


def test_without_a_quorum_no_vote_is_counted():
    outcome = decide(REPORT, vote(3))
    assert (outcome.uitkomst, outcome.stemming) == (NO_QUORUM, None)
    assert outcome.waarschuwingen == (Waarschuwing.STEMMEN_ZONDER_QUORUM,)


def test_consensus_has_no_count():
    assert decide(REPORT, consensus(7)).stemming is None


@pytest.mark.parametrize("stemmen", [None, {}])
def test_no_vote_at_all_adopts_nothing(stemmen):
    outcome = decide(REPORT, Case(SEVEN, SEVEN, False, stemmen=stemmen))
    assert outcome.uitkomst is NOT_ADOPTED
    assert (outcome.stemming.uitgebracht, outcome.stemming.nodig) == (0, 1)
    assert Waarschuwing.GEEN_STEM_UITGEBRACHT in outcome.waarschuwingen


def test_an_abstention_is_not_cast_unless_the_convenant_says_so():
    case = vote(1, 0, 6)
    outcome = decide(REPORT, case)
    assert outcome.uitkomst is ADOPTED
    assert (outcome.stemming.uitgebracht, outcome.stemming.nodig, outcome.stemming.onthouding) == (1, 1, 6)
    assert outcome.waarschuwingen == (
        Waarschuwing.GEDRAGEN_DOOR_EEN_GELEDING,
        Waarschuwing.ONTHOUDINGEN,
    )
    counting = decide(Convenantregels(onthouding_telt=True), case)
    assert counting.uitkomst is NOT_ADOPTED
    assert (counting.stemming.uitgebracht, counting.stemming.nodig) == (7, 5)


def test_only_abstentions_adopt_nothing():
    assert decide(REPORT, vote(0, 0, 7)).stemming.nodig == 1
    assert decide(REPORT, vote(0, 0, 7)).uitkomst is NOT_ADOPTED
    assert decide(Convenantregels(onthouding_telt=True), vote(0, 0, 7)).uitkomst is NOT_ADOPTED


def test_who_is_outside_the_work_area_or_not_there_is_not_counted():
    """The work area comes first, also for who is not there; the answer is by name."""
    case = Case(
        SEVEN,
        SEVEN[:4],
        False,
        bevoegd=("uwv", "sbb", "centrumgemeente"),
        stemmen={"werkgevers": VOOR, "uwv": VOOR, "gemeenten": TEGEN, "centrumgemeente": VOOR, "sbb": TEGEN},
    )
    outcome = decide(REPORT, case)
    assert outcome.geweigerd == (
        Refused("gemeenten", Weigergrond.BUITEN_WERKGEBIED),
        Refused("uwv", Weigergrond.NIET_VERTEGENWOORDIGD),
        Refused("werkgevers", Weigergrond.BUITEN_WERKGEBIED),
    )
    assert (outcome.stemming.voor, outcome.stemming.tegen) == (1, 1)


def test_refusals_are_told_without_a_quorum_too():
    outcome = decide(REPORT, vote(2, there=1))
    assert [one.geleding for one in outcome.geweigerd] == ["gemeenten"]


def test_the_base_of_the_quorum_is_a_setting():
    """Four of seven are there, one of the three that may decide: enough of all, too few of those."""
    case = Case(SEVEN, SEVEN[:4], True, bevoegd=("sbb", "uwv", "vakbonden"))
    assert decide(REPORT, case).uitkomst is CONSENSUS
    entitled = decide(Convenantregels(quorum_basis=Quorumbasis.BEVOEGDE), case)
    assert entitled.uitkomst is NO_QUORUM
    assert (entitled.quorum.nodig, entitled.quorum.aanwezig, entitled.quorum.van) == (2, 1, 3)


def test_nobody_of_the_work_area():
    outcome = decide(REPORT, consensus(4, bevoegd=("werkgevers",)))
    assert outcome.uitkomst is CONSENSUS
    assert outcome.waarschuwingen == (Waarschuwing.NIEMAND_UIT_WERKGEBIED,)
    of_nobody = decide(Convenantregels(quorum_basis=Quorumbasis.BEVOEGDE), consensus(7, bevoegd=()))
    assert (of_nobody.uitkomst, of_nobody.quorum.nodig) == (NO_QUORUM, 1)


def test_consensus_of_one_geleding_is_said_aloud():
    outcome = decide(REPORT, consensus(4, bevoegd=("gemeenten",)))
    assert outcome.waarschuwingen == (Waarschuwing.GEDRAGEN_DOOR_EEN_GELEDING,)


def test_who_may_vote_and_does_not_is_said_aloud():
    outcome = decide(REPORT, vote(4, there=5))
    assert outcome.uitkomst is ADOPTED
    assert outcome.waarschuwingen == (Waarschuwing.NIET_GESTEMD,)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"quorum": 0.5}, "quorum", Reason.NOT_A_FRACTION),
        ({"quorum": Fraction(0)}, "quorum", Reason.NOT_A_FRACTION),
        ({"drempel": Fraction(4, 3)}, "drempel", Reason.NOT_A_FRACTION),
        ({"drempel_strikt": 1}, "drempel_strikt", Reason.NOT_A_BOOLEAN),
        ({"quorum_basis": "alle"}, "quorum_basis", Reason.NOT_A_BASIS),
    ],
)
def test_rules_that_cannot_be(wrong, field, reason):
    with pytest.raises(ImpossibleCaseError) as refused:
        Convenantregels(**wrong)
    assert (refused.value.field, refused.value.reason) == (field, reason)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"geledingen": ()}, "geledingen", Reason.NO_GELEDINGEN),
        ({"geledingen": ("a", "b", "a")}, "geledingen[2]", Reason.DOUBLE_GELEDING),
        ({"vertegenwoordigd": ("a", "a")}, "vertegenwoordigd[1]", Reason.DOUBLE_GELEDING),
        ({"vertegenwoordigd": ("c",)}, "vertegenwoordigd[0]", Reason.UNKNOWN_GELEDING),
        ({"bevoegd": ("a", "c")}, "bevoegd[1]", Reason.UNKNOWN_GELEDING),
        ({"bevoegd": ("b", "b")}, "bevoegd[1]", Reason.DOUBLE_GELEDING),
        ({"consensus": None}, "consensus", Reason.NOT_A_BOOLEAN),
        ({"consensus": True, "stemmen": {}}, "stemmen", Reason.VOTES_WITH_CONSENSUS),
        ({"stemmen": {"c": Keuze.VOOR}}, "stemmen.c", Reason.UNKNOWN_GELEDING),
        ({"stemmen": {"a": "ja"}}, "stemmen.a", Reason.NOT_A_CHOICE),
    ],
)
def test_cases_that_cannot_be(wrong, field, reason):
    case = {"geledingen": ("a", "b"), "vertegenwoordigd": ("a",), "consensus": False} | wrong
    with pytest.raises(ImpossibleCaseError) as refused:
        Case(**case)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_one_abstention_among_votes_is_counted_apart():
    outcome = decide(REPORT, Case(SEVEN, SEVEN, False, stemmen={"uwv": VOOR, "sbb": ONTHOUDING}))
    assert (outcome.stemming.uitgebracht, outcome.stemming.onthouding) == (1, 1)
