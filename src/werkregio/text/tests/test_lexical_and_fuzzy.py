# SPDX-License-Identifier: EUPL-1.2
"""The lexical index, beside a plain reading of the formula, and the corrector of misspelt words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.text.fuzzy import Corrector
from werkregio.text.lexical import LexicalIndex, Saturation

DOCUMENTS = [["werk", "zoek", "werk"], ["schuld", "geld"], ["werk", "geld", "taal", "les"]]


def by_hand(documents, terms, k1=1.2, b=0.75):
    """BM25 as the textbook writes it."""
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term in terms:
            holding = sum(term in other for other in documents)
            idf = math.log1p((len(documents) - holding + 0.5) / (holding + 0.5))
            count = document.count(term)
            score += idf * count * (k1 + 1) / (count + k1 * (1 - b + b * len(document) / mean))
        scores.append(score)
    return scores


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8), min_size=1, max_size=6),
    st.lists(st.sampled_from("abcdefg"), max_size=5, unique=True),
)
def test_scores_are_those_of_the_formula(documents, terms):
    index = LexicalIndex([{"text": document} for document in documents])
    found = index.scores((term, 1.0) for term in terms)
    assert np.allclose(found, by_hand(documents, terms), atol=1e-4)


def test_shares_add_up_to_the_score():
    index = LexicalIndex([{"text": document} for document in DOCUMENTS])
    for number in range(3):
        whole = index.scores([("werk", 1.0), ("geld", 1.0), ("onbekend", 1.0)])[number]
        parts = sum(index.share(term, number) for term in ("werk", "geld", "onbekend"))
        assert parts == pytest.approx(whole, abs=1e-5)


def test_a_heavier_field_counts_more():
    index = LexicalIndex([{"name": ["taal"]}, {"text": ["taal"]}], {"name": 3.0}, Saturation(b=0.0))
    assert index.best(index.scores([("taal", 1.0)]), 2)[0][0] == 0


def test_equal_scores_keep_the_order_of_the_documents():
    index = LexicalIndex([{"text": ["a"]}, {"text": ["a"]}, {"text": ["b"]}])
    assert [place for place, _ in index.best(index.scores([("a", 1.0)]), 5)] == [0, 1]


def test_an_empty_index_answers():
    index = LexicalIndex([])
    assert index.best(index.scores([("a", 1.0)]), 3) == []
    assert index.rarity("a") == 0.0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uitkerinng", "uitkering"),
        ("sollictieren", "solliciteren"),
        ("werkk", "werk"),
        ("baan", None),
        ("w3rk", None),
    ],
)
def test_only_unknown_words_that_are_near_are_corrected(typed, meant):
    assert Corrector(["uitkering", "solliciteren", "werk", "baan"]).correct(typed) == meant
