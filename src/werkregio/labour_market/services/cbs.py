# SPDX-License-Identifier: EUPL-1.2
"""Importing a table of StatLine: from a folder, a zip, or over the network."""

import fcntl
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from werkregio.connectors.statline import archive, folder
from werkregio.connectors.statline.client import Client, Patience
from werkregio.connectors.statline.parts import V3, Package, StatlineError, arrow_of, rows_of

from ..models import Dataset, DatasetVersion, ImportRun
from ..queries import store as files
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
    """The folder itself, or a zip unpacked into a folder that is gone afterwards."""
    if not (source.is_file() and zipfile.is_zipfile(source)):
        yield source
        return
    files.work().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.work()) as name:
        archive.unpack(source, Path(name))
        yield Path(name)


def import_online(
    run: ImportRun, *, base: str, at: datetime, again: bool = False, patience: Patience | None = None
) -> Outcome:
    """Over the network. When the publisher did not change the table since, nothing is fetched."""
    with _ending(run, at):
        client = Client(base, files.work() / "statline", patience or Patience(), _watcher(run))
        _address, _format, about = client.about(run.table_id)
        table_id = str(about.get("Identifier") or run.table_id)
        present = _in_force(table_id)
        stamp = client.stamp_of(about)
        if present is not None and not again and present.first_run.options.get("stamp") == stamp:
            return _nothing_new(run, present, at)
        ImportRun.objects.filter(pk=run.pk).update(options={**run.options, "stamp": stamp})
        with _alone(run.table_id):
            package = client.fetch(run.table_id)
            outcome = import_package(run, package, at=at)
            shutil.rmtree(client.folder_of(run.table_id), ignore_errors=True)
        return outcome


@contextmanager
def _alone(table_id: str) -> Iterator[None]:
    """Two fetches of one table share the pages on the disk, so the second waits for the first."""
    folder = files.work() / "statline"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{files.folder_of(table_id).name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _in_force(table_id: str) -> DatasetVersion | None:
    dataset = (
        Dataset.objects.filter(table_id=table_id, regio__isnull=True)
        .select_related("current__first_run", "current__dataset")
        .first()
    )
    return dataset.current if dataset else None


def _nothing_new(run: ImportRun, present: DatasetVersion, at: datetime) -> Outcome:
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.UNCHANGED, version=present, finished_at=at, table_id=present.dataset.table_id
    )
    run.refresh_from_db()
    return Outcome(run, present, new=False)


def _watcher(run: ImportRun) -> Callable[[int, int | None], None]:
    """Writes how far the import is, and stops it when somebody asked for that."""

    def watch(done: int, of: int | None) -> None:
        ImportRun.objects.filter(pk=run.pk).update(progress=done, progress_of=of)
        if ImportRun.objects.filter(pk=run.pk, cancel_asked=True).exists():
            raise imports.CancelledError

    return watch


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
