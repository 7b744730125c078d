# SPDX-License-Identifier: EUPL-1.2
"""Every measure for all municipalities and regions over years, on generated figures, against plain Python."""

import random

import ibis
import pytest
from tests.spark import cases

from werkregio.labour_market.rules import catalogue
from werkregio.labour_market.rules.calculation import by_area
from werkregio.labour_market.rules.measures import MEASURES

ROUTES = list(cases.routes())


@pytest.fixture(scope="module")
def engine():
    return ibis.duckdb.connect()


@pytest.mark.parametrize(("name", "code", "route"), ROUTES, ids=[route[0] for route in ROUTES])
def test_plain_python_agrees(engine, name, code, route):
    given = cases.rows(route)
    # The order of rows does not matter.
    random.Random(name).shuffle(given)
    limits = catalogue.limits(MEASURES[code].classes) if MEASURES[code].classes else None
    expression = by_area(
        route, ibis.memtable(cases.parts_table(route, given)), ibis.memtable(cases.members_table()), limits
    )
    found = engine.to_pyarrow(expression).to_pylist()
    cases.check(code, route, given, found)
    lacking = {(row["gebied"], row["periode"]) for row in found if row["teller"] is None}
    assert lacking == {(cases.LACKING, "2023"), ("AM29", "2023")}
