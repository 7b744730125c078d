# SPDX-License-Identifier: EUPL-1.2
"""From a question to needs: order, reasons, abstention, who asks, hard input and what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werkregio.werkcentrum.queries.needs import DATA
from werkregio.werkcentrum.rules import answer as reasons
from werkregio.werkcentrum.rules.follow_up import AGAINST, FOR
from werkregio.werkcentrum.rules.router import LONGEST, Router
from werkregio.werkcentrum.rules.wordbook import ACUTE, GUIDE
from werkregio.werkcentrum.rules.wordbook_files import load_wordbook


@pytest.fixture(scope="module")
def router():
    return Router(load_wordbook(DATA))


def codes(answer):
    return [need.code for need in answer.needs]


def test_a_plain_question_leads_to_its_need(router):
    answer = router.answer("Ik zoek een baan, welke vacatures zijn er?")
    assert answer.needs[0].code == "werk-zoeken"
    assert not answer.danger


def test_the_reasons_are_words_of_the_question_as_they_were_typed(router):
    question = "Ik wil een UITKERING aanvragen, want mijn WW stopt in maart."
    answer = router.answer(question)
    for need in answer.needs:
        for phrase in need.why:
            assert all(word in question for word in phrase.split())
    assert any("UITKERING" in phrase for need in answer.needs for phrase in need.why)


@pytest.mark.parametrize(
    ("question", "weak"),
    [
        ("Ik wil graag terug naar mijn oude werk na mijn ziekte", {"terug", "graag"}),
        ("Ik heb geld nodig, kan ik in maart een uitkering krijgen?", {"geld", "maart", "kan", "krijgen"}),
        ("Can I get out of debt, I have letters from the bailiff", {"out", "can", "get"}),
    ],
)
def test_weak_words_are_never_the_reason(router, question, weak):
    shown = {phrase.lower() for need in router.answer(question).needs for phrase in need.why}
    assert not shown & weak


def test_every_lower_need_says_why_it_is_not_higher(router):
    answer = router.answer("Ik wil een opleiding volgen en mijn werkgever betaalt niet")
    assert answer.needs[0].why_not == ""
    assert all(need.why_not for need in answer.needs[1:])


def test_after_danger_the_next_need_says_that_danger_goes_first(router):
    answer = router.answer("Mijn man slaat mij en ik durf niet naar huis. Ik zoek ook werk.")
    assert answer.danger
    assert answer.needs[0].code == ACUTE
    assert answer.needs[1].why_not == reasons.DANGER_FIRST


@pytest.mark.parametrize("question", ["", "   ", "???", "12345", "😀😀😀"])
def test_nothing_to_read_goes_to_a_guide(router, question):
    answer = router.answer(question)
    assert answer.guide
    assert answer.needs[0].code == GUIDE
    assert not answer.danger
    assert len(answer.needs) >= 3


def test_nonsense_is_left_to_a_guide(router):
    assert router.answer("xqzt blorp fnarg wibble").guide


def test_two_needs_both_come_back(router):
    answer = router.answer(
        "Ik heb schulden en brieven van de deurwaarder, en ik wil de Nederlandse taal leren."
    )
    assert {"geldzorgen-schulden", "basisvaardigheden-taal"} <= set(codes(answer))


def test_who_asks_decides_between_two_sides(router):
    question = "Ik wil iets met leren en werken, een leerwerkplek"
    resident = router.answer(question, asker="inwoner")
    employer = router.answer("Ik wil een leerwerkplek aanbieden in mijn bedrijf", asker="werkgever")
    assert codes(resident).index("leren-en-werken") == 0
    assert "leerbedrijf-bbl" in codes(employer)


def test_an_unknown_asker_or_language_is_refused(router):
    with pytest.raises(ValueError, match="asker"):
        router.answer("werk", asker="burgemeester")
    with pytest.raises(ValueError, match="language"):
        router.answer("work", language="xx")


def test_a_language_that_we_do_not_have_still_gets_an_answer(router):
    answer = router.answer("Jeg leter etter arbeid på et lager i nærheten")
    assert len(answer.needs) >= 3


def test_a_chosen_language_is_kept(router):
    answer = router.answer("taxi", language="fr")
    assert (answer.language, answer.language_sure) == ("fr", True)


def test_ten_thousand_characters_are_cut_and_said_so(router):
    answer = router.answer("Ik zoek een baan. Waar zijn vacatures? " * 300)
    assert answer.cut
    assert codes(answer)[0] == "werk-zoeken"
    assert not router.answer("Ik zoek een baan.").cut


def test_only_the_beginning_of_a_very_long_question_counts(router):
    text = "Ik zoek werk als lasser. " * 100
    assert router.answer(text + "zzz").needs == router.answer(text[:LONGEST] + "y" * 50).needs


def test_tags_are_no_words(router):
    plain = router.answer("ik zoek werk als lasser")
    tagged = router.answer("<script>alert(1)</script> ik zoek werk als <b>lasser</b>")
    assert codes(plain)[0] == codes(tagged)[0]
    assert not any("<" in phrase for need in tagged.needs for phrase in need.why)


def test_the_same_question_gets_the_same_answer(router):
    question = "Mijn contract stopt en ik wil een cursus heftruck"
    other = Router(load_wordbook(DATA))
    assert router.answer(question) == router.answer(question) == other.answer(question)


def test_who_has_no_work_is_not_helped_from_work_to_work(router):
    question = "Mijn baan is gestopt en ik zoek iets nieuws"
    said = {"werk-zoeken": FOR, "van-werk-naar-werk": -AGAINST}
    order = codes(router.answer(question, preferences=said))
    assert order[0] == "werk-zoeken"
    assert "van-werk-naar-werk" not in order[:3]


def test_unknown_preferences_change_nothing(router):
    question = "Ik wil een ander beroep"
    assert router.answer(question, preferences={"bestaat-niet": 1.0}) == router.answer(question)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_whatever_is_typed_the_answer_holds_together(router, text):
    answer = router.answer(text)
    scores = [need.score for need in answer.needs]
    assert len(answer.needs) >= 3
    assert len(set(codes(answer))) == len(answer.needs)
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert (answer.needs[0].code == ACUTE) == answer.danger


@settings(max_examples=30, deadline=None)
@given(
    before=st.sampled_from(["", "Hallo, ", "Ik zoek werk. ", "Ik weet niet of dit hier kan. "]),
    cry=st.sampled_from(["mijn man slaat mij", "ik wil dood", "de baas heeft mijn paspoort afgepakt"]),
    after=st.sampled_from(["", ".", " Wat moet ik doen?", " Help mij!"]),
)
def test_a_cry_for_help_stays_one_whatever_stands_around_it(router, before, cry, after):
    answer = router.answer(before + cry + after)
    assert answer.danger
    assert answer.needs[0].code == ACUTE


@pytest.fixture(scope="module")
def placed():
    return Router(load_wordbook(DATA), places=["Venlo", "Venray", "Horst aan de Maas", "Best"])


@pytest.mark.parametrize("where", ["in Venlo", "in venray", "in Horst aan de Maas", "in Best"])
def test_where_somebody_wants_to_work_says_nothing_about_what_they_need(placed, where):
    without = placed.answer("Ik zoek werk in een magazijn.")
    answer = placed.answer(f"Ik zoek werk in een magazijn {where}.")
    assert answer.needs[0].code == "werk-zoeken"
    assert [need.code for need in answer.needs[:3]] == [need.code for need in without.needs[:3]]
    reasons_shown = " ".join(phrase for need in answer.needs for phrase in need.why).lower()
    assert not any(word in reasons_shown.split() for word in ("venlo", "venray", "horst", "maas"))


def test_the_small_words_of_a_name_still_tell_the_language(placed):
    assert placed.answer("Ik werk aan de band", page_language="en").language == "nl"
