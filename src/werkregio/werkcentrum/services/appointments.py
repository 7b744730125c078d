# SPDX-License-Identifier: EUPL-1.2
"""Appointments: make, move, cancel, confirm; the waiting list moves up; all of a case end with it."""

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError

from ..models import Boeking, Doorverwijzing, Plek, Tijdkeuze, Tijdvak, Zaak
from ..permissions.appointments import may_make_appointment
from ..queries.appointment_facts import change_hours
from ..queries.languages import LANGUAGE_NAMES
from ..rules.appointment_states import LIVE, SOON, Rol, may_take, person_may_change
from ..rules.next_steps import Next, within
from ..rules.referral_states import OPEN
from ..terms import Boekingsstap, BoekingStatus, Stap, Tijdvaksoort, VolgendeStap
from . import appointment_messages as say
from .appointment_steps import (
    add,
    claim,
    locked,
    locked_slot,
    locked_slots,
    must,
    refuse_double,
    release,
    role_of,
    room,
    status_now,
)
from .referral_steps import PERSON, SYSTEM, By, state_of
from .zaak import FIRST_STEPS, day_of, save, still_open
from .zaak import locked as locked_zaak

# Steps of a case that an appointment takes the place of.
_GIVES_WAY = FIRST_STEPS | {VolgendeStap.PLAN, VolgendeStap.NIET_VERSCHENEN}


@transaction.atomic
def book(
    zaak_id: int,
    tijdvak_id: int,
    *,
    interpreter: str = "",
    doorverwijzing_id: int | None = None,
    form_key: str | None = None,
    by: By,
    at: datetime,
) -> Boeking:
    """Make an appointment: by a guide of the region, or by the person where the guide opened the choice.

    A full workshop puts somebody on its waiting list. The same form sent twice makes one appointment.
    """
    zaak = _zaak_for(zaak_id, by)
    if form_key and (earlier := Boeking.objects.filter(form_key=form_key, zaak=zaak).first()):
        return earlier
    _open(zaak, by)
    slot = locked_slot(tijdvak_id, zaak.regio_id)
    _bookable(slot, by=by, at=at)
    refuse_double(zaak, slot, at=at)
    if interpreter and interpreter not in LANGUAGE_NAMES:
        raise RuleError(_("Choose a language from the list."), field="interpreter")
    referral = _referral(zaak, slot, doorverwijzing_id)
    choice = _choice(zaak, slot) if by == PERSON else None
    free = room(slot)
    if not free and slot.soort != Tijdvaksoort.WORKSHOP:
        raise RuleError(_("This time was just taken. Choose another time."), field="tijdvak")
    boeking = Boeking.objects.create(
        tijdvak=slot,
        zaak=zaak,
        doorverwijzing=referral,
        interpreter=interpreter,
        form_key=form_key,
        created_at=at,
    )
    if free:
        claim(boeking, slot)
    add(boeking, Boekingsstap.GEMAAKT if free else Boekingsstap.WACHTLIJST, by=by, at=at)
    if choice is not None:
        choice.closed_at = at
        choice.save(update_fields=["closed_at"])
    if free:
        _plan_talk(zaak, slot)
        say.announce(say.INVITE, boeking, at=at)
    return boeking


def _zaak_for(zaak_id: int, by: By) -> Zaak:
    zaak = locked_zaak(zaak_id)
    if not isinstance(by, str) and not may_make_appointment(by, zaak):
        raise PermissionDenied
    return zaak


def _open(zaak: Zaak, by: By) -> None:
    if by != PERSON:
        still_open(zaak)
    elif zaak.withdrawn_at is not None or zaak.closed_at is not None:
        raise RuleError(_("Your question is closed. Call us if you want an appointment."))


def _bookable(slot: Tijdvak, *, by: By, at: datetime) -> None:
    if slot.taken_back_at is not None:
        raise RuleError(_("This time is not offered any more. Choose another time."), field="tijdvak")
    if by == PERSON and (not slot.self_book or slot.start < at + SOON):
        raise RuleError(_("This time was just taken. Choose another time."), field="tijdvak")
    if slot.end <= at:
        raise RuleError(_("This time has passed. Choose another time."), field="tijdvak")


def _referral(zaak: Zaak, slot: Tijdvak, doorverwijzing_id: int | None) -> Doorverwijzing | None:
    """A talk with the three of us needs a hand-over that was sent and has not ended."""
    if slot.soort != Tijdvaksoort.DRIEGESPREK:
        return None
    referral = (
        Doorverwijzing.objects.filter(pk=doorverwijzing_id, zaak=zaak).first() if doorverwijzing_id else None
    )
    if referral is None or not is_with_partner(referral):
        raise RuleError(
            _("A talk with the three of us is possible only with a partner that has a hand-over now."),
            field="doorverwijzing",
        )
    return referral


