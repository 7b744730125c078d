# SPDX-License-Identifier: EUPL-1.2
"""Reading the questions that the router is tuned and measured on; the two halves never meet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from werkregio.werkcentrum.rules.wordbook_files import load_villages

FOLDER = Path(__file__).with_name("questions")
DATA = Path(__file__).parents[1] / "src" / "werkregio" / "werkcentrum" / "data"
MUNICIPALITIES = DATA.parents[1] / "regio" / "data" / "gemeenten.csv"
TUNING, SCORING = "tuning", "scoring"


@dataclass(frozen=True, slots=True)
class Question:
    """One row: what was asked, by whom, the need that comes first and the others that are right too."""

    id: str
    language: str
    asker: str
    municipality: str
    text: str
    first: str
    others: tuple[str, ...]
    danger: bool
    kind: str

    @property
    def accepted(self) -> frozenset[str]:
        """Every need that counts as right among the first three."""
        return frozenset((self.first, *self.others))


def read_questions(half: str, folder: Path = FOLDER) -> list[Question]:
    """The questions of one half, by file and row; rows of the other half are dropped while reading."""
    return [question for path in sorted(folder.glob("*.csv")) for question in _rows(path, half)]


def _rows(path: Path, half: str) -> Iterator[Question]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["deel"] != half:
                continue
            yield Question(
                id=row["id"],
                language=row["taal"],
                asker=row["vrager"],
                municipality=row["gemeente"],
                text=row["vraag"],
                first=row["eerste"],
                others=tuple(code for code in row["ook"].split(";") if code),
                danger=row["nood"] == "ja",
                kind=row["soort"],
            )


def read_places() -> list[str]:
    """The names of places that the site hands to its router: municipalities and villages."""
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [*(row["naam"] for row in rows), *load_villages(DATA)]
