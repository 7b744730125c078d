# SPDX-License-Identifier: EUPL-1.2
"""What changed between two versions of an entry: field by field, word by word."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SAME, ADDED, REMOVED = "same", "added", "removed"
_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, as pieces to show. `path` is like `texts.nl.name`."""

    path: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != ADDED)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != REMOVED)


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The difference of two texts on words; putting the pieces together gives each text back."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Piece] = []

    def add(kind: str, words: Sequence[str]) -> None:
        if words:
            found.append(Piece(kind, "".join(words)))

    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            add(SAME, old[a:b])
        else:
            add(REMOVED, old[a:b])
            add(ADDED, new[c:d])
    return tuple(found)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """Every field that differs between two contents, in order of the fields."""
    old, new = dict(_fields(before)), dict(_fields(after))
    paths = list(dict.fromkeys([*new, *old]))
    return [
        FieldChange(path, words_changed(old.get(path, ""), new.get(path, "")))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    ]


def _fields(content: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", _as_text(value)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if any(isinstance(row, Mapping) for row in value):
            return "\n".join(
                " | ".join(_as_text(cell) for cell in row.values() if cell not in ("", None)) for row in value
            )
        return ", ".join(_as_text(row) for row in value)
    return value if isinstance(value, str) else json.dumps(value)
