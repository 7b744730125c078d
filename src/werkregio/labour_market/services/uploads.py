# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file by a mapping: look first, then store whole, and take back."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.files.limits import FileError
from werkregio.regio.permissions import Acting

from ..models import Dataset, DatasetVersion, ImportRun, RawFile, Source
from ..permissions import may_import, may_undo
from ..queries import store as files
from ..queries.mappings import file_error_in_words, mapping_error_in_words, missing_columns_in_words
from ..rules import mapped, mapping, upload_files
from ..rules.areas import national
from ..rules.statline import Loaded
from ..terms import RunKind, RunState
from . import imports
from .store import keep_raw

PREVIEW = 20


def examine(text: str, name: str, data: bytes) -> tuple[Loaded, mapping.ColumnMapping, upload_files.Sheet]:
    """What would come of a file; nothing is stored. RuleError when the file or the mapping is refused whole."""
    try:
        using = mapping.read(text)
    except mapping.MappingError as error:
        raise RuleError(mapping_error_in_words(error), field="mapping") from error
    try:
        sheet = upload_files.read(name, data, using)
        return mapped.load(sheet, using, national()), using, sheet
    except FileError as error:
        raise RuleError(file_error_in_words(error), field="file") from error
    except mapped.MissingColumn as error:
        raise RuleError(missing_columns_in_words(error), field="file") from error


def store(
    text: str, name: str, data: bytes, *, by: str, at: datetime, regio: Any = None, partij: Any = None
) -> tuple[ImportRun, DatasetVersion, bool]:
    """Store the good rows of a file as a version. A file without one good row is refused whole."""
    examined = examine(text, name, data)
    _refuse_empty(examined[0])
    run = imports.begin(
        kind=RunKind.MAPPING,
        table_id=examined[1].table_id,
        origin=name,
        by=by,
        at=at,
        regio=regio,
        partij=partij,
        options={"reading": examined[2].reading, "mapping": text},
    )
    return _finish(run, examined, name, data, at)


def _refuse_empty(loaded: Loaded) -> None:
    if not loaded.rows_kept:
        raise RuleError(_("Not one row of this file can be used, so nothing was stored."), field="file")


def _finish(
    run: ImportRun,
    examined: tuple[Loaded, mapping.ColumnMapping, upload_files.Sheet],
    name: str,
    data: bytes,
    at: datetime,
) -> tuple[ImportRun, DatasetVersion, bool]:
    loaded, using, sheet = examined
    received = [
        imports.received_of("values", name, data, rows=len(sheet.rows), first_row=0),
        imports.received_of("mapping", f"{using.table_id}.toml", run.options["mapping"].encode()),
    ]
    try:
        version, new = imports.finish(run, loaded, received, source_code=using.source_code, at=at)
    except Exception as error:
        imports.give_up(run, type(error).__name__, at=at)
        raise
    return run, version, new


def try_file(text: str, name: str, data: bytes, *, by: Acting, at: datetime) -> ImportRun:
    """Look at a file of an organisation and keep the look: nothing of it is in force until `apply`."""
    loaded, using, sheet = examine(text, name, data)
    _allow(by, using)
    run = imports.begin(
        kind=RunKind.MAPPING,
        table_id=using.table_id,
        origin=name,
        by=f"user:{by.user.pk}",
        at=at,
        regio=by.regio,
        partij=by.partij,
        state=RunState.TRIAL,
        options={
            "reading": sheet.reading,
            "mapping": text,
            "raw": keep_raw(data),
            "columns": loaded.table.column_names,
            "preview": [list(row.values()) for row in loaded.table.slice(0, PREVIEW).to_pylist()],
        },
    )
    run.rows_read, run.rows_kept, run.rows_refused = loaded.rows_read, loaded.rows_kept, loaded.rows_refused
    run.reasons, run.refusals = loaded.reasons, loaded.refusals
    run.save()
    return run


