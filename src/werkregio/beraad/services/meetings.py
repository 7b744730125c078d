# SPDX-License-Identifier: EUPL-1.2
"""A meeting: planned, changed, invited, opened, closed, cancelled. Each act once, by who prepares meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Genodigde, Gremium, Vergadering
from ..queries.board import convenant_on, electorate, mandaten_on
from ..rules.states import BEFORE, CARRIED_OVER, UNDONE, VERGADERING, may_move
from ..terms import AgendapuntStaat, GremiumSoort, VergaderingSoort, VergaderingStaat
from .agenda_places import keep_last, next_place
from .meeting_messages import INVITE, announce, forget
from .register import add_line

WRITE = "vergadering.write"


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What somebody fills in of a meeting."""

    soort: str
    titel: str
    starts_at: datetime
    ends_at: datetime
    location: str = ""
    video_url: str = ""
    remark: str = ""
    coupled_to_id: int | None = None


def locked(pk: int, by: Acting, right: str = WRITE) -> Vergadering:
    """The meeting under its lock, of the own region and with this right; else it does not exist."""
    vergadering = (
        Vergadering.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "regio")
        .filter(pk=pk, regio_id=by.regio_id)
        .first()
    )
    if vergadering is None or not by.has(right):
        raise PermissionDenied
    return vergadering


def note(action: str, vergadering: Vergadering, *, by: Acting, at: datetime, **detail: object) -> None:
    """The audit line of an act on a meeting."""
    audit.record(
        action,
        vergadering,
        region=vergadering.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )


def _move(vergadering: Vergadering, end: VergaderingStaat) -> None:
    start = VergaderingStaat(vergadering.state)
    if not may_move(VERGADERING, start, end):
        raise RuleError(_("This cannot be done now: the meeting is “%(state)s”.") % {"state": start.label})
    vergadering.state = end


def _check(values: MeetingValues, gremium: Gremium, *, own: int | None = None) -> Vergadering | None:
    """Refuses what cannot be; gives the meeting that a brede bijeenkomst belongs to."""
    if values.ends_at <= values.starts_at:
        raise RuleError(_("The end must be later than the start."), field="ends_at")
    if (values.ends_at - values.starts_at).total_seconds() > 12 * 3600:
        raise RuleError(_("A meeting of more than 12 hours: check the end time."), field="ends_at")
    if values.soort == VergaderingSoort.BREED and gremium.soort != GremiumSoort.BERAAD:
        raise RuleError(_("Only the Regionaal Beraad has a brede bijeenkomst."), field="soort")
    if values.coupled_to_id is None:
        return None
    coupled = Vergadering.objects.filter(
        pk=values.coupled_to_id, gremium=gremium, soort=VergaderingSoort.REGULIER
    ).first()
    if coupled is None or coupled.pk == own:
        raise RuleError(_("Choose a regular meeting of the same table."), field="coupled_to")
    if values.soort != VergaderingSoort.BREED:
        raise RuleError(_("Only a brede bijeenkomst is coupled to a meeting."), field="coupled_to")
    return coupled


@transaction.atomic
def plan(gremium_id: int, values: MeetingValues, *, by: Acting, at: datetime) -> Vergadering:
    """Put a meeting in the year. Items that wait for a meeting of this table come on its agenda."""
    gremium = Gremium.objects.select_related("regio").filter(pk=gremium_id, regio_id=by.regio_id).first()
    if gremium is None or not by.has(WRITE):
        raise PermissionDenied
    if values.starts_at <= at:
        raise RuleError(_("This moment has passed. Choose a later one."), field="starts_at")
    coupled = _check(values, gremium)
    vergadering = Vergadering.objects.create(
        regio=gremium.regio,
        gremium=gremium,
        soort=values.soort,
        titel=values.titel,
        starts_at=values.starts_at,
        ends_at=values.ends_at,
        location=values.location,
        video_url=values.video_url,
        remark=values.remark,
        coupled_to=coupled,
    )
    waiting = take_waiting(vergadering)
    note("vergadering.gepland", vergadering, by=by, at=at, soort=values.soort, meegenomen=waiting)
    return vergadering


def take_waiting(vergadering: Vergadering) -> int:
    """Items that wait come on the agenda of the first meeting of their table; gives how many.

    Only the first meeting to come takes them: an item waits for the next chance, not for every one.
    """
    earlier = Vergadering.objects.filter(
        gremium=vergadering.gremium, state__in=BEFORE, starts_at__lt=vergadering.starts_at
    )
    if vergadering.soort == VergaderingSoort.BREED or earlier.exclude(soort=VergaderingSoort.BREED).exists():
        return 0
    rows = Agendapunt.objects.select_for_update(of=("self",)).filter(
        gremium=vergadering.gremium, vergadering__isnull=True, state=AgendapuntStaat.GEAGENDEERD
    )
    waiting, first = list(rows.order_by("pk")), next_place(vergadering)
    for place, item in enumerate(waiting, start=first):
        Agendapunt.objects.filter(pk=item.pk).update(vergadering=vergadering, position=place)
    keep_last(vergadering)
    return len(waiting)


