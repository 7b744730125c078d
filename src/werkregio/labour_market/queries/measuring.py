# SPDX-License-Identifier: EUPL-1.2
"""A measure for areas in a period: where its inputs stand, what is added, and why it cannot be given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..rules import catalogue
from ..rules.areas import COUNTRY, Area, Book
from ..rules.classes import Limits
from ..rules.measures import BASE, MEASURES, Measure, Need, Route
from ..rules.outcomes import Outcome, refused
from ..rules.periods import Period, parse
from ..rules.reasons import Reason
from .adding import Asked, outcomes
from .gathering import Cell, gather
from .inputs import Place, place, places, told_reference

FIRST_THERE_IS = "eerste"


class UnknownMeasure(ValueError):
    """No measure has this code, or no table or column is loaded under this name."""


class UnknownChoice(ValueError):
    """A dimension or a value of it that this measure does not have."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `division`: the day whose borders are followed, where that is not the day of the figures."""

    measure: str
    areas: Sequence[Area]
    period: Period | None = None
    chosen: Mapping[str, str] | None = None
    division: date | None = None
    limits: Limits | None = None


def measured(question: Question, tables: Sequence[Any], book: Book) -> list[Outcome]:
    """An answer for each area, in the order in which they were asked."""
    chosen = dict(question.chosen or {})
    if ":" in question.measure:
        return _of_topic(question, chosen, tables, book)
    measure = MEASURES.get(question.measure)
    if measure is None:
        raise UnknownMeasure(question.measure)
    try:
        chosen = measure.chosen(chosen)
    except KeyError as error:
        raise UnknownChoice(str(error.args[0])) from error
    unit = catalogue.words()[measure.code].unit
    limits = (question.limits or catalogue.limits(measure.classes)) if measure.classes else None
    return _along(measure, measure.routes(chosen), chosen, question, tables, book, unit, limits)


def _along(
    measure: Measure,
    routes: Sequence[Route],
    chosen: Mapping[str, str],
    question: Question,
    tables: Sequence[Any],
    book: Book,
    unit: str,
    limits: Limits | None,
) -> list[Outcome]:
    """Along the routes in their order; what the first one cannot give is asked of the next."""
    answers: dict[str, Outcome] = {}
    weight: dict[str, int] = {}
    for route in routes:
        open_areas = [area for area in question.areas if not _answered(answers.get(area.code))]
        if not open_areas:
            break
        found = _located(route, chosen, question.period, tables)
        if isinstance(found, _NotThere):
            tried = [
                refused(measure.code, area, question.period, unit, *found.reasons) for area in open_areas
            ]
            known = found.found
        else:
            asked = _asked(measure.code, route, found, open_areas, question, chosen, book, unit)
            tried = outcomes(asked, book, limits)
            # A route whose inputs are all there says better why it stops than one without inputs.
            known = len(route.needs) + 1
        for outcome in tried:
            code = outcome.area.code
            if code not in answers or outcome.has_value or known > weight[code]:
                answers[code], weight[code] = outcome, known
    return [answers[area.code] for area in question.areas]


