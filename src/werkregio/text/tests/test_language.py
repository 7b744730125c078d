# SPDX-License-Identifier: EUPL-1.2
"""In which language a question is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.text.language import LANGUAGES, detect, script_languages

WORDS = {
    "nl": {"ik", "de", "het", "een", "en", "van", "voor", "niet", "mijn", "in"},
    "en": {"i", "the", "a", "and", "of", "for", "not", "my", "in", "am"},
    "pl": {"ja", "i", "w", "na", "nie", "do", "jest", "mam", "moja", "ze"},
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik zoek werk in Venlo, liefst in de ochtend", "nl"),
        ("I am looking for a job in Venlo", "en"),
        ("szukam pracy w Venlo, mam prawo jazdy", "pl"),
        ("pracy szukam w Venlo", "pl"),
        ("Caut un loc de muncă în Venlo", "ro"),
        ("Търся работа като шофьор във Венло", "bg"),
        ("Шукаю роботу у Венло, маю посвідчення", "uk"),
        ("Ищу работу в Венло, есть права", "ru"),
        ("Ich suche Arbeit in Venlo und Umgebung", "de"),
        ("أبحث عن عمل في فينلو", "ar"),
        ("Venlo'da iş arıyorum, ehliyetim var", "tr"),
        ("Je cherche du travail à Venlo", "fr"),
        ("Busco trabajo en Venlo, tengo carnet", "es"),
        ("Munkát keresek Venlóban, van jogosítványom", "hu"),
        ("Cerco lavoro a Venlo, ho la patente", "it"),
        ("Procuro trabalho em Venlo, tenho carta", "pt"),
    ],
)
def test_each_language_is_known(text, language):
    found = detect(text, WORDS, page_language="nl", ignore={"venlo"})
    assert found.language == language


def test_a_short_text_follows_the_page_and_is_not_sure():
    found = detect("bsn", WORDS, page_language="en")
    assert (found.language, found.sure) == ("en", False)


def test_without_letters_there_is_no_confidence():
    assert detect("12345 !!", WORDS, page_language="en").confidence == 0.0


def test_script_decides_before_words():
    assert script_languages("работа") == {"bg", "uk", "ru"}
    assert script_languages("عمل") == {"ar"}


@given(st.text(max_size=200))
def test_any_text_gets_one_of_the_languages(text):
    found = detect(text, WORDS)
    assert found.language in LANGUAGES
    assert 0.0 <= found.confidence <= 1.0
