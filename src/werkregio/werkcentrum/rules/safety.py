# SPDX-License-Identifier: EUPL-1.2
"""Danger and crisis, found by rule before anything else is weighed, in every language at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from werkregio.text.fuzzy import Corrector
from werkregio.text.normal import normalise, plain_words, sentences
from werkregio.text.phrases import PhraseMatch, PhraseMatcher, PhraseSet
from werkregio.werkcentrum.rules.wordbook import Wordbook


@dataclass(frozen=True, slots=True)
class Danger:
    """The kinds of danger that were found, and the words of the question that say so."""

    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds)


class SafetyRules:
    """The phrases of danger of a wordbook.

    All languages are read, not only the detected one: people mix languages, and the detector may be wrong.
    """

    def __init__(self, wordbook: Wordbook) -> None:
        self._matchers = {
            language: PhraseMatcher(words.safety) for language, words in sorted(wordbook.languages.items())
        }
        self._corrector = lru_cache(maxsize=32)(self._make_corrector)

    def find(self, question: str, language: str) -> Danger:
        """Danger in a question; misspelt words are also tried in the language that was detected."""
        kinds: dict[str, None] = {}
        words: dict[str, None] = {}
        for sentence in sentences(normalise(question)):
            plain = plain_words(sentence)
            found: list[PhraseMatch] = []
            for matcher in self._matchers.values():
                found.extend(matcher.find_in(plain))
            own = self._matchers.get(language)
            if own is not None and not found:
                found = own.find_in(self._corrected(plain, language))
            for match in found:
                kinds.setdefault(match.kind)
                words.update(dict.fromkeys(match.words))
        return Danger(tuple(sorted(kinds)), tuple(words))

    def _corrected(self, plain: list[str], language: str) -> list[str]:
        corrector = self._corrector(language)
        return [corrector.correct(word) or word for word in plain]

    def _make_corrector(self, language: str) -> Corrector:
        return Corrector(self._matchers[language].vocabulary)


def safety_sets(wordbook: Wordbook) -> Mapping[str, PhraseSet]:
    """The phrases of danger of each language, for those who want to show or test them."""
    return {language: words.safety for language, words in wordbook.languages.items()}
