# SPDX-License-Identifier: EUPL-1.2
"""The help of the directory, as the router sees it, and which of it fits a question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from werkregio.text.encoder import VectorCache, Vectors, similarities
from werkregio.text.lexical import LexicalIndex
from werkregio.text.normal import fold, normalise, split_apostrophes, words
from werkregio.text.stems import stems
from werkregio.werkcentrum.rules.answer import FoundHelp
from werkregio.werkcentrum.rules.wordbook import FUNDING_MARK, PROFESSIONAL, WERKGEVER

CURRENT = "current"
ENDED = "ended"
_FIELDS = {"name": 3.0, "text": 1.0}
# What counts for the place of a help: that it serves the need, that words agree, that the meaning is near.
_NEED, _WORDS, _MEANING = 0.62, 0.22, 0.16
_SECOND_NEED = 0.75
_LEAST = 0.12
# A help of the municipality itself goes before the same elsewhere in the country.
_NEARBY = 0.04


@dataclass(frozen=True, slots=True)
class Help:
    """One entry of the directory. `texts` holds for each language its name and texts, the name first."""

    id: str
    name: str
    needs: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    status: str = CURRENT


class HelpIndex:
    """All help that may be suggested: ended help is left out at the door."""

    def __init__(
        self, helps: Iterable[Help], codes: Sequence[str], vectors: VectorCache | None = None
    ) -> None:
        self.helps = tuple(
            sorted((entry for entry in helps if entry.status != ENDED), key=lambda entry: entry.id)
        )
        self._index = LexicalIndex([_terms(entry) for entry in self.helps], _FIELDS)
        number = {code: place for place, code in enumerate(codes)}
        self._serves = np.zeros((len(self.helps), len(codes)), dtype=np.float64)
        for row, entry in enumerate(self.helps):
            for place, code in enumerate(entry.needs):
                if code in number:
                    self._serves[row, number[code]] = 1.0 if place == 0 else _SECOND_NEED
        audiences = [set(entry.audience) for entry in self.helps]
        funding = [FUNDING_MARK in entry.needs for entry in self.helps]
        self._professional = np.array(
            [
                (bool(who) and who == {PROFESSIONAL}) or fund
                for who, fund in zip(audiences, funding, strict=True)
            ],
            dtype=bool,
        )
        self._employer_only = np.array(
            [bool(who) and who <= {WERKGEVER, PROFESSIONAL} for who in audiences], bool
        )
        self._for_employer = np.array([not who or WERKGEVER in who for who in audiences], bool)
        self._places = [
            frozenset(fold(place.casefold()) for place in entry.municipalities) for entry in self.helps
        ]
        self._local = np.array([bool(places) for places in self._places], bool)
        self._vectors: Vectors | None = None
        if vectors is not None and self.helps:
            self._vectors = vectors.vectors([_short(entry) for entry in self.helps])

    def best(
        self,
        question: str,
        language: str,
        shares: NDArray[np.float64],
        *,
        asker: str | None,
        municipality: str | None,
        vector: Vectors | None = None,
        limit: int = 10,
    ) -> tuple[FoundHelp, ...]:
        """The help that fits, best first; equal ones by id. `shares` is how likely each need is."""
        if not self.helps:
            return ()
        allowed = self._allowed(asker, municipality)
        scores: NDArray[np.float64] = _NEED * (self._serves @ shares)
        lexical = self._index.scores((term, 1.0) for term in _question_terms(question, language))
        scores = scores + _WORDS * lexical / (lexical + 8.0)
        if vector is not None and self._vectors is not None:
            near = similarities(self._vectors, vector[None, :])[:, 0]
            scores = scores + _MEANING * np.clip((near - 0.8) / 0.15, 0.0, 1.0)
        scores = scores + np.where(self._local & allowed & bool(municipality), _NEARBY, 0.0)
        scores = np.where(allowed, np.clip(scores, 0.0, 1.0), 0.0).round(3)
        order = np.argsort(-scores, kind="stable")[:limit]
        return tuple(
            FoundHelp(self.helps[row].id, self.helps[row].name, float(scores[row]))
            for row in order
            if scores[row] >= _LEAST
        )

    def _allowed(self, asker: str | None, municipality: str | None) -> NDArray[np.bool_]:
        allowed = np.ones(len(self.helps), dtype=bool)
        if asker != PROFESSIONAL:
            allowed &= ~self._professional
        if asker == WERKGEVER:
            allowed &= self._for_employer
        elif asker is not None and asker != PROFESSIONAL:
            allowed &= ~self._employer_only
        if municipality:
            here = fold(municipality.casefold())
            allowed &= np.array([not places or here in places for places in self._places], bool)
        return allowed


def _short(entry: Help) -> str:
    """What the encoder reads of a help: its name and first text, in the first language it has."""
    for texts in entry.texts.values():
        return ". ".join([entry.name, *[text for text in texts if text != entry.name][:1]])
    return entry.name


def _terms(entry: Help) -> dict[str, list[str]]:
    name: list[str] = list(_stems(entry.name, "nl"))
    text: list[str] = []
    for language, rows in entry.texts.items():
        for place, row in enumerate(rows):
            (name if place == 0 else text).extend(_stems(row, language))
    return {"name": list(dict.fromkeys(name)), "text": text}


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> tuple[str, ...]:
    """Kept: offers of one instrument share their texts, and a change of one entry builds all of the index anew."""
    return tuple(
        stems(part, language)[0]
        for word in words(normalise(text))
        for part in split_apostrophes(word)
        if part
    )


def _question_terms(question: str, language: str) -> list[str]:
    """The stems of the question in its own language and in Dutch: names of schemes stay Dutch everywhere."""
    found = dict.fromkeys(_stems(question, language))
    found.update(dict.fromkeys(_stems(question, "nl")))
    return list(found)
