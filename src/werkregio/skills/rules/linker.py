# SPDX-License-Identifier: EUPL-1.2
"""From a title or skill in anybody's words to concepts of a list, best first (black box `werkregio koppel`).

Letters find what is written almost the same, meaning finds what is called otherwise; both are added with fixed
weights. The weights were chosen on half of a split of alternative names of ESCO (`bench/linker.py`), never on
titles of others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .letters import LetterIndex, key, last_word_groups, letter_groups
from .nearness import Space, Vectors, make_space

_AT_ONCE = 256
_DECIMALS = 6
# Vectors of texts; `True` for those of the list, which are worth keeping for a next time.
Encode = Callable[[Sequence[str], bool], Vectors]


@dataclass(frozen=True, slots=True)
class Line:
    """One name in a list. The part of the id before the first `_` is the concept; a concept may have many names."""

    id: str
    text: str

    @property
    def concept(self) -> str:
        return self.id.split("_", 1)[0]


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found: its best line and how much it is like the title, from 0 to 1."""

    line: Line
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of likeness adds: letters, last word, meaning of the name, meaning of the concept."""

    letters: float
    last: float
    name: float = 0.0
    centre: float = 0.0

    @property
    def total(self) -> float:
        return self.letters + self.last + self.name + self.centre


_LETTERS_ONLY = Weights(letters=4.2, last=1.0)
_PRESSED = Weights(letters=0.8, last=0.65, name=4.1, centre=6.7)
_PLAIN = Weights(letters=1.0, last=0.2, name=1.5, centre=1.5)


class Linker:
    """A list of names, ready to be asked. Without `encode` it goes by letters only."""

    def __init__(self, lines: Sequence[Line], encode: Encode | None = None) -> None:
        # Names of one concept stand together, in order of id: ties fall the same way every time.
        self._lines = sorted(lines, key=lambda line: (line.concept, line.id))
        names = [line.concept for line in self._lines]
        self._starts = np.asarray(
            [n for n, name in enumerate(names) if n == 0 or names[n - 1] != name], dtype=np.intp
        )
        self._owner = np.repeat(np.arange(len(self._starts)), np.diff(np.append(self._starts, len(names))))
        keys = [key(line.text) for line in self._lines]
        self._letters = LetterIndex(keys, letter_groups)
        self._last = LetterIndex(keys, last_word_groups)
        self._encode = encode
        self._space: Space | None = None
        self._weights = _LETTERS_ONLY
        if encode and self._lines:
            self._space = make_space(encode([line.text for line in self._lines], True), self._owner.tolist())
            self._weights = _PRESSED if self._space.pressed else _PLAIN

    def rank(self, titles: Sequence[str], top: int) -> Iterator[list[Hit]]:
        """For each title the `top` best concepts, best first; ties by the id of the line."""
        for start in range(0, len(titles), _AT_ONCE):
            some = titles[start : start + _AT_ONCE]
            if not self._lines:
                yield from ([] for _title in some)
                continue
            for row in self._scores(some):
                yield self._best(row, top)

    def _scores(self, titles: Sequence[str]) -> NDArray[np.float32]:
        weights, keys = self._weights, [key(title) for title in titles]
        total = self._letters.cosines(keys) * np.float32(weights.letters)
        total += self._last.cosines(keys) * np.float32(weights.last)
        if self._space is not None and self._encode is not None:
            asked = self._space.place(self._encode(titles, False))
            total += (asked @ self._space.lines.T) * np.float32(weights.name)
            total += (asked @ self._space.centres.T)[:, self._owner] * np.float32(weights.centre)
        total /= np.float32(weights.total)
        return np.asarray(np.clip(total, 0, 1), dtype=np.float32)

    def _best(self, row: NDArray[np.float32], top: int) -> list[Hit]:
        best = np.maximum.reduceat(row, self._starts)
        count = min(top, len(best))
        # One more than asked: what ties with the last one must be weighed too.
        limit = np.partition(best, len(best) - count)[len(best) - count] - 1e-5
        hits = []
        for concept in np.flatnonzero(best >= limit):
            first = self._starts[concept]
            after = self._starts[concept + 1] if concept + 1 < len(self._starts) else len(row)
            scores = np.round(row[first:after].astype(np.float64), _DECIMALS)
            place = int(first + scores.argmax())
            hits.append(Hit(self._lines[place], float(scores.max())))
        hits.sort(key=lambda hit: (-hit.score, hit.line.id))
        return hits[:count]
