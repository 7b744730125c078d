# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file by a mapping: look first, then store whole, and take back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.files.limits import FileError

from ..models import Dataset, DatasetVersion, ImportRun
from ..queries.mappings import file_error_in_words, mapping_error_in_words, missing_columns_in_words
from ..rules import mapped, mapping, upload_files
from ..rules.areas import national
from ..rules.statline import Loaded
from ..terms import RunKind, RunState
from . import imports


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
    loaded, using, sheet = examine(text, name, data)
    if not loaded.rows_kept:
        raise RuleError(_("Not one row of this file can be used, so nothing was stored."), field="file")
    run = imports.begin(
        kind=RunKind.MAPPING,
        table_id=using.table_id,
        origin=name,
        by=by,
        at=at,
        regio=regio,
        partij=partij,
        options={"reading": sheet.reading, "mapping": text},
    )
    received = [
        imports.received_of("values", name, data, rows=len(sheet.rows), first_row=0),
        imports.received_of("mapping", f"{using.table_id}.toml", text.encode()),
    ]
    try:
        version, new = imports.finish(run, loaded, received, source_code=using.source_code, at=at)
    except Exception as error:
        imports.give_up(run, type(error).__name__, at=at)
        raise
    return run, version, new


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
