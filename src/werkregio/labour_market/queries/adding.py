# SPDX-License-Identifier: EUPL-1.2
"""From the cells of parts to one answer for each area, through the expression of `rules.calculation`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from ..rules.area_names import folded
from ..rules.areas import COUNTRY, GEMEENTE, Area, Book
from ..rules.calculation import by_area
from ..rules.classes import Limits
from ..rules.composition import Composition
from ..rules.measures import BASE, OWN, Route
from ..rules.outcomes import FINAL, PROVISIONAL, Outcome, Source, refused
from ..rules.periods import Period
from ..rules.reasons import Reason
from .gathering import Cell
from .inputs import Place

# Whole numbers and what is printed with decimals, both exact.
NUMBER = pa.decimal128(30, 8)


@dataclass(frozen=True, slots=True)
class Asked:
    """A route with everything that was gathered for it. `base` are the answers in the base period."""

    code: str
    route: Route
    places: Mapping[str, Place]
    period: Period
    areas: Sequence[Area]
    compositions: Mapping[str, Composition]
    country: Composition
    cells: Mapping[str, Mapping[str, Cell]]
    base: Mapping[str, Outcome]
    unit: str
    division: date | None

    def own(self) -> list[str]:
        return [need.alias for need in self.route.needs if need.scope == OWN]

    def national(self) -> list[str]:
        return [need.alias for need in self.route.needs if need.scope == "country"]


def outcomes(asked: Asked, book: Book, limits: Limits | None) -> list[Outcome]:
    """The answers; an area of which something is missing gets the reason."""
    national = _national(asked)
    ready: dict[str, tuple[str, ...]] = {}
    answers: dict[str, Outcome] = {}
    for area in asked.areas:
        parts = _parts_of(asked, area)
        reasons = parts if isinstance(parts, Reason) else _missing(asked, area, parts, national, book)
        if isinstance(parts, tuple) and reasons is None:
            ready[area.code] = parts
        else:
            answers[area.code] = _refusal(asked, area, reasons)
    if ready:
        for row in _computed(asked, ready, national, limits):
            area = book.areas[row["gebied"]]
            answers[area.code] = _outcome(asked, area, ready[area.code], row, limits)
    return [answers[area.code] for area in asked.areas]


def _refusal(asked: Asked, area: Area, reason: Any) -> Outcome:
    return refused(asked.code, area, asked.period, asked.unit, reason)


def _parts_of(asked: Asked, area: Area) -> tuple[str, ...] | Reason:
    """The codes whose cells are added: the area itself where the table has a row for it."""
    if asked.division is None and _has_own_row(asked, area):
        return (area.code,)
    composition = asked.compositions[area.code]
    if composition.refusal is not None:
        return composition.refusal
    if any(asked.places[alias].area is None for alias in asked.own()):
        table = next(
            asked.places[alias].table.table_id for alias in asked.own() if asked.places[alias].area is None
        )
        return (COUNTRY,) if area.code == COUNTRY else Reason.of("only-country", table=table)
    if len(composition.parts) > 1 and asked.route.single:
        place = asked.places[asked.own()[0]]
        return Reason.of("not-addable", table=place.table.table_id, column=place.topics[0])
    return composition.parts


def _has_own_row(asked: Asked, area: Area) -> bool:
    """Whether every input has a figure for the area itself. Codes of regions changed: the name decides."""
    for alias in asked.own():
        cell = asked.cells[alias].get(area.code)
        if cell is None or cell.value is None:
            return False
        if area.kind != GEMEENTE and cell.title and not folded(cell.title).startswith(folded(area.naam)):
            return False
    return True


def _missing(
    asked: Asked, area: Area, parts: Sequence[str], national: Mapping[str, Any], book: Book
) -> Reason | None:
    """What keeps an area from a value: a cell without a value, or the country or base period without one."""
    for alias in asked.own():
        lacking = [code for code in parts if _value(asked, alias, code) is None]
        if lacking:
            place = asked.places[alias]
            told = sorted(
                {
                    word
                    for code in lacking
                    if code in asked.cells[alias]
                    for word in asked.cells[alias][code].missing
                    if word
                }
            )
            names = ", ".join(f"{book.name(code)} ({code})" for code in lacking[:5])
            return Reason.of(
                "missing-told" if told else "missing",
                table=place.table.table_id,
                column=place.topics[0],
                names=names + (", ..." if len(lacking) > 5 else ""),
                told=", ".join(told),
            )
    for alias in asked.national():
        if national[alias] is None:
            return Reason.of("no-country", table=asked.places[alias].table.table_id)
    if any(need.scope == BASE for need in asked.route.needs):
        before = asked.base[area.code]
        if not before.has_value:
            return before.reasons[0]
    return None


def _value(asked: Asked, alias: str, code: str) -> Decimal | None:
    cell = asked.cells[alias].get(code)
    return cell.value if cell else None


def _national(asked: Asked) -> dict[str, Decimal | None]:
    """The value of the country for each input that asks for it: its own row, or the sum of all municipalities."""
    values: dict[str, Decimal | None] = {}
    for alias in asked.national():
        own = _value(asked, alias, COUNTRY)
        each = [_value(asked, alias, code) for code in asked.country.parts]
        known = [value for value in each if value is not None]
        whole = sum(known, Decimal(0)) if known and len(known) == len(each) else None
        values[alias] = own if own is not None else whole
    return values


def _computed(
    asked: Asked,
    ready: Mapping[str, tuple[str, ...]],
    national: Mapping[str, Decimal | None],
    limits: Limits | None,
) -> list[dict[str, Any]]:
    """The measure on the engine, for the areas that have everything."""
    import ibis

    from .engine import backend

    period = str(asked.period)
    rows = [(area, part) for area, parts in ready.items() for part in parts]
    membership = {"gebied": [row[0] for row in rows], "deel": [f"{row[0]}/{row[1]}" for row in rows]}
    # A part stands there once for each area: the base period differs by area.
    columns: dict[str, Any] = {"deel": membership["deel"]}
    for alias in asked.own():
        columns[alias] = pa.array([_value(asked, alias, part) for _area, part in rows], NUMBER)
    for alias in asked.national():
        columns[alias] = pa.array([national[alias]] * len(rows), NUMBER)
    for need in asked.route.needs:
        if need.scope == BASE:
            columns[need.alias] = pa.array(_once_an_area(asked, rows), NUMBER)
    parts = pa.table({**columns, "periode": [period] * len(rows)})
    members = pa.table({**membership, "periode": [period] * len(rows)})
    with_classes = limits if asked.route.denominator is not None else None
    expression = by_area(asked.route, ibis.memtable(parts), ibis.memtable(members), with_classes)
    return backend().to_pyarrow(expression).to_pylist()


def _once_an_area(asked: Asked, rows: Sequence[tuple[str, str]]) -> list[Decimal]:
    """The value of the base period on the first part of an area, and 0 on the others: together it counts once."""
    seen: set[str] = set()
    values = []
    for area, _part in rows:
        value = asked.base[area].value
        first = area not in seen and value is not None
        values.append(
            Decimal(value.numerator) / Decimal(value.denominator) if first and value else Decimal(0)
        )
        seen.add(area)
    return values


def _outcome(
    asked: Asked, area: Area, parts: tuple[str, ...], row: Mapping[str, Any], limits: Limits | None
) -> Outcome:
    route = asked.route
    numerator = Fraction(row["teller"])
    denominator = Fraction(row["noemer"]) if route.denominator is not None else None
    reasons: list[Reason] = []
    if parts != (area.code,) or asked.division:
        reasons += asked.compositions[area.code].remarks
    if denominator == 0:
        return refused(asked.code, area, asked.period, asked.unit, Reason.of("zero-denominator"))
    value = numerator * route.factor / denominator if denominator is not None else numerator * route.factor
    if route.rounded:
        reasons.append(Reason.of("from-rounded-shares"))
        numerator = numerator / 100
    if route.edition == "nww":
        reasons.append(Reason.of("edition-nww"))
    class_name = None
    if limits is not None:
        class_name = row.get("klasse") or limits.class_of(value)
        if (met := limits.limit_met(value)) is not None:
            reasons.append(Reason.of("on-limit", limit=met, name=class_name))
    plain_share = (route.single and asked.unit in ("%", "ratio", "index")) or _is_published_share(route)
    return Outcome(
        asked.code,
        area,
        asked.period,
        value,
        None if plain_share else numerator,
        denominator,
        asked.unit,
        class_name,
        _sources(asked, area, parts),
        _reference(asked),
        _status(asked),
        tuple(reasons),
        parts,
        route.edition,
    )


def _is_published_share(route: Route) -> bool:
    return route.single and route.denominator is None


def _sources(asked: Asked, area: Area, parts: Sequence[str]) -> tuple[Source, ...]:
    found: list[Source] = []
    for alias in asked.own():
        for code in parts:
            found += asked.cells[alias][code].sources
    for alias in asked.national():
        cells = asked.cells[alias]
        codes = [COUNTRY] if _value(asked, alias, COUNTRY) is not None else asked.country.parts
        for code in codes:
            found += cells[code].sources
    if asked.base:
        found += asked.base[area.code].sources
    return tuple(dict.fromkeys(found))


def _reference(asked: Asked) -> date | None:
    """The day that the figures are of, where the table says so: the same for all inputs, or the last one."""
    days = []
    for place in asked.places.values():
        if place.reference == "begin":
            days.append(asked.period.first_day)
        elif place.reference == "einde":
            days.append(asked.period.last_day)
    return max(days, default=None)


def _status(asked: Asked) -> str:
    """Provisional when one of the inputs is, as far as their publishers say."""
    for place in asked.places.values():
        words = [place.table.description.status]
        if place.time is not None:
            codes = place.table.dimensions[place.time].codes
            words = [
                codes[key].status or place.table.description.status
                for key in place.time_keys(asked.period)
                if key in codes
            ]
        if any("voorlopig" in word.lower() and "definitief" not in word.lower() for word in words):
            return PROVISIONAL
    return FINAL
