# SPDX-License-Identifier: EUPL-1.2
"""What every import does: keep the files as received, write the version, put it in force, write what happened."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from werkregio.foundation import audit

from ..models import DatasetVersion, ImportRun
from ..rules.statline import Loaded
from ..terms import RunState
from . import store

NO_REGION = ""


class CancelledError(Exception):
    """Somebody asked to stop this import; nothing of it is in force."""


@transaction.atomic
def begin(
    *,
    kind: str,
    table_id: str,
    origin: str,
    by: str,
    at: datetime,
    options: Mapping[str, Any] | None = None,
    regio: Any = None,
    partij: Any = None,
    state: str = RunState.RUNNING,
) -> ImportRun:
    """A new import, running or waiting for the worker."""
    return ImportRun.objects.create(
        kind=kind,
        table_id=table_id[:80],
        origin=origin[:500],
        options=dict(options or {}),
        by=by,
        asked_at=at,
        started_at=at if state == RunState.RUNNING else None,
        state=state,
        regio=regio,
        partij=partij,
    )


def finish(
    run: ImportRun,
    loaded: Loaded,
    received: Iterable[store.Received],
    *,
    source_code: str = "",
    at: datetime,
) -> tuple[DatasetVersion, bool]:
    """Write the version and put it in force. Returns it, and whether it says anything new."""
    written = store.write(loaded.table, loaded.description)
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.cancel_asked:
            raise CancelledError
        version, new = store.enter(
            locked, loaded.description, written, received, source_code=source_code, at=at
        )
        locked.state = RunState.DONE if new else RunState.UNCHANGED
        locked.version, locked.finished_at = version, at
        locked.rows_read, locked.rows_kept = loaded.rows_read, loaded.rows_kept
        locked.rows_refused, locked.reasons = loaded.rows_refused, loaded.reasons
        locked.refusals, locked.table_id = loaded.refusals, loaded.description.table_id[:80]
        locked.save()
        audit.record(
            "dataset.imported" if new else "dataset.unchanged",
            version.dataset,
            region=locked.regio.code if locked.regio else NO_REGION,
            organisation=f"partij:{locked.partij_id}" if locked.partij_id else "",
            by=locked.by,
            at=at,
            detail={
                "table": loaded.description.table_id,
                "version": written.hash,
                "kept": loaded.rows_kept,
                "refused": loaded.rows_refused,
            },
        )
    run.refresh_from_db()
    return version, new


@transaction.atomic
def give_up(run: ImportRun, problem: str, *, at: datetime, state: str = RunState.FAILED) -> None:
    """The import ends without a version; what was in force stays so."""
    ImportRun.objects.filter(pk=run.pk).update(state=state, problem=problem[:300], finished_at=at)
    run.refresh_from_db()


def received_of(role: str, name: str, data: bytes, **rows: int | None) -> store.Received:
    """Keep a file as received and say so."""
    return store.Received(role, name, store.keep_raw(data), len(data), **rows)
