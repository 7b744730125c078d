# SPDX-License-Identifier: EUPL-1.2
"""Somebody comes in or goes out: a row that stays, and a line of the register."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Mandaat
from werkregio.regio.permissions import Acting

from ..models import Aanwezigheid, Vergadering
from ..queries.board import mandaten_on
from ..queries.presence import present_at
from ..terms import Beweging, GremiumSoort, VergaderingStaat
from .register import add_line
from .register_meetings import presence_payload

NOTE = "aanwezigheid.write"
# Doors open this long before the start.
DOORS = timedelta(hours=2)


def _locked(pk: int, by: Acting) -> Vergadering:
    vergadering = (
        Vergadering.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "regio")
        .filter(pk=pk, regio_id=by.regio_id)
        .first()
    )
    if vergadering is None or not by.has("beraad.read"):
        raise PermissionDenied
    return vergadering


def may_note(by: Acting, mandaat: Mandaat) -> bool:
    """The secretary for everybody; a member or substitute for himself."""
    return by.has(NOTE) or (by.has("spreken") and mandaat.user_id == by.user.pk)


def mandates_for(vergadering: Vergadering) -> list[Mandaat]:
    """Who may sit at this meeting: the mandates of its day; of a thematafel those of its organisations."""
    day = vergadering.starts_at.astimezone(AMSTERDAM).date()
    rows = mandaten_on(vergadering.regio, day)
    if vergadering.gremium.soort != GremiumSoort.BERAAD:
        partijen = set(vergadering.gremium.deelnemers.values_list("partij_id", flat=True))
        rows = [row for row in rows if row.zetel.partij_id in partijen]
    return rows


@transaction.atomic
def come_in(
    pk: int, mandaat_id: int, *, by: Acting, at: datetime, since: datetime | None = None
) -> Aanwezigheid:
    """Somebody takes a seat; one person sits on one seat, and a seat has one person."""
    vergadering = _locked(pk, by)
    mandaat = next((row for row in mandates_for(vergadering) if row.pk == mandaat_id), None)
    if mandaat is None:
        raise RuleError(_("There is no mandate for this seat on the day of the meeting."), field="mandaat")
    moment = _moment(vergadering, by, mandaat, at=at, since=since)
    present = present_at(vergadering, at)
    for zetel, seated in present:
        if seated.pk == mandaat.pk:
            raise RuleError(_("This person is present already."))
        if zetel.pk == mandaat.zetel_id:
            raise RuleError(
                _("Somebody else sits on this seat. Note first that this person goes out."), field="mandaat"
            )
        if seated.user_id == mandaat.user_id:
            raise RuleError(_("One person cannot sit on two seats at the same time."), field="mandaat")
    return _add(vergadering, mandaat, Beweging.IN, moment, by=by, at=at)


@transaction.atomic
def go_out(
    pk: int, mandaat_id: int, *, by: Acting, at: datetime, since: datetime | None = None
) -> Aanwezigheid:
    """Somebody leaves the seat."""
    vergadering = _locked(pk, by)
    seated = next((row for _zetel, row in present_at(vergadering, at) if row.pk == mandaat_id), None)
    if seated is None:
        raise RuleError(_("This person is not present."))
    moment = _moment(vergadering, by, seated, at=at, since=since)
    return _add(vergadering, seated, Beweging.UIT, moment, by=by, at=at)


def _moment(
    vergadering: Vergadering, by: Acting, mandaat: Mandaat, *, at: datetime, since: datetime | None
) -> datetime:
    if not may_note(by, mandaat):
        raise PermissionDenied
    if vergadering.state not in (VergaderingStaat.UITGENODIGD, VergaderingStaat.OPEN):
        raise RuleError(_("Presence is noted from the day of the meeting until it closes."))
    if vergadering.state == VergaderingStaat.UITGENODIGD and at < vergadering.starts_at - DOORS:
        raise RuleError(_("You can check in from two hours before the start."))
    moment = since or at
    if since is not None and not by.has(NOTE):
        raise PermissionDenied
    if moment > at:
        raise RuleError(_("This time has not come yet."), field="since")
    last = vergadering.aanwezigheid.order_by("at", "pk").last()
    # Rows stand in order of time, so that who was there at a round is never changed afterwards.
    if last is not None and moment < last.at:
        raise RuleError(
            _("A later coming or going was noted already, at %(time)s.")
            % {"time": f"{last.at.astimezone(AMSTERDAM):%H:%M}"},
            field="since",
        )
    closed = vergadering.agendapunten.filter(rondes__closed_at__gt=moment).exists()
    if closed:
        raise RuleError(_("A round was closed after this time: who was there then is fixed."), field="since")
    return moment


def _add(
    vergadering: Vergadering, mandaat: Mandaat, beweging: str, moment: datetime, *, by: Acting, at: datetime
) -> Aanwezigheid:
    row = Aanwezigheid.objects.create(
        vergadering=vergadering,
        zetel_id=mandaat.zetel_id,
        mandaat=mandaat,
        beweging=beweging,
        at=moment,
        noted_by=by.user,
    )
    audit.record(
        f"aanwezigheid.{beweging}",
        vergadering,
        region=vergadering.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"zetel": mandaat.zetel_id, "mandaat": mandaat.pk},
    )
    add_line(vergadering.gremium, "aanwezigheid", f"aanwezigheid:{row.pk}", presence_payload(row), at=at)
    return row
