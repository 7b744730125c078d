# SPDX-License-Identifier: EUPL-1.2
"""Room and waiting time of offers: what the partner said, what is under way, and how long people waited."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Aanbod, Capaciteitsmelding, Doorverwijzing, DoorverwijzingStap
from ..rules.capacity import Capacity, Room, capacity
from ..rules.dead_ends import Waiting, waiting
from ..rules.referral_states import AT_PARTNER
from ..terms import Capaciteitsoort, InstrumentStatus, Stap
from .referral_state import with_state

# Waiting time is measured over referrals that were sent in the last so many days.
MEASURED_DAYS = 366


def in_use(offers: Collection[int]) -> dict[int, int]:
    """How many referrals each offer has now; one query."""
    rows = with_state(Doorverwijzing.objects.filter(aanbod_id__in=offers)).filter(
        state__in=[state.value for state in AT_PARTNER]
    )
    counts: dict[int, int] = defaultdict(int)
    for offer in rows.order_by().values_list("aanbod_id", flat=True):
        counts[offer or 0] += 1
    return counts


def capacities(offers: Collection[Aanbod], today: date) -> dict[int, Capacity]:
    """The room of each offer; one query."""
    used = in_use([offer.pk for offer in offers])
    return {
        offer.pk: capacity(
            suspended_until=offer.suspended_until,
            full_until=offer.full_until,
            places=offer.places,
            in_use=used.get(offer.pk, 0),
            today=today,
        )
        for offer in offers
    }


def first_contacts(
    *, since: date, until: date, offers: Collection[int] | None = None, regio_id: int | None = None
) -> list[tuple[int | None, str, int]]:
    """Offer, warmth and days from sending to first contact, of referrals sent in a period. One query."""
    steps = DoorverwijzingStap.objects.filter(
        kind__in=[Stap.VERZONDEN, Stap.EERSTE_CONTACT],
        doorverwijzing__created_at__gte=datetime.combine(since - timedelta(days=62), time.min, AMSTERDAM),
    )
    if offers is not None:
        steps = steps.filter(doorverwijzing__aanbod_id__in=offers)
    if regio_id is not None:
        steps = steps.filter(doorverwijzing__zaak__regio_id=regio_id)
    sent: dict[int, date] = {}
    found: list[tuple[int | None, str, int]] = []
    rows = steps.order_by("doorverwijzing_id", "sequence").values_list(
        "doorverwijzing_id", "kind", "at", "contact_on", "doorverwijzing__aanbod_id", "doorverwijzing__warmth"
    )
    for pk, kind, at, contact_on, offer, warmth in rows:
        if kind == Stap.VERZONDEN:
            sent[pk] = at.astimezone(AMSTERDAM).date()
        elif pk in sent and since <= sent[pk] <= until and contact_on is not None:
            found.append((offer, warmth, max(0, (contact_on - sent[pk]).days)))
    return found


def measured_waiting(offers: Collection[int], *, today: date) -> dict[int, Waiting]:
    """Days to first contact of each offer in the last year; one query."""
    days: dict[int, list[int]] = defaultdict(list)
    for offer, _warmth, number in first_contacts(
        since=today - timedelta(days=MEASURED_DAYS), until=today, offers=offers
    ):
        days[offer or 0].append(number)
    return {offer: waiting(found) for offer, found in days.items()}


def days_in_words(days: Fraction) -> str:
    """A half day counts as the next whole one: nobody waits shorter than we say."""
    whole = -(-days.numerator // days.denominator)
    if whole == 0:
        return _("the same day")
    return ngettext("%(n)d day", "%(n)d days", whole) % {"n": whole}


def public_waiting(offers: Collection[int], *, today: date, limit: int) -> dict[int, str]:
    """What everybody may know of the waiting time of offers: only over enough people. One query."""
    return {
        offer: days_in_words(found.days)
        for offer, found in measured_waiting(offers, today=today).items()
        if found.days is not None and found.number >= limit
    }


def public_room(offers: Collection[Aanbod], today: date) -> dict[int, str]:
    """Only what the partner said itself: how many places are free is for guides."""
    found = {}
    for offer in offers:
        room = capacity(suspended_until=None, full_until=offer.full_until, places=None, in_use=0, today=today)
        if room.warns:
            found[offer.pk] = room_in_words(room)
    return found


def room_in_words(found: Capacity) -> str:
    """One sentence for a guide or a visitor; empty when nothing is known."""
    day = date_format(found.until, "j E Y") if found.until else ""
    if found.room == Room.STOPPED:
        return _("Takes nobody until %(day)s.") % {"day": day}
    if found.room == Room.FULL:
        return _("Full until %(day)s.") % {"day": day}
    if found.room == Room.NO_PLACE:
        return _("All places are taken now.")
    if found.free is not None:
        return ngettext("%(n)d place free.", "%(n)d places free.", found.free) % {"n": found.free}
    return ""


def offer_name(offer: Aanbod) -> str:
    """The name of the help of an offer that was read with its texts."""
    names = {text.language: text.name for text in offer.instrument.teksten.all()}
    return names.get(get_language() or "nl") or names.get("nl") or offer.instrument.slug


@dataclass(frozen=True, slots=True)
class FullRow:
    """One offer that takes nobody now."""

    name: str
    slug: str
    partij: str
    why: str
    until: date | None
    since: date | None
    waiting: int
    times_in_year: int


def what_is_full(regio: Arbeidsmarktregio, today: date) -> list[FullRow]:
    """Offers of the region without room, the longest first. Five queries, however many offers."""
    offers = list(
        Aanbod.objects.filter(regio=regio, active=True)
        .exclude(instrument__status=InstrumentStatus.ENDED)
        .select_related("partij", "instrument")
        .prefetch_related("instrument__teksten")
    )
    rooms = capacities(offers, today)
    full = [offer for offer in offers if rooms[offer.pk].warns]
    said: dict[int, list[Capaciteitsmelding]] = defaultdict(list)
    for row in Capaciteitsmelding.objects.filter(aanbod__in=full).order_by("at", "pk"):
        said[row.aanbod_id].append(row)
    used = in_use([offer.pk for offer in full])
    year = today - timedelta(days=365)
    rows = []
    for offer in full:
        last = said[offer.pk][-1] if said[offer.pk] else None
        is_full = rooms[offer.pk].room == Room.FULL
        rows.append(
            FullRow(
                name=offer_name(offer),
                slug=offer.instrument.slug,
                partij=offer.partij.naam,
                why=room_in_words(rooms[offer.pk]),
                until=rooms[offer.pk].until,
                since=last.at.astimezone(AMSTERDAM).date() if last and is_full else None,
                waiting=used.get(offer.pk, 0),
                times_in_year=sum(
                    row.kind == Capaciteitsoort.VOL and row.at.astimezone(AMSTERDAM).date() >= year
                    for row in said[offer.pk]
                ),
            )
        )
    return sorted(rows, key=lambda row: (row.since or today, row.name.casefold()))
