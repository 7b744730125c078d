# SPDX-License-Identifier: EUPL-1.2
"""Texts as rows of letter groups, weighted by how rare a group is in the corpus."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from werkregio.text.normal import fold, normalise, words

_SHORTEST, _LONGEST = 3, 5
Grams = Callable[[str], list[str]]


def key(text: str) -> str:
    """A text as it is compared: lower case, no accents, no punctuation."""
    return " ".join(words(fold(normalise(text))))


def letter_groups(text: str) -> list[str]:
    """Groups of three to five letters inside each word, with its borders: `^ver`, `kok$`."""
    found = []
    for word in text.split():
        bordered = f"^{word}$"
        for length in range(_SHORTEST, _LONGEST + 1):
            found += [bordered[start : start + length] for start in range(len(bordered) - length + 1)]
    return found


def last_word_groups(text: str) -> list[str]:
    """Groups of the last word only: in Dutch what somebody is stands at the end (`schadehersteller`)."""
    parts = text.rsplit(" ", 1)
    return letter_groups(parts[-1])


class LetterIndex:
    """The lines of a corpus as unit vectors over letter groups; asks are compared by their cosine."""

    def __init__(self, keys: Sequence[str], grams: Grams) -> None:
        self._grams = grams
        self._known: dict[str, int] = {}
        counts = self._counts(keys, grow=True)
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        self._rarity = (np.log((1 + len(keys)) / (1 + frequency)) + 1).astype(np.float32)
        self._turned = self._weighed(counts).T.tocsr()

    def _counts(self, keys: Sequence[str], *, grow: bool) -> sparse.csr_matrix:
        known, columns, starts, numbers = self._known, [], [0], []
        for one in keys:
            for gram, times in Counter(self._grams(one)).items():
                column = known.setdefault(gram, len(known)) if grow else known.get(gram)
                if column is not None:
                    columns.append(column)
                    numbers.append(times)
            starts.append(len(columns))
        values = 1 + np.log(np.asarray(numbers, dtype=np.float32)) if numbers else np.zeros(0, np.float32)
        return sparse.csr_matrix((values, columns, starts), shape=(len(keys), max(1, len(known))))

    def _weighed(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        counts.data = counts.data * self._rarity[counts.indices]
        length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        length[length == 0] = 1
        counts.data = counts.data / np.repeat(length, np.diff(counts.indptr)).astype(np.float32)
        return counts.astype(np.float32)

    def cosines(self, keys: Sequence[str]) -> NDArray[np.float32]:
        """Every ask against every line: shape (asks, lines), between 0 and 1."""
        asked = self._weighed(self._counts(keys, grow=False))
        return np.asarray((asked @ self._turned).toarray(), dtype=np.float32)
