# SPDX-License-Identifier: EUPL-1.2
"""Misspelt words: the nearest known word, only for words that are unknown."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LOOKED_UP = 24


class Corrector:
    """Finds the known word that somebody probably meant.

    A word of up to 7 letters may differ in one letter (two swapped count as one), a longer one in two.
    Words shorter than 4 letters and words with digits are never corrected.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        lengths: dict[int, list[str]] = {}
        for word in sorted(self.known):
            if len(word) >= _SHORTEST and word.isalpha():
                lengths.setdefault(len(word), []).append(word)
        self._by_length = lengths
        self._cache: dict[str, str | None] = {}

    def correct(self, word: str) -> str | None:
        """The known word nearest to an unknown one, or None; ties go to the alphabet."""
        if word in self.known or len(word) < _SHORTEST or not word.isalpha():
            return None
        if word not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[word] = self._search(word)
        return self._cache[word]

    def _search(self, word: str) -> str | None:
        allowed = 1 if len(word) <= 7 else 2
        near = [
            known
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for known in self._by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=_LOOKED_UP)
        # People seldom mistake the first letter: a candidate that keeps it goes first.
        ranked = sorted((int(distance), known[0] != word[0], known) for known, distance, _ in found)
        if not ranked or (ranked[0][1] and len(word) < 6):
            return None
        return ranked[0][2]
