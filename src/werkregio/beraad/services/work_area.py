# SPDX-License-Identifier: EUPL-1.2
"""A member disputes the work area of an item; the secretary answers. The report does not say who fixes it (gap A8)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Geleding
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, WerkgebiedBezwaar
from ..permissions.reading import may_read_item
from ..queries.board import electorate
from ..rules.states import MET
from .agenda import WRITE, note


def geleding_of(item: Agendapunt, by: Acting, at: datetime) -> Geleding | None:
    """For which geleding somebody may speak at this item; None for nobody's."""
    beraad_day = item.vergadering.starts_at if item.vergadering else at
    mandaat = electorate(item.gremium, beraad_day.astimezone(AMSTERDAM).date()).mandaat(by.user.pk)
    return mandaat.zetel.geleding if mandaat else None


@transaction.atomic
def dispute(pk: int, reason: str, *, by: Acting, at: datetime) -> WerkgebiedBezwaar:
    """A geleding says that the work area is not right, and why."""
    item = (
        Agendapunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "vergadering")
        .filter(pk=pk, gremium__regio_id=by.regio_id)
        .first()
    )
    if item is None or not by.has("bezwaar.write") or not may_read_item(by, item):
        raise PermissionDenied
    geleding = geleding_of(item, by, at)
    if geleding is None:
        raise RuleError(_("You hold no mandate of a geleding on the day of this meeting."))
    if item.vergadering is not None and item.vergadering.state in MET:
        raise RuleError(_("This meeting is over."))
    if not reason.strip():
        raise RuleError(_("Say why the work area is not right."), field="reason")
    if item.werkgebied_bezwaren.filter(geleding=geleding, answered_at__isnull=True).exists():
        raise RuleError(_("Your geleding disputed this already; the secretary has not answered yet."))
    made = WerkgebiedBezwaar.objects.create(
        agendapunt=item, geleding=geleding, reason=reason.strip(), at=at, by=by.user
    )
    note("werkgebied.betwist", item, by=by, at=at, geleding=geleding.code)
    return made


@transaction.atomic
def answer(pk: int, text: str, *, by: Acting, at: datetime) -> WerkgebiedBezwaar:
    """What became of it, shown beside it."""
    row = (
        WerkgebiedBezwaar.objects.select_for_update(of=("self",))
        .select_related("agendapunt__gremium__regio", "geleding")
        .filter(pk=pk, agendapunt__gremium__regio_id=by.regio_id)
        .first()
    )
    if row is None or not by.has(WRITE):
        raise PermissionDenied
    if row.answered_at is not None:
        raise RuleError(_("This was answered already."))
    if not text.strip():
        raise RuleError(_("Write what becomes of it."), field="answer")
    row.answer, row.answered_at = text.strip(), at
    row.save(update_fields=["answer", "answered_at"])
    note("werkgebied.beantwoord", row.agendapunt, by=by, at=at, geleding=row.geleding.code)
    return row