def _answered(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.has_value


@dataclass(frozen=True, slots=True)
class _NotThere:
    """How many inputs were found, and what is missing."""

    found: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Located:
    places: Mapping[str, Place]
    period: Period


def _located(
    route: Route, chosen: Mapping[str, str], period: Period | None, tables: Sequence[Any]
) -> _Located | _NotThere:
    """A place for each need, in one and the same period; the newest one when none was asked for."""
    candidates = {need.alias: places(need, chosen, tables) for need in route.needs}
    there = {alias: [one for one in found if isinstance(one, Place)] for alias, found in candidates.items()}
    if period is None:
        known = [
            {each for one in there[need.alias] for each in one.periods()}
            for need in route.needs
            if need.scope != BASE
        ]
        common = set.intersection(*known) if known else set()
        period = max(common, key=lambda each: each.last_day, default=None)
    best: dict[str, Place] = {}
    reasons: list[Reason] = []
    # One table for all needs, where one has them all, before a mix of tables.
    usage: dict[str, int] = {}
    for found in there.values():
        for one in found:
            usage[one.table.table_id] = usage.get(one.table.table_id, 0) + 1
    for need in route.needs:
        fitting = [
            one
            for one in there[need.alias]
            if need.scope == BASE or (period is not None and period in one.periods())
        ]
        if fitting:
            best[need.alias] = max(fitting, key=lambda one: usage[one.table.table_id])
        else:
            reasons.append(_why_not(need, candidates[need.alias], period))
    if reasons or period is None:
        return _NotThere(len(best), tuple(dict.fromkeys(reasons)))
    return _Located(best, period)


def _why_not(need: Need, found: Sequence[Place | Reason], period: Period | None) -> Reason:
    told = [one for one in found if isinstance(one, Reason)]
    if told:
        return told[0]
    known = sorted({each for one in found if isinstance(one, Place) for each in one.periods()})
    if known:
        shown = ", ".join(map(str, known[-6:]))
        return Reason.of("no-period", concept=need.concept, period=period or "", known=shown)
    return Reason.of("no-table", concept=need.concept)


def _asked(
    code: str,
    route: Route,
    found: _Located,
    areas: Sequence[Area],
    question: Question,
    chosen: Mapping[str, str],
    book: Book,
    unit: str,
) -> Asked:
    """The cells of every need, for the areas and for all that they may consist of."""
    from ..rules.composition import compose

    on = found.period.division_day
    compositions = {area.code: compose(book, area, on, question.division) for area in areas}
    country = compose(book, book.areas[COUNTRY], on)
    cells: dict[str, dict[str, Cell]] = {}
    base: dict[str, Outcome] = {}
    wanted = {area.code for area in areas}.union(*(each.parts for each in compositions.values()))
    for need in route.needs:
        if need.scope == BASE:
            base = _base(need, found.places[need.alias], areas, question, chosen, book)
            continue
        codes = {COUNTRY, *country.parts} if need.scope == "country" else wanted
        cells[need.alias] = gather(found.places[need.alias], found.period, codes, book)
    return Asked(
        code,
        route,
        found.places,
        found.period,
        areas,
        compositions,
        country,
        cells,
        base,
        unit,
        question.division,
    )


def _base(
    need: Need,
    where: Place,
    areas: Sequence[Area],
    question: Question,
    chosen: Mapping[str, str],
    book: Book,
) -> dict[str, Outcome]:
    """The same input in the base period, added up as any count."""
    wanted = chosen.get("basis", FIRST_THERE_IS)
    known = where.periods()
    period = (known[0] if known else None) if wanted == FIRST_THERE_IS else parse(wanted)
    if period is None or period not in known:
        return {
            area.code: refused(
                need.concept,
                area,
                period,
                "",
                Reason.of("no-period", concept=need.concept, period=wanted, known=""),
            )
            for area in areas
        }
    alone = Need("before", need.concept, need.where)
    route = Route((alone,), lambda inputs: inputs["before"])
    found = _Located({"before": where}, period)
    asked = _asked(need.concept, route, found, areas, replace(question, period=period), chosen, book, "")
    return {outcome.area.code: outcome for outcome in outcomes(asked, book, None)}


def _of_topic(
    question: Question, chosen: Mapping[str, str], tables: Sequence[Any], book: Book
) -> list[Outcome]:
    """A column of a table as it stands there."""
    table_id, _, wanted = question.measure.partition(":")
    table = next((one for one in tables if one.table_id.casefold() == table_id.casefold()), None)
    if table is None:
        raise UnknownMeasure(question.measure)
    column = next((key for key in table.topics if key.casefold() == wanted.casefold()), None)
    if column is None:
        raise UnknownMeasure(question.measure)
    topic = table.topics[column]
    code = f"{table.table_id}:{column}"

    def all_refused(*reasons: Reason) -> list[Outcome]:
        return [refused(code, area, question.period, topic.unit, *reasons) for area in question.areas]

    if not table.has_observations:
        return all_refused(Reason.of("no-observations", table=table.table_id))
    if topic.datatype == "text":
        return all_refused(Reason.of("no-number", column=column))
    where = place(table, (column,), chosen, reference=told_reference(table, column))
    if isinstance(where, Reason):
        if where.code in ("no-dimension", "no-such-key", "choose-dimension"):
            raise UnknownChoice(where)
        return all_refused(where)
    where = replace(where, factor=1)
    need = Need("value", code)
    route = Route((need,), lambda inputs: inputs["value"], single=not where.addable)
    period = question.period or (where.periods()[-1] if where.periods() else None)
    if period is None or period not in where.periods():
        known = ", ".join(map(str, where.periods()[-6:]))
        return all_refused(
            Reason.of("no-period-in-table", table=table.table_id, period=period or "", known=known)
        )
    asked = _asked(
        code, route, _Located({"value": where}, period), question.areas, question, {}, book, topic.unit
    )
    return outcomes(asked, book, None)
