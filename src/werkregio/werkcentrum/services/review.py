# SPDX-License-Identifier: EUPL-1.2
"""A reviewer of the directory: asks an organisation to mend a page, reads a page in its source, closes."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Instrument, Kwaliteitscontrole, Verbeterverzoek, Wijziging
from ..permissions.upkeep import may_review_entry
from ..queries.directory_content import PARTS, content_of
from ..terms import Verbeterreden
from .directory import new_version, write_content, write_successors

ASKED = "directory.verbeterverzoek"
LONGEST_TERM = timedelta(days=366)


@transaction.atomic
def ask_owner(
    instrument_id: int,
    *,
    partij_id: int,
    reason: str,
    note: str,
    due_on: date,
    keeps: bool,
    by: Acting,
    at: datetime,
) -> Verbeterverzoek:
    """Ask an organisation to mend a page before a day. `keeps`: from now on it keeps this page right."""
    entry = _locked(instrument_id, by)
    today = at.astimezone(AMSTERDAM).date()
    partij = Partij.objects.filter(pk=partij_id, regio_id=by.regio_id).first()
    if partij is None:
        raise RuleError(_("Choose an organisation of this region."), field="partij")
    if reason not in Verbeterreden.values:
        raise RuleError(_("Choose a reason."), field="reason")
    if reason == Verbeterreden.ANDERS and not note.strip():
        raise RuleError(_("Say what has to be mended."), field="note")
    if not today <= due_on <= today + LONGEST_TERM:
        raise RuleError(_("Choose a day from today up to a year ahead."), field="due_on")
    if Verbeterverzoek.objects.filter(instrument=entry, partij=partij, closed_at=None).exists():
        raise RuleError(_("This organisation was asked already. Close that request first."), field="partij")
    request = Verbeterverzoek.objects.create(
        instrument=entry,
        partij=partij,
        reason=reason,
        note=note.strip(),
        due_on=due_on,
        asked_at=at,
        asked_by=by.user,
    )
    if keeps and entry.owner_id != partij.pk:
        entry.owner = partij
        entry.save(update_fields=["owner"])
    put_request(request, "asked", region=by.regio.code, at=at)
    _record(
        "verbeterverzoek.asked",
        request,
        by=by,
        at=at,
        instrument=entry.code,
        partij=partij.pk,
        reason=reason,
        keeps=keeps,
    )
    return request


@transaction.atomic
def close_request(request_id: int, *, by: Acting, at: datetime) -> Verbeterverzoek:
    """What was asked is done, or is not needed any more. A second click changes nothing."""
    request = (
        Verbeterverzoek.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .filter(pk=request_id, instrument__regio_id=by.regio_id)
        .first()
    )
    if request is None or not may_review_entry(by, request.instrument):
        raise PermissionDenied
    if request.closed_at is None:
        close(request, at=at)
        _record("verbeterverzoek.closed", request, by=by, at=at, instrument=request.instrument.code)
    return request


@transaction.atomic
def check_entry(
    instrument_id: int,
    *,
    read_on: date,
    facts: Collection[int],
    whole: bool,
    base_version: int,
    by: Acting,
    at: datetime,
) -> Kwaliteitscontrole:
    """The reviewer read a page in its source. `facts` are the places of the figures that were read there.

    `whole`: the texts were read as well, so the page counts as verified. It is a version like any other.
    """
    entry = _locked(instrument_id, by)
    today = at.astimezone(AMSTERDAM).date()
    if entry.version != base_version:
        raise ConflictError(_("Somebody changed this page meanwhile. Look at it again before you check it."))
    if read_on > today:
        raise RuleError(_("This day has yet to come."), field="read_on")
    if not whole and not facts:
        raise RuleError(_("Tick what you read in the source."), field="facts")
    before = content_of(entry)
    if any(place not in range(len(before["facts"])) for place in facts):
        raise RuleError(_("Choose figures of this page."), field="facts")
    content = {
        **before,
        "verified": before["verified"] or whole,
        "facts": [
            {**row, "read_on": read_on.isoformat(), "verified": True} if place in facts else row
            for place, row in enumerate(before["facts"])
        ],
    }
    if content != before:
        if not Wijziging.objects.filter(instrument=entry, version=entry.version).exists():
            new_version(entry, before, by=None, at=at, reason=_("As it stood")).save()
        entry.version += 1
        write_content(entry, content, at=at)
        write_successors(entry, content["successors"])
        new_version(entry, content, by=by, at=at, reason=_("Read in the source")).save()
    check = Kwaliteitscontrole.objects.create(
        instrument=entry, at=at, by=by.user, read_on=read_on, version=entry.version, facts=len(facts)
    )
    _record("instrument.checked", entry, by=by, at=at, version=entry.version, facts=len(facts), whole=whole)
    return check


def close(request: Verbeterverzoek, *, at: datetime) -> None:
    """Close a request that is locked; reminders that wait are taken back."""
    request.closed_at = at
    request.save(update_fields=["closed_at"])
    outbox.cancel(at=at, kind=ASKED, thing=f"verbeterverzoek:{request.pk}")


def put_request(request: Verbeterverzoek, moment: str, *, region: str, at: datetime) -> OutboxItem:
    """Keep the message to the organisation; `moment` is asked, soon or late: each goes out once."""
    return outbox.put(
        ASKED,
        f"verbeterverzoek:{request.pk}",
        key=f"{ASKED}:{request.pk}:{moment}",
        region=region,
        at=at,
        about={"moment": moment},
    )


def _locked(instrument_id: int, by: Acting) -> Instrument:
    entry = (
        Instrument.objects.select_for_update()
        .filter(pk=instrument_id, regio_id=by.regio_id)
        .prefetch_related(*PARTS)
        .first()
    )
    if entry is None or not may_review_entry(by, entry):
        raise PermissionDenied
    return entry


def _record(
    action: str, thing: Instrument | Verbeterverzoek, *, by: Acting, at: datetime, **detail: object
) -> None:
    audit.record(
        action, thing, region=by.regio.code, by=by.user, organisation=by.partij, at=at, detail=detail
    )
