# SPDX-License-Identifier: EUPL-1.2
"""Signals about texts: too long a sentence, too hard to read, too like another text, a loose amount.

Reading ease: Flesch-Douma, 206.84 - 0.93 x words per sentence - 77 x syllables per word (design brief,
section 9). It is a signal, not a verdict.
"""

import re
from collections.abc import Iterable, Mapping

from werkregio.text.normal import plain_words, sentences

LONGEST_SENTENCE = 20
HARDEST = 45.0
_VOWELS = re.compile(r"[aeiouyáéíóúäëïöüè]+", re.IGNORECASE)
# A diaeresis starts a syllable of its own.
_NEW_SYLLABLE = re.compile(r"(?<=[aeiou])[äëïöü]", re.IGNORECASE)
_LOOSE_AMOUNT = re.compile(r"[€%]|\beuro\s*\d|\d[\d.,]*\s*(?:euro|procent|percent)\b", re.IGNORECASE)


def sentence_words(text: str) -> list[int]:
    """How many words each sentence has."""
    return [len(part.split()) for part in sentences(text)]


def too_long_sentences(text: str, limit: int = LONGEST_SENTENCE) -> list[str]:
    return [part for part in sentences(text) if len(part.split()) > limit]


def syllables(word: str) -> int:
    """Syllables of a Dutch word, by its groups of vowels; a name or number counts one at least."""
    return max(1, len(_VOWELS.findall(word)) + len(_NEW_SYLLABLE.findall(word)))


def reading_ease(text: str) -> float:
    """Flesch-Douma of a Dutch text; 60 or more reads easily. 100 for a text without words."""
    words = [word for part in sentences(text) for word in part.split() if any(map(str.isalpha, word))]
    if not words:
        return 100.0
    count = len(sentence_words(text))
    return round(206.84 - 0.93 * len(words) / count - 77 * sum(map(syllables, words)) / len(words), 1)


def has_loose_amount(text: str) -> bool:
    """An amount or percentage in running text: those stand in facts, with their date."""
    return bool(_LOOSE_AMOUNT.search(text))


def plain_sentences(texts: Iterable[str]) -> frozenset[str]:
    """The sentences of texts, so that only their words count in a comparison."""
    return frozenset(
        plain for text in texts for part in sentences(text) if (plain := " ".join(plain_words(part)))
    )


def alike(texts: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Pairs of entries of which one shares more than half of its sentences with the other."""
    rows = {key: plain_sentences(parts) for key, parts in texts.items()}
    by_sentence: dict[str, list[str]] = {}
    for key, parts in rows.items():
        for part in parts:
            by_sentence.setdefault(part, []).append(key)
    shared: dict[tuple[str, str], int] = {}
    for keys in by_sentence.values():
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                pair = (min(one, other), max(one, other))
                shared[pair] = shared.get(pair, 0) + 1
    return sorted(
        pair for pair, count in shared.items() if 2 * count > min(len(rows[pair[0]]), len(rows[pair[1]]))
    )
