# SPDX-License-Identifier: EUPL-1.2
"""Phrases that must be found by rule: parts within one sentence, negated or harmless ones left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from werkregio.text.normal import normalise, plain_words, sentences

# Without punctuation a whole story is one sentence; parts further apart no longer belong together.
_WIDEST = 16
_NO_WORDS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry: the parts that must all stand in a sentence, each a row of words (`*` ends a prefix)."""

    kind: str
    text: str
    parts: tuple[tuple[str, ...], ...]


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
    # Languages that put "not" at the end of the sentence: he beats me *not*.
    closing_negation: bool = False


def _row(text: str) -> tuple[str, ...]:
    """`not eat*` becomes the words `not`, `eat*`; the star survives the folding of the word."""
    found: list[str] = []
    for piece in text.replace("-", " ").split():
        row = plain_words(piece)
        if row and piece.endswith("*"):
            row[-1] += "*"
        found.extend(row)
    return tuple(found)


def parse(kind: str, text: str) -> Pattern:
    """Read one entry, `phrase` or `a + b`."""
    rows = (_row(part) for part in text.split("+"))
    return Pattern(kind, text, tuple(row for row in rows if row))


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


@dataclass(slots=True)
class _Shelf:
    """Patterns by the first letters of their rarest part, so that few need a full look."""

    by_word: dict[str, list[Pattern]] = field(default_factory=dict)
    by_prefix: dict[str, list[Pattern]] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        anchor = max((word for row in pattern.parts for word in row), key=lambda w: (len(w.rstrip("*")), w))
        if anchor.endswith("*"):
            self.by_prefix.setdefault(anchor[:-1][:3], []).append(pattern)
        else:
            self.by_word.setdefault(anchor, []).append(pattern)

    def candidates(self, sentence: Sequence[str]) -> Iterable[Pattern]:
        for word in dict.fromkeys(sentence):
            yield from self.by_word.get(word, ())
            for length in (1, 2, 3):
                if length <= len(word):
                    yield from self.by_prefix.get(word[:length], ())


class PhraseMatcher:
    """Looks for the phrases of one language. Built once, read by many."""

    def __init__(self, phrases: PhraseSet) -> None:
        self._shelf = _Shelf()
        for kind, entries in phrases.kinds.items():
            for entry in entries:
                pattern = parse(kind, entry)
                if pattern.parts:
                    self._shelf.add(pattern)
        self._harmless = _Shelf()
        for entry in phrases.not_when:
            pattern = parse("", entry)
            if pattern.parts:
                self._harmless.add(pattern)
        self._negations = sorted({_row(entry) for entry in phrases.negations if _row(entry)})
        self._closing = phrases.closing_negation
        self.vocabulary = frozenset(
            word.rstrip("*")
            for entries in phrases.kinds.values()
            for entry in entries
            for row in parse("", entry).parts
            for word in row
        )

    def find(self, text: str) -> list[PhraseMatch]:
        """All phrases in a text of any kind; order of the text, one match for each pattern."""
        found: dict[str, PhraseMatch] = {}
        for sentence in sentences(normalise(text)):
            for match in self.find_in(plain_words(sentence)):
                found.setdefault(match.pattern, match)
        return list(found.values())

    def find_in(self, sentence: Sequence[str]) -> list[PhraseMatch]:
        """The phrases in one sentence that was cut into plain words before."""
        candidates = list(dict.fromkeys(self._shelf.candidates(sentence)))
        if not candidates:
            return []
        harmless = self._harmless_words(sentence)
        found = []
        for pattern in candidates:
            places = self._stand(pattern, sentence, harmless)
            if places:
                at = sorted({index for place in places for index in place})
                found.append(PhraseMatch(pattern.kind, pattern.text, tuple(sentence[index] for index in at)))
        return found

    def _harmless_words(self, sentence: Sequence[str]) -> frozenset[int]:
        covered: set[int] = set()
        for pattern in dict.fromkeys(self._harmless.candidates(sentence)):
            places = self._stand(pattern, sentence, _NO_WORDS, negatable=False)
            covered.update(index for place in places for index in place)
        return frozenset(covered)

    def _stand(
        self, pattern: Pattern, sentence: Sequence[str], harmless: frozenset[int], *, negatable: bool = True
    ) -> list[range]:
        """The places of all parts, close enough together, or nothing."""
        options: list[list[range]] = []
        for row in pattern.parts:
            places = [place for place in _places(row, sentence) if harmless.isdisjoint(place)]
            if negatable:
                places = [place for place in places if not self._negated(place, sentence)]
            if not places:
                return []
            options.append(places)
        for first in options[0]:
            chosen = [first]
            for places in options[1:]:
                nearest = min(places, key=lambda place: (abs(place.start - first.start), place.start))
                chosen.append(nearest)
            if max(p.stop for p in chosen) - min(p.start for p in chosen) <= _WIDEST + len(chosen):
                return chosen
        return []

    def _negated(self, place: range, sentence: Sequence[str]) -> bool:
        for row in self._negations:
            before = place.start - len(row)
            if before >= 0 and tuple(sentence[before : place.start]) == row:
                return True
            if self._closing and tuple(sentence[place.stop :]) == row:
                return True
        return False
