# SPDX-License-Identifier: EUPL-1.2
"""Reference data of the Netherlands and of a region, read from the files in `data/`.

The sources stand in the first lines of each file.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCES = {
    "uwv2015": "Besluit werkgebieden UWV 2015, bijlage 3 (BWBR0036164)",
    "cbs2025": "CBS/Kadaster, gebiedsindelingen 2025",
}


@dataclass(frozen=True, slots=True)
class RegioFact:
    """A labour-market region as CBS names it."""

    code: str
    am_code: str
    naam: str


@dataclass(frozen=True, slots=True)
class PeriodeFact:
    """A municipality in a region during a period; without an end it still holds."""

    gm_code: str
    naam: str
    provincie: str
    am_code: str
    valid_from: date
    valid_to: date | None
    source: str


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def regios() -> dict[str, RegioFact]:
    """All 35 regions by their code."""
    return {row["code"]: RegioFact(row["code"], row["am_code"], row["naam"]) for row in _rows("regios.csv")}


@cache
def periodes() -> tuple[PeriodeFact, ...]:
    """Which municipality belongs to which region, and when."""
    return tuple(
        PeriodeFact(
            row["gm_code"],
            row["naam"],
            row["provincie"],
            row["am_code"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            "; ".join(SOURCES[key] for key in row["bron"].split()),
        )
        for row in _rows("gemeenten.csv")
    )


def own_data(code: str) -> dict[str, Any] | None:
    """What is known of one region beside the national figures; None when there is no such file."""
    path = DATA / f"{code}.yaml"
    # The code was found among the regions before: it is no path.
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
