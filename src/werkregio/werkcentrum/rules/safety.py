# SPDX-License-Identifier: EUPL-1.2
"""Danger and crisis, found by rule before anything else is weighed, in every language at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from werkregio.text.fuzzy import Corrector
from werkregio.text.normal import plain_words
from werkregio.text.phrases import PhraseMatch, PhraseMatcher, PhraseSet, Sentence, cut, joined
from werkregio.werkcentrum.rules.wordbook import Wordbook

# So many words of a phrase must be typed as they stand when another is taken for a misspelling.
_TYPED_RIGHT = 2


@dataclass(frozen=True, slots=True)
class Danger:
    """The kinds of danger that were found, and the words of the question that say so."""

    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds)


class SafetyRules:
    """The phrases of danger of a wordbook, in every language that the question may be in."""

    def __init__(self, wordbook: Wordbook) -> None:
        self._matchers = {
            language: PhraseMatcher(words.safety) for language, words in sorted(wordbook.languages.items())
        }
        self._words = wordbook.languages
        self._corrector = lru_cache(maxsize=32)(self._make_corrector)

    def find(self, question: str, languages: Collection[str]) -> Danger:
        """Danger in a question.

        The phrases of all given languages are tried, for misspelt words those of the first only. Two
        sentences that follow one another are also read as one: "He is drunk. He beats us."
        """
        kinds: dict[str, None] = {}
        words: dict[str, None] = {}
        matchers = [self._matchers[language] for language in languages if language in self._matchers]
        first = next(iter(languages), "")
        for sentence in joined(cut(question)):
            found = [match for matcher in matchers for match in matcher.find_in(sentence)]
            for match in found or self._misspelt(sentence, first):
                kinds.setdefault(match.kind)
                words.update(dict.fromkeys(match.words))
        return Danger(tuple(sorted(kinds)), tuple(words))

    def _misspelt(self, sentence: Sentence, language: str) -> list[PhraseMatch]:
        """Phrases with a misspelt word in them; one such word alone proves nothing."""
        matcher = self._matchers.get(language)
        if matcher is None:
            return []
        corrector, usual = self._corrector(language)
        meant = tuple(word if word in usual else corrector.correct(word) or word for word in sentence.words)
        if meant == sentence.words:
            return []
        typed = frozenset(sentence.words)
        found = matcher.find_in(Sentence(meant, sentence.breaks))
        return [match for match in found if sum(word in typed for word in match.words) >= _TYPED_RIGHT]

    def _make_corrector(self, language: str) -> tuple[Corrector, frozenset[str]]:
        """The words of danger, and the words that people use anyway and that are therefore no misspelling."""
        words = self._words[language]
        usual = frozenset(
            word
            for texts in (*words.words.values(), *words.examples.values(), words.function_words)
            for text in texts
            for word in plain_words(text)
        )
        return Corrector(self._matchers[language].vocabulary), usual


def safety_sets(wordbook: Wordbook) -> Mapping[str, PhraseSet]:
    """The phrases of danger of each language, for those who want to show or test them."""
    return {language: words.safety for language, words in wordbook.languages.items()}
