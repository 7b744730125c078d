# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file: a trial with a report, then all of it in one transaction, and undoing it as a whole."""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.connectors.hsds.reading import JSON, Package, read
from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.files.limits import FILE_BYTES, FileError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Bronrecord, Invoer
from ..permissions.exchange import may_exchange
from ..queries.exchange_words import file_error_in_words
from ..rules.exchange import Line, clean, counts, is_same
from ..terms import InvoerSoort, InvoerStand
from . import directory_table, hsds_import

TRIAL_HOLDS = timedelta(days=1)
# After this an older version of a record is forgotten: its file can no longer be undone.
OLD_VERSIONS_HOLD = timedelta(days=365)


@transaction.atomic
def try_file(
    data: bytes, *, filename: str, source: str, regio: Arbeidsmarktregio, by: Acting | None, at: datetime
) -> Invoer:
    """What a file would do. Keeps the file for a day, and nothing else.

    `source` empty: our own directory. RuleError says why a file cannot be taken. `by` None is a command.
    """
    _allow(by, regio.pk)
    source = source.strip()
    try:
        kind, lines = _plan(regio, filename, source, data, by, at)
    except FileError as error:
        raise RuleError(file_error_in_words(error), field="file") from error
    Invoer.objects.filter(regio=regio, state=InvoerStand.TRIAL, at__lt=at - TRIAL_HOLDS).delete()
    return Invoer.objects.create(
        regio=regio,
        kind=kind,
        filename=clean(filename.replace("\\", "/").rsplit("/", 1)[-1])[:160],
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        packed=zlib.compress(data),
        counts=counts(lines),
        report=[line.stored() for line in lines],
        by=by.user if by else None,
        at=at,
    )


@transaction.atomic
def apply(pk: int, *, regio: Arbeidsmarktregio, by: Acting | None, at: datetime, reason: str = "") -> Invoer:
    """Do what the trial said. ConflictError when that is no longer what would happen; nothing is stored then."""
    invoer = _locked(pk, regio, by)
    if invoer.state != InvoerStand.TRIAL:
        raise RuleError(_("This file was handled already."))
    data = _unpacked(invoer)
    _kind, lines = _plan(regio, invoer.filename, invoer.source, data, by, at)
    if not is_same(invoer.report, lines):
        raise ConflictError(
            _("The directory changed since this trial. Nothing was stored. Look at the new report below.")
        )
    if not any(line.outcome in ("new", "changed") for line in lines):
        raise RuleError(_("There is nothing in this file to store."))
    if invoer.kind == InvoerSoort.DIRECTORY:
        if by is None:
            raise PermissionDenied
        invoer.made = directory_table.store(data, lines, regio=regio, by=by, at=at, reason=reason)
    else:
        hsds_import.store(invoer, read(invoer.filename, data), lines, at=at)
    invoer.state, invoer.applied_at, invoer.packed = InvoerStand.APPLIED, at, None
    invoer.report = [line.stored() for line in lines]
    invoer.save()
    _record("invoer.applied", invoer, by=by, at=at)
    return invoer


@transaction.atomic
def look_again(pk: int, *, regio: Arbeidsmarktregio, by: Acting | None, at: datetime) -> Invoer:
    """The trial once more, against the directory of this moment."""
    invoer = _locked(pk, regio, by)
    if invoer.state == InvoerStand.TRIAL:
        _kind, lines = _plan(regio, invoer.filename, invoer.source, _unpacked(invoer), by, at)
        invoer.counts, invoer.report = counts(lines), [line.stored() for line in lines]
        invoer.save()
    return invoer


@transaction.atomic
def throw_away(pk: int, *, regio: Arbeidsmarktregio, by: Acting | None) -> None:
    """A trial that nobody wants to go on with."""
    invoer = _locked(pk, regio, by)
    if invoer.state != InvoerStand.TRIAL:
        raise RuleError(_("This file was handled already."))
    invoer.delete()


@transaction.atomic
def undo(pk: int, *, regio: Arbeidsmarktregio, by: Acting | None, at: datetime, reason: str = "") -> Invoer:
    """Take back everything that a file did. RuleError when something later stands on it."""
    invoer = _locked(pk, regio, by)
    if invoer.state != InvoerStand.APPLIED:
        raise RuleError(_("There is nothing to undo."))
    if invoer.kind == InvoerSoort.DIRECTORY:
        if by is None:
            raise PermissionDenied
        directory_table.take_back(invoer.made, by=by, at=at, reason=reason)
    else:
        later = hsds_import.later_changes(invoer)
        if later:
            raise RuleError(
                _("A later file changed %(count)s of these records. Undo that file first.") % {"count": later}
            )
        hsds_import.take_back(invoer)
    invoer.state, invoer.undone_at = InvoerStand.UNDONE, at
    invoer.save()
    _record("invoer.undone", invoer, by=by, at=at)
    return invoer


def tidy(at: datetime) -> dict[str, int]:
    """Forget files whose trial nobody finished, and versions of records that are long replaced."""
    trials = Invoer.objects.filter(state=InvoerStand.TRIAL, at__lt=at - TRIAL_HOLDS).delete()[0]
    long_replaced = Bronrecord.objects.filter(
        current=True, imported_at__lt=at - OLD_VERSIONS_HOLD, replaces__isnull=False
    )
    old = set(long_replaced.values_list("replaces_id", flat=True))
    with transaction.atomic():
        Bronrecord.objects.filter(replaces__in=old).update(replaces=None)
        rows = Bronrecord.objects.filter(pk__in=old, current=False)
        older = Bronrecord.objects.filter(
            pk__in=rows.exclude(replaces=None).values("replaces"), current=False
        )
        forgotten = list(rows.values_list("pk", flat=True)) + list(older.values_list("pk", flat=True))
        Bronrecord.objects.filter(pk__in=forgotten).update(replaces=None)
        Bronrecord.objects.filter(pk__in=forgotten).delete()
    return {"trials": trials, "versions": len(forgotten)}


def _plan(
    regio: Arbeidsmarktregio, filename: str, source: str, data: bytes, by: Acting | None, at: datetime
) -> tuple[str, Sequence[Line]]:
    if not source:
        return InvoerSoort.DIRECTORY, directory_table.examine(
            data, filename=filename, regio=regio, by=by, at=at
        )
    package: Package = read(filename, data)
    kind = InvoerSoort.HSDS_JSON if package.shape == JSON else InvoerSoort.HSDS_TABLES
    return kind, hsds_import.examine(regio, source, package)


def _unpacked(invoer: Invoer) -> bytes:
    return zlib.decompressobj().decompress(bytes(invoer.packed or b""), FILE_BYTES)


def _locked(pk: int, regio: Arbeidsmarktregio, by: Acting | None) -> Invoer:
    _allow(by, regio.pk)
    # One file at a time for each region: two together could both think that a record is new.
    Arbeidsmarktregio.objects.select_for_update().get(pk=regio.pk)
    invoer = Invoer.objects.select_for_update().filter(pk=pk, regio=regio).first()
    if invoer is None:
        raise PermissionDenied
    return invoer


def _allow(by: Acting | None, regio_id: int) -> None:
    if by is not None and not may_exchange(by, regio_id):
        raise PermissionDenied


def _record(action: str, invoer: Invoer, *, by: Acting | None, at: datetime) -> None:
    detail: dict[str, Any] = {"kind": invoer.kind, **invoer.counts}
    audit.record(
        action,
        invoer,
        region=invoer.regio.code,
        by=by.user if by else "system",
        organisation=by.partij if by else "",
        at=at,
        detail=detail,
    )