def apply(run_id: int, *, by: Acting, at: datetime) -> ImportRun:
    """Store what was looked at. Two clicks at once store once."""
    run = _taken(run_id, by, RunState.RUNNING)
    data = files.raw_path(run.options["raw"]).read_bytes()
    try:
        examined = examine(run.options["mapping"], run.origin, data)
        _allow(by, examined[1])
        _refuse_empty(examined[0])
    except (RuleError, PermissionDenied):
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.TRIAL)
        raise
    return _finish(run, examined, run.origin, data, at)[0]


@transaction.atomic
def _taken(run_id: int, by: Acting, state: str) -> ImportRun:
    """A trial of this region, taken out of the hands of anybody else."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("regio", "partij")
        .filter(pk=run_id, regio=by.regio_id)
        .first()
    )
    if run is None or not may_undo(by, run):
        raise PermissionDenied
    if run.state != RunState.TRIAL:
        raise ConflictError(_("This file was stored or thrown away before."))
    run.state = state
    run.save(update_fields=["state"])
    return run


def throw_away(run_id: int, *, by: Acting, at: datetime) -> None:
    """Forget a trial; the file itself goes with the next tidying."""
    run = _taken(run_id, by, RunState.CANCELLED)
    imports.give_up(run, "", at=at, state=RunState.CANCELLED)


def _allow(by: Acting, using: mapping.ColumnMapping) -> None:
    dataset = Dataset.objects.filter(regio=by.regio_id, table_id=using.table_id).first()
    source = (
        Source.objects.filter(regio=by.regio_id, code=using.source_code).first()
        if using.source_code
        else None
    )
    if not may_import(by, dataset=dataset, source=source):
        raise RuleError(
            _("Files of this source or dataset are brought in by another organisation."), field="mapping"
        )


def tidy(at: datetime) -> dict[str, int]:
    """Forget trials that nobody stored within a day, with their files, and half files of imports that broke off."""
    old = ImportRun.objects.filter(
        state__in=[RunState.TRIAL, RunState.CANCELLED],
        kind=RunKind.MAPPING,
        asked_at__lt=at - timedelta(days=1),
        version__isnull=True,
    )
    digests = {run.options.get("raw") for run in old} - {None}
    trials = old.count()
    old.delete()
    kept = {
        *RawFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True),
        *(run.options.get("raw") for run in ImportRun.objects.filter(state=RunState.TRIAL)),
    }
    for digest in digests - kept:
        files.raw_path(digest).unlink(missing_ok=True)
    halves = 0
    if files.work().is_dir():
        for path in files.work().iterdir():
            if path.is_file() and path.stat().st_mtime < at.timestamp() - 2 * 86_400:
                path.unlink(missing_ok=True)
                halves += 1
    return {"trials": trials, "halves": halves}


@transaction.atomic
def undo(run_id: int, *, by: str, at: datetime) -> DatasetVersion | None:
    """Take back the version that this import put in force; the one before it holds again, or none."""
    run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.version_id is None or run.state not in (RunState.DONE, RunState.UNCHANGED):
        raise RuleError(_("This import put nothing in force, so there is nothing to undo."))
    dataset = Dataset.objects.select_for_update().get(versions=run.version_id)
    if dataset.current_id != run.version_id or run.state != RunState.DONE:
        raise ConflictError(_("Another version holds by now. Undo that one first."))
    version = DatasetVersion.objects.get(pk=run.version_id)
    version.withdrawn_at = at
    version.save(update_fields=["withdrawn_at"])
    before = (
        DatasetVersion.objects.filter(dataset=dataset, withdrawn_at__isnull=True).order_by("-number").first()
    )
    dataset.current = before
    dataset.save(update_fields=["current"])
    run.state, run.undone_at, run.undone_by = RunState.UNDONE, at, by
    run.save(update_fields=["state", "undone_at", "undone_by"])
    audit.record(
        "dataset.undone",
        dataset,
        region=run.regio.code if run.regio else imports.NO_REGION,
        organisation=f"partij:{run.partij_id}" if run.partij_id else "",
        by=by,
        at=at,
        detail={"table": dataset.table_id, "version": version.hash, "back_to": before.hash if before else ""},
    )
    return before
