# SPDX-License-Identifier: EUPL-1.2
"""Every measure gives the same on PySpark as on DuckDB and in plain Python. `make test-spark`; needs Java 17."""

import ibis
import pytest
from pyarrow import parquet

from tests.spark import cases
from werkregio.labour_market.rules import catalogue
from werkregio.labour_market.rules.calculation import by_area
from werkregio.labour_market.rules.measures import MEASURES

ROUTES = list(cases.routes())
pyspark_sql = pytest.importorskip("pyspark.sql", reason="pyspark is not here: `make test-spark`")


@pytest.fixture(scope="module")
def spark():
    session = (
        pyspark_sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield ibis.pyspark.connect(session)
    session.stop()


@pytest.fixture(scope="module")
def duck():
    return ibis.duckdb.connect()


@pytest.mark.parametrize(("name", "code", "route"), ROUTES, ids=[route[0] for route in ROUTES])
def test_the_engines_agree(spark, duck, tmp_path, name, code, route):
    given = cases.rows(route)
    # Both read the same files, as they do with the store.
    parquet.write_table(cases.parts_table(route, given), tmp_path / "parts.parquet")
    parquet.write_table(cases.members_table(), tmp_path / "members.parquet")
    limits = catalogue.limits(MEASURES[code].classes) if MEASURES[code].classes else None
    answers = []
    for engine in (duck, spark):
        parts, members = (
            engine.read_parquet(str(tmp_path / f"{one}.parquet")) for one in ("parts", "members")
        )
        expression = by_area(route, parts, members, limits)
        found = engine.to_pyarrow(expression).to_pylist()
        cases.check(code, route, given, found)
        answers.append(sorted(found, key=lambda row: (row["gebied"], row["periode"])))
    exact = [[{key: row[key] for key in row if key != "waarde"} for row in answer] for answer in answers]
    assert exact[0] == exact[1]
