# SPDX-License-Identifier: EUPL-1.2
"""Seats, mandates, chair and vice-chair, and geledingen that come and go (R02-R09, S03, S16)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation import audit, links
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import (
    Arbeidsmarktregio,
    Geleding,
    Lidmaatschap,
    Mandaat,
    Partij,
    Voorzitterschap,
    Zetel,
    valid_on,
)
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import MandaatSoort, VoorzitterSoort, ZetelSoort

from ..models import Besluit
from ..queries.board import chairs_on, convenant_on, mandaten_on
from ..queries.seat_words import refusal
from ..rules import seats as rules
from ..rules.seats import Candidate, SeatRefusal

RIGHT = "zetel.write"


@transaction.atomic
def add_geleding(naam: str, valid_from: date, *, by: Acting, at: datetime) -> Geleding:
    """A geleding comes in from a later day on: quorum and votes follow for meetings from then (R08, S16)."""
    regio = _regio(by)
    if valid_from <= _day(at):
        raise RuleError(_("Choose a later day: earlier meetings keep their geledingen."), field="valid_from")
    code = slugify(naam)[:50]
    if not code or Geleding.objects.filter(regio=regio, code=code).exists():
        raise RuleError(_("There is a geleding with this name already."), field="naam")
    made = Geleding.objects.create(regio=regio, code=code, naam=naam.strip(), valid_from=valid_from)
    _record("geleding.added", made, by=by, at=at, detail={"code": code, "from": valid_from.isoformat()})
    return made


@transaction.atomic
def end_geleding(pk: int, last_day: date, *, by: Acting, at: datetime) -> Geleding:
    """A geleding leaves after a day, with its seats and mandates; what it voted before stays."""
    regio = _regio(by)
    row = _of(Geleding.objects.filter(regio=regio), pk)
    if last_day < _day(at):
        raise RuleError(_("Choose today or a later day: what was decided stays."), field="valid_to")
    if last_day < row.valid_from:
        raise RuleError(_("The last day lies before the first one."), field="valid_to")
    if row.code == rules.CENTRUMGEMEENTE:
        raise RuleError(_("The centrumgemeente chairs the Beraad and stays."), field="valid_to")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    for zetel in Zetel.objects.select_for_update(of=("self",)).filter(_lasts_after(last_day), geleding=row):
        _close_seat(zetel, last_day)
    _record("geleding.ended", row, by=by, at=at, detail={"code": row.code, "to": last_day.isoformat()})
    return row


@transaction.atomic
def add_zetel(
    partij_pk: int,
    geleding_pk: int | None,
    functie: str,
    valid_from: date,
    *,
    besluit_pk: int | None = None,
    by: Acting,
    at: datetime,
) -> Zetel:
    """A seat of a geleding; without one, of a strategic partner, for which the Beraad decided (R09)."""
    regio = _regio(by)
    partij = _of(Partij.objects.filter(regio=regio), partij_pk)
    geleding = None if geleding_pk is None else _of(Geleding.objects.filter(regio=regio), geleding_pk)
    besluit = _besluit(regio, besluit_pk)
    if geleding is None:
        _refuse(rules.strategic_refusal(decided=besluit is not None), field="besluit")
    else:
        if valid_from < geleding.valid_from or (geleding.valid_to and valid_from > geleding.valid_to):
            raise RuleError(_("The geleding does not exist on this day."), field="valid_from")
        if geleding.code == rules.GEMEENTEN and _is_centrum(partij):
            _refuse(SeatRefusal.CENTRUM_FOR_GEMEENTEN, field="partij")
        if geleding.code == rules.CENTRUMGEMEENTE and not _is_centrum(partij):
            raise RuleError(_("This seat is of the centrumgemeente."), field="partij")
    if Zetel.objects.filter(valid_on(valid_from), regio=regio, partij=partij, geleding=geleding).exists():
        raise RuleError(_("This organisation has this seat already."), field="partij")
    made = Zetel.objects.create(
        regio=regio,
        soort=ZetelSoort.GELEDING if geleding else ZetelSoort.STRATEGISCH,
        geleding=geleding,
        partij=partij,
        functie=functie.strip(),
        valid_from=valid_from,
        valid_to=geleding.valid_to if geleding else None,
    )
    if besluit is not None:
        _join(made, "zetel", besluit, by=by, at=at)
    _record("zetel.added", made, by=by, at=at, detail={"partij": partij.code, "soort": str(made.soort)})
    return made


@transaction.atomic
def end_zetel(pk: int, last_day: date, *, by: Acting, at: datetime) -> Zetel:
    """A seat ends after a day, and with it the mandates on it and the chair that hangs on it."""
    regio = _regio(by)
    zetel = _of(Zetel.objects.filter(regio=regio), pk)
    _check_last_day(zetel.valid_from, last_day, at)
    if chairs_on(regio, last_day)[VoorzitterSoort.VOORZITTER] == zetel:
        raise RuleError(_("This seat chairs the Beraad. First appoint another chair."), field="valid_to")
    _close_seat(zetel, last_day)
    _record("zetel.ended", zetel, by=by, at=at, detail={"to": last_day.isoformat()})
    return zetel


@transaction.atomic
def give_mandaat(
    zetel_pk: int,
    user_pk: int,
    soort: str,
    valid_from: date,
    valid_to: date | None,
    source: str,
    *,
    by: Acting,
    at: datetime,
) -> Mandaat:
    """Somebody of the organisation may sit on its seat, as member or as substitute (R05, R06)."""
    regio = _regio(by)
    zetel = _of(Zetel.objects.filter(regio=regio).select_related("geleding", "partij"), zetel_pk)
    if valid_to is not None and valid_to < valid_from:
        raise RuleError(_("The last day lies before the first one."), field="valid_to")
    if valid_to is not None and valid_to < _day(at):
        raise RuleError(_("This mandate would be over already."), field="valid_to")
    user = candidates(zetel, valid_from).filter(pk=user_pk).first()
    if user is None:
        raise RuleError(_("Choose a board member of this organisation."), field="user")
    _refuse(rules.within_seat(valid_from, valid_to, zetel.valid_from, zetel.valid_to), field="valid_from")
    convenant = convenant_on(regio, valid_from)
    reason = rules.mandate_refusal(
        zetel.geleding.code if zetel.geleding else None,
        _candidate(zetel, user, valid_from, valid_to),
        substitute=soort == MandaatSoort.PLAATSVERVANGER,
        readings=convenant.readings if convenant else {},
    )
    _refuse(reason, field="user")
    held = [
        row
        for row in Mandaat.objects.select_for_update(of=("self",)).filter(zetel=zetel)
        if rules.overlap(row.valid_from, row.valid_to, valid_from, valid_to)
    ]
    if any(row.user_id == user.pk for row in held):
        raise RuleError(_("This person has a mandate for this seat in this period."), field="user")
    if soort == MandaatSoort.TITULARIS and any(row.soort == soort for row in held):
        raise RuleError(
            _("The seat has a member in this period. First end that mandate."), field="valid_from"
        )
    made = Mandaat.objects.create(
        zetel=zetel, user=user, soort=soort, valid_from=valid_from, valid_to=valid_to, source=source.strip()
    )
    _record("mandaat.given", made, by=by, at=at, detail={"zetel": zetel.pk, "soort": soort})
    return made


@transaction.atomic
def end_mandaat(pk: int, last_day: date, *, by: Acting, at: datetime) -> Mandaat:
    """A mandate ends after a day; the row stays, so who sat when can always be told."""
    regio = _regio(by)
    row = _of(Mandaat.objects.filter(zetel__regio=regio), pk)
    _check_last_day(row.valid_from, last_day, at)
    if row.valid_to is not None and row.valid_to < last_day:
        raise RuleError(_("This mandate ended before that day."), field="valid_to")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    _record("mandaat.ended", row, by=by, at=at, detail={"to": last_day.isoformat()})
    return row


@transaction.atomic
def appoint_chair(zetel_pk: int, valid_from: date, *, by: Acting, at: datetime) -> Voorzitterschap:
    """The chair, from the geleding centrumgemeente and from no other (R03)."""
    regio = _regio(by)
    zetel = _of(Zetel.objects.filter(regio=regio).select_related("geleding"), zetel_pk)
    _refuse(rules.chair_refusal(zetel.geleding.code if zetel.geleding else None), field="zetel")
    return _seat_chair(zetel, VoorzitterSoort.VOORZITTER, valid_from, by=by, at=at)


@transaction.atomic
def choose_vice_chair(
    zetel_pk: int, besluit_pk: int | None, valid_from: date, *, by: Acting, at: datetime
) -> Voorzitterschap:
    """The vice-chair whom the Beraad chose from its midst, with the decision that did so (R04)."""
    regio = _regio(by)
    zetel = _of(Zetel.objects.filter(regio=regio).select_related("geleding"), zetel_pk)
    besluit = _besluit(regio, besluit_pk)
    members = {row.zetel_id for row in mandaten_on(regio, valid_from) if row.soort == MandaatSoort.TITULARIS}
    reason = rules.vice_chair_refusal(
        zetel.geleding.code if zetel.geleding else None,
        member_on_the_day=zetel.pk in members,
        is_chair=chairs_on(regio, valid_from)[VoorzitterSoort.VOORZITTER] == zetel,
        decided=besluit is not None,
    )
    _refuse(reason, field="besluit" if reason == SeatRefusal.NO_DECISION else "zetel")
    made = _seat_chair(zetel, VoorzitterSoort.VICEVOORZITTER, valid_from, by=by, at=at)
    if besluit is not None:
        _join(made, "voorzitterschap", besluit, by=by, at=at)
    return made


def candidates(zetel: Zetel, day: date) -> models.QuerySet[User]:
    """Who could get a mandate: people with a role at the table in the organisation of the seat."""
    return User.objects.filter(
        pk__in=Lidmaatschap.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), partij=zetel.partij, role__in=rules.BOARD_ROLES
        ).values("user")
    ).order_by("name")


def _candidate(zetel: Zetel, user: User, start: date, end: date | None) -> Candidate:
    memberships = [
        row
        for row in Lidmaatschap.objects.filter(user=user, partij__regio_id=zetel.regio_id).select_related(
            "partij__regio"
        )
        if rules.overlap(row.valid_from, row.valid_to, start, end)
    ]
    others = [
        row
        for row in Mandaat.objects.filter(user=user, zetel__regio_id=zetel.regio_id).select_related(
            "zetel__geleding"
        )
        if row.zetel_id != zetel.pk and rules.overlap(row.valid_from, row.valid_to, start, end)
    ]
    return Candidate(
        roles=frozenset(row.role for row in memberships),
        geledingen=frozenset(row.zetel.geleding.code for row in others if row.zetel.geleding),
        of_centrumgemeente=any(_is_centrum(row.partij) for row in memberships),
    )


def _is_centrum(partij: Partij) -> bool:
    centrum = partij.regio.centrumgemeente_id
    return (partij.geleding is not None and partij.geleding.code == rules.CENTRUMGEMEENTE) or (
        centrum is not None and partij.gemeente_id == centrum and partij.soort == "gemeente"
    )


def _seat_chair(
    zetel: Zetel, soort: VoorzitterSoort, valid_from: date, *, by: Acting, at: datetime
) -> Voorzitterschap:
    if valid_from < zetel.valid_from or (zetel.valid_to and valid_from > zetel.valid_to):
        raise RuleError(_("The seat does not exist on this day."), field="valid_from")
    former = (
        Voorzitterschap.objects.select_for_update(of=("self",))
        .filter(regio_id=zetel.regio_id, soort=soort)
        .order_by("-valid_from")
        .first()
    )
    if former is not None:
        if former.zetel_id == zetel.pk and former.valid_to is None:
            raise RuleError(_("This seat has the chair already."), field="zetel")
        if former.valid_from >= valid_from:
            raise RuleError(_("The present one began later. Choose a later day."), field="valid_from")
        if former.valid_to is None or former.valid_to >= valid_from:
            former.valid_to = valid_from - timedelta(days=1)
            former.save(update_fields=["valid_to"])
    made = Voorzitterschap.objects.create(
        regio_id=zetel.regio_id, zetel=zetel, soort=soort, valid_from=valid_from
    )
    _record("voorzitterschap.given", made, by=by, at=at, detail={"zetel": zetel.pk, "soort": str(soort)})
    return made


def _close_seat(zetel: Zetel, last_day: date) -> None:
    zetel.valid_to = last_day
    zetel.save(update_fields=["valid_to"])
    # What would begin later never begins: its period becomes its first day alone.
    rows: list[Mandaat | Voorzitterschap] = [
        *zetel.mandaten.filter(_lasts_after(last_day)),
        *zetel.voorzitterschappen.filter(_lasts_after(last_day)),
    ]
    for row in rows:
        row.valid_to = max(last_day, row.valid_from)
        row.save(update_fields=["valid_to"])


def _lasts_after(day: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def _check_last_day(first: date, last_day: date, at: datetime) -> None:
    # Yesterday may be written today: who left did not vote since.
    if last_day < _day(at) - timedelta(days=1):
        raise RuleError(
            _("Choose yesterday or a later day: who sat before stays as it was."), field="valid_to"
        )
    if last_day < first:
        raise RuleError(_("The last day lies before the first one."), field="valid_to")


def _besluit(regio: Arbeidsmarktregio, pk: int | None) -> Besluit | None:
    return None if pk is None else Besluit.objects.filter(regio=regio, pk=pk).first()


def _join(thing: Any, kind: str, besluit: Besluit, *, by: Acting, at: datetime) -> None:
    links.join(
        (kind, str(thing.pk), str(thing.zetel if kind == "voorzitterschap" else thing)),
        "decided_by",
        ("besluit", str(besluit.pk), str(besluit)),
        region=by.regio.code,
        by=audit.reference(by.user),
        at=at,
    )


def _refuse(reason: SeatRefusal | None, *, field: str) -> None:
    if reason is not None:
        raise RuleError(refusal(reason), field=field)


def _regio(by: Acting) -> Arbeidsmarktregio:
    if not by.has(RIGHT):
        raise PermissionDenied
    return Arbeidsmarktregio.objects.select_for_update(of=("self",)).get(pk=by.regio_id)


def _of(rows: Any, pk: int) -> Any:
    """The row of this region, locked; what is not there is not told."""
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise PermissionDenied
    return row


def _day(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()


def _record(action: str, thing: Any, *, by: Acting, at: datetime, detail: Mapping[str, Any]) -> None:
    audit.record(
        action,
        thing,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )
