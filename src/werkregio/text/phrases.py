# SPDX-License-Identifier: EUPL-1.2
"""Phrases that must be found by rule: parts within one sentence, negated or harmless ones left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from werkregio.text.normal import normalise, plain_words, sentences

# Without punctuation a whole story is one sentence; parts further apart no longer belong together.
_WIDEST = 14
# Small words that may stand between "not" and what is denied: "ne *me* frappe pas".
_SMALL = 3
_MOST_SMALL = 2
_PREFIX = 3
_COMMA = re.compile(r"[,،:–—()]")
_APOSTROPHE = re.compile(r"['’ʼ]")
_NO_WORDS: frozenset[int] = frozenset()

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry: parts that must all stand in a sentence. A part is one of some rows of words.

    A word that ends in `*` fits every word that begins with it.
    """

    kind: str
    text: str
    parts: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A pattern that was found, and the words of the text that it stood on."""

    kind: str
    pattern: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Everything that one language has to say about what must, and must not, be noticed."""

    kinds: Mapping[str, Sequence[str]]
    negations: Sequence[str] = ()
    not_when: Sequence[str] = ()
    # Words that deny by themselves. "Not" before a phrase with one of them strengthens it in many languages:
    # no hay *nada* de comer, ne sais *pas* où dormir.
    denying: Sequence[str] = ()
    # Languages that put "not" at the end of the sentence: he beats me *not*.
    closing_negation: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The plain words of one sentence, and the places where a word follows a comma."""

    words: tuple[str, ...]
    breaks: frozenset[int] = frozenset()


def cut(text: str) -> list[Sentence]:
    """A text as sentences of plain words."""
    found = []
    for sentence in sentences(normalise(text)):
        row: list[str] = []
        breaks: set[int] = set()
        for piece in _COMMA.split(sentence):
            breaks.add(len(row))
            row.extend(plain_words(piece))
        if row:
            found.append(Sentence(tuple(row), frozenset(breaks)))
    return found


def joined(found: list[Sentence]) -> list[Sentence]:
    """Every sentence together with the one after it; a text of one sentence stays as it is."""
    if len(found) < 2:
        return found
    return [
        Sentence(
            left.words + right.words,
            left.breaks | {len(left.words) + place for place in right.breaks},
        )
        for left, right in pairwise(found)
    ]


def _row(text: str) -> Row:
    """`not eat*` becomes the words `not`, `eat*`; the star survives the folding of the word."""
    found: list[str] = []
    for piece in text.replace("-", " ").split():
        row = plain_words(piece)
        if row and piece.endswith("*"):
            row[-1] += "*"
        found.extend(row)
    return tuple(found)


def _rows(part: str) -> tuple[Row, ...]:
    """The alternatives of one part; what is written with an apostrophe also fits without it."""
    spelled = [form for choice in part.split("|") for form in (choice, _APOSTROPHE.sub("", choice))]
    return tuple(row for row in dict.fromkeys(_row(form) for form in spelled) if row)


def parse(kind: str, text: str) -> Pattern:
    """Read one entry: `phrase`, `a + b`, or `a|b + c` where either a or b will do."""
    parts = (_rows(part) for part in text.split("+"))
    return Pattern(kind, text, tuple(rows for rows in parts if rows))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _places(row: Sequence[str], sentence: Sequence[str]) -> list[range]:
    """Where a row of words stands in a sentence."""
    size = len(row)
    return [
        range(start, start + size)
        for start in range(len(sentence) - size + 1)
        if _fits(row[0], sentence[start])
        and all(_fits(wanted, word) for wanted, word in zip(row[1:], sentence[start + 1 :], strict=False))
    ]


def _anchor(row: Row) -> str:
    return max(row, key=lambda word: (len(word.rstrip("*")), word))


@dataclass(slots=True)
class _Shelf:
    """Patterns by the longest words of their most telling part, so that few need a full look."""

    by_word: dict[str, list[Pattern]] = field(default_factory=dict)
    by_prefix: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        choices = [[_anchor(row) for row in part] for part in pattern.parts]
        for anchor in max(choices, key=lambda anchors: min(len(anchor.rstrip("*")) for anchor in anchors)):
            if anchor.endswith("*"):
                self.by_prefix.setdefault(anchor[:-1][:_PREFIX], []).append(pattern)
            else:
                self.by_word.setdefault(anchor, []).append(pattern)

    def candidates(self, words: Sequence[str]) -> list[Pattern]:
        found: dict[Pattern, None] = {}
        for word in dict.fromkeys(words):
            for pattern in self.by_word.get(word, ()):
                found[pattern] = None
            for length in range(1, _PREFIX + 1):
                for pattern in self.by_prefix.get(word[:length], ()):
                    found[pattern] = None
        return list(found)


class PhraseMatcher:
    """Looks for the phrases of one language. Built once, read by many."""

    def __init__(self, phrases: PhraseSet) -> None:
        self._shelf = _Shelf()
        patterns = [parse(kind, entry) for kind, entries in phrases.kinds.items() for entry in entries]
        for pattern in patterns:
            if pattern.parts:
                self._shelf.add(pattern)
        self._harmless = _Shelf()
        for entry in phrases.not_when:
            pattern = parse("", entry)
            if pattern.parts:
                self._harmless.add(pattern)
        self._negations = sorted({_row(entry) for entry in phrases.negations if _row(entry)})
        self._denying = frozenset(
            word for entry in (*phrases.negations, *phrases.denying) for word in _row(entry)
        )
        self._closing = phrases.closing_negation
        self.vocabulary = frozenset(
            word.rstrip("*") for pattern in patterns for part in pattern.parts for row in part for word in row
        )

    def find(self, text: str) -> list[PhraseMatch]:
        """All phrases in a text, in the order of the text, one match for each pattern."""
        found: dict[str, PhraseMatch] = {}
        for sentence in cut(text):
            for match in self.find_in(sentence):
                found.setdefault(match.pattern, match)
        return list(found.values())

    def find_in(self, sentence: Sentence) -> list[PhraseMatch]:
        """The phrases in one sentence that was cut before."""
        candidates = self._shelf.candidates(sentence.words)
        if not candidates:
            return []
        harmless = self._harmless_words(sentence)
        found = []
        for pattern in candidates:
            places = self._stand(pattern, sentence, harmless)
            if places:
                at = sorted({index for place in places for index in place})
                found.append(PhraseMatch(pattern.kind, pattern.text, tuple(sentence.words[i] for i in at)))
        return found

    def _harmless_words(self, sentence: Sentence) -> frozenset[int]:
        covered: set[int] = set()
        for pattern in self._harmless.candidates(sentence.words):
            places = self._stand(pattern, sentence, _NO_WORDS, negatable=False)
            covered.update(index for place in places for index in place)
        return frozenset(covered)

    def _stand(
        self, pattern: Pattern, sentence: Sentence, harmless: frozenset[int], *, negatable: bool = True
    ) -> list[range]:
        """The places of all parts, close enough together, or nothing."""
        options: list[list[range]] = []
        for part in pattern.parts:
            places = [
                place
                for row in part
                for place in _places(row, sentence.words)
                if harmless.isdisjoint(place) and not (negatable and self._negated(row, place, sentence))
            ]
            if not places:
                return []
            options.append(places)
        for first in options[0]:
            chosen = [first]
            for places in options[1:]:
                chosen.append(min(places, key=lambda place: (abs(place.start - first.start), place.start)))
            if max(p.stop for p in chosen) - min(p.start for p in chosen) <= _WIDEST + len(chosen):
                return chosen
        return []

    def _negated(self, row_found: Row, place: range, sentence: Sentence) -> bool:
        if not self._denying.isdisjoint(row_found):
            return False
        words, start = sentence.words, place.start
        for _ in range(_MOST_SMALL + 1):
            for row in self._negations:
                before = start - len(row)
                if before >= 0 and words[before:start] == row and start not in sentence.breaks:
                    return True
            if start == 0 or start in sentence.breaks or len(words[start - 1]) > _SMALL:
                break
            start -= 1
        return self._closing and words[place.stop :] in self._negations
