# SPDX-License-Identifier: EUPL-1.2
"""What a file does, line by line: kept, changed or refused, and why."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkregio.text.normal import fold

from . import diff

NEW, SAME, CHANGED, REFUSED = "new", "same", "changed", "refused"
OUTCOMES = (NEW, CHANGED, SAME, REFUSED)
_MOST_CHANGES = 12
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_LONGEST = 240


@dataclass(slots=True)
class Line:
    """One record of a file. Problems and notes are (field, code, detail); changes (field, before, after)."""

    kind: str
    key: str
    name: str
    file: str = ""
    line: int = 0
    outcome: str = NEW
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, where: str, code: str, detail: str = "") -> None:
        self.outcome = REFUSED
        self.problems.append((where, code, detail))

    def stored(self) -> dict[str, Any]:
        """As a report keeps it: no database and no page takes characters that do not exist."""
        return {
            "kind": self.kind,
            "key": clean(self.key),
            "name": clean(self.name),
            "file": clean(self.file),
            "line": self.line,
            "outcome": self.outcome,
            **{
                part: [[clean(text) for text in row] for row in rows]
                for part, rows in (
                    ("problems", self.problems),
                    ("notes", self.notes),
                    ("changes", self.changes),
                )
            },
        }


def counts(lines: Iterable[Line]) -> dict[str, int]:
    found = Counter(line.outcome for line in lines)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def is_same(report: Sequence[Mapping[str, Any]], lines: Sequence[Line]) -> bool:
    """Whether doing it now does what the trial said."""
    return [(row["key"], row["outcome"]) for row in report] == [
        (clean(line.key), line.outcome) for line in lines
    ]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What differs, short enough to read; the first twelve fields."""
    found = diff.changes(before, after)
    return [(row.path, short(row.before), short(row.after)) for row in found[:_MOST_CHANGES]]


def clean(text: str) -> str:
    """Zero characters and halves of characters shown as what they are: not readable."""
    return _NO_CHARACTER.sub("\ufffd", text)


def short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def plain_name(name: str) -> str:
    """A name without capitals, accents and double spaces: how two names are compared."""
    return " ".join(fold(name.casefold()).split())