@transaction.atomic
def change(pk: int, values: MeetingValues, *, by: Acting, at: datetime) -> Vergadering:
    """Change a meeting that was not held; who was invited gets word when time or place changed."""
    vergadering = locked(pk, by)
    if vergadering.state not in BEFORE:
        raise RuleError(_("This meeting has started or ended: its data stay as they are."))
    coupled = _check(values, vergadering.gremium, own=vergadering.pk)
    moved = (vergadering.starts_at, vergadering.ends_at) != (values.starts_at, values.ends_at)
    if moved and values.starts_at <= at:
        raise RuleError(_("This moment has passed. Choose a later one."), field="starts_at")
    elsewhere = (vergadering.location, vergadering.video_url) != (values.location, values.video_url)
    for name in ("soort", "titel", "starts_at", "ends_at", "location", "video_url", "remark"):
        setattr(vergadering, name, getattr(values, name))
    vergadering.coupled_to = coupled
    if moved or elsewhere:
        vergadering.revision += 1
    vergadering.save()
    if (moved or elsewhere) and vergadering.state == VergaderingStaat.UITGENODIGD:
        if moved:
            # Another time is another question: who said yes to the old one is asked again.
            vergadering.genodigden.update(answer="onbekend", answered_at=None)
        announce(INVITE, vergadering, at=at)
    note("vergadering.gewijzigd", vergadering, by=by, at=at, verzet=moved, elders=elsewhere)
    return vergadering


def _people(vergadering: Vergadering) -> Mapping[int, tuple[int | None, int | None]]:
    """Who is invited: {user: (mandate, organisation)}. The holder of a seat before a substitute."""
    day = vergadering.starts_at.astimezone(AMSTERDAM).date()
    found: dict[int, tuple[int | None, int | None]] = {}
    rows = mandaten_on(vergadering.regio, day)
    if vergadering.gremium.soort == GremiumSoort.BERAAD:
        chosen = electorate(vergadering.gremium, day)
        voting = {zetel.pk for place in chosen.places for zetel in place.zetels}
        wide = vergadering.soort == VergaderingSoort.BREED
        rows = [row for row in rows if wide or row.zetel_id in voting or row.zetel.soort == "strategisch"]
    else:
        partijen = set(
            vergadering.gremium.deelnemers.filter(valid_to__isnull=True).values_list("partij_id", flat=True)
        )
        rows = [row for row in rows if row.zetel.partij_id in partijen]
    for row in sorted(rows, key=lambda row: row.soort != "titularis"):
        found.setdefault(row.user_id, (row.pk, row.zetel.partij_id))
    return found


@transaction.atomic
def invite(pk: int, *, by: Acting, at: datetime) -> Vergadering:
    """Invite the members and their substitutes; the work area of each item is fixed from now on (gap A8)."""
    vergadering = locked(pk, by)
    _move(vergadering, VergaderingStaat.UITGENODIGD)
    if vergadering.starts_at <= at:
        raise RuleError(_("This meeting would have begun already: give it another time first."))
    people = _people(vergadering)
    if not people:
        raise RuleError(_("Nobody holds a seat on that day, so there is nobody to invite."))
    vergadering.save(update_fields=["state"])
    Genodigde.objects.bulk_create(
        [
            Genodigde(
                vergadering=vergadering, user_id=user, mandaat_id=mandaat, partij_id=partij, invited_at=at
            )
            for user, (mandaat, partij) in people.items()
        ],
        ignore_conflicts=True,
    )
    vergadering.agendapunten.filter(werkgebied_fixed_at__isnull=True).update(werkgebied_fixed_at=at)
    announce(INVITE, vergadering, at=at)
    note("vergadering.uitgenodigd", vergadering, by=by, at=at, genodigden=len(people))
    return vergadering


@transaction.atomic
def open_meeting(pk: int, *, by: Acting, at: datetime) -> Vergadering:
    """Open the meeting: from now on the convenant of this day holds for it, whatever changes later (R17)."""
    vergadering = locked(pk, by)
    _move(vergadering, VergaderingStaat.OPEN)
    day = at.astimezone(AMSTERDAM).date()
    if vergadering.starts_at.astimezone(AMSTERDAM).date() != day:
        raise RuleError(_("A meeting is opened on its own day. Change the date first if it was moved."))
    convenant = convenant_on(vergadering.regio, day)
    if convenant is None and vergadering.gremium.soort == GremiumSoort.BERAAD:
        raise RuleError(_("No convenant holds on this day, so nothing says how the Beraad decides."))
    vergadering.convenant, vergadering.opened_at = convenant, at
    vergadering.save(update_fields=["state", "convenant", "opened_at"])
    note("vergadering.geopend", vergadering, by=by, at=at)
    add_line(
        vergadering.gremium,
        "vergadering",
        f"vergadering:{vergadering.pk}",
        {
            "act": "geopend",
            "titel": vergadering.titel,
            "convenant": convenant.nummer if convenant else None,
        },
        at=at,
    )
    return vergadering


