# SPDX-License-Identifier: EUPL-1.2
"""The engine of the figures: one DuckDB in memory for each thread, which reads the files of the store."""

import threading
from pathlib import Path
from typing import Any

import ibis

_of_thread = threading.local()
MOST_KNOWN = 200


def backend() -> Any:
    """The Ibis backend of this thread. Tables of one thread can be joined with one another."""
    found = getattr(_of_thread, "backend", None)
    if found is None:
        found = _of_thread.backend = ibis.duckdb.connect()
        # A figure page asks for little at a time; its answer never waits for a progress bar.
        found.raw_sql("SET enable_progress_bar = false")
        _of_thread.known = {}
    return found


def relation(path: Path) -> Any:
    """An Ibis table over one immutable file."""
    engine = backend()
    known = _of_thread.known
    key = str(path)
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        # By the whole name of the file: its hash, so never another content under the same name.
        known[key] = engine.read_parquet(key, table_name=f"t_{path.parent.name}_{path.stem}"[:120])
    return known[key]
