# SPDX-License-Identifier: EUPL-1.2
"""Areas by date: municipality, labour-market region, province, COROP, the country and own groupings.

Sources stand in the first lines of the files in `data/`; which municipality lies in which region comes from
the reference data of the regions. Nothing is known of the division before 2015.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from werkregio.regio.rules import reference

DATA = Path(__file__).resolve().parent.parent / "data"
FIRST_DAY = date(2015, 1, 1)
COUNTRY = "NL"
GEMEENTE, REGIO, PROVINCIE, COROP, LAND, EIGEN = (
    "gemeente",
    "arbeidsmarktregio",
    "provincie",
    "corop",
    "land",
    "eigen",
)
KINDS = (GEMEENTE, REGIO, PROVINCIE, COROP, LAND, EIGEN)


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its code; the first and the last day that it exists, where they are known."""

    code: str
    naam: str
    kind: str
    valid_from: date = FIRST_DAY
    valid_to: date | None = None
    source: str = ""

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Membership:
    """A municipality lies in a larger area during a period."""

    gemeente: str
    area: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """Municipalities that ended on a day, and those that their ground went to."""

    day: date
    kind: str
    gone: tuple[str, ...]
    into: tuple[str, ...]

    @property
    def is_split(self) -> bool:
        return len(self.into) > 1


@dataclass(frozen=True, slots=True)
class Book:
    """All areas with their members. `aliases` are other codes for the same area."""

    areas: Mapping[str, Area]
    memberships: Sequence[Membership]
    changes: Sequence[Change]
    aliases: Mapping[str, str] = field(default_factory=dict)
    namesakes: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def get(self, code: str) -> Area | None:
        code = code.strip().upper()
        return self.areas.get(self.aliases.get(code, code)) or self.areas.get(code.lower())

    def name(self, code: str) -> str:
        area = self.areas.get(code)
        return area.naam if area else code

    def gemeenten(self, on: date) -> list[str]:
        """Every municipality that exists on this day."""
        return sorted(
            code for code, area in self.areas.items() if area.kind == GEMEENTE and area.exists_on(on)
        )

    def members(self, code: str, on: date) -> list[str]:
        """The municipalities of an area on a day; a municipality is its own member."""
        area = self.areas[code]
        if area.kind == GEMEENTE:
            return [code] if area.exists_on(on) else []
        if area.kind == LAND:
            return self.gemeenten(on)
        return sorted(
            {
                one.gemeente
                for one in self.memberships
                if one.area == code and one.holds_on(on) and self.areas[one.gemeente].exists_on(on)
            }
        )

    def of_kind(self, kind: str, on: date | None = None) -> list[Area]:
        return [
            area
            for area in self.areas.values()
            if area.kind == kind and (on is None or area.exists_on(on) or kind not in (GEMEENTE, EIGEN))
        ]

    def area_of(self, gemeente: str, kind: str, on: date) -> str | None:
        """The larger area of this kind that a municipality lies in on a day."""
        for one in self.memberships:
            if one.gemeente == gemeente and one.holds_on(on) and self.areas[one.area].kind == kind:
                return one.area
        return None

    def with_own(self, areas: Iterable[Area], memberships: Iterable[Membership]) -> "Book":
        """The same book with the groupings that a region made itself."""
        return Book(
            {**self.areas, **{area.code: area for area in areas}},
            [*self.memberships, *memberships],
            self.changes,
            self.aliases,
            self.namesakes,
        )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def national() -> Book:
    """The areas of the whole country, from the files."""
    plain: dict[str, Any] = yaml.safe_load((DATA / "gebieden.yaml").read_text(encoding="utf-8"))
    past = _rows("gemeenten_verleden.csv")
    began = {row["code"]: date.fromisoformat(row["valid_from"]) for row in past if not row["valid_to"]}
    provinces = {naam: code for code, naam in plain["provincies"].items()}

    areas: dict[str, Area] = {}
    memberships: list[Membership] = []
    land = plain["land"]
    areas[land["code"]] = Area(land["code"], land["naam"], LAND)
    for code, naam in plain["provincies"].items():
        areas[code] = Area(code, naam, PROVINCIE, source="CBS, gebiedsindelingen 2025")
    for regio in reference.regios().values():
        areas[regio.am_code] = Area(regio.am_code, regio.naam, REGIO, source=reference.SOURCES["cbs2025"])

    for one in reference.periodes():
        first = one.valid_from
        if one.gm_code not in areas:
            # The first region that is known counts from the day that the municipality began.
            first = min(first, began.get(one.gm_code, first))
            areas[one.gm_code] = Area(one.gm_code, one.naam, GEMEENTE, first, None, one.source)
            memberships.append(Membership(one.gm_code, provinces[one.provincie], first))
        memberships.append(Membership(one.gm_code, one.am_code, first, one.valid_to, one.source))
    for row in past:
        if not row["valid_to"]:
            continue
        first, last = date.fromisoformat(row["valid_from"]), _day(row["valid_to"])
        areas[row["code"]] = Area(row["code"], row["naam"], GEMEENTE, first, last, row["bron"])
        memberships.append(Membership(row["code"], row["am_code"], first, last, row["bron"]))
        memberships.append(Membership(row["code"], provinces[row["provincie"]], first, last, row["bron"]))

    since = plain["corop"]["vanaf"]
    for code, corop in plain["corop"]["gebieden"].items():
        areas[code] = Area(code, corop["naam"], COROP, since, None, "algemene kennis")
        memberships += [Membership(gemeente, code, since) for gemeente in corop["gemeenten"]]
    return Book(
        areas,
        memberships,
        [
            Change(
                date.fromisoformat(row["datum"]),
                row["soort"],
                tuple(row["van"].split()),
                tuple(row["naar"].split()),
            )
            for row in _rows("herindelingen.csv")
        ],
        dict.fromkeys(land["ook"], land["code"]),
        {naam: [(place, code) for place, code in places] for naam, places in plain["naamgenoten"].items()},
    )
