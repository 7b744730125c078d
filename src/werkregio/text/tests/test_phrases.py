# SPDX-License-Identifier: EUPL-1.2
"""Phrases by rule: parts, prefixes, alternatives, negation and what is harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.text.phrases import PhraseMatcher, PhraseSet

MATCHER = PhraseMatcher(
    PhraseSet(
        kinds={
            "geweld": ["slaat mij", "man + slaa*", "mes|pistool + bedreig*"],
            "honger": ["niets + eten", "n'ai pas mangé", "nada de comer"],
        },
        negations=["niet", "niemand", "no", "ne"],
        not_when=["slaat nergens op", "plan de campagne"],
        denying=["niets", "pas", "nada"],
        closing_negation=True,
    )
)


def kinds(text):
    return [match.kind for match in MATCHER.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Hij slaat mij",
        "mijn buurvrouw zegt dat haar MAN haar slaat!",
        "hij bedreigde ons met een mes",
        "wij hebben al dagen niets te eten",
        "je n'ai pas mangé",
        "j ai faim je nai pas mange",
        "no hay nada de comer",
        "nee, slaat mij weer",
    ],
)
def test_danger_is_found(text):
    assert kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "niemand slaat mij",
        "hij slaat mij niet",
        "wat mijn man zegt slaat nergens op",
        "mijn man. Ik slaap goed",
        "een mes kopen",
        "",
    ],
)
def test_what_is_denied_or_harmless_is_left_alone(text):
    assert not kinds(text)


def test_a_negation_that_goes_on_does_not_close_the_sentence():
    assert kinds("hij slaat mij niet alleen met de hand")


def test_parts_far_apart_do_not_belong_together():
    assert not kinds("mijn man " + "en nog wat " * 12 + "slaat")


def test_the_words_that_were_found_are_named():
    assert MATCHER.find("Mijn man, die drinkt, slaat")[0].words == ("man", "slaat")


@given(st.text(max_size=400))
def test_any_text_is_read(text):
    MATCHER.find(text)
