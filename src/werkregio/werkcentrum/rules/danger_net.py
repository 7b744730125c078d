# SPDX-License-Identifier: EUPL-1.2
"""The second net for danger: how much a question resembles cries for help that no rule foresaw.

Three readings are added up: which ideas stand near one another (slots, the same in all languages), which
words and pieces of words are there, and, with an encoder, where the vector of the question lies.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from werkregio.text.normal import plain_words
from werkregio.text.phrases import cut
from werkregio.text.slots import SlotFinder
from werkregio.werkcentrum.rules.wordbook import LanguageWords

# Ideas further apart than this do not make a pair.
_WINDOW = 8
PIECES = 1 << 15
# The vector is read through fixed waves of this number: near vectors give near waves (a Gaussian kernel).
WAVES = 2_048
_NARROW = 2.0
_SEED = 113
Row = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DangerWeights:
    """What was learned for one mode; `waves` is None for the mode without encoder."""

    pairs: Row
    pieces: Row
    bias: float
    waves: Row | None = None


@dataclass(frozen=True, slots=True)
class DangerModel:
    """Both modes, with what they share: how rare each pair and piece is, and the middle of the vectors."""

    slots: tuple[str, ...]
    rare_pairs: Row
    rare_pieces: Row
    middle: Row
    without_encoder: DangerWeights
    with_encoder: DangerWeights


@dataclass(frozen=True, slots=True)
class DangerReading:
    """The numbers of the pairs of ideas and of the pieces of words in one text."""

    pairs: Ids
    pieces: Ids


class DangerReader:
    """Points for danger, between about -1 (an ordinary question) and 1 (danger)."""

    def __init__(self, model: DangerModel, languages: Mapping[str, LanguageWords]) -> None:
        self._model = model
        self._finders = {
            language: SlotFinder({name: words.slots.get(name, "") for name in model.slots})
            for language, words in languages.items()
        }

    def read(self, text: str, language: str) -> DangerReading:
        """What is in a text, before it is weighed."""
        return DangerReading(slot_pairs(text, self._finders.get(language)), letter_pieces(text))

    def by_words(self, reading: DangerReading) -> float:
        """The points on words alone."""
        return self._points(self._model.without_encoder, reading)

    def by_meaning(self, reading: DangerReading, vector: Row) -> float:
        """The points on words and vector together."""
        weights = self._model.with_encoder
        points = self._points(weights, reading)
        if weights.waves is not None:
            points += float(waves(vector[None, :], self._model.middle)[0] @ weights.waves)
        return round(points, 3)

    def _points(self, weights: DangerWeights, reading: DangerReading) -> float:
        points = _product(reading.pairs, self._model.rare_pairs, weights.pairs)
        points += _product(reading.pieces, self._model.rare_pieces, weights.pieces)
        return round(points + weights.bias, 3)


def _product(ids: Ids, rare: Row, weights: Row) -> float:
    if not len(ids):
        return 0.0
    values = rare[ids].astype(np.float64)
    length = float(np.sqrt(values @ values))
    return float(values @ weights[ids]) / length if length else 0.0


def slot_pairs(text: str, finder: SlotFinder | None) -> Ids:
    """The numbers of all slots of a text, and of all pairs that stand near one another in a sentence."""
    if finder is None:
        return np.zeros(0, dtype=np.int64)
    count = len(finder.names)
    numbers: set[int] = set()
    for sentence in cut(text):
        found = finder.find(sentence.words)
        numbers.update(slot for _, slot in found)
        for (place, one), (other_place, other) in combinations(found, 2):
            if 0 < other_place - place <= _WINDOW:
                numbers.add(count + count * min(one, other) + max(one, other))
    return np.asarray(sorted(numbers), dtype=np.int64)


def pair_count(slots: int) -> int:
    """How many numbers `slot_pairs` may give for so many slots."""
    return slots + slots * slots


def letter_pieces(text: str) -> Ids:
    """The numbers of the words, the pieces of words, and the beginnings of words that stand together."""
    row = plain_words(text)
    numbers = {piece for word in dict.fromkeys(row) for piece in _pieces_of(word)}
    short = [word[:4] for word in row]
    for distance in (1, 2, 3):
        numbers.update(
            _number(f"{distance}{left}_{right}") for left, right in zip(short, short[distance:], strict=False)
        )
    return np.asarray(sorted(numbers), dtype=np.int64)


def _number(piece: str) -> int:
    return zlib.crc32(piece.encode()) % PIECES


@lru_cache(maxsize=16384)
def _pieces_of(word: str) -> tuple[int, ...]:
    marked = f"^{word[:40]}$"
    pieces = [marked[at : at + size] for size in (3, 4, 5) for at in range(len(marked) - size + 1)]
    return tuple(_number(piece) for piece in (*pieces, f"W{word}"))


@lru_cache(maxsize=2)
def _directions(width: int) -> tuple[Row, Row]:
    # The old generator is the one whose numbers never change between versions.
    source = np.random.RandomState(_SEED)
    directions = source.standard_normal((width, WAVES)) * np.sqrt(_NARROW)
    return directions.astype(np.float32), (source.random_sample(WAVES) * 2 * np.pi).astype(np.float32)


def waves(vectors: Row, middle: Row) -> Row:
    """Vectors as waves, so that a linear reading of the waves is a curved reading of the vectors."""
    centred = vectors.astype(np.float32) - middle
    centred = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    directions, shifts = _directions(vectors.shape[1])
    return np.asarray(np.cos(centred @ directions + shifts) * np.sqrt(2 / WAVES), dtype=np.float32)
