# SPDX-License-Identifier: EUPL-1.2
"""Who comes: here, did not come, held; walk-in without an appointment; a mistake put right.

Not coming is a reason to call, never a mark against somebody: nothing else follows from it.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Boeking, Doorverwijzing, Loket, Tijdvak, Zaakgebeurtenis
from ..permissions.appointments import may_end_talk, may_make_appointment, may_use_loket
from ..rules.appointment_series import hours_on
from ..rules.appointment_states import COMING, Rol
from ..rules.next_steps import within
from ..terms import Boekingsstap, BoekingStatus, Gebeurtenis, Plaats, Tijdvaksoort, VolgendeStap, Warmte
from .appointment_steps import add, claim, locked, must, room, status_now
from .zaak import day_of, save, still_open
from .zaak import locked as locked_zaak

# A walk-in slot that is made because somebody stands there holds this many people.
WALK_IN_PLACES = 60
WALK_IN_AT_LEAST = timedelta(minutes=30)
# These steps of a case are more urgent than calling somebody who did not come.
_STAYS = frozenset(
    {VolgendeStap.RECHTENVERZOEK, VolgendeStap.BERICHT_MISLUKT, VolgendeStap.VRAAG_BEANTWOORDEN}
)


def _for_staff(boeking_id: int, by: Acting, *, partner_too: bool = False) -> tuple[Boeking, Rol]:
    boeking = locked(boeking_id)
    if may_make_appointment(by, boeking.zaak):
        return boeking, Rol.GIDS
    if partner_too and may_end_talk(by, boeking):
        return boeking, Rol.PARTNER
    raise PermissionDenied


@transaction.atomic
def arrived(boeking_id: int, *, by: Acting, at: datetime) -> Boeking:
    """The person is here. A second click changes nothing."""
    boeking, role = _for_staff(boeking_id, by)
    if status_now(boeking, at) == BoekingStatus.BINNEN:
        return boeking
    must(boeking, Boekingsstap.BINNENGEKOMEN, role=role, at=at)
    add(boeking, Boekingsstap.BINNENGEKOMEN, by=by, at=at)
    return boeking


@transaction.atomic
def did_not_come(boeking_id: int, *, by: Acting, at: datetime) -> Boeking:
    """Nobody came: the worklist says to call today."""
    boeking, role = _for_staff(boeking_id, by, partner_too=True)
    if status_now(boeking, at) == BoekingStatus.NIET_VERSCHENEN:
        return boeking
    must(boeking, Boekingsstap.NIET_VERSCHENEN, role=role, at=at)
    add(boeking, Boekingsstap.NIET_VERSCHENEN, by=by, at=at)
    zaak = boeking.zaak
    workshop = boeking.tijdvak.soort == Tijdvaksoort.WORKSHOP
    if zaak.closed_at is None and zaak.withdrawn_at is None and zaak.next_step not in _STAYS:
        days = 3 if workshop else 0
        save(zaak, next_step=within(VolgendeStap.NIET_VERSCHENEN, days, day_of(at)))
    return boeking


@transaction.atomic
def held(boeking_id: int, *, by: Acting, at: datetime) -> Boeking:
    """The talk was held. With the three of us, the hand-over is now as warm as it can be."""
    boeking, role = _for_staff(boeking_id, by, partner_too=True)
    if status_now(boeking, at) == BoekingStatus.AFGEROND:
        return boeking
    must(boeking, Boekingsstap.AFGEROND, role=role, at=at)
    detail = {}
    referral = boeking.doorverwijzing
    if referral is not None and boeking.tijdvak.soort == Tijdvaksoort.DRIEGESPREK:
        detail["warmte_was"] = referral.warmth
        Doorverwijzing.objects.filter(pk=referral.pk).update(warmth=Warmte.DRIEGESPREK)
    add(boeking, Boekingsstap.AFGEROND, by=by, at=at, **detail)
    zaak = boeking.zaak
    if zaak.next_step == VolgendeStap.GESPREK and zaak.closed_at is None and zaak.withdrawn_at is None:
        save(zaak, next_step=within(VolgendeStap.PLAN, 1, day_of(at)))
    return boeking


@transaction.atomic
def undo(boeking_id: int, *, by: Acting, at: datetime) -> Boeking:
    """The last word about coming was a mistake. It stays in the log; it no longer counts."""
    boeking, role = _for_staff(boeking_id, by)
    before = must(boeking, Boekingsstap.HERSTELD, role=role, at=at)
    add(boeking, Boekingsstap.HERSTELD, by=by, at=at)
    zaak = boeking.zaak
    if before == BoekingStatus.AFGEROND and boeking.doorverwijzing_id:
        _as_warm_as_before(boeking)
    if before == BoekingStatus.NIET_VERSCHENEN and zaak.next_step == VolgendeStap.NIET_VERSCHENEN:
        save(zaak, next_step=within(VolgendeStap.GESPREK, 0, day_of(at)))
    return boeking


def _as_warm_as_before(boeking: Boeking) -> None:
    referral = boeking.doorverwijzing
    line = (
        Zaakgebeurtenis.objects.filter(
            zaak=boeking.zaak,
            kind=Gebeurtenis.BOEKING,
            detail__boeking=boeking.pk,
            detail__boekingsstap=Boekingsstap.AFGEROND.value,
        )
        .order_by("-pk")
        .first()
    )
    warmth = line.detail.get("warmte_was") if line else None
    if referral is not None and warmth in Warmte.values:
        Doorverwijzing.objects.filter(pk=referral.pk).update(warmth=warmth)


@transaction.atomic
def walk_in(loket_id: int, zaak_id: int, *, by: Acting, at: datetime) -> Boeking:
    """Somebody comes in without an appointment. Who has one today at this counter is noted as here."""
    zaak = locked_zaak(zaak_id)
    if not may_make_appointment(by, zaak):
        raise PermissionDenied
    still_open(zaak)
    loket = Loket.objects.select_for_update().filter(pk=loket_id, regio_id=zaak.regio_id).first()
    if loket is None or not may_use_loket(by, loket):
        raise PermissionDenied
    today = at.astimezone(AMSTERDAM).date()
    for row in Boeking.objects.filter(zaak=zaak, tijdvak__loket=loket, tijdvak__start__date=today):
        now = status_now(row, at)
        if now == BoekingStatus.BINNEN:
            raise RuleError(_("This person is on the list of today as here already."))
        if now in COMING:
            return arrived(row.pk, by=by, at=at)
    slot = _walk_in_slot(loket, by=by, at=at)
    boeking = Boeking.objects.create(tijdvak=slot, zaak=zaak, created_at=at)
    claim(boeking, slot)
    add(boeking, Boekingsstap.GEMAAKT, by=by, at=at)
    add(boeking, Boekingsstap.BINNENGEKOMEN, by=by, at=at)
    return boeking


def _walk_in_slot(loket: Loket, *, by: Acting, at: datetime) -> Tijdvak:
    """The walk-in hour that runs now and has room; without one, the rest of this opening time."""
    running = (
        Tijdvak.objects.select_for_update(of=("self",))
        .filter(loket=loket, soort=Tijdvaksoort.INLOOP, start__lte=at, end__gt=at, taken_back_at__isnull=True)
        .order_by("start", "pk")
    )
    for slot in running:
        if room(slot):
            return slot
    local = at.astimezone(AMSTERDAM)
    start = local.replace(minute=local.minute - local.minute % 15, second=0, microsecond=0)
    end = start + WALK_IN_AT_LEAST
    for begin, finish in hours_on(local.date(), loket.hours, loket.exceptions) or ():
        if begin <= local.time() < finish:
            end = max(end, local.replace(hour=finish.hour, minute=finish.minute, second=0, microsecond=0))
    return Tijdvak.objects.create(
        regio_id=loket.regio_id,
        soort=Tijdvaksoort.INLOOP,
        plaats=Plaats.LOKET,
        loket=loket,
        start=start,
        end=end,
        capacity=WALK_IN_PLACES,
        languages=loket.languages,
        self_book=False,
        created_by=by.user,
        created_at=at,
    )
