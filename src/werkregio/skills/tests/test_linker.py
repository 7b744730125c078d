# SPDX-License-Identifier: EUPL-1.2
"""The linker: from a title to concepts, the same every time, with and without meaning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.skills.rules.letters import LetterIndex, key, last_word_groups, letter_groups
from werkregio.skills.rules.linker import Line, Linker
from werkregio.skills.rules.nearness import make_space

LIST = [
    Line("kok_0", "kok"),
    Line("kok_1", "keukenmedewerker"),
    Line("las_0", "lasser"),
    Line("las_1", "constructielasser"),
    Line("zorg_0", "verzorgende"),
    Line("zorg_1", "medewerker thuiszorg"),
]


def found(linker: Linker, title: str, top: int = 3) -> list[str]:
    return [hit.line.id for hit in next(linker.rank([title], top))]


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Kok", "kok_0"),
        ("KÓK!", "kok_0"),
        ("constructie-lasser", "las_1"),
        ("lasser m/v", "las_0"),
        ("medewerkster thuiszorg", "zorg_1"),
        ("keukenmedewerkers", "kok_1"),
    ],
)
def test_what_is_written_almost_the_same_comes_first(title, best):
    assert found(Linker(LIST), title)[0] == best


def test_a_concept_comes_once_with_its_best_line():
    ids = found(Linker(LIST), "keukenmedewerker", top=10)
    assert len(ids) == 3
    assert ids[0] == "kok_1"
    assert len({id_.split("_")[0] for id_ in ids}) == 3


def test_ties_fall_by_id_and_the_order_of_the_list_does_not_matter():
    same = [Line("b_0", "tuinman"), Line("a_0", "tuinman"), Line("c_0", "tuinman")]
    assert found(Linker(same), "tuinman") == ["a_0", "b_0", "c_0"]
    assert found(Linker(same[::-1]), "tuinman") == ["a_0", "b_0", "c_0"]
    # The tie that falls outside the number that was asked for is cut the same way.
    assert found(Linker(same), "tuinman", top=1) == ["a_0"]


def test_one_title_gives_the_same_as_many():
    titles = [f"lasser {n}" for n in range(300)]
    linker = Linker(LIST)
    together = list(linker.rank(titles, 3))
    assert together[299] == next(linker.rank([titles[299]], 3))


def test_empty_titles_and_lists():
    assert found(Linker([]), "kok") == []
    hits = next(Linker(LIST).rank([""], 2))
    assert [hit.score for hit in hits] == [0.0, 0.0]


@given(st.text(max_size=60))
def test_any_title_gets_scores_between_0_and_1_in_order(title):
    hits = next(Linker(LIST).rank([title], 3))
    scores = [hit.score for hit in hits]
    assert len(hits) == 3
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def _meaning(texts, keep):
    """Meaning that a test can see: food, metal, care."""
    about = {"kok": 0, "keuken": 0, "chef": 0, "las": 1, "metaal": 1, "zorg": 2, "verpleeg": 2}
    rows = np.full((len(texts), 4), 0.1, dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word, place in about.items():
            if word in text.lower():
                row[place] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_meaning_finds_what_is_called_otherwise():
    assert found(Linker(LIST, _meaning), "metaalbewerker")[0].startswith("las")
    # By its letters it is like a keukenmedewerker.
    assert found(Linker(LIST), "metaalbewerker")[0] == "kok_1"


def test_names_of_one_concept_come_closer_when_there_is_enough_to_learn():
    """Two directions: one tells concepts apart, one only the names of the same concept."""
    rng = np.random.default_rng(3)
    concepts, rows = [], []
    for concept in range(200):
        for _name in range(4):
            rows.append([np.cos(concept), np.sin(concept), rng.normal()])
            concepts.append(concept)
    vectors = np.asarray(rows, dtype=np.float32)
    space = make_space(vectors, concepts)
    assert space.pressed
    moved = vectors - vectors.mean(axis=0)
    plain = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    first, second = slice(0, None, 4), slice(1, None, 4)
    before = (plain[first] * plain[second]).sum(axis=1).mean()
    after = (space.lines[first] * space.lines[second]).sum(axis=1).mean()
    assert after > before + 0.2


def test_with_few_names_nothing_is_learned():
    assert not make_space(np.eye(4, dtype=np.float32), [0, 0, 1, 2]).pressed


def test_letter_groups_keep_the_borders_of_words():
    assert letter_groups("kok") == ["^ko", "kok", "ok$", "^kok", "kok$", "^kok$"]
    assert last_word_groups("hulp kok") == letter_groups("kok")
    assert key("  Chef-kok (m/v)  ") == "chef kok m v"


def test_a_cosine_of_a_line_with_itself_is_one():
    index = LetterIndex(["lasser", "kok"], letter_groups)
    cosines = index.cosines(["lasser", "onbekend xyz"])
    assert cosines[0, 0] == pytest.approx(1, abs=1e-6)
    assert cosines[0, 1] == 0
    assert (cosines[1] == 0).all()
