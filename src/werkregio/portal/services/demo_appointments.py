# SPDX-License-Identifier: EUPL-1.2
"""Invented appointments: the past twelve days with who came and who did not, and the coming two weeks.

A play among the others of the demo: it yields the moment of its next act, so that the log stays in order.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days
from werkregio.werkcentrum.models import Boeking, Doorverwijzing, Loket, Tijdvak, Zaak
from werkregio.werkcentrum.queries.appointment_slots import free_slots
from werkregio.werkcentrum.queries.appointments import open_referrals
from werkregio.werkcentrum.rules.appointment_series import Series, plan
from werkregio.werkcentrum.services import appointment_choice, appointment_presence, appointment_slots
from werkregio.werkcentrum.services import appointments as services
from werkregio.werkcentrum.services.appointment_slots import SlotValues

from .demo_people import Cast

DAYS_BACK, DAYS_AHEAD = 12, 14
# Languages for which the demo asks an interpreter.
INTERPRETED = frozenset({"pl", "ar", "bg", "ro", "tr", "uk"})
# Every so many appointments that nobody came to.
MISSED_EACH = 5


def play(cast: Cast, now: datetime) -> Iterator[datetime]:
    """The whole play of a region; nothing where there is no counter."""
    lokets = list(Loket.objects.filter(regio=cast.regio).order_by("pk"))
    begin = (now - timedelta(days=DAYS_BACK)).astimezone(AMSTERDAM)
    begin = begin.replace(hour=8, minute=0, second=0, microsecond=0)
    yield begin
    if not lokets:
        return
    for number, guide in enumerate(cast.guides):
        _make_slots(cast, guide, lokets[number % len(lokets)], begin, number)
    past = list(_talks(cast, before=now - timedelta(hours=2)))
    spread = [slot for index, slot in enumerate(past) if index % 4 == 1]
    yield begin + timedelta(minutes=5)
    made = list(_book(cast, spread, begin + timedelta(minutes=5)))
    for number, boeking in enumerate(made):
        moment = boeking.tijdvak.end + timedelta(minutes=5)
        if moment >= now:
            continue
        yield moment
        _came(cast, boeking, missed=number % MISSED_EACH == 2, at=moment)
    yield now - timedelta(minutes=30)
    _ahead(cast, lokets, now - timedelta(minutes=30))


def _make_slots(cast: Cast, guide: Acting, loket: Loket, at: datetime, number: int) -> None:
    """A guide's times by the opening hours, talks with three, walk-in and a workshop."""
    first, last = at.date(), at.date() + timedelta(days=DAYS_BACK + DAYS_AHEAD)
    wishes = (
        ("gesprek", Series(first, last, frozenset({0, 1, 3}), 45, 15, time(9), time(12)), 1, ""),
        ("driegesprek", Series(first, last, frozenset({1, 4}), 45, 15, time(13), time(14)), 1, ""),
        ("inloop", Series(first, last, frozenset({1, 3}), 120, 0, time(14), time(16)), 20, ""),
        ("workshop", Series(first, last, frozenset({2}), 90, 0, time(10), time(11, 30)), 4, "Een goed cv"),
    )
    for soort, series, places, title in wishes:
        if soort == "workshop" and number:
            continue
        found = plan(
            series,
            hours=loket.hours,
            exceptions=loket.exceptions,
            closed=closing_days(cast.regio.pk),
            now=at,
        )
        if found.slots:
            values = SlotValues(
                soort=soort,
                loket_id=loket.pk,
                guide_id=guide.user.pk,
                title=title,
                capacity=places,
                languages=loket.languages[:2],
            )
            appointment_slots.make_slots(
                values, found.slots, series=f"demo-{number}-{soort}", by=guide, at=at
            )


def _talks(cast: Cast, *, before: datetime) -> Iterator[Tijdvak]:
    found = Tijdvak.objects.filter(regio=cast.regio, soort="gesprek", start__lt=before)
    yield from found.order_by("start", "pk")


def _open_zaken(cast: Cast) -> Iterator[Zaak]:
    """Questions that a guide works on and that have no appointment yet."""
    busy = Boeking.objects.filter(zaak__regio=cast.regio).values("zaak")
    yield from (
        Zaak.objects.filter(
            regio=cast.regio, owner__isnull=False, closed_at__isnull=True, withdrawn_at__isnull=True
        )
        .exclude(pk__in=busy)
        .order_by("pk")
    )


def _book(cast: Cast, slots: Sequence[Tijdvak], at: datetime) -> Iterator[Boeking]:
    for number, (slot, zaak) in enumerate(zip(slots, list(_open_zaken(cast)), strict=False)):
        yield services.book(
            zaak.pk,
            slot.pk,
            interpreter=zaak.language if zaak.language in INTERPRETED else "",
            by=cast.guides[number % len(cast.guides)],
            at=at,
        )


def _came(cast: Cast, boeking: Boeking, *, missed: bool, at: datetime) -> None:
    """Who came and who did not; the question may have been withdrawn since."""
    boeking.zaak.refresh_from_db()
    if boeking.zaak.withdrawn_at is not None:
        return
    guide = cast.guides[0]
    act = appointment_presence.did_not_come if missed else appointment_presence.held
    act(boeking.pk, by=guide, at=at)


def _ahead(cast: Cast, lokets: list[Loket], at: datetime) -> None:
    """Today and the coming two weeks."""
    guide = cast.guides[0]
    coming = list(free_slots(cast.regio.pk, "gesprek", at=at))
    made = list(_book(cast, [slot for i, slot in enumerate(coming) if i % 3 == 0][:9], at))
    if len(made) > 2:
        services.confirm(made[1].pk, by="persoon", at=at)
    free = iter(list(_open_zaken(cast)))
    workshop = free_slots(cast.regio.pk, "workshop", at=at).first()
    if workshop:
        for zaak in islice(free, 5):
            services.book(zaak.pk, workshop.pk, by=guide, at=at)
    for zaak in islice(free, 2):
        appointment_choice.open_choice(zaak.pk, "gesprek", by=guide, at=at)
    for zaak in islice(free, 2):
        appointment_presence.walk_in(lokets[0].pk, zaak.pk, by=guide, at=at)
    _with_three(cast, at)
    _day_off(cast, at)


def _day_off(cast: Cast, at: datetime) -> None:
    """A guide is away on a day with an appointment, which waits for a colleague."""
    for guide in cast.guides[1:]:
        talk = (
            Boeking.objects.filter(
                tijdvak__guide=guide.user, tijdvak__start__gt=at + timedelta(days=1), plek__isnull=False
            )
            .order_by("tijdvak__start")
            .first()
        )
        if talk is not None:
            day = talk.tijdvak.start.astimezone(AMSTERDAM).date()
            appointment_slots.add_absence(
                guide.user.pk, first_day=day, last_day=day + timedelta(days=1), by=cast.guides[0], at=at
            )
            return


def _with_three(cast: Cast, at: datetime) -> None:
    """A talk with guide, partner and person for two hand-overs that run."""
    slots = iter(list(free_slots(cast.regio.pk, "driegesprek", at=at)))
    running = (
        Doorverwijzing.objects.filter(zaak__regio=cast.regio).order_by("-pk").values_list("zaak", flat=True)
    )
    made = 0
    for zaak in Zaak.objects.filter(pk__in=list(running), closed_at=None, withdrawn_at=None).order_by("pk"):
        referrals = open_referrals(zaak)
        if referrals and (slot := next(slots, None)):
            services.book(zaak.pk, slot.pk, doorverwijzing_id=referrals[0][0], by=cast.guides[0], at=at)
            made += 1
        if made == 2:
            return
