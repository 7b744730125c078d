# SPDX-License-Identifier: EUPL-1.2
"""Importing a table of StatLine: from a folder, a zip, or over the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from werkregio.connectors.statline import folder
from werkregio.connectors.statline.parts import V3, Package, StatlineError, arrow_of, rows_of

from ..models import DatasetVersion, ImportRun
from ..queries.statline_words import in_words
from ..rules import statline_v3, statline_v4
from ..rules.statline import Loaded
from ..terms import RunKind, RunState
from . import imports, store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to."""

    run: ImportRun
    version: DatasetVersion
    new: bool
    loaded: Loaded | None = None


def import_folder(table_id: str, source: Path, *, by: str, at: datetime) -> Outcome:
    """From a folder or zip with saved responses."""
    run = imports.begin(kind=RunKind.CBS, table_id=table_id, origin=source.name, by=by, at=at)
    with _ending(run, at), _opened(source) as place:
        return import_package(run, folder.read(place, table_id), at=at)


def import_package(run: ImportRun, package: Package, *, at: datetime) -> Outcome:
    """A table whose responses all lie on the disk."""
    loaded = (statline_v3 if package.format == V3 else statline_v4).load(package)
    version, new = imports.finish(run, loaded, _kept(package), at=at)
    return Outcome(run, version, new, loaded)


def _kept(package: Package) -> list[store.Received]:
    """Every response as received, the ones with values with the numbers of their rows."""
    received, first = [], 0
    with_values = {part.path for part in package.values}
    for role, parts in package.parts.items():
        for part in parts:
            rows = None
            if part.path in with_values:
                rows = arrow_of(part).num_rows if part.is_parquet else len(rows_of(part))
            received.append(
                store.Received(
                    role,
                    part.name,
                    store.keep_raw_file(part.path),
                    part.path.stat().st_size,
                    rows,
                    first if rows is not None else None,
                )
            )
            first += rows or 0
    return received


@contextmanager
def _opened(source: Path) -> Iterator[Path]:
    yield source


@contextmanager
def _ending(run: ImportRun, at: datetime) -> Iterator[None]:
    """Whatever happens, the run says how it ended."""
    try:
        yield
    except imports.CancelledError:
        imports.give_up(run, "", at=at, state=RunState.CANCELLED)
        raise
    except StatlineError as error:
        imports.give_up(run, in_words(error), at=at)
        raise
    except Exception as error:
        imports.give_up(run, type(error).__name__, at=at)
        raise
