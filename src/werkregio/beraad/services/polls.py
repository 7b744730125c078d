# SPDX-License-Identifier: EUPL-1.2
"""The date poll: moments are offered, everybody answers, one moment becomes the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import DatumAntwoord, DatumDeelnemer, DatumOptie, Datumprikker, Gremium, Vergadering
from ..queries.board import mandaten_on
from ..terms import GremiumSoort, Prikkeuze
from .meeting_messages import ask_dates
from .meetings import WRITE, MeetingValues, plan

MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class PollValues:
    """What is asked."""

    titel: str
    soort: str
    duration: int
    closes_at: datetime
    moments: Sequence[datetime]
    location: str = ""
    note: str = ""


def _note(action: str, prikker: Datumprikker, by: Acting, at: datetime, **detail: object) -> None:
    audit.record(
        action,
        prikker,
        region=prikker.gremium.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )


@transaction.atomic
def start(gremium_id: int, values: PollValues, *, by: Acting, at: datetime) -> Datumprikker:
    """Ask the holders of seats and their substitutes which moments suit."""
    gremium = Gremium.objects.select_related("regio").filter(pk=gremium_id, regio_id=by.regio_id).first()
    if gremium is None or not by.has(WRITE):
        raise PermissionDenied
    moments = sorted(set(values.moments))
    if len(moments) < 2:
        raise RuleError(_("Offer at least two moments."), field="moments")
    if len(moments) > MOST_OPTIONS:
        raise RuleError(_("Offer at most %(n)d moments.") % {"n": MOST_OPTIONS}, field="moments")
    if values.closes_at <= at:
        raise RuleError(_("The last day to answer has passed."), field="closes")
    if moments[0] <= values.closes_at:
        raise RuleError(_("Every moment must be later than the last day to answer."), field="moments")
    day = moments[0].astimezone(AMSTERDAM).date()
    rows = mandaten_on(gremium.regio, day)
    if gremium.soort != GremiumSoort.BERAAD:
        partijen = set(gremium.deelnemers.filter(valid_to__isnull=True).values_list("partij_id", flat=True))
        rows = [row for row in rows if row.zetel.partij_id in partijen]
    people: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.soort != "titularis"):
        people.setdefault(row.user_id, row.pk)
    if not people:
        raise RuleError(_("Nobody holds a seat on that day, so there is nobody to ask."))
    prikker = Datumprikker.objects.create(
        gremium=gremium,
        titel=values.titel,
        soort=values.soort,
        duration=values.duration,
        location=values.location,
        note=values.note,
        closes_at=values.closes_at,
        made_at=at,
    )
    DatumOptie.objects.bulk_create([DatumOptie(prikker=prikker, starts_at=moment) for moment in moments])
    DatumDeelnemer.objects.bulk_create(
        [
            DatumDeelnemer(prikker=prikker, user_id=user, mandaat_id=mandaat)
            for user, mandaat in people.items()
        ]
    )
    ask_dates(prikker, at=at)
    _note("datumprikker.gestart", prikker, by, at, momenten=len(moments), gevraagd=len(people))
    return prikker


@transaction.atomic
def answer(
    deelnemer_id: int, choices: Mapping[int, str], *, remark: str = "", by: Acting | str, at: datetime
) -> DatumDeelnemer:
    """What suits somebody; until the poll closes the last answer holds."""
    deelnemer = (
        DatumDeelnemer.objects.select_for_update(of=("self",))
        .select_related("prikker__gremium__regio")
        .filter(pk=deelnemer_id)
        .first()
    )
    if deelnemer is None or (isinstance(by, Acting) and deelnemer.user_id != by.user.pk):
        raise PermissionDenied
    prikker = deelnemer.prikker
    if prikker.withdrawn_at or prikker.vergadering_id or prikker.closes_at <= at:
        raise RuleError(_("This poll is closed."))
    options = set(prikker.opties.values_list("pk", flat=True))
    if set(choices) != options or not set(choices.values()) <= set(Prikkeuze.values):
        raise RuleError(_("Give an answer for each moment."))
    for pk, keuze in choices.items():
        DatumAntwoord.objects.update_or_create(optie_id=pk, deelnemer=deelnemer, defaults={"keuze": keuze})
    deelnemer.answered_at, deelnemer.remark = at, remark.strip()[:300]
    deelnemer.save(update_fields=["answered_at", "remark"])
    audit.record(
        "datumprikker.antwoord",
        prikker,
        region=prikker.gremium.regio.code,
        by=by.user if isinstance(by, Acting) else f"user:{deelnemer.user_id}",
        organisation=by.partij if isinstance(by, Acting) else "",
        at=at,
        detail={"langs": "site" if isinstance(by, Acting) else "link"},
    )
    return deelnemer


def _locked(pk: int, by: Acting) -> Datumprikker:
    prikker = (
        Datumprikker.objects.select_for_update(of=("self",))
        .select_related("gremium__regio")
        .filter(pk=pk, gremium__regio_id=by.regio_id)
        .first()
    )
    if prikker is None or not by.has(WRITE):
        raise PermissionDenied
    if prikker.withdrawn_at or prikker.vergadering_id:
        raise RuleError(_("This poll is closed."))
    return prikker


@transaction.atomic
def choose(pk: int, optie_id: int, *, by: Acting, at: datetime) -> Vergadering:
    """The chosen moment becomes a planned meeting; the invitation follows later."""
    prikker = _locked(pk, by)
    optie = prikker.opties.filter(pk=optie_id).first()
    if optie is None:
        raise RuleError(_("Choose one of the moments."))
    values = MeetingValues(
        soort=prikker.soort,
        titel=prikker.titel,
        starts_at=optie.starts_at,
        ends_at=optie.starts_at + timedelta(minutes=prikker.duration),
        location=prikker.location,
    )
    vergadering = plan(prikker.gremium_id, values, by=by, at=at)
    prikker.vergadering = vergadering
    prikker.save(update_fields=["vergadering"])
    outbox.cancel(thing=f"datumprikker:{prikker.pk}", at=at)
    _note("datumprikker.gekozen", prikker, by, at, vergadering=vergadering.pk)
    return vergadering


@transaction.atomic
def withdraw(pk: int, *, by: Acting, at: datetime) -> Datumprikker:
    """No meeting comes of it."""
    prikker = _locked(pk, by)
    prikker.withdrawn_at = at
    prikker.save(update_fields=["withdrawn_at"])
    outbox.cancel(thing=f"datumprikker:{prikker.pk}", at=at)
    _note("datumprikker.ingetrokken", prikker, by, at)
    return prikker
