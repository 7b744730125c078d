# SPDX-License-Identifier: EUPL-1.2
"""Importing a table of StatLine: from a folder, a zip, or over the network."""

import fcntl
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.connectors.statline import archive, folder
from werkregio.connectors.statline.client import Client, Patience
from werkregio.connectors.statline.parts import V3, Package, StatlineError, arrow_of, rows_of
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Dataset, DatasetVersion, ImportRun
from ..permissions import may_stop
from ..queries import store as files
from ..queries.statline_words import in_words
from ..rules import statline_v3, statline_v4
from ..rules.statline import Loaded
from ..terms import RunKind, RunState
from . import imports, store

_TABLE_ID = re.compile(r"[A-Za-z0-9]{4,20}")


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


@transaction.atomic
def ask(table_id: str, *, by: Acting, at: datetime) -> ImportRun:
    """Put the fetching of an open table on the list of the worker. The same table waits there once."""
    if not by.has("dataset.fetch"):
        raise PermissionDenied
    if not _TABLE_ID.fullmatch(table_id):
        raise RuleError(_("This is no id of a CBS table, such as 84799NED."), field="table_id")
    waiting = ImportRun.objects.filter(
        kind=RunKind.CBS,
        table_id=table_id,
        state__in=[RunState.WAITING, RunState.RUNNING],
        cancel_asked=False,
    ).first()
    return waiting or imports.begin(
        kind=RunKind.CBS,
        table_id=table_id,
        origin=", ".join(settings.CBS_BASES),
        by=f"user:{by.user.pk}",
        at=at,
        state=RunState.WAITING,
    )


def run_waiting(run_id: int, *, at: datetime, patience: Patience | None = None) -> str:
    """What the worker does with a waiting fetch. Idempotent: one that ended is left alone."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or run.state not in (RunState.WAITING, RunState.RUNNING):
            return run.state if run else ""
        run.state, run.started_at = RunState.RUNNING, at
        run.save(update_fields=["state", "started_at"])
    problem = StatlineError("no-table", address="", table=run.table_id)
    for base in settings.CBS_BASES:
        try:
            return str(import_online(run, base=base, at=at, patience=patience).run.state)
        except imports.CancelledError:
            return RunState.CANCELLED
        except StatlineError as error:
            problem = error
            if error.code not in ("no-table", "unreachable"):
                break
    imports.give_up(run, in_words(problem), at=at)
    return RunState.FAILED


@transaction.atomic
def stop(run_id: int, *, by: Acting, at: datetime) -> None:
    """Ask a fetch to stop: at once when it waits, after its present page when it runs."""
    run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None or not may_stop(by, run):
        raise PermissionDenied
    if run.state not in (RunState.WAITING, RunState.RUNNING):
        raise RuleError(_("This import has ended already."))
    run.cancel_asked = True
    if run.state == RunState.WAITING:
        run.state, run.finished_at = RunState.CANCELLED, at
    run.save(update_fields=["cancel_asked", "state", "finished_at"])
