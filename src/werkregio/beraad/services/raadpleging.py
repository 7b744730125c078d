# SPDX-License-Identifier: EUPL-1.2
"""A geleding writes how it consulted its people, releases the mandate in summary, and tells what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.personal_data import Personal, find_personal
from werkregio.regio.models import Geleding
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Raadpleging, Terugkoppeling
from ..permissions.consulting import may_read_of_item, may_write_raadpleging
from ..queries.raadpleging import evidence_choice


@dataclass(frozen=True, slots=True)
class Consulted:
    """What a geleding tells about its consultation. `evidence` is "kind:id" of something of the region, or empty."""

    vraag: str
    starts_on: date
    ends_on: date
    wijze: str
    wie: str
    respons: str = ""
    mandaat: str = ""
    evidence: str = ""
    evidence_url: str = ""


def _locked(item_id: int, geleding_id: int, by: Acting, at: datetime) -> tuple[Agendapunt, Geleding]:
    item = (
        Agendapunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio")
        .filter(pk=item_id)
        .first()
    )
    geleding = Geleding.objects.filter(pk=geleding_id).first()
    if item is None or geleding is None or not may_read_of_item(by, item):
        raise PermissionDenied
    if not may_write_raadpleging(by, item, geleding, on=at.astimezone(AMSTERDAM).date()):
        raise PermissionDenied
    return item, geleding


def _groups_only(told: Consulted) -> None:
    """The people who were asked are groups; a person stands nowhere in this register."""
    for field in ("vraag", "wie", "respons", "mandaat"):
        found = find_personal(getattr(told, field))
        if found:
            raise RuleError(_persons_named(found), field=field)


def _persons_named(found: frozenset[Personal]) -> str:
    if Personal.BSN in found:
        return _("This text holds a number that may be a BSN. Take it out.")
    return _("Write about groups, not about a person: take out names, e-mail addresses and phone numbers.")


@transaction.atomic
def save_raadpleging(
    item_id: int, geleding_id: int, told: Consulted, *, by: Acting, at: datetime
) -> Raadpleging:
    """Write down or change; a mandate that was released stays released with its new words."""
    item, geleding = _locked(item_id, geleding_id, by, at)
    if told.ends_on < told.starts_on:
        raise RuleError(_("The last day may not come before the first day."), field="ends_on")
    _groups_only(told)
    title = evidence_choice(item, told.evidence)
    if told.evidence and title is None:
        raise RuleError(_("This cannot be chosen as evidence any more."), field="evidence")
    row = (
        Raadpleging.objects.select_for_update(of=("self",)).filter(agendapunt=item, geleding=geleding).first()
    )
    if row is not None and row.released_at and not told.mandaat:
        raise RuleError(
            _("Others can read this summary. Take the release back first, or leave a text."), field="mandaat"
        )
    new = row is None
    row = row or Raadpleging(agendapunt=item, geleding=geleding)
    kind, _colon, key = told.evidence.partition(":")
    for field in ("vraag", "starts_on", "ends_on", "wijze", "wie", "respons", "mandaat", "evidence_url"):
        setattr(row, field, getattr(told, field))
    row.evidence_kind, row.evidence_id, row.evidence_title = kind, key, (title or "")[:200]
    row.changed_at, row.changed_by = at, by.user
    row.save()
    _audit("raadpleging.geschreven" if new else "raadpleging.gewijzigd", row, item, geleding, by, at)
    return row


@transaction.atomic
def release(item_id: int, geleding_id: int, *, released: bool, by: Acting, at: datetime) -> Raadpleging:
    """Let others read the mandate in summary, or take that back."""
    item, geleding = _locked(item_id, geleding_id, by, at)
    row = (
        Raadpleging.objects.select_for_update(of=("self",)).filter(agendapunt=item, geleding=geleding).first()
    )
    if row is None or not row.mandaat:
        raise RuleError(_("Write the mandate in summary first; then others can read it."), field="mandaat")
    if bool(row.released_at) != released:
        row.released_at = at if released else None
        row.save(update_fields=["released_at"])
        action = "raadpleging.vrijgegeven" if released else "raadpleging.teruggenomen"
        _audit(action, row, item, geleding, by, at)
    return row


@transaction.atomic
def tell_back(
    item_id: int, geleding_id: int, *, hoe: str, done_on: date, by: Acting, at: datetime
) -> Terugkoppeling:
    """Tick the task to tell one's own people what came of an item (R32). Twice is once."""
    item, geleding = _locked(item_id, geleding_id, by, at)
    today = at.astimezone(AMSTERDAM).date()
    if item.vergadering is None or item.vergadering.starts_at > at:
        raise RuleError(_("The meeting is still to come: there is nothing to tell back yet."))
    if done_on > today:
        raise RuleError(
            _("This day is still to come. Fill in the day on which it was done."), field="done_on"
        )
    if done_on < item.vergadering.starts_at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day lies before the meeting."), field="done_on")
    if find_personal(hoe):
        raise RuleError(_persons_named(find_personal(hoe)), field="hoe")
    row, made = Terugkoppeling.objects.get_or_create(
        agendapunt=item,
        geleding=geleding,
        defaults={"hoe": hoe, "done_on": done_on, "at": at, "by": by.user},
    )
    if made:
        _audit("raadpleging.teruggekoppeld", row, item, geleding, by, at)
    return row


def _audit(
    action: str, thing: object, item: Agendapunt, geleding: Geleding, by: Acting, at: datetime
) -> None:
    audit.record(
        action,
        thing,  # type: ignore[arg-type]
        region=item.gremium.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"agendapunt": item.pk, "geleding": geleding.code},
    )
