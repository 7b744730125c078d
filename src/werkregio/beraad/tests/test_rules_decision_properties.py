# SPDX-License-Identifier: EUPL-1.2
"""What holds for every vote: more support never loses, order and names do not matter."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from werkregio.beraad.rules.decision import Case, Convenantregels, decide, needed
from werkregio.beraad.terms import Keuze, Uitkomst

from .cases import ONTHOUDING, VOOR, regels, vote, votes

ADOPTED = Uitkomst.AANGENOMEN_STEMMING


@given(regels(), votes(), st.data())
def test_one_more_in_favour_never_loses(rules, case, data):
    before = decide(rules, case)
    geleding = data.draw(st.sampled_from(case.geledingen))
    after = decide(rules, replace(case, stemmen={**case.stemmen, geleding: VOOR}))
    if before.uitkomst is ADOPTED:
        assert after.uitkomst is ADOPTED


@given(regels(), votes(), st.data())
def test_one_more_geleding_there_never_loses_the_quorum(rules, case, data):
    absent = sorted(set(case.geledingen) - set(case.vertegenwoordigd))
    assume(absent)
    more = replace(case, vertegenwoordigd=(*case.vertegenwoordigd, data.draw(st.sampled_from(absent))))
    assert decide(rules, more).quorum.gehaald >= decide(rules, case).quorum.gehaald


@given(regels(), votes(), st.data())
def test_order_does_not_matter(rules, case, data):
    def shuffled(values):
        return tuple(data.draw(st.permutations(list(values))))

    other = Case(
        shuffled(case.geledingen),
        shuffled(case.vertegenwoordigd),
        case.consensus,
        bevoegd=None if case.bevoegd is None else shuffled(case.bevoegd),
        stemmen=dict(shuffled(case.stemmen.items())),
    )
    assert decide(rules, other) == decide(rules, case)


@given(regels(), votes(), st.data())
def test_names_do_not_matter(rules, case, data):
    names = dict(zip(case.geledingen, data.draw(st.permutations(case.geledingen)), strict=True))

    def renamed(values):
        return tuple(names[value] for value in values)

    other = Case(
        renamed(case.geledingen),
        renamed(case.vertegenwoordigd),
        case.consensus,
        bevoegd=None if case.bevoegd is None else renamed(case.bevoegd),
        stemmen={names[name]: keuze for name, keuze in case.stemmen.items()},
    )
    before, after = decide(rules, case), decide(rules, other)
    assert replace(after, geweigerd=()) == replace(before, geweigerd=())
    assert {(one.geleding, one.reden) for one in after.geweigerd} == {
        (names[one.geleding], one.reden) for one in before.geweigerd
    }


@given(regels(), votes())
def test_all_of_them_named_is_the_same_as_all(rules, case):
    assert decide(rules, replace(case, bevoegd=None)) == decide(rules, replace(case, bevoegd=case.geledingen))


@given(regels(), votes())
def test_what_is_refused_changes_nothing(rules, case):
    outcome = decide(rules, case)
    refused = {one.geleding for one in outcome.geweigerd}
    kept = {name: keuze for name, keuze in case.stemmen.items() if name not in refused}
    assert decide(rules, replace(case, stemmen=kept)) == replace(outcome, geweigerd=())


@given(regels(), votes())
def test_nothing_is_adopted_without_a_vote_or_without_a_quorum(rules, case):
    outcome = decide(rules, case)
    assert (outcome.uitkomst is Uitkomst.GEEN_BESLUIT_QUORUM) is (not outcome.quorum.gehaald)
    if outcome.stemming is not None and outcome.stemming.uitgebracht == 0:
        assert outcome.uitkomst is Uitkomst.NIET_AANGENOMEN
        assert outcome.stemming.nodig == 1
    if outcome.uitkomst is ADOPTED:
        assert outcome.stemming.voor >= 1


@given(st.integers(1, 60), st.data())
def test_strict_differs_only_exactly_on_the_boundary(base, data):
    below = data.draw(st.integers(1, 60))
    share = Fraction(data.draw(st.integers(1, below)), below)
    plain, strict = needed(share, base, strict=False), needed(share, base, strict=True)
    on_the_boundary = (share * base).denominator == 1
    assert strict - plain == (1 if on_the_boundary else 0)
    assert Fraction(plain, base) >= share
    assert Fraction(plain - 1, base) < share
    assert Fraction(strict, base) > share


@given(regels(), st.integers(0, 7), st.integers(0, 7))
def test_an_abstention_weighs_nothing_or_as_a_vote_against(rules, voor, other):
    assume(voor + other <= 7)
    abstaining = vote(voor, 0, other, there=7)
    against = vote(voor, other, 0, there=7)
    counting = replace(rules, onthouding_telt=True)
    assert decide(counting, abstaining).uitkomst is decide(counting, against).uitkomst
    silent = replace(rules, onthouding_telt=False)
    assert decide(silent, abstaining).uitkomst is decide(silent, vote(voor, there=7)).uitkomst


@given(regels(), votes())
def test_an_abstention_instead_of_a_vote_against_never_loses(rules, case):
    milder = {name: ONTHOUDING if keuze is Keuze.TEGEN else keuze for name, keuze in case.stemmen.items()}
    if decide(rules, case).uitkomst is ADOPTED:
        assert decide(rules, replace(case, stemmen=milder)).uitkomst is ADOPTED


def test_rules_compare_by_value():
    assert Convenantregels(quorum=Fraction(2, 4)) == Convenantregels()