@transaction.atomic
def close_meeting(pk: int, *, by: Acting, at: datetime) -> Vergadering:
    """Close the meeting. What was not dealt with comes along to the next one, or waits for it."""
    vergadering = locked(pk, by)
    _move(vergadering, VergaderingStaat.GESLOTEN)
    if vergadering.agendapunten.filter(rondes__closed_at__isnull=True, rondes__isnull=False).exists():
        raise RuleError(_("A round is still open. The chair closes it first."))
    vergadering.closed_at = at
    vergadering.save(update_fields=["state", "closed_at"])
    carried = carry_over(vergadering)
    note("vergadering.gesloten", vergadering, by=by, at=at, meegenomen=carried)
    add_line(
        vergadering.gremium,
        "vergadering",
        f"vergadering:{vergadering.pk}",
        {"act": "gesloten", "titel": vergadering.titel},
        at=at,
    )
    return vergadering


def carry_over(vergadering: Vergadering) -> int:
    """Open items go to the next meeting of the table as new rows that name the former one."""
    following = next_meeting(vergadering.gremium, after=vergadering.starts_at)
    undone = vergadering.agendapunten.select_for_update(of=("self",)).filter(
        state__in=CARRIED_OVER, next_item__isnull=True, template_key=""
    )
    rows = list(undone.order_by("position", "pk"))
    first = next_place(following)
    for place, item in enumerate(rows, start=first):
        Agendapunt.objects.filter(pk=item.pk).update(state=CARRIED_OVER[AgendapuntStaat(item.state)])
        copy_of(item, following, place, previous=item)
    keep_last(following)
    # Opening, minutes and questions belong to each meeting anew: they do not travel.
    vergadering.agendapunten.filter(state__in=UNDONE).exclude(template_key="").update(
        state=AgendapuntStaat.AFGEHANDELD
    )
    return len(rows)


def copy_of(
    item: Agendapunt, vergadering: Vergadering | None, position: int, *, previous: Agendapunt | None = None
) -> Agendapunt:
    """The same item once more, with its work area and guests, without what happened to it."""
    kept = (
        "gremium_id",
        "titel",
        "soort",
        "toelichting",
        "voorstel",
        "besluit_type",
        "presenter",
        "minutes",
        "openbaarheid",
        "closed_because",
        "werkgebied_all",
        "financial",
        "amount",
        "subject_kind",
        "subject_id",
        "subject_title",
        "subject_url",
        "outside_agenda_because",
        "other_decider",
        "template_key",
        "advice_of_id",
    )
    made = Agendapunt.objects.create(
        vergadering=vergadering,
        position=position,
        state=AgendapuntStaat.GEAGENDEERD,
        previous=previous,
        **{name: getattr(item, name) for name in kept},
    )
    made.werkgebied.set(item.werkgebied.all())
    for gast in item.gasten.all():
        made.gasten.create(partij_id=gast.partij_id)
    return made


def next_meeting(gremium: Gremium, *, after: datetime) -> Vergadering | None:
    """The first meeting of a table after a moment that can still take items; not a brede bijeenkomst."""
    return (
        Vergadering.objects.filter(gremium=gremium, state__in=BEFORE, starts_at__gt=after)
        .exclude(soort=VergaderingSoort.BREED)
        .order_by("starts_at", "pk")
        .first()
    )


@transaction.atomic
def cancel(pk: int, *, reason: str, by: Acting, at: datetime) -> Vergadering:
    """Call a meeting off with the reason; its items move to the next one or wait."""
    vergadering = locked(pk, by)
    invited = vergadering.state == VergaderingStaat.UITGENODIGD
    _move(vergadering, VergaderingStaat.GEANNULEERD)
    if not reason.strip():
        raise RuleError(_("Say why the meeting does not take place."), field="reason")
    vergadering.cancelled_because, vergadering.revision = reason.strip(), vergadering.revision + 1
    vergadering.save(update_fields=["state", "cancelled_because", "revision"])
    following = next_meeting(vergadering.gremium, after=at)
    moved = vergadering.agendapunten.filter(state__in=UNDONE, template_key="").update(
        vergadering=following, position=F("position") + 500, state=AgendapuntStaat.GEAGENDEERD
    )
    forget(vergadering, at=at)
    if invited:
        announce("beraad.vergadering.afgelast", vergadering, at=at)
    note("vergadering.geannuleerd", vergadering, by=by, at=at, verplaatst=moved)
    return vergadering