def is_with_partner(referral: Doorverwijzing) -> bool:
    """Sent, and neither ended nor taken back."""
    return state_of(referral) in OPEN and referral.stappen.filter(kind=Stap.VERZONDEN).exists()


def _choice(zaak: Zaak, slot: Tijdvak) -> Tijdkeuze:
    choice = Tijdkeuze.objects.filter(zaak=zaak, soort=slot.soort, closed_at__isnull=True).first()
    if choice is None:
        raise RuleError(_("Your guide did not open this choice, or you used it already. Call us."))
    return choice


def _plan_talk(zaak: Zaak, slot: Tijdvak) -> None:
    """The worklist says that there is a talk, and when; a more urgent step stays."""
    if zaak.next_step in _GIVES_WAY and slot.soort != Tijdvaksoort.WORKSHOP:
        save(zaak, next_step=Next(VolgendeStap.GESPREK, slot.start.astimezone(AMSTERDAM).date()))


@transaction.atomic
def move(
    boeking_id: int,
    tijdvak_id: int,
    *,
    zaak_id: int | None = None,
    by: By,
    at: datetime,
) -> Boeking:
    """Another time for the same appointment. The old chair is free at once, and the file gets a new number."""
    boeking = locked(boeking_id, zaak_id=zaak_id, also=[tijdvak_id])
    zaak, old = boeking.zaak, boeking.tijdvak
    _may(by, zaak)
    _open(zaak, by)
    if tijdvak_id == old.pk:
        raise RuleError(_("The appointment is at this time already."), field="tijdvak")
    must(boeking, Boekingsstap.VERZET, role=role_of(by), at=at)
    _in_time(boeking, by=by, at=at)
    slot = locked_slot(tijdvak_id, zaak.regio_id)
    if slot.soort != old.soort:
        raise RuleError(_("Choose a time for the same kind of appointment."), field="tijdvak")
    _bookable(slot, by=by, at=at)
    if slot.soort == Tijdvaksoort.DRIEGESPREK:
        _referral(zaak, slot, boeking.doorverwijzing_id)
    refuse_double(zaak, slot, at=at, but=boeking.pk)
    release(boeking)
    boeking.tijdvak = slot
    boeking.save(update_fields=["tijdvak"])
    claim(boeking, slot)
    add(boeking, Boekingsstap.VERZET, by=by, at=at, van=old.pk)
    if zaak.next_step == VolgendeStap.GESPREK or zaak.next_step in _GIVES_WAY:
        _plan_talk(zaak, slot)
    say.announce(say.CHANGE, boeking, at=at)
    _promote_later(old.pk, at)
    return boeking


def _may(by: By, zaak: Zaak) -> None:
    if not isinstance(by, str) and not may_make_appointment(by, zaak):
        raise PermissionDenied


def _in_time(boeking: Boeking, *, by: By, at: datetime) -> None:
    hours = change_hours(boeking.zaak.regio)
    if by == PERSON and not person_may_change(boeking.tijdvak.start, now=at, hours=hours):
        raise RuleError(
            _(
                "It is less than %(hours)d hours until your appointment. Call us: then we look for another time."
            )
            % {"hours": hours}
        )


@transaction.atomic
def cancel(
    boeking_id: int,
    *,
    zaak_id: int | None = None,
    person_asked: bool = False,
    by: By,
    at: datetime,
) -> Boeking:
    """Call an appointment off. `person_asked`: a guide writes down that the person called."""
    boeking = locked(boeking_id, zaak_id=zaak_id)
    _may(by, boeking.zaak)
    own = by == PERSON or person_asked
    kind = Boekingsstap.AFGEZEGD_PERSOON if own else Boekingsstap.AFGEZEGD_LOKET
    before = must(boeking, kind, role=role_of(by), at=at)
    if before != BoekingStatus.WACHTLIJST:
        _in_time(boeking, by=by, at=at)
    _end(boeking, kind, by=by, at=at)
    if before != BoekingStatus.WACHTLIJST and boeking.tijdvak.start > at:
        say.announce(say.CANCEL, boeking, at=at)
    zaak = boeking.zaak
    if zaak.next_step == VolgendeStap.GESPREK and zaak.closed_at is None:
        save(zaak, next_step=within(VolgendeStap.PLAN, 1, day_of(at)))
    return boeking


