# SPDX-License-Identifier: EUPL-1.2
"""Generated figures for every municipality, and every measure worked out in plain Python, without Ibis."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from werkregio.labour_market.rules import catalogue
from werkregio.labour_market.rules.areas import REGIO, national
from werkregio.labour_market.rules.measures import MEASURES, Route

YEARS = (2023, 2024, 2025)
NUMBER = pa.decimal128(30, 8)
BOOK = national()
SHARES = {"%", "ratio"}
# A municipality without a figure, and one with nothing to divide by.
LACKING, EMPTY = "GM0893", "GM0907"


def routes() -> Iterator[tuple[str, str, Route]]:
    """Every way of every measure with the choices as they are, by a name that tells which one it is."""
    for code, measure in MEASURES.items():
        chosen = {choice.name: choice.default for choice in measure.choices}
        for number, route in enumerate(measure.routes(chosen)):
            yield f"{code}-{number}", code, route


def rows(route: Route) -> list[dict[str, Any]]:
    """One row for each municipality and year: whole numbers for counts, one decimal for shares."""
    # Not `hash`: it differs from one run to the next.
    chance = random.Random(",".join(need.alias for need in route.needs))
    found = []
    for year in YEARS:
        constant = {need.alias: Decimal(chance.randint(10**6, 10**7)) for need in route.needs}
        for code in BOOK.gemeenten(date(year, 1, 1)):
            row: dict[str, Any] = {"deel": code, "periode": str(year)}
            for need in route.needs:
                if need.scope == "country":
                    row[need.alias] = constant[need.alias]
                elif catalogue.concepts()[need.concept].unit in SHARES:
                    row[need.alias] = Decimal(chance.randint(0, 999)) / 10
                else:
                    row[need.alias] = Decimal(chance.randint(1, 200_000))
                if code == EMPTY:
                    row[need.alias] = Decimal(0)
            if code == LACKING and year == YEARS[0]:
                row[route.needs[0].alias] = None
            found.append(row)
    return found


def members() -> list[dict[str, str]]:
    """Every municipality as an area of its own, and the 35 regions."""
    found = []
    for year in YEARS:
        on = date(year, 1, 1)
        areas = {code: [code] for code in BOOK.gemeenten(on)}
        areas |= {area.code: BOOK.members(area.code, on) for area in BOOK.of_kind(REGIO)}
        found += [
            {"gebied": area, "periode": str(year), "deel": part}
            for area, parts in areas.items()
            for part in parts
        ]
    return found


def parts_table(route: Route, given: list[dict[str, Any]]) -> pa.Table:
    columns: dict[str, Any] = {name: [row[name] for row in given] for name in ("deel", "periode")}
    for need in route.needs:
        columns[need.alias] = pa.array([row[need.alias] for row in given], NUMBER)
    return pa.table(columns)


def members_table() -> pa.Table:
    return pa.Table.from_pylist(members())


def _pair(code: str, route: Route, row: dict[str, Any]) -> tuple[Any, Any]:
    """Numerator and denominator of one municipality, written out for each measure."""
    value = [row[need.alias] for need in route.needs]
    if any(each is None for each in value):
        return None, None
    if code == "locatiequotient":
        here, here_all, there, there_all = value
        return here * there_all, here_all * there
    if len(value) == 1:
        return value[0], None
    if route.rounded:
        return value[0] * value[1], value[1]
    return {
        "demografische-druk": lambda: (value[0] + value[1], value[2]),
        "bruto-participatie": lambda: (value[0] + value[1], value[2]),
        "werkloosheid": lambda: (value[0], value[1] + value[2]),
        "onbenut-potentieel": lambda: (sum(value), None),
        "onbenut-potentieel-aandeel": lambda: (sum(value[:-1]), value[-1]),
        "uitkeringen": lambda: (sum(value), None),
        "uitkeringen-per-1000": lambda: (sum(value[:-1]), value[-1]),
    }.get(code, lambda: (value[0], value[1]))()


FACTORS = {"spanning": 1, "locatiequotient": 1, "vacaturegraad": 1000, "uitkeringen-per-1000": 1000}


def expected(code: str, route: Route, given: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What each area should get, as exact fractions."""
    by_part = {(row["deel"], row["periode"]): _pair(code, route, row) for row in given}
    sums: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
    for member in members():
        pair = by_part[(member["deel"], member["periode"])]
        sums.setdefault((member["gebied"], member["periode"]), []).append(pair)
    answer = {}
    for key, pairs in sums.items():
        top = None if any(pair[0] is None for pair in pairs) else sum(pair[0] for pair in pairs)
        ratio = (len(route.needs) > 1 and pairs[0][1] is not None) or any(
            pair[1] is not None for pair in pairs
        )
        bottom = sum(pair[1] for pair in pairs) if ratio and top is not None else None
        value = None
        if top is not None and not ratio:
            value = Fraction(top)
        elif top is not None and bottom:
            factor = 1 if route.rounded else FACTORS.get(code, 100)
            value = Fraction(top) * factor / Fraction(bottom)
        answer[key] = {"teller": top, "noemer": bottom, "waarde": value}
    return answer


def class_of(value: Fraction | None) -> str | None:
    """The class of tension, by the printed limits."""
    if value is None:
        return None
    for limit, name in (("4.0", "zeer krap"), ("1.5", "krap"), ("0.67", "gemiddeld"), ("0.25", "ruim")):
        if value >= Fraction(limit):
            return name
    return "zeer ruim"


def check(code: str, route: Route, given: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Every area of every year agrees with plain Python."""
    wanted = expected(code, route, given)
    assert len(found) == len(wanted)
    for row in found:
        right = wanted[(row["gebied"], row["periode"])]
        where = (code, row["gebied"], row["periode"])
        assert row["teller"] == right["teller"], where
        if route.denominator is not None:
            assert row["noemer"] == right["noemer"], where
        if right["waarde"] is None:
            assert row["waarde"] is None or row["waarde"] != row["waarde"], where
        else:
            assert abs(Fraction(row["waarde"]) - right["waarde"]) <= abs(right["waarde"]) / 10**12, where
        if "klasse" in row and route.denominator is not None:
            assert row["klasse"] == class_of(right["waarde"]), where
