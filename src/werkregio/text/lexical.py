# SPDX-License-Identifier: EUPL-1.2
"""BM25 over weighted fields, on NumPy: which documents share rare words with a question, and which words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Saturation:
    """How fast a repeated word stops counting (`k1`) and how much a long document is held back (`b`)."""

    k1: float = 1.2
    b: float = 0.75


class LexicalIndex:
    """An index that is built once and only read afterwards, so that threads may share it.

    Each document is a mapping of field to its terms; a term counts as often as its field weighs.
    """

    def __init__(
        self,
        documents: Sequence[Mapping[str, Iterable[str]]],
        field_weights: Mapping[str, float] | None = None,
        saturation: Saturation = Saturation(),
    ) -> None:
        self.size = len(documents)
        weights = field_weights or {}
        spoken: list[str] = []
        owners: list[int] = []
        lengths: list[int] = []
        amounts: list[float] = []
        for document in documents:
            for field, terms in document.items():
                before = len(spoken)
                spoken.extend(terms)
                count = len(spoken) - before
                owners.append(len(lengths))
                amounts.append(weights.get(field, 1.0))
                lengths.append(count)
        # Numbered by first appearance, in one go: a directory of thousands is built anew at each change.
        self.vocabulary = {term: number for number, term in enumerate(dict.fromkeys(spoken))}
        ids = np.fromiter(map(self.vocabulary.__getitem__, spoken), np.int64, len(spoken))
        field_documents = [index for index, document in enumerate(documents) for _ in document]
        self._build(
            ids,
            np.repeat(np.asarray(field_documents, dtype=np.int64), lengths),
            np.repeat(np.asarray(amounts, dtype=np.float64), lengths),
            saturation,
        )

    def _build(
        self,
        terms: NDArray[np.int64],
        documents: NDArray[np.int64],
        amounts: NDArray[np.float64],
        saturation: Saturation,
    ) -> None:
        size, width = max(self.size, 1), max(len(self.vocabulary), 1)
        keys = terms * size + documents
        if width * size < 2**31:
            # Half as wide, so sorted faster.
            keys = keys.astype(np.int32)
        pairs, place = np.unique(keys, return_inverse=True)
        counts = np.bincount(place, weights=amounts, minlength=len(pairs))
        owners = pairs % size
        length = np.bincount(documents, weights=amounts, minlength=size)
        mean = float(length.mean()) or 1.0
        per_term = np.bincount(pairs // size, minlength=width)
        idf = np.log1p((size - per_term + 0.5) / (per_term + 0.5))
        held_back = saturation.k1 * (1 - saturation.b + saturation.b * length[owners] / mean)
        impact = idf[pairs // size] * counts * (saturation.k1 + 1) / (counts + held_back)
        self._start = np.concatenate(([0], np.cumsum(per_term)))
        self._owners = owners.astype(np.int32)
        self._impact = impact.astype(np.float32)
        self._idf = idf.astype(np.float32)

    def __contains__(self, term: str) -> bool:
        return term in self.vocabulary

    def rarity(self, term: str) -> float:
        """How rare a term is over the documents; 0 for a term that none has."""
        number = self.vocabulary.get(term)
        return 0.0 if number is None else float(self._idf[number])

    def scores(self, terms: Iterable[tuple[str, float]]) -> Scores:
        """The score of every document for terms with a weight."""
        total = np.zeros(self.size, dtype=np.float32)
        for term, weight in terms:
            number = self.vocabulary.get(term)
            if number is None:
                continue
            first, last = self._start[number], self._start[number + 1]
            # A term stands once in the list of a document, so plain indexing adds up rightly.
            total[self._owners[first:last]] += weight * self._impact[first:last]
        return total

    def share(self, term: str, document: int) -> float:
        """What one term adds to the score of one document."""
        number = self.vocabulary.get(term)
        if number is None:
            return 0.0
        first, last = self._start[number], self._start[number + 1]
        place = first + int(np.searchsorted(self._owners[first:last], document))
        if place < last and self._owners[place] == document:
            return float(self._impact[place])
        return 0.0

    def best(self, scores: Scores, limit: int, floor: float = 0.0) -> list[tuple[int, float]]:
        """The best documents above a floor, best first; equal scores keep the order of the documents."""
        rounded = np.round(scores.astype(np.float64), 3)
        order = np.argsort(-rounded, kind="stable")[:limit]
        return [(int(index), float(rounded[index])) for index in order if rounded[index] > floor]
