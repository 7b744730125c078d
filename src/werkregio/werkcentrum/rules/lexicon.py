# SPDX-License-Identifier: EUPL-1.2
"""The lexical reading of a question in one language: which words, and parts of words, point at which need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from werkregio.text.fuzzy import Corrector
from werkregio.text.lexical import LexicalIndex, Saturation
from werkregio.text.normal import fold, normalise, split_apostrophes, words
from werkregio.text.places import PlaceNames
from werkregio.text.stems import Analyser, Term
from werkregio.werkcentrum.rules.wordbook import LanguageWords

_FIELDS = {"label": 1.0, "words": 2.0, "examples": 1.0}
_SATURATION = Saturation(k1=1.5, b=0.5)
_CORRECTED = 0.7
_PAIR = 1.0
# From this part of the most telling word on, a word is shown as a reason.
_TELLING = 0.25
_LONGEST_WORD = 40
# How many words are looked up as misspelt in one question, so that nonsense does not cost time.
_MOST_CORRECTIONS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as terms, and what each need scores on them."""

    language: str
    terms: tuple[Term, ...]
    # The score of every need on whole words, and on pieces of three to five letters.
    scores: NDArray[np.float32]
    letters: NDArray[np.float32]
    # The share of the words with meaning that the wordbook of this language knows.
    known: float


class Lexicon:
    """An index over the needs in one language. Built once, read by many.

    Names of places, handed in as `places`, say nothing about a need, also where an example happens to name one.
    """

    def __init__(
        self,
        words_of: LanguageWords,
        codes: Sequence[str],
        labels: Mapping[str, str],
        places: Iterable[str] = (),
    ) -> None:
        self.language = words_of.language
        skip = frozenset(fold(word) for word in words_of.function_words)
        plain: set[str] = set()
        for texts in (*words_of.words.values(), *words_of.examples.values()):
            for text in texts:
                plain.update(_folded(text))
        known = frozenset(word for word in plain if word not in skip)
        self.vocabulary = known
        # A part of a compound must be a word by itself, so very short ones are left out.
        self._analyser = Analyser(self.language, skip, frozenset(word for word in known if len(word) >= 4))
        self._corrector = Corrector(known)
        listed = frozenset(self._stems(text for texts in words_of.words.values() for text in texts))
        self._places = PlaceNames(
            places, lambda word: any(term.stem in listed for term in self._analyser.word_terms(word))
        )
        documents = [
            {
                "label": self._stems([labels.get(code, "")]),
                "words": self._stems(words_of.words.get(code, ())),
                "examples": self._stems(words_of.examples.get(code, ())),
            }
            for code in codes
        ]
        self._index = LexicalIndex(documents, _FIELDS, _SATURATION)
        self._skip = skip
        self._weak = skip | {fold(word.lower()) for word in words_of.weak_words}
        self._pieces = LexicalIndex(
            [
                {
                    "label": self._cut([labels.get(code, "")]),
                    "words": self._cut(words_of.words.get(code, ())),
                    "examples": self._cut(words_of.examples.get(code, ())),
                }
                for code in codes
            ],
            _FIELDS,
            _SATURATION,
        )

    def names_a_place(self, question: str) -> bool:
        """Whether a name of a place is left out of what is read."""
        return self._places.without(question) != question

    def _stems(self, texts: Iterable[str]) -> list[str]:
        found: list[str] = []
        for text in texts:
            terms = self._analyser.terms(text)
            found.extend(term.stem for term in terms)
            found.extend(pair.stem for pair in _pairs(terms))
        return found

    def _cut(self, texts: Iterable[str]) -> list[str]:
        return [piece for text in texts for word in _folded(text) for piece in self._word_pieces(word)]

    def _word_pieces(self, word: str) -> tuple[str, ...]:
        return () if word in self._skip else _letter_pieces(word)

    def read(self, question: str, *, every_word: bool = False) -> Reading:
        """The terms of a question and the score of every need; `every_word` takes names of places for words too."""
        if not every_word:
            question = self._places.without(question)
        terms: list[Term] = []
        known = total = corrections = 0
        for word in _normal_words(question):
            found = list(self._analyser.word_terms(word))
            if not found:
                continue
            total += 1
            if any(term.stem in self._index for term in found):
                known += 1
            elif corrections < _MOST_CORRECTIONS:
                corrections += 1
                meant = self._corrector.correct(fold(word))
                if meant:
                    found = [
                        Term(term.stem, word, _CORRECTED * term.weight)
                        for term in self._analyser.word_terms(meant)
                    ]
            terms.extend(found)
        pieces = dict.fromkeys(self._cut([question]))
        # A word that is repeated says little more than once.
        unique = list({term.stem: term for term in [*terms, *_pairs(terms)]}.values())
        scores = self._index.scores((term.stem, term.weight) for term in unique)
        letters = self._pieces.scores((piece, 1.0) for piece in pieces)
        return Reading(self.language, tuple(unique), scores, letters, known / total if total else 0.0)

    def why(self, reading: Reading, need: int, limit: int = 5) -> list[tuple[str, float]]:
        """The words of the question that did most for a need, with what they added."""
        shares: dict[str, float] = {}
        for term in reading.terms:
            share = term.weight * self._index.share(term.stem, need)
            if share > 0:
                shares[term.word] = shares.get(term.word, 0.0) + share
        ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        # A weak word, or a pair of weak words, led nowhere by itself.
        telling = [(word, share) for word, share in ranked if not self.is_weak(word)]
        return [(word, share) for word, share in telling[:limit] if share >= _TELLING * telling[0][1]]

    def is_weak(self, phrase: str) -> bool:
        """Whether a word, or each word of a pair, is no reason by itself."""
        return all(fold(word) in self._weak for word in phrase.split())

    def rarity(self, word: str) -> float:
        """How much a word can say about a need: 0 when the wordbook does not know it."""
        return max((self._index.rarity(term.stem) for term in self._analyser.word_terms(word)), default=0.0)


@lru_cache(maxsize=65536)
def _letter_pieces(word: str) -> tuple[str, ...]:
    """Pieces of a word, its beginning and end marked: they bridge inflection, compounds and typing errors."""
    if len(word) < 3 or len(word) > _LONGEST_WORD:
        return ()
    marked = f"^{word}$"
    return tuple(marked[at : at + size] for size in (3, 4, 5) for at in range(len(marked) - size + 1))


def _normal_words(text: str) -> list[str]:
    return [part for word in words(normalise(text)) for part in split_apostrophes(word)]


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _normal_words(text)]


def _pairs(terms: Sequence[Term]) -> list[Term]:
    """Two words that follow one another: they often mean more together than apart."""
    return [
        Term(f"{left.stem} {right.stem}", f"{left.word} {right.word}", _PAIR * min(left.weight, right.weight))
        for left, right in pairwise(terms)
        if left.word != right.word
    ]
