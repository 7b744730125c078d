# SPDX-License-Identifier: EUPL-1.2
"""Meaning: vectors in which what the corpus calls the same lies close together.

A corpus often has several names for one concept. What differs between names of the same concept (a spelling, a
gender, a word order) is not what tells concepts apart, so those directions are pressed together: the covariance
within concepts is made round. Learned from the corpus at hand, so it holds for any list and any language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
# With fewer pairs of names than this the directions cannot be told from chance.
_LEAST_PAIRS = 300
# How far the measured covariance is drawn towards a round one, as a share of its mean size.
_ROUNDING = 0.3


def _unit(vectors: Vectors) -> Vectors:
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / length, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Space:
    """Lines and concepts of a corpus in the pressed space; `pressed` tells whether there was enough to learn."""

    lines: Vectors
    centres: Vectors
    pressed: bool
    _mean: Vectors
    _press: Vectors | None

    def place(self, asked: Vectors) -> Vectors:
        """Asks in the same space."""
        moved = np.asarray(asked - self._mean, dtype=np.float32)
        return _unit(moved if self._press is None else np.asarray(moved @ self._press, dtype=np.float32))


def make_space(vectors: Vectors, concepts: Sequence[int]) -> Space:
    """The space of a corpus: `concepts` gives for each line the number of its concept, from 0, in order."""
    owner = np.asarray(concepts, dtype=np.intp)
    count = int(owner.max()) + 1 if len(owner) else 0
    mean = vectors.mean(axis=0, keepdims=True) if len(vectors) else vectors
    moved = np.asarray(vectors - mean, dtype=np.float32)
    names = np.bincount(owner, minlength=count).astype(np.float32)
    within = moved - (_sums(moved, owner, count) / names[:, None])[owner]
    pairs = len(owner) - count
    press = None
    if pairs >= _LEAST_PAIRS:
        spread = (within.T @ within).astype(np.float64) / pairs
        width = len(spread)
        rounded = spread + _ROUNDING * np.trace(spread) / width * np.eye(width)
        press = np.linalg.cholesky(np.linalg.inv(rounded)).astype(np.float32)
    placed = _unit(moved if press is None else moved @ press)
    centres = _unit(_sums(placed, owner, count) / names[:, None])
    return Space(placed, centres, press is not None, np.asarray(mean, dtype=np.float32), press)


def _sums(rows: Vectors, owner: NDArray[np.intp], count: int) -> Vectors:
    total = np.zeros((count, rows.shape[1]), dtype=np.float32)
    np.add.at(total, owner, rows)
    return total
