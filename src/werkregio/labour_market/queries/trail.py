# SPDX-License-Identifier: EUPL-1.2
"""The road back of a number: dataset, version, import, file as received, row as it stood there."""

from typing import Any

from werkregio.foundation.errors import AmbiguousInputError, InputError

from ..models import DatasetVersion, ImportRun, RawFile
from .raw_rows import RawRowError, row_of
from .tables import ID_LENGTH, version_of


def trail(observation_id: str) -> dict[str, Any]:
    """Everything behind one observation, ready to show or to write as JSON. InputError when there is no such one."""
    versions, row = version_of(observation_id)
    if not versions:
        raise InputError(f"No version of a dataset has a hash that begins with {observation_id[:ID_LENGTH]}.")
    if len({version.hash for version in versions}) > 1:
        raise AmbiguousInputError(f"More than one version begins with {observation_id[:ID_LENGTH]}.")
    return trail_of(versions[0], row)


def trail_of(version: DatasetVersion, row: int) -> dict[str, Any]:
    """The same for a version and a row number."""
    run = version.first_run
    file = (
        RawFile.objects.filter(run=run, first_row__lte=row, rows__isnull=False).order_by("-first_row").first()
    )
    if file is None or row >= (file.first_row or 0) + (file.rows or 0):
        raise InputError(f"Dataset {version.dataset.table_id} has no row {row} in its files.")
    try:
        raw = row_of(file, row, run.options.get("reading", {}))
    except RawRowError as error:
        raise InputError(str(error)) from error
    return {
        "waarneming": f"{version.hash[:ID_LENGTH]}:{row}",
        "dataset": version.dataset.table_id,
        "titel": version.dataset.title,
        "uitgever": version.dataset.publisher,
        "versie": {
            "nummer": version.number,
            "hash": version.hash,
            "gemaakt": version.made_at.isoformat(),
            "gewijzigd_door_uitgever": version.modified or None,
            "geldt": version.dataset.current_id == version.pk,
            "ingetrokken": version.withdrawn_at.isoformat() if version.withdrawn_at else None,
        },
        "import": run_shown(run),
        "bestand": {
            "naam": file.name,
            "soort": file.role,
            "sha256": file.sha256,
            "grootte": file.size,
            "rij_in_bestand": row - (file.first_row or 0),
        },
        "rij": raw,
    }


def run_shown(run: ImportRun) -> dict[str, Any]:
    """An import as plain values."""
    return {
        "nummer": run.pk,
        "soort": run.kind,
        "herkomst": run.origin,
        "door": run.by,
        "gevraagd": run.asked_at.isoformat(),
        "klaar": run.finished_at.isoformat() if run.finished_at else None,
        "stand": run.state,
        "gelezen": run.rows_read,
        "bewaard": run.rows_kept,
        "geweigerd": run.rows_refused,
        "redenen": run.reasons,
    }
