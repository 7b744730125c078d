# SPDX-License-Identifier: EUPL-1.2
"""The explanation: the arithmetic, the rules and what they rest on, in both languages."""

from fractions import Fraction

import pytest
from hypothesis import given

from werkregio.beraad.rules.decision import Case, Convenantregels, decide
from werkregio.beraad.rules.explanation import _WARNINGS, _WORDS, LANGUAGES, explain
from werkregio.beraad.rules.impossible import _SENTENCES, ImpossibleCaseError, Reason
from werkregio.beraad.terms import Quorumbasis, Waarschuwing

from .cases import SEVEN, TEGEN, VOOR, regels, vote, votes

REPORT = Convenantregels()


def told(case, rules=REPORT, **options):
    return explain(rules, decide(rules, case), **options)


def test_a_vote_in_dutch():
    assert told(vote(4, 2)) == (
        "6 van de 7 geledingen vertegenwoordigd, nodig 4; 6 stemmen, 4 voor, nodig 4: aangenomen. "
        "Quorum: ten minste 1/2 van alle geledingen van het Beraad, aanwezig of vertegenwoordigd "
        "(adviesrapport 5.5). Meerderheid: ten minste 2/3 van de uitgebrachte stemmen, één stem per "
        "geleding (adviesrapport 5.5)."
    )


def test_a_vote_in_english():
    assert told(vote(4, 3), language="en") == (
        "7 of 7 geledingen represented, 4 needed; 7 votes, 4 in favour, 5 needed: not adopted. "
        "Quorum: at least 1/2 of all geledingen of the Beraad, present or represented (advice report 5.5). "
        "Majority: at least 2/3 of the votes cast, one vote for each geleding (advice report 5.5)."
    )


def test_consensus_and_a_missing_quorum():
    agreed = told(Case(SEVEN, SEVEN, True))
    assert agreed.startswith("7 van de 7 geledingen vertegenwoordigd, nodig 4; consensus: aangenomen. ")
    assert agreed.endswith("Consensus gaat voor stemmen (adviesrapport 5.5).")
    assert told(vote(3)).startswith(
        "3 van de 7 geledingen vertegenwoordigd, nodig 4: geen besluit, want het quorum is niet gehaald. "
    )


def test_one_is_not_many():
    alone = Case(("uwv",), ("uwv",), False, stemmen={"uwv": VOOR})
    assert told(alone).startswith("1 van de 1 geleding vertegenwoordigd, nodig 1; 1 stem, 1 voor, nodig 1: ")


def test_abstentions_are_explained_as_a_setting():
    assert (
        "Onthoudingen: 2; zij tellen niet als uitgebrachte stem (het adviesrapport zwijgt hierover: instelling)."
        in told(vote(4, 0, 2))
    )
    counting = Convenantregels(onthouding_telt=True)
    assert "Onthoudingen: 2; zij tellen als uitgebrachte stem (convenant van de regio)." in told(
        vote(4, 0, 2), counting
    )


def test_a_rule_of_the_region_names_the_convenant_or_its_article():
    rules = Convenantregels(quorum=Fraction(3, 4), drempel_strikt=True, quorum_basis=Quorumbasis.BEVOEGDE)
    text = told(vote(6, 1), rules, articles={"drempel": "artikel 7 lid 2"})
    assert "Quorum: ten minste 3/4 van de bevoegde geledingen" in text
    assert "(convenant van de regio). Meerderheid: meer dan 2/3" in text
    assert "(artikel 7 lid 2)" in text
    assert text.startswith("7 van de 7 bevoegde geledingen vertegenwoordigd, nodig 6; ")


def test_what_did_not_count_and_why():
    case = Case(SEVEN, SEVEN[:4], False, bevoegd=("sbb", "uwv"), stemmen={"uwv": VOOR, "gemeenten": TEGEN})
    assert (
        "Niet meegeteld: gemeenten (het onderwerp valt buiten het werkgebied, adviesrapport 5.5), "
        "uwv (niet aanwezig of vertegenwoordigd, adviesrapport 5.5)."
    ) in told(case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_exists_in_every_language(language):
    assert set(_WORDS[language]) == set(_WORDS["nl"])
    assert set(_WARNINGS[language]) == set(Waarschuwing)
    assert set(_SENTENCES[language]) == set(Reason)
    for reason in Reason:
        assert ImpossibleCaseError("stemmen.uwv", reason, "'ja'").sentence(language)


@given(regels(), votes())
def test_there_is_an_explanation_for_everything_and_it_claims_no_power(rules, case):
    """The Beraad is no legal person and decides formally on nothing (R19)."""
    for language in LANGUAGES:
        text = told(case, rules, language=language)
        assert "{" not in text
        assert not any(
            word in text.lower() for word in ("rechtspersoon", "legal person", "formeel", "formal")
        )
