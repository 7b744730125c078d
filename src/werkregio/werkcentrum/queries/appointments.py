# SPDX-License-Identifier: EUPL-1.2
"""Appointments as a page shows them: of a day at a counter, of a guide's week, of a case, of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.permissions import Acting

from ..models import Boeking, Boekingsgebeurtenis, Doorverwijzing, Loket, Tijdkeuze, Zaak
from ..permissions.appointments import may_see_talk, may_use_loket
from ..rules.appointment_states import (
    LIVE,
    SHAPES,
    Event,
    Rol,
    may_take,
    person_may_change,
    status_of,
)
from ..rules.referral_states import OPEN
from ..terms import Boekingsstap, BoekingStatus, Plaats, Stap
from .appointment_facts import address_of, change_hours
from .appointment_slots import day_bounds
from .languages import LANGUAGE_NAMES
from .mine_words import appointment_word
from .referral import with_state
from .zaak import personal


@dataclass(frozen=True, slots=True)
class Shown:
    """One appointment, ready to show. `acts` are the steps that may be taken now."""

    pk: int
    reference: str
    first_name: str
    soort: str
    title: str
    place: str
    start: datetime
    end: datetime
    status: BoekingStatus
    shape: str
    guide: str
    partner: str
    interpreter: str
    interpreter_arranged: bool
    acts: frozenset[str]
    slot_pk: int
    zaak_owner: str = ""
    arrived_at: datetime | None = None

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def label(self) -> str:
        return str(self.status.label)


def with_events(rows: QuerySet[Boeking]) -> QuerySet[Boeking]:
    """With everything that `shown` reads: two queries, however many appointments."""
    return rows.select_related(
        "tijdvak__loket",
        "tijdvak__guide",
        "tijdvak__partij",
        "zaak__regio",
        "zaak__sleutel",
        "zaak__gegevens",
        "zaak__owner",
        "doorverwijzing__partij",
    ).prefetch_related(Prefetch("gebeurtenissen", Boekingsgebeurtenis.objects.order_by("sequence")))


def events_in(boeking: Boeking) -> list[Event]:
    """The events of an appointment of `with_events`; asks the database nothing."""
    return [Event(Boekingsstap(row.kind), row.at) for row in boeking.gebeurtenissen.all()]


def status_in(boeking: Boeking, at: datetime) -> BoekingStatus:
    slot = boeking.tijdvak
    return status_of(events_in(boeking), start=slot.start, end=slot.end, now=at)


def place_of(boeking: Boeking) -> str:
    """The counter by name, or how else."""
    slot = boeking.tijdvak
    return slot.loket.naam if slot.loket else str(Plaats(slot.plaats).label)


def shown(boeking: Boeking, *, at: datetime, role: Rol = Rol.GIDS, named: bool = True) -> Shown:
    """A row of `with_events`. Only a first name: who stands at the counter need not hear more."""
    slot, status = boeking.tijdvak, status_in(boeking, at)
    came = [row.at for row in boeking.gebeurtenissen.all() if row.kind == Boekingsstap.BINNENGEKOMEN]
    return Shown(
        pk=boeking.pk,
        reference=boeking.zaak.reference,
        first_name=personal(boeking.zaak).voornaam if named else "",
        soort=str(slot.get_soort_display()),
        title=slot.title,
        place=place_of(boeking),
        start=slot.start.astimezone(AMSTERDAM),
        end=slot.end.astimezone(AMSTERDAM),
        status=status,
        shape=SHAPES[status],
        guide=slot.guide.name if slot.guide else "",
        partner=boeking.doorverwijzing.partij.naam if boeking.doorverwijzing else "",
        interpreter=LANGUAGE_NAMES.get(boeking.interpreter, boeking.interpreter),
        interpreter_arranged=boeking.interpreter_arranged_at is not None,
        acts=frozenset(
            kind.value for kind in Boekingsstap if may_take(status, kind, role=role, start=slot.start, now=at)
        ),
        slot_pk=slot.pk,
        zaak_owner=boeking.zaak.owner.name if boeking.zaak.owner else "",
        arrived_at=came[-1].astimezone(AMSTERDAM) if came and status == BoekingStatus.BINNEN else None,
    )


def _of_region(acting: Acting) -> QuerySet[Boeking]:
    return Boeking.objects.filter(zaak__regio_id=acting.regio_id, zaak__erased_at__isnull=True)


def boeking_for_guide(acting: Acting, pk: int) -> Boeking | None:
    """An appointment of the own region; another one does not exist."""
    if not acting.has("zaak.write"):
        return None
    return with_events(_of_region(acting).filter(pk=pk)).first()


def lokets_for(acting: Acting) -> list[Loket]:
    """The counters at which this guide works, by name."""
    rows = Loket.objects.filter(regio_id=acting.regio_id).select_related("gemeente").order_by("naam", "pk")
    return [row for row in rows if may_use_loket(acting, row)]


def day_list(acting: Acting, loket: Loket, day: date, *, at: datetime) -> list[Shown]:
    """Who comes at a counter on a day, in order of time; cancelled ones are left out."""
    begin, finish = day_bounds(day, day)
    rows = with_events(
        _of_region(acting).filter(tijdvak__loket=loket, tijdvak__start__gte=begin, tijdvak__start__lt=finish)
    ).order_by("tijdvak__start", "created_at", "pk")
    found = [shown(row, at=at) for row in rows]
    return [row for row in found if row.status not in (BoekingStatus.AFGEZEGD, BoekingStatus.WACHTLIJST)]


def of_guide(acting: Acting, guide_id: int, first: date, last: date, *, at: datetime) -> list[Shown]:
    """The appointments in the slots of a guide in a period, for the guide alone."""
    begin, finish = day_bounds(first, last)
    rows = with_events(
        _of_region(acting).filter(
            tijdvak__guide_id=guide_id, tijdvak__start__gte=begin, tijdvak__start__lt=finish
        )
    ).order_by("tijdvak__start", "pk")
    found = [shown(row, at=at, named=guide_id == acting.user.pk) for row in rows]
    return [row for row in found if row.status != BoekingStatus.AFGEZEGD]


def of_slot(acting: Acting, slot_id: int, *, at: datetime) -> tuple[list[Shown], list[Shown]]:
    """Who comes in a slot, and who waits for a place, in order."""
    rows = with_events(_of_region(acting).filter(tijdvak_id=slot_id)).order_by("created_at", "pk")
    found = [shown(row, at=at) for row in rows]
    waiting = [row for row in found if row.status == BoekingStatus.WACHTLIJST]
    gone = (BoekingStatus.WACHTLIJST, BoekingStatus.AFGEZEGD)
    return [row for row in found if row.status not in gone], waiting


def of_zaak(zaak: Zaak, *, at: datetime) -> list[Shown]:
    """All appointments of a case, the newest first."""
    rows = with_events(Boeking.objects.filter(zaak=zaak)).order_by("-tijdvak__start", "-pk")
    return [shown(row, at=at, named=False) for row in rows]


def zaak_block(zaak: Zaak, *, at: datetime) -> dict[str, object]:
    """What the block on the case page needs."""
    rows = of_zaak(zaak, at=at)
    return {
        "appointments": [row for row in rows if row.status in LIVE][::-1],
        "past_appointments": [row for row in rows if row.status not in LIVE],
        "open_choices": list(Tijdkeuze.objects.filter(zaak=zaak, closed_at__isnull=True)),
    }


def open_referrals(zaak: Zaak) -> list[tuple[int, str]]:
    """Hand-overs of a case that are with a partner now, for a talk with the three of us."""
    not_yet = {Stap.CONCEPT, Stap.AANGEBODEN, Stap.INGESTEMD, Stap.GEINFORMEERD}
    rows = with_state(Doorverwijzing.objects.filter(zaak=zaak).select_related("partij"))
    running = {kind.value for kind in OPEN - not_yet}
    return [(row.pk, row.partij.naam) for row in rows if row.state in running]


# The person


@dataclass(frozen=True, slots=True)
class MineAppointment:
    """What a person sees of an appointment: when, where, how to get in, what may be changed."""

    pk: int
    soort_code: str
    title: str
    start: datetime
    place: str
    address: str
    phone: str
    accessibility: str
    languages: tuple[tuple[str, str], ...]
    interpreter: str
    status: BoekingStatus
    status_text: str
    shape: str
    with_partner: str
    may_change: bool
    may_confirm: bool


def mine_appointments(zaak: Zaak, *, at: datetime) -> list[MineAppointment]:
    """Coming appointments of one person, the first one first."""
    hours = change_hours(zaak.regio)
    rows = with_events(Boeking.objects.filter(zaak=zaak, tijdvak__end__gt=at)).order_by(
        "tijdvak__start", "pk"
    )
    found = []
    for row in rows:
        status, slot = status_in(row, at), row.tijdvak
        if status not in LIVE:
            continue
        spoken = slot.languages or (slot.loket.languages if slot.loket else [])
        waiting = status == BoekingStatus.WACHTLIJST
        found.append(
            MineAppointment(
                pk=row.pk,
                soort_code=slot.soort,
                title=slot.title,
                start=slot.start.astimezone(AMSTERDAM),
                place=slot.plaats,
                address=address_of(slot),
                phone=(slot.loket.phone if slot.loket else "") or zaak.regio.phone,
                accessibility=slot.loket.accessibility if slot.loket else "",
                languages=tuple((code, LANGUAGE_NAMES.get(code, code)) for code in spoken),
                interpreter=LANGUAGE_NAMES.get(row.interpreter, row.interpreter),
                status=status,
                status_text=appointment_word(status),
                shape=SHAPES[status],
                with_partner=row.doorverwijzing.partij.naam if row.doorverwijzing else "",
                may_change=waiting or person_may_change(slot.start, now=at, hours=hours),
                may_confirm=status == BoekingStatus.GEPLAND,
            )
        )
    return found


def choices_of(zaak: Zaak) -> list[str]:
    """The kinds for which the person may choose a time now."""
    return list(Tijdkeuze.objects.filter(zaak=zaak, closed_at__isnull=True).values_list("soort", flat=True))


def mine_boeking(zaak: Zaak, pk: int) -> Boeking | None:
    return with_events(Boeking.objects.filter(zaak=zaak, pk=pk)).first()


# The partner


def talks_for_partner(acting: Acting, referral: Doorverwijzing, *, at: datetime) -> list[Shown]:
    """Talks with the three of us of one hand-over. Whoever may read it no more sees none."""
    rows = with_events(Boeking.objects.filter(doorverwijzing=referral)).order_by("tijdvak__start", "pk")
    return [
        row
        for row in (
            shown(boeking, at=at, role=Rol.PARTNER, named=False)
            for boeking in rows
            if may_see_talk(acting, boeking)
        )
        if row.status != BoekingStatus.AFGEZEGD
    ]


# Interpreters


def interpreter_needs(acting: Acting, first: date, last: date, *, at: datetime) -> list[Shown]:
    """Appointments of a week that need an interpreter, in order of time; no names at all."""
    begin, finish = day_bounds(first, last)
    rows = with_events(
        _of_region(acting)
        .filter(tijdvak__start__gte=begin, tijdvak__start__lt=finish)
        .exclude(interpreter="")
    ).order_by("tijdvak__start", "pk")
    found = [shown(row, at=at, named=False) for row in rows]
    return [row for row in found if row.status in LIVE]


def to_hand_over(acting: Acting, guide_id: int, first: date, last: date, *, at: datetime) -> Sequence[Shown]:
    """Appointments that stand on the days off of a guide."""
    begin, finish = day_bounds(first, last)
    rows = with_events(
        _of_region(acting).filter(
            tijdvak__guide_id=guide_id,
            tijdvak__start__gte=max(begin, at),
            tijdvak__start__lt=finish,
            tijdvak__taken_back_at__isnull=True,
        )
    ).order_by("tijdvak__start", "pk")
    return [row for row in (shown(one, at=at, named=False) for one in rows) if row.status in LIVE]


def lines(rows: Iterable[Shown]) -> dict[int, list[Shown]]:
    """By slot."""
    found: dict[int, list[Shown]] = {}
    for row in rows:
        found.setdefault(row.slot_pk, []).append(row)
    return found
