# SPDX-License-Identifier: EUPL-1.2
"""The reading of a question by its meaning: vectors of the encoder against what was learned or is known."""

import numpy as np
from numpy.typing import NDArray

from werkregio.text.encoder import VectorCache, Vectors, similarities
from werkregio.text.normal import normalise, sentences, words
from werkregio.werkcentrum.rules.lexicon import Lexicon
from werkregio.werkcentrum.rules.weights import Model
from werkregio.werkcentrum.rules.wordbook import Wordbook

# How many tokens of a question the encoder reads: each one takes well over half a millisecond.
_TOKENS = 48
_SHARPNESS = 40.0


class MeaningReader:
    """Points for each need from the vector of a question.

    When the model file was made with this very encoder, its learned reading is used. With another encoder
    the vector is compared with the words and examples of the wordbook, which are then encoded once.
    """

    def __init__(self, wordbook: Wordbook, model: Model, vectors: VectorCache) -> None:
        self._vectors = vectors
        self._learned = model.meaning if model.encoder == vectors.encoder.name else None
        if self._learned is not None and model.codes != wordbook.codes:
            self._learned = None
        self._bias = model.meaning_bias
        self._examples: Vectors | None = None
        if self._learned is None:
            self._collect(wordbook)

    def _collect(self, wordbook: Wordbook) -> None:
        texts: list[str] = []
        owners: list[int] = []
        for number, code in enumerate(wordbook.codes):
            own = [
                text
                for words_of in wordbook.languages.values()
                for text in (*words_of.words.get(code, ()), *words_of.examples.get(code, ()))
            ] or [wordbook.label(code, "en")]
            texts.extend(own)
            owners.extend([number] * len(own))
        self._examples = self._vectors.vectors(texts)
        self._owners = np.asarray(owners)
        self._count = len(wordbook.codes)

    @property
    def learned(self) -> bool:
        """Whether the model file was made with this very encoder."""
        return self._learned is not None

    def vector(self, text: str) -> Vectors:
        """The vector of a question that was brought into focus."""
        return self._vectors.encoder([text])[0]

    def points(self, vector: Vectors) -> NDArray[np.float64]:
        """How strongly the vector points at each need; only differences mean something."""
        if self._learned is not None:
            bias = 0.0 if self._bias is None else self._bias.astype(np.float64)
            return np.round(vector.astype(np.float64) @ self._learned + bias, 3)
        if self._examples is None:
            return np.zeros(self._count)
        near = similarities(self._examples, vector[None, :])[:, 0]
        best = np.full(self._count, -1.0)
        np.maximum.at(best, self._owners, near)
        return np.round(_SHARPNESS * (best - best.max()), 3)


def focus(text: str, lexicon: Lexicon, most: int = _TOKENS) -> str:
    """The part of a question that the encoder reads: the sentences whose words say most, in their order."""
    parts = sentences(text)
    costs = [_tokens(part) for part in parts]
    if sum(costs) <= most:
        return ". ".join(parts)
    known = [[lexicon.rarity(word) for word in words(normalise(part))] for part in parts]
    # Rare words per token: a long sentence is not better because it is long.
    worth = [sum(rarities) / (cost + 4) for rarities, cost in zip(known, costs, strict=True)]
    chosen: set[int] = set()
    left = most
    for place in sorted(range(len(parts)), key=lambda place: (-worth[place], place)):
        if costs[place] <= left or not chosen:
            chosen.add(place)
            left -= costs[place]
    return _cut(". ".join(parts[place] for place in sorted(chosen)), most)


def _tokens(text: str) -> int:
    return sum(max(1, (len(word) + 3) // 4) for word in text.split())


def _cut(text: str, most: int) -> str:
    used = 0
    kept: list[str] = []
    for word in text.split():
        used += max(1, (len(word) + 3) // 4)
        if used > most and kept:
            break
        kept.append(word)
    return " ".join(kept)[: most * 6]
