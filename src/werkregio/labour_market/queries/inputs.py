# SPDX-License-Identifier: EUPL-1.2
"""Where each input of a measure stands: in which loaded table, which columns and which keys of its dimensions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..rules import catalogue, periods, topics
from ..rules.area_names import folded
from ..rules.measures import Need
from ..rules.periods import Period
from ..rules.reasons import Reason

AREA, TIME = "area", "time"
_NUMBER = re.compile(r"_\d+$")
_TOTAL = re.compile(r"^(totaal|total|alle|a-u|a t/m u|15 tot 75 jaar|mannen en vrouwen)\b", re.IGNORECASE)
_AGE = re.compile(r"^(\d+) jaar( of ouder)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4})\b")
TOTAL = "totaal"


@dataclass(frozen=True, slots=True)
class Place:
    """Columns of a table to add, and for each dimension the keys to add over. `period` where the table has none."""

    table: Any
    topics: tuple[str, ...]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    area: str | None = None
    time: str | None = None
    period: Period | None = None
    reference: str = ""
    factor: int = 1
    addable: bool = True
    concept: str = ""

    def periods(self) -> list[Period]:
        """The periods that the table has, oldest first."""
        if self.time is None:
            return [self.period] if self.period else []
        return sorted(filter(None, map(periods.parse, time_keys(self.table, self.time))))

    def time_keys(self, period: Period) -> list[str]:
        if self.time is None:
            return []
        return [key for key in time_keys(self.table, self.time) if periods.parse(key) == period]


def time_keys(table: Any, dimension: str) -> list[str]:
    """The keys of the periods: as described, or else as they stand in the rows."""
    described = table.dimensions[dimension].codes
    if described:
        return list(described)
    return [
        key
        for key in table.relation().select(dimension).distinct()[dimension].to_pyarrow().to_pylist()
        if key
    ]


def dimension_of(table: Any, kind: str) -> str | None:
    return next((name for name, one in table.dimensions.items() if one.kind == kind), None)


def fixed_period(table: Any) -> Period | None:
    """The period of a table without a dimension for it: as it says itself, or the year in its title."""
    if found := periods.parse(table.period_of_reference or ""):
        return found
    years = set(_YEAR.findall(table.title))
    return Period(int(years.pop())) if len(years) == 1 else None


def places(need: Need, chosen: Mapping[str, str], tables: Sequence[Any]) -> list[Place | Reason]:
    """Every table that holds an input, and what stands in the way in those that do nearly."""
    where = {name: value.format(**chosen) for name, value in need.where.items()}
    found: list[Place | Reason] = []
    for table in tables:
        if not table.has_observations:
            continue
        for rule, reference, unit in _rules_for(need.concept, table):
            if columns := _columns(table, rule, unit):
                found.append(
                    place(table, columns, where, ages=rule.ages, reference=reference, concept=need.concept)
                )
                break
        else:
            for family in catalogue.families():
                if need.concept in family.cannot and family.title.search(table.title):
                    found.append(Reason.of("age-bands", table=table.table_id, bands=family.bands))
    return found


def _rules_for(concept: str, table: Any) -> list[tuple[catalogue.InputRule, str, str]]:
    own = [(catalogue.InputRule(one_of=(concept,)), "", "")]
    return own + [
        (family.inputs[concept], _reference(family, concept), family.unit)
        for family in catalogue.families()
        if concept in family.inputs and family.title.search(table.title)
    ]


def _reference(family: catalogue.Family, concept: str) -> str:
    own = family.inputs[concept].reference
    return family.reference if own is None else own


def told_reference(table: Any, column: str) -> str:
    """The day that the figures of a column are of, where its family of tables is known."""
    for family in catalogue.families():
        if family.title.search(table.title):
            for concept, rule in family.inputs.items():
                if column in _columns(table, rule, family.unit):
                    return _reference(family, concept)
    return ""


def _columns(table: Any, rule: catalogue.InputRule, unit: str) -> tuple[str, ...]:
    if rule.added:
        columns = tuple(_column(table, name, unit) for name in rule.added)
        return tuple(filter(None, columns)) if all(columns) else ()
    one = next(filter(None, (_column(table, name, unit) for name in rule.one_of)), None)
    return (one,) if one else ()


def _column(table: Any, name: str, unit: str) -> str | None:
    """The column with this name, with or without a number behind it, or with this title."""
    wanted = folded(name)
    for key, topic in table.topics.items():
        if unit and topic.unit.strip().lower() != unit:
            continue
        if wanted in (folded(key), folded(_NUMBER.sub("", key)), folded(topic.title)):
            return key
    return None


def place(
    table: Any,
    columns: tuple[str, ...],
    where: Mapping[str, str],
    *,
    ages: tuple[int, int] | None = None,
    reference: str = "",
    concept: str = "",
) -> Place | Reason:
    """The place of columns, with a key for each dimension; a Reason when a key is missing or has to be chosen."""
    asked = {folded(name): value for name, value in where.items()}
    keys: dict[str, tuple[str, ...]] = {}
    for name, dimension in table.dimensions.items():
        if dimension.kind in (AREA, TIME):
            continue
        value = asked.pop(folded(name), None) or asked.pop(folded(dimension.title), None)
        if ages and "leeftijd" in folded(f"{name} {dimension.title}"):
            found = _age_keys(dimension.codes, *ages)
        else:
            found = _keys(dimension.codes, value)
        if isinstance(found, str):
            return Reason.of(
                found, table=table.table_id, name=name, value=value or "", keys=_some(dimension.codes)
            )
        keys[name] = found
    if left := [name for name, value in asked.items() if value != TOTAL]:
        return Reason.of("no-dimension", table=table.table_id, name=left[0])
    topic = table.topics[columns[0]]
    time = dimension_of(table, TIME)
    return Place(
        table,
        columns,
        keys,
        dimension_of(table, AREA),
        time,
        None if time else fixed_period(table),
        reference or _told_reference(topic.description),
        topics.multiplier(topic.unit),
        all(
            topics.is_addable(one.title, one.unit, one.decimals, one.path)
            for one in (table.topics[column] for column in columns)
        ),
        concept,
    )


def _told_reference(description: str) -> str:
    text = description.lower()
    if "op 1 januari" in text:
        return "begin"
    return "einde" if "31 december" in text or "ultimo" in text else ""


def _keys(codes: Mapping[str, Any], value: str | None) -> tuple[str, ...] | str:
    if value is None or value == TOTAL:
        if len(codes) == 1:
            return tuple(codes)
        for key, code in codes.items():
            if key.lower() == TOTAL or _TOTAL.match(code.title.strip()):
                return (key,)
        # What was asked for as a whole and has no row for it is the sum of its parts.
        return tuple(codes) if value == TOTAL and codes else "choose-dimension"
    wanted = folded(value)
    for key in codes:
        if folded(key) == wanted:
            return (key,)
    titled = [key for key, code in codes.items() if folded(code.title) == wanted]
    begun = [key for key, code in codes.items() if folded(code.title.split(" ")[0]) == wanted]
    for found in (titled, begun):
        if len(found) == 1:
            return tuple(found)
    if not codes:
        return (value,)
    return "no-such-key"


def _age_keys(codes: Mapping[str, Any], low: int, high: int) -> tuple[str, ...] | str:
    """The keys of every single year from `low` up to `high`; all of them, or none."""
    years: dict[int, str] = {}
    open_from = None
    for key, code in codes.items():
        if found := _AGE.match(code.title.strip()):
            years[int(found[1])] = key
            if found[2]:
                open_from = int(found[1])
    last = min(high, open_from + 1) if open_from is not None else high
    wanted = range(low, last)
    if open_from is not None and high > open_from:
        years = {year: key for year, key in years.items() if year <= open_from}
    if not wanted or any(year not in years for year in wanted):
        return "no-single-ages"
    return tuple(years[year] for year in wanted)


def _some(codes: Mapping[str, Any], most: int = 12) -> str:
    shown = [f"{key} ({code.title})" for key, code in list(codes.items())[:most]]
    return ", ".join(shown) + (", ..." if len(codes) > most else "")
