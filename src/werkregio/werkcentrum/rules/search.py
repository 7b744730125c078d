# SPDX-License-Identifier: EUPL-1.2
"""The search of the directory: names weigh most, misspelt words are understood, synonyms lead to a need."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkregio.text.fuzzy import Corrector
from werkregio.text.normal import fold, normalise, split_apostrophes, words
from werkregio.text.stems import stems

LONGEST_QUERY = 200
_MOST_WORDS = 12
_NAME, _TEXT, _SYNONYM = 3.0, 1.0, 0.8
# A short name that holds the word fits better than a long one.
_SHORT_NAME = 1.0
_SECOND_NEED = 0.5
# What scores far below the best is noise.
_FAR_BELOW = 0.3
_PART = 0.6
_SHORTEST_PART = 5
# A word that most entries have, such as "voor", says nothing.
_COMMON = 0.4


def search_stems(text: str, language: str) -> list[str]:
    """The folded stems of a text."""
    return [
        fold(stems(part, language)[0])
        for word in words(normalise(text))
        for part in split_apostrophes(word)
        if part
    ]


def search_text(content: Mapping[str, Any]) -> str:
    """What an entry keeps for the search: stems of its names on the first line, of the rest on the second."""
    name: dict[str, None] = {}
    rest: dict[str, None] = {}
    for language, texts in content["texts"].items():
        for place, text in texts.items():
            (name if place == "name" else rest).update(dict.fromkeys(search_stems(text, language)))
    for part in (content["provider_name"], content["law"]):
        rest.update(dict.fromkeys(search_stems(part, "nl")))
    return " ".join(name) + "\n" + " ".join(word for word in rest if word not in name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the search sees it; `searchable` comes from `search_text`."""

    id: int
    searchable: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Entries that fit, best first; those whose name holds every word; and what was read differently."""

    ids: tuple[int, ...] = ()
    by_name: frozenset[int] = frozenset()
    read_as: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Word:
    scores: dict[int, float] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)


class SearchIndex:
    """Built once for a state of the directory, then only read."""

    def __init__(
        self,
        entries: Iterable[Entry],
        synonyms: Mapping[str, Iterable[str]],
        languages: Sequence[str] = ("nl", "en"),
    ) -> None:
        """`synonyms` gives for each need the stems of words that people use for it."""
        self._languages = languages
        self._postings: dict[str, dict[int, float]] = {}
        self._names: dict[str, set[int]] = {}
        self._order: dict[int, int] = {}
        stems_of = {need: tuple(dict.fromkeys(found)) for need, found in synonyms.items()}
        for entry in entries:
            self._order[entry.id] = len(self._order)
            name, _, rest = entry.searchable.partition("\n")
            for stem in name.split():
                self._names.setdefault(stem, set()).add(entry.id)
                self._add(stem, entry.id, _NAME + _SHORT_NAME / len(name.split()))
            for stem in rest.split():
                self._add(stem, entry.id, _TEXT)
            for place, need in enumerate(entry.needs):
                for stem in stems_of.get(need, ()):
                    self._add(stem, entry.id, _SYNONYM * (_SECOND_NEED if place else 1.0))
        self._corrector = Corrector(stem for stem in self._postings if stem.isalpha())

    def _add(self, stem: str, entry: int, weight: float) -> None:
        row = self._postings.setdefault(stem, {})
        row[entry] = max(row.get(entry, 0.0), weight)

    def find(self, query: str) -> Found:
        """Entries with every word that says something, else those with the most of them; ties keep order."""
        typed = [
            part
            for word in words(normalise(query[:LONGEST_QUERY]))
            for part in split_apostrophes(word)
            if len(part) > 1
        ][:_MOST_WORDS]
        read_as: list[tuple[str, str]] = []
        looked_up = [found for word in dict.fromkeys(typed) if (found := self._look_up(word, read_as))]
        telling = [word for word in looked_up if len(word.scores) <= _COMMON * max(len(self._order), 3)]
        telling = telling or looked_up
        hits: dict[int, int] = {}
        scores: dict[int, float] = {}
        for word in telling:
            for entry, score in word.scores.items():
                hits[entry] = hits.get(entry, 0) + 1
                scores[entry] = scores.get(entry, 0.0) + score
        if not hits:
            return Found(read_as=tuple(read_as))
        most = max(hits.values())
        best = max(scores[entry] for entry, count in hits.items() if count == most)
        ids = sorted(
            (e for e, count in hits.items() if count == most and scores[e] >= _FAR_BELOW * best),
            key=lambda entry: (-round(scores[entry], 3), self._order[entry]),
        )
        by_name = frozenset.intersection(*(frozenset(word.names) for word in telling))
        return Found(tuple(ids), by_name & set(ids), tuple(read_as))

    def _weights(self, candidates: set[str]) -> dict[str, float]:
        """The stems of the index that a word may mean, and how much each counts."""
        weights = {stem: 1.0 for stem in candidates if stem in self._postings}
        for stem in candidates:
            if len(stem) >= _SHORTEST_PART:
                # Dutch glues words together: "loonkosten" is meant to find "loonkostensubsidie".
                for known in self._postings:
                    if known not in weights and stem in known:
                        weights[known] = _PART
        return weights

    def _look_up(self, word: str, read_as: list[tuple[str, str]]) -> _Word | None:
        candidates = {fold(word), *(fold(stems(word, language)[0]) for language in self._languages)}
        weights = self._weights(candidates)
        if not weights:
            meant = next(
                (found for stem in sorted(candidates) if (found := self._corrector.correct(stem))), None
            )
            if meant is None:
                return _Word() if len(word) > 2 else None
            read_as.append((word, meant))
            weights = self._weights({meant})
        result = _Word()
        size = len(self._order)
        for stem, weight in weights.items():
            postings = self._postings[stem]
            rarity = math.log1p(size / len(postings))
            for entry, points in postings.items():
                score = weight * points * rarity
                result.scores[entry] = max(result.scores.get(entry, 0.0), score)
            result.names |= self._names.get(stem, set())
        return result