def _end(boeking: Boeking, kind: Boekingsstap, *, by: By, at: datetime) -> None:
    say.forget(boeking, at=at)
    if release(boeking):
        _promote_later(boeking.tijdvak_id, at)
    add(boeking, kind, by=by, at=at)


@transaction.atomic
def confirm(boeking_id: int, *, zaak_id: int | None = None, by: By, at: datetime) -> Boeking:
    """The person says: I will come. A second time changes nothing."""
    boeking = locked(boeking_id, zaak_id=zaak_id)
    _may(by, boeking.zaak)
    if status_now(boeking, at) == BoekingStatus.BEVESTIGD:
        return boeking
    must(boeking, Boekingsstap.BEVESTIGD, role=role_of(by), at=at)
    add(boeking, Boekingsstap.BEVESTIGD, by=by, at=at)
    return boeking


# The waiting list


def _promote_later(tijdvak_id: int, at: datetime) -> None:
    # In a transaction of its own: the case of who waits is locked before the slot, as everywhere.
    transaction.on_commit(partial(promote, tijdvak_id, at=at), robust=True)


def promote(tijdvak_id: int, *, at: datetime) -> int:
    """Give free places of a slot to who waits longest. Returns how many got one; may be run at any time."""
    given = 0
    for boeking_id in _waiting(tijdvak_id):
        with transaction.atomic():
            boeking = locked(boeking_id)
            slot = boeking.tijdvak
            if slot.pk != tijdvak_id or slot.start <= at or slot.taken_back_at or not room(slot):
                return given
            if status_now(boeking, at) != BoekingStatus.WACHTLIJST or boeking.zaak.withdrawn_at:
                continue
            claim(boeking, slot)
            add(boeking, Boekingsstap.PLEK, by=SYSTEM, at=at)
            say.announce(say.INVITE, boeking, at=at)
            given += 1
    return given


def _waiting(tijdvak_id: int) -> list[int]:
    """Without a chair, in the order of coming; who cancelled is found out under the lock."""
    return list(
        Boeking.objects.filter(tijdvak_id=tijdvak_id, plek__isnull=True)
        .order_by("created_at", "pk")
        .values_list("pk", flat=True)
    )


def promote_all(at: datetime) -> dict[str, int]:
    """For the worker: what a move-up after an act did not do, because the process stopped there."""
    waiting = (
        Tijdvak.objects.filter(
            soort=Tijdvaksoort.WORKSHOP,
            start__gt=at,
            taken_back_at__isnull=True,
            boekingen__plek__isnull=True,
            boekingen__isnull=False,
        )
        .distinct()
        .values_list("pk", flat=True)
    )
    return {"given": sum(promote(pk, at=at) for pk in list(waiting))}


# What ends together with a case or a hand-over


def cancel_all(zaak: Zaak, *, by: By, at: datetime) -> int:
    """All coming appointments of a locked case: it was withdrawn or is erased. Nothing is sent."""
    return _cancel_those(Boeking.objects.filter(zaak=zaak), zaak, by=by, at=at)


def referral_ended(referral: Doorverwijzing, *, at: datetime) -> int:
    """The hand-over ended: a coming talk with the three of us has no ground any more. Its case is locked."""
    coming = Boeking.objects.filter(doorverwijzing=referral, tijdvak__start__gt=at)
    zaak = referral.zaak
    return _cancel_those(coming, zaak, by=SYSTEM, at=at, tell_person=True)


def _cancel_those(
    found: QuerySet[Boeking], zaak: Zaak, *, by: By, at: datetime, tell_person: bool = False
) -> int:
    rows = list(found.select_related("doorverwijzing").order_by("pk"))
    slots = locked_slots((row.tijdvak_id for row in rows), zaak.regio_id)
    role = Rol.KLOK if by == SYSTEM else role_of(by)
    kind = Boekingsstap.AFGEZEGD_PERSOON if by == PERSON else Boekingsstap.AFGEZEGD_LOKET
    ended = 0
    for row in rows:
        row.zaak, row.tijdvak = zaak, slots[row.tijdvak_id]
        now = status_now(row, at)
        if now not in LIVE or not may_take(now, kind, role=role, start=row.tijdvak.start, now=at):
            continue
        _end(row, kind, by=by, at=at)
        if tell_person:
            say.announce(say.CANCEL, row, at=at)
        ended += 1
    return ended


def has_coming(zaak: Zaak, *, at: datetime) -> bool:
    """Whether somebody of this case still has a place in a slot that is not over."""
    return Plek.objects.filter(boeking__zaak=zaak, tijdvak__end__gt=at).exists()
