# SPDX-License-Identifier: EUPL-1.2
"""Acts of an editor: create, change, publish, end, undo. Each is a version with a reason and an audit line."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Instrument, Wijziging
from ..permissions.directory import may_edit_directory, may_edit_instrument
from ..queries.directory_content import PARTS, content_of
from ..queries.editor_problems import problem_in_words
from ..rules import diff
from ..rules.entry import Content
from ..rules.merge import merge
from ..terms import InstrumentStatus
from .directory import content_problems, new_version, write_content, write_successors

LONGEST_REASON = 300


@transaction.atomic
def create_instrument(content: Content, *, by: Acting, at: datetime, reason: str) -> Instrument:
    """A new entry of the region of the editor, with a code of its own."""
    if not may_edit_directory(by):
        raise PermissionDenied
    # Locked, so that two new entries never get one code.
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=by.regio_id)
    entry = Instrument(regio=regio, code=_next_code(regio), version=1)
    _check(entry, content, reason, at.date())
    write_content(entry, content, at=at)
    write_successors(entry, content["successors"])
    new_version(entry, content, by=by, at=at, reason=reason.strip()).save()
    _record("instrument.created", entry, by=by, at=at, fields=())
    return entry


@transaction.atomic
def change_instrument(
    pk: int, content: Content, *, base_version: int, by: Acting, at: datetime, reason: str
) -> Instrument:
    """Store a changed content. ConflictError when somebody else changed the entry since `base_version`."""
    entry = _locked(pk, by)
    if entry.version != base_version:
        raise ConflictError(_("Somebody else changed this page while you were working. Nothing was saved."))
    before = content_of(entry)
    if content == before:
        raise RuleError(_("You did not change anything."))
    _check(entry, content, reason, at.date())
    return _store(entry, before, content, "instrument.changed", by=by, at=at, reason=reason)


@transaction.atomic
def publish_instrument(pk: int, *, base_version: int, by: Acting, at: datetime, reason: str) -> Instrument:
    """A draft that is complete becomes visible to everyone."""
    entry = _locked(pk, by)
    if entry.status != InstrumentStatus.CONCEPT:
        raise RuleError(_("This page is published already."))
    content = {**content_of(entry), "status": InstrumentStatus.CURRENT.value}
    return change_instrument(pk, content, base_version=base_version, by=by, at=at, reason=reason)


@transaction.atomic
def end_instrument(
    pk: int,
    *,
    ended_on: date,
    successors: Sequence[str],
    base_version: int,
    by: Acting,
    at: datetime,
    reason: str,
) -> Instrument:
    """The help stops: the page says so, from when, and what came instead."""
    entry = _locked(pk, by)
    content = {
        **content_of(entry),
        "status": InstrumentStatus.ENDED.value,
        "ended_on": ended_on.isoformat(),
        "successors": sorted(successors),
    }
    return change_instrument(pk, content, base_version=base_version, by=by, at=at, reason=reason)


@transaction.atomic
def undo_version(pk: int, version: int, *, by: Acting, at: datetime, reason: str) -> Instrument:
    """Take back what one version changed, and keep what came after it.

    RuleError when a later version changed the same field again: then a person has to choose.
    """
    entry = _locked(pk, by)
    rows = {
        row.version: row.content
        for row in Wijziging.objects.filter(instrument=entry, version__in=(version, version - 1))
    }
    if version not in rows:
        raise RuleError(_("This version does not exist."))
    if version - 1 not in rows:
        raise RuleError(_("The first version cannot be undone. End the page instead."))
    before = content_of(entry)
    content, conflicts = merge(rows[version], rows[version - 1], before)
    if conflicts:
        raise RuleError(
            _("This was changed again later: %(fields)s. Change it by hand.")
            % {"fields": ", ".join(conflicts)}
        )
    if content == before:
        raise RuleError(_("This version was undone already."))
    _check(entry, content, reason, at.date())
    return _store(entry, before, content, "instrument.undone", by=by, at=at, reason=reason, undoes=version)


def merged_with_current(
    entry: Instrument, content: Content, base_version: int
) -> tuple[Content, list[str], list[diff.FieldChange]]:
    """What an editor typed on an older version, together with what others stored since.

    Gives the content with both, the fields that both changed, and what the others changed.
    """
    base = Wijziging.objects.filter(instrument=entry, version=base_version).first()
    now = content_of(entry)
    if base is None:
        return now, [], []
    merged, conflicts = merge(base.content, content, now)
    return merged, conflicts, diff.changes(base.content, now)


def _locked(pk: int, by: Acting) -> Instrument:
    entry = (
        Instrument.objects.select_for_update()
        .filter(pk=pk, regio_id=by.regio_id)
        .prefetch_related(*PARTS)
        .first()
    )
    # Another region, no right, and no such entry look the same.
    if entry is None or not may_edit_instrument(by, entry):
        raise PermissionDenied
    return entry


def _check(entry: Instrument, content: Content, reason: str, on: date) -> None:
    for problem in content_problems(content):
        raise RuleError(problem_in_words(problem), field=problem.field)
    if not reason.strip():
        raise RuleError(_("Say why you change this, in a few words."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleError(_("Keep the reason under 300 characters."), field="reason")
    others = Instrument.objects.filter(regio_id=entry.regio_id).exclude(pk=entry.pk)
    if others.filter(slug=content["slug"]).exists():
        raise RuleError(_("Another page has this address. Choose another one."), field="slug")
    if Wijziging.objects.filter(instrument__in=others, content__slug=content["slug"]).exists():
        raise RuleError(
            _("Another page had this address before, and still leads from it. Choose another one."),
            field="slug",
        )
    known = set(others.filter(code__in=content["successors"]).values_list("code", flat=True))
    if set(content["successors"]) - known:
        raise RuleError(_("Choose what came instead from the list."), field="successors")
    here = {row.gm_code for row in gemeenten_of(entry.regio, on=on)}
    if set(content["municipalities"]) - here:
        raise RuleError(_("Choose municipalities of this region."), field="municipalities")


def _store(
    entry: Instrument,
    before: Content,
    content: Content,
    action: str,
    *,
    by: Acting,
    at: datetime,
    reason: str,
    undoes: int | None = None,
) -> Instrument:
    entry.version += 1
    write_content(entry, content, at=at)
    write_successors(entry, content["successors"])
    new_version(entry, content, by=by, at=at, reason=reason.strip(), undoes=undoes).save()
    changed = [change.path for change in diff.changes(before, content)]
    _record(action, entry, by=by, at=at, fields=changed)
    return entry


def _record(action: str, entry: Instrument, *, by: Acting, at: datetime, fields: Sequence[str]) -> None:
    audit.record(
        action,
        entry,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"version": entry.version, "fields": list(fields)},
    )


def _next_code(regio: Arbeidsmarktregio) -> str:
    numbers = [
        int(code[1:])
        for code in Instrument.objects.filter(regio=regio, code__startswith="R").values_list(
            "code", flat=True
        )
        if code[1:].isdigit()
    ]
    return f"R{max(numbers, default=0) + 1:03d}"
