# SPDX-License-Identifier: EUPL-1.2
"""The areas that may be asked for: those of the country, and the groupings of a region."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..rules import area_names, areas
from ..rules.areas import EIGEN, Area, Book, Membership
from .inputs import AREA, dimension_of


def book(regio_id: int | None = None) -> Book:
    """The areas of the country, with the own groupings of a region."""
    return areas.national()


def asked(typed: str, everything: Book, tables: Sequence[Any] = (), on: date | None = None) -> Area:
    """The area of a code or name; or several codes with a plus between; or one that only a table knows.

    Raises UnknownArea and AmbiguousArea of `rules.area_names`.
    """
    if "+" in typed:
        return _together(typed, everything, on)
    try:
        return area_names.find(everything, typed, on)
    except area_names.UnknownArea:
        wanted = typed.strip().upper()
        for table in tables:
            dimension = dimension_of(table, AREA)
            if dimension and wanted in table.dimensions[dimension].codes:
                # A district or neighbourhood: it has the rows of that table and no municipalities.
                return Area(wanted, table.dimensions[dimension].codes[wanted].title or wanted, EIGEN)
        raise


def _together(typed: str, everything: Book, on: date | None) -> Area:
    found = [area_names.find(everything, one, on) for one in typed.split("+")]
    return Area("+".join(area.code for area in found), " + ".join(area.naam for area in found), EIGEN)


def with_asked(everything: Book, wanted: Sequence[Area]) -> Book:
    """The book with what was asked for and does not stand in it."""
    new = [area for area in wanted if area.code not in everything.areas]
    members = [
        Membership(one.gemeente if isinstance(one, Membership) else one, area.code, areas.FIRST_DAY)
        for area in new
        if "+" in area.code
        for one in _members(everything, area.code.split("+"))
    ]
    return everything.with_own(new, members) if new else everything


def _members(everything: Book, codes: Sequence[str]) -> list[Any]:
    """Municipalities as they are; of a larger area its members, each with the period that it belonged to it."""
    found: dict[tuple[str, date], Any] = {}
    for code in codes:
        area = everything.areas[code]
        if area.kind == areas.GEMEENTE:
            found[(code, areas.FIRST_DAY)] = code
            continue
        for one in everything.memberships:
            if one.area == code:
                found[(one.gemeente, one.valid_from)] = one
    return list(found.values())
