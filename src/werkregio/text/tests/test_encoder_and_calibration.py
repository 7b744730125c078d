# SPDX-License-Identifier: EUPL-1.2
"""The cache of vectors, the token budget, and what confidence is worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.text.calibration import (
    abstention_curve,
    calibrate,
    choose_limit,
    reliability_table,
    softmax,
    wilson,
)
from werkregio.text.encoder import VectorCache, load_encoder, similarities, token_budget


class Counting:
    """An encoder that only counts what it is asked."""

    name = "counting"
    width = 2

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked.extend(texts)
        return np.asarray([[len(text), 1.0] for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once_and_then_read_from_disk(tmp_path):
    first = Counting()
    vectors = VectorCache(first, tmp_path).vectors(["a", "bb", "a"])
    assert first.asked == ["a", "bb"]
    assert vectors.tolist() == [[1, 1], [2, 1], [1, 1]]
    second = Counting()
    assert VectorCache(second, tmp_path).vectors(["bb", "ccc"]).tolist() == [[2, 1], [3, 1]]
    assert second.asked == ["ccc"]


def test_a_damaged_cache_is_made_again(tmp_path):
    (tmp_path / "vectors-counting.npz").write_bytes(b"not a cache")
    assert VectorCache(Counting(), tmp_path).vectors(["a"]).tolist() == [[1, 1]]
    assert not list(tmp_path.glob("*.tmp"))


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert VectorCache(Counting(), blocked / "below").vectors(["a"]).shape == (1, 2)


def test_a_folder_without_a_model_gives_no_encoder(tmp_path):
    assert load_encoder(tmp_path) is None


def test_similarities_are_rounded():
    near = similarities(np.asarray([[0.12345, 0.0]], np.float32), np.asarray([[1.0, 0.0]], np.float32))
    assert near.tolist() == [[0.123]]


@given(st.text(max_size=2000), st.integers(1, 128))
def test_the_budget_is_kept(text, most):
    kept = token_budget(text, most)
    assert len(kept) <= max(4 * most, 2 * most)


def test_calibration_never_falls_and_stays_between_0_and_1():
    random = np.random.default_rng(7)
    scores = random.random(300)
    right = random.random(300) < scores**2
    line = calibrate(scores.tolist(), right.tolist())
    values = [line(step / 50) for step in range(51)]
    assert values == sorted(values)
    assert 0.0 <= values[0] <= values[-1] <= 1.0
    assert line(0.5) == pytest.approx(0.25, abs=0.15)


def test_tables_add_up():
    scores, right = [0.1, 0.55, 0.95, 1.0], [False, True, True, True]
    assert sum(row.count for row in reliability_table(scores, right)) == 4
    curve = abstention_curve(scores, right, [0.0, 0.5, 2.0])
    assert [point.answered for point in curve] == [1.0, 0.75, 0.0]
    assert curve[1].right == 1.0
    assert 0.0 < choose_limit(scores, right) < 1.0


def test_the_interval_holds_the_share():
    low, high = wilson(90, 100)
    assert 0.82 < low < 0.9 < high < 0.95
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=10))
def test_shares_add_up_to_one(points):
    assert softmax(np.asarray(points)).sum() == pytest.approx(1.0)
