# SPDX-License-Identifier: EUPL-1.2
"""Import of the real table of 17 341 x 118 beside DuckDB's own read and write, and beside a loading with pandas.

Three roads over the same saved responses, in turns, each in a process of its own so that memory can be told:

- ours: everything an import does, into an empty SQLite database: reading, metadata, checks, raw files kept, the
  version written and synced to the disk, catalogue and audit line;
- DuckDB: the same Parquet read and written back in long form, one row for each value;
- pandas: what a client such as cbsodata does: rows to a data frame, keys trimmed, written as Parquet.

`python -m bench.labour_market`. It needs the folder WERKREGIO_EXTERN (default ../shared) with data/cbs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.machine import describe

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
# At most this times what DuckDB itself needs.
MOST_RATIO = 3.0
TABLE = "84799NED"

START = """
import json, resource, sys, time
source, target = sys.argv[1:3]
"""
END = """
print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
OURS = """
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
call_command("migrate", verbosity=0)
from werkregio.foundation import clock
from werkregio.labour_market.services import cbs
start = time.perf_counter()
outcome = cbs.import_folder("84799NED", Path(source), by="system", at=clock.now())
seconds = time.perf_counter() - start
assert outcome.run.rows_kept == 17341
"""
DUCKDB = """
import duckdb
duckdb.sql("SELECT 1").fetchall()
start = time.perf_counter()
with duckdb.connect() as engine:
    engine.execute(f"CREATE TABLE wide AS SELECT * FROM read_parquet('{source}/TypedDataSet.parquet')")
    engine.execute(
        "COPY (SELECT ID, WijkenEnBuurten, topic, value FROM "
        "(SELECT ID, WijkenEnBuurten, CAST(COLUMNS(* EXCLUDE (ID, WijkenEnBuurten)) AS VARCHAR) FROM wide) "
        "UNPIVOT INCLUDE NULLS (value FOR topic IN (* EXCLUDE (ID, WijkenEnBuurten)))) "
        f"TO '{target}/long.parquet' (FORMAT parquet)"
    )
seconds = time.perf_counter() - start
"""
PANDAS = """
import pandas
start = time.perf_counter()
table = pandas.read_parquet(f"{source}/TypedDataSet.parquet")
# A client of the network gets rows, and makes a frame of them.
frame = pandas.DataFrame(table.to_dict(orient="records"))
for name in frame.select_dtypes(include=["object", "string"]):
    frame[name] = frame[name].str.strip()
frame.to_parquet(f"{target}/wide.parquet")
seconds = time.perf_counter() - start
"""
ROADS = {"ours": OURS, "duckdb": DUCKDB, "pandas": PANDAS}


def run(road: str, source: Path) -> dict[str, float]:
    """One road once, in an empty folder."""
    with tempfile.TemporaryDirectory() as target:
        env = os.environ | {
            "WERKREGIO_DATA": target,
            "DJANGO_SETTINGS_MODULE": "werkregio.config.settings",
            "WERKREGIO_LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT / "src"),
        }
        env.pop("DATABASE_URL", None)
        out = subprocess.run(
            [sys.executable, "-c", START + ROADS[road] + END, str(source), target],
            check=True,
            capture_output=True,
            text=True,
            env=env,
            cwd=ROOT,
        ).stdout
    return json.loads(out.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.labour_market", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    print(describe())
    source = (
        Path(os.environ.get("WERKREGIO_EXTERN", "../shared")).resolve() / "data" / "cbs" / f"{TABLE}_odata3"
    )
    if not source.is_dir():
        print(f"Import is not measured: {source} is not here; set WERKREGIO_EXTERN.")
        return 0
    # In turns, so that a busy machine is busy for all.
    turns = [{road: run(road, source) for road in ROADS} for _round in range(rounds)]
    print(f"\nimport of {TABLE}, 17 341 x 118, {rounds} rounds in turns, medians")
    print(f"{'road':<10}{'seconds':>10}{'peak MB':>10}")
    for road in ROADS:
        seconds = statistics.median(turn[road]["seconds"] for turn in turns)
        memory = statistics.median(turn[road]["megabytes"] for turn in turns)
        print(f"{road:<10}{seconds:>10.3f}{memory:>10.0f}")
    to_duckdb = statistics.median(turn["ours"]["seconds"] / turn["duckdb"]["seconds"] for turn in turns)
    to_pandas = statistics.median(turn["pandas"]["seconds"] / turn["ours"]["seconds"] for turn in turns)
    print(
        f"ours takes {to_duckdb:.2f}x DuckDB (aim at most {MOST_RATIO}); {to_pandas:.2f}x as fast as pandas"
    )
    if to_duckdb > MOST_RATIO:
        print(f"BROKEN AIM  import takes {to_duckdb:.2f}x what DuckDB needs (aim {MOST_RATIO})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
