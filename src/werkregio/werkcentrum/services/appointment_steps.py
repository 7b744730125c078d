# SPDX-License-Identifier: EUPL-1.2
"""One thing that happens to an appointment: the locks, the rule, the row, the chair, the timeline, the audit line.

Locks are taken in one order everywhere: the case (cases by key), then the slots by key. So two acts at the
same moment wait for each other and never for ever.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import ConflictError, RuleError

from ..models import Boeking, Boekingsgebeurtenis, Plek, Tijdvak, Zaak
from ..rules.appointment_states import Event, Rol, may_take, overlaps, status_of
from ..terms import Boekingsstap, BoekingStatus, Gebeurtenis
from .referral_steps import PERSON, SYSTEM, By, actor_of
from .zaak import locked as locked_zaak
from .zaak import log, tell


def role_of(by: By) -> Rol:
    """A person on the own page, the clock, or a guide; a partner's acts name their role themselves."""
    if by == PERSON:
        return Rol.PERSOON
    return Rol.KLOK if by == SYSTEM else Rol.GIDS


def locked_slot(tijdvak_id: int, regio_id: int) -> Tijdvak:
    """A slot with its row locked; one of another region is refused like one that does not exist."""
    tijdvak = (
        Tijdvak.objects.select_for_update(of=("self",))
        .select_related("loket")
        .filter(pk=tijdvak_id, regio_id=regio_id)
        .first()
    )
    if tijdvak is None:
        raise PermissionDenied
    return tijdvak


def locked_slots(ids: Iterable[int], regio_id: int) -> dict[int, Tijdvak]:
    return {pk: locked_slot(pk, regio_id) for pk in sorted(set(ids))}


def locked(boeking_id: int, *, zaak_id: int | None = None, also: Iterable[int] = ()) -> Boeking:
    """An appointment with its case and slots locked; `also` are slots that the act needs besides its own.

    With `zaak_id` only an appointment of that case exists.
    """
    mine = Boeking.objects.filter(pk=boeking_id)
    if zaak_id is not None:
        mine = mine.filter(zaak_id=zaak_id)
    found = mine.values_list("zaak_id", flat=True).first()
    if found is None:
        raise PermissionDenied
    zaak = locked_zaak(found)
    boeking = Boeking.objects.select_related("doorverwijzing").get(pk=boeking_id)
    slots = locked_slots({boeking.tijdvak_id, *also}, zaak.regio_id)
    boeking.zaak, boeking.tijdvak = zaak, slots[boeking.tijdvak_id]
    return boeking


def events_of(boeking: Boeking) -> list[Event]:
    rows = Boekingsgebeurtenis.objects.filter(boeking=boeking).order_by("sequence")
    return [Event(Boekingsstap(kind), at) for kind, at in rows.values_list("kind", "at")]


def status_now(boeking: Boeking, at: datetime) -> BoekingStatus:
    slot = boeking.tijdvak
    return status_of(events_of(boeking), start=slot.start, end=slot.end, now=at)


def add(boeking: Boeking, kind: Boekingsstap, *, by: By, at: datetime, **detail: Any) -> Boekingsgebeurtenis:
    """Add an event to a locked appointment, with its line on the timeline of the case and in the log."""
    actor = actor_of(by)
    last = boeking.gebeurtenissen.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    try:
        with transaction.atomic():
            event = Boekingsgebeurtenis.objects.create(
                boeking=boeking,
                sequence=last + 1,
                kind=kind,
                at=at,
                actor=actor.name,
                organisation=actor.organisation,
                tijdvak=boeking.tijdvak,
            )
    except IntegrityError as error:
        raise ConflictError(
            _("Somebody else changed this appointment at the same moment. Look again.")
        ) from error
    codes = {"boeking": boeking.pk, "boekingsstap": kind.value, "tijdvak": boeking.tijdvak_id, **detail}
    tell(boeking.zaak, Gebeurtenis.BOEKING, by=by, at=at, **codes)
    log(f"boeking.{kind.value}", boeking.zaak, by=by, at=at, **codes)
    return event


def must(boeking: Boeking, kind: Boekingsstap, *, role: Rol, at: datetime) -> BoekingStatus:
    """The present status, when this may happen now; refused with the status in words otherwise."""
    now = status_now(boeking, at)
    if not may_take(now, kind, role=role, start=boeking.tijdvak.start, now=at):
        raise RuleError(
            _("This is not possible now. The appointment stands at: %(status)s.") % {"status": now.label}
        )
    return now


def room(tijdvak: Tijdvak) -> int:
    """How many places are free."""
    return max(0, tijdvak.capacity - tijdvak.plekken.count())


def claim(boeking: Boeking, tijdvak: Tijdvak) -> Plek:
    """Give a chair of a locked slot. The database refuses one that is taken, or beyond the last."""
    taken = set(tijdvak.plekken.values_list("number", flat=True))
    number = next((n for n in range(1, tijdvak.capacity + 1) if n not in taken), None)
    if number is None:
        raise ConflictError(_("This time was just taken. Choose another time."), field="tijdvak")
    try:
        with transaction.atomic():
            return Plek.objects.create(tijdvak=tijdvak, number=number, boeking=boeking)
    except IntegrityError as error:
        raise ConflictError(_("This time was just taken. Choose another time."), field="tijdvak") from error


def release(boeking: Boeking) -> bool:
    """Give the chair back; True when there was one."""
    return bool(Plek.objects.filter(boeking=boeking).delete()[0])


def refuse_double(zaak: Zaak, tijdvak: Tijdvak, *, at: datetime, but: int | None = None) -> None:
    """One person is not at two places at once: a second appointment at the same time is refused."""
    others = Boeking.objects.filter(zaak=zaak, tijdvak__start__lt=tijdvak.end, tijdvak__end__gt=tijdvak.start)
    if but is not None:
        others = others.exclude(pk=but)
    for other in others.select_related("tijdvak"):
        now = status_now(other, at)
        live = now in (BoekingStatus.GEPLAND, BoekingStatus.BEVESTIGD, BoekingStatus.WACHTLIJST)
        if live and overlaps(tijdvak.start, tijdvak.end, other.tijdvak.start, other.tijdvak.end):
            raise RuleError(
                _("There is another appointment at this time already. Choose another time."), field="tijdvak"
            )
