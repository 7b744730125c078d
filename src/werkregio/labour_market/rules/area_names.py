# SPDX-License-Identifier: EUPL-1.2
"""From what somebody types to one area. A name that fits more than one is refused with the candidates."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from .areas import GEMEENTE, KINDS, Area, Book

_SUFFIX = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may mean: a code to type instead, and what stands for."""

    code: str
    text: str


class UnknownArea(ValueError):
    """No area has this code or name."""


class AmbiguousArea(ValueError):
    """More than one area has this name."""

    def __init__(self, typed: str, candidates: list[Candidate]) -> None:
        super().__init__(typed)
        self.typed = typed
        self.candidates = candidates


def folded(name: str) -> str:
    """Without case, accents, apostrophes and what stands between words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def find(book: Book, typed: str, on: date | None = None) -> Area:
    """The area of a code or of a name; a name counts only when nothing else bears it.

    On a day: municipalities that do not exist then do not stand in the way. A name with its official addition, such as
    "Bergen (L.)", is clear; without it, it is not, for other places have it as well.
    """
    if area := book.get(typed):
        return area
    areas = [
        area for area in book.areas.values() if on is None or area.kind != GEMEENTE or area.exists_on(on)
    ]
    kind, _space, rest = typed.strip().partition(" ")
    if kind.lower() in KINDS and rest:
        # "gemeente Groningen", "provincie Groningen": the kind takes the doubt away.
        areas, typed = [area for area in areas if area.kind == kind.lower()], rest
    wanted, bare = folded(typed), folded(_SUFFIX.sub("", typed))
    exact = [area for area in areas if folded(area.naam) == wanted]
    base = [area for area in areas if wanted == bare and folded(_SUFFIX.sub("", area.naam)) == wanted]
    candidates = {area.code: Candidate(area.code, f"{area.kind} {area.naam}") for area in [*exact, *base]}
    namesakes = next(
        (places for name, places in book.namesakes.items() if wanted == bare and folded(name) == wanted), ()
    )
    if len(candidates) == 1 and not namesakes and exact:
        return exact[0]
    if not candidates:
        raise UnknownArea(typed)
    further = [Candidate(code, place) for place, code in namesakes if code not in candidates]
    raise AmbiguousArea(typed, sorted(candidates.values(), key=lambda one: one.code) + further)
