# SPDX-License-Identifier: EUPL-1.2
"""A partner's own page: what waits, how fast it answers, its offers and the pages that it keeps right."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio, Partij
from werkregio.regio.permissions import Acting

from ..models import Aanbod, DoorverwijzingStap, Feit, Instrument, Verbeterverzoek
from ..permissions.upkeep import may_see_own_offers
from ..rules import facts
from ..rules.quality import confirm_by
from ..rules.referral_states import AT_PARTNER
from ..rules.upkeep import AnswerTime, Confirmation, answer_times, confirmation, owner
from ..terms import InstrumentStatus, Stap
from .directory import expired_facts
from .inbox import InboxRow, inbox, inbox_row
from .quality import SCORE_PARTS, ScoreShown, score_of

# The months of the choice of period.
PERIODS = {"3": 92, "6": 183, "12": 366}
LABELS = {
    Confirmation.NEVER: (_("Never confirmed"), "waits"),
    Confirmation.LATE: (_("Confirm again: too late"), "error"),
    Confirmation.SOON: (_("Confirm soon"), "waits"),
    Confirmation.FRESH: (_("Confirmed"), "done"),
}
ANSWER_LABELS = {
    "receive": _("To open a referral"),
    "answer": _("To say yes or no"),
    "first-contact": _("From yes to first contact"),
}
FIRST_ROWS = 10


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer of the own organisation, with the score of its page."""

    pk: int
    name: str
    slug: str
    confirmed_on: date | None
    due_on: date | None
    state: Confirmation
    label: Any
    shape: str
    suspended_until: date | None
    takes_referrals: bool
    quality: ScoreShown
    expired: list[str]


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One answer time: the own number, and what others see of it."""

    label: Any
    own: AnswerTime
    others: AnswerTime


def open_referrals(acting: Acting, *, at: datetime, closed: Collection[date]) -> list[InboxRow]:
    """What waits for this organisation, the longest first. Empty for who may not open referrals."""
    rows = inbox(acting).filter(state__in=[state.value for state in AT_PARTNER])
    return [inbox_row(row, acting, at=at, closed=closed) for row in rows]


def times_of(
    partij: Partij, *, since: date, until: date, closed: Collection[date], limit: int
) -> list[TimeRow]:
    """The answer times of an organisation in a period, and what others would see of them."""
    # A referral may have begun before the period in which it was answered.
    steps = (
        DoorverwijzingStap.objects.filter(
            doorverwijzing__partij=partij,
            doorverwijzing__zaak__regio_id=partij.regio_id,
            doorverwijzing__created_at__date__gte=since - timedelta(days=366),
        )
        .order_by("doorverwijzing_id", "sequence")
        .values_list("doorverwijzing_id", "kind", "at")
    )
    referrals: dict[int, list[tuple[Stap, date]]] = defaultdict(list)
    for pk, kind, at in steps:
        referrals[pk].append((Stap(kind), at.astimezone(AMSTERDAM).date()))
    found = answer_times(referrals.values(), since=since, until=until, closed=closed)
    return [TimeRow(ANSWER_LABELS[time.kind], time, time.for_others(limit)) for time in found]


def own_offers(acting: Acting) -> QuerySet[Aanbod]:
    """The open offers of the organisation acted for."""
    if not may_see_own_offers(acting):
        return Aanbod.objects.none()
    return Aanbod.objects.filter(
        partij_id=acting.partij.pk, regio_id=acting.regio_id, active=True
    ).select_related("instrument")


def own_offer(acting: Acting, pk: int) -> Aanbod | None:
    return own_offers(acting).filter(pk=pk).select_related("instrument", "partij").first()


def offers_in_order(acting: Acting, part: str, on: date) -> list[Aanbod]:
    """The offers of the own organisation; what must be confirmed first stands first."""
    offers = list(own_offers(acting).exclude(instrument__status=InstrumentStatus.ENDED).order_by("pk"))
    if part == "bevestigen":
        offers = [
            offer
            for offer in offers
            if confirmation(offer.last_confirmed_on, offer.update_rhythm_days, on) != Confirmation.FRESH
        ]
    elif part == "stop":
        offers = [offer for offer in offers if offer.suspended_until and offer.suspended_until >= on]
    return sorted(
        offers,
        key=lambda offer: confirm_by(offer.last_confirmed_on, offer.update_rhythm_days) or date.min,
    )


def offer_rows(offers: Iterable[Aanbod], language: str, on: date) -> list[OfferRow]:
    """The rows of one page of offers, in a fixed number of queries."""
    offers = list(offers)
    entries: dict[int, Any] = {
        entry.pk: entry
        for entry in Instrument.objects.filter(pk__in={offer.instrument_id for offer in offers})
        .prefetch_related(*SCORE_PARTS)
        .order_by("pk")
    }
    ran_out: dict[int, list[str]] = defaultdict(list)
    for fact in Feit.objects.filter(aanbod__in=offers, valid_to__lt=on).order_by("pk"):
        ran_out[fact.aanbod_id or 0].append(_fact_name(fact, language))
    found = []
    for offer in offers:
        entry = entries[offer.instrument_id]
        state = confirmation(offer.last_confirmed_on, offer.update_rhythm_days, on)
        own = [_fact_name(row, language) for row in entry.feiten.all() if facts.has_expired(row.valid_to, on)]
        found.append(
            OfferRow(
                pk=offer.pk,
                name=name_of(entry, language),
                slug=entry.slug,
                confirmed_on=offer.last_confirmed_on,
                due_on=confirm_by(offer.last_confirmed_on, offer.update_rhythm_days),
                state=state,
                label=LABELS[state][0],
                shape=LABELS[state][1],
                suspended_until=offer.suspended_until
                if offer.suspended_until and offer.suspended_until >= on
                else None,
                takes_referrals=offer.takes_referrals,
                quality=score_of(entry, on),
                expired=own + ran_out[offer.pk],
            )
        )
    return found


def name_of(entry: Any, language: str) -> str:
    """The name of an entry that was read with its texts."""
    names = {text.language: text.name for text in entry.teksten.all()}
    return names.get("nl" if language == "nl" else "en") or next(iter(names.values()), entry.slug)


def _fact_name(fact: Feit, language: str) -> str:
    return fact.label_nl if language == "nl" or not fact.label_en else fact.label_en


def open_requests(acting: Acting) -> QuerySet[Verbeterverzoek]:
    """What the own organisation was asked to mend and did not get closed yet."""
    if not may_see_own_offers(acting):
        return Verbeterverzoek.objects.none()
    return (
        Verbeterverzoek.objects.filter(
            partij_id=acting.partij.pk, instrument__regio_id=acting.regio_id, closed_at=None
        )
        .select_related("instrument")
        .prefetch_related("instrument__teksten")
        .order_by("due_on", "pk")
    )


def expired_entries(regio: Arbeidsmarktregio, on: date) -> list[Any]:
    """Open pages with a figure that ran out; each with `keepers`: the organisations that must look it up."""
    old = Prefetch("feiten", queryset=Feit.objects.filter(valid_to__lt=on), to_attr="old_facts")
    offers = Aanbod.objects.filter(active=True).prefetch_related(old)
    entries: list[Any] = list(
        Instrument.objects.filter(Exists(expired_facts(on)), regio=regio)
        .exclude(status__in=[InstrumentStatus.ENDED, InstrumentStatus.CONCEPT])
        .prefetch_related(
            Prefetch("feiten", queryset=Feit.objects.filter(valid_to__lt=on), to_attr="old_facts_here"),
            Prefetch("aanbod", queryset=offers, to_attr="open_offers"),
        )
        .order_by("pk")
    )
    home = werkcentrum_of(regio)
    for entry in entries:
        entry.keepers = {offer.partij_id for offer in entry.open_offers if offer.old_facts}
        if entry.old_facts_here:
            keeper = keeper_of(entry) or home
            entry.keepers |= {keeper} if keeper else set()
    return entries


def keeper_of(entry: Any) -> int | None:
    """Who keeps an entry right, of an entry read with `open_offers`."""
    return owner(entry.owner_id, {offer.partij_id for offer in entry.open_offers})


def werkcentrum_of(regio: Arbeidsmarktregio) -> int | None:
    """The organisation that is asked when nobody keeps a page: the counter of the region itself."""
    return (
        Partij.objects.filter(Q(soort="werkcentrum"), regio=regio, active=True)
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    )


def quality_of_entry(entry: Instrument, on: date) -> ScoreShown:
    """The score of one entry."""
    return score_of(Instrument.objects.prefetch_related(*SCORE_PARTS).get(pk=entry.pk), on)
