# SPDX-License-Identifier: EUPL-1.2
"""From words to the terms under which they are compared: stems for each language, compound parts."""

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import Stemmer

from werkregio.text.normal import fold, normalise, split_apostrophes, words

_SNOWBALL = {
    "nl": "dutch",
    "en": "english",
    "pl": "polish",
    "ro": "romanian",
    "ru": "russian",
    "de": "german",
    "ar": "arabic",
    "tr": "turkish",
    "fr": "french",
    "es": "spanish",
    "hu": "hungarian",
    "it": "italian",
    "pt": "portuguese",
}
# Endings for languages without a Snowball stemmer (Polish only in older versions of it), longest first.
_ENDINGS = {
    "bg": "ването ванията ията ите ата ята ото ето ове еве ния ия ът ят ам им ах а я о е и у ш",
    "uk": "ування юватися уватися ювати увати ються ться тися ами ями ого ому ими іми ові еві ах ях ій ої "
    "ам ям ою ею ати ити ять ить ть ів їв ий а я о е и і у ю ь й",
    "pl": "owania owanie owac ego emu ach ami ymi imi owi iem em om ac ic yc ie ej ow a e i o u y",
}
_SHORTEST_STEM = 3
_CACHE_LIMIT = 200_000
_COMPOUNDING = {"nl", "de"}
_SHORTEST_PART = 4


def _light(language: str) -> Callable[[str], str]:
    endings = sorted(
        {fold(ending) for ending in _ENDINGS.get(language, "").split()}, key=lambda e: (-len(e), e)
    )

    def stem(word: str) -> str:
        folded = fold(word)
        for ending in endings:
            if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
                return folded[: -len(ending)]
        return folded

    return stem


class _ThreadStemmer(threading.local):
    """Snowball stemmers keep state between calls, so each thread has its own."""

    def __init__(self) -> None:
        self.by_language: dict[str, Callable[[str], str]] = {}

    def of(self, language: str) -> Callable[[str], str]:
        if language not in self.by_language:
            name = _SNOWBALL.get(language)
            if name and name in Stemmer.algorithms():
                snowball = Stemmer.Stemmer(name)
                self.by_language[language] = lambda word: fold(snowball.stemWord(word))
            else:
                self.by_language[language] = _light(language)
        return self.by_language[language]


_stemmers = _ThreadStemmer()
_stems: dict[tuple[str, str], tuple[str, ...]] = {}


def stems(word: str, language: str) -> tuple[str, ...]:
    """The folded stems of a word: one, or two when the word with and without its accents stem apart.

    Both forms are needed, since many people type without accents and the stemmers expect them.
    """
    key = (language, word)
    found = _stems.get(key)
    if found is None:
        stem = _stemmers.of(language)
        folded = fold(word)
        found = (stem(word),) if folded == word else tuple(dict.fromkeys((stem(word), stem(folded))))
        if len(_stems) > _CACHE_LIMIT:
            _stems.clear()
        _stems[key] = found
    return found


def compound_parts(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The two known words a long word is made of, with a linking s or en between; empty when it is none.

    The split with the longest second part wins: there stands what the thing is.
    """
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if tail not in known:
            continue
        for link in ("", "s", "en", "n", "e"):
            if head.endswith(link) and head[: len(head) - len(link)] in known:
                return head[: len(head) - len(link)], tail
    return ()


@dataclass(frozen=True, slots=True)
class Term:
    """A stem, the word of the text it came from, and how much it weighs (a part weighs less)."""

    stem: str
    word: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Analyser:
    """Turns a text in one language into terms. `skip` holds folded words that carry no meaning."""

    language: str
    skip: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()

    def terms(self, text: str) -> list[Term]:
        """Terms in the order of the text; function words and single letters are left out."""
        found: list[Term] = []
        for word in words(normalise(text)):
            for part in split_apostrophes(word):
                found.extend(self.word_terms(part))
        return found

    def word_terms(self, word: str) -> Iterable[Term]:
        """The terms of one normalised word."""
        folded = fold(word)
        if len(folded) < 2 or folded in self.skip:
            return
        forms = stems(word, self.language)
        for stem in forms:
            yield Term(stem, word, 1.0 / len(forms))
        if self.known and self.language in _COMPOUNDING and len(folded) >= 2 * _SHORTEST_PART:
            for part in compound_parts(folded, self.known):
                yield Term(stems(part, self.language)[0], word, 0.5)
