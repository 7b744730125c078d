# SPDX-License-Identifier: EUPL-1.2
"""The month report of dead ends: where people did not get on, as counts under the publishing limit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM, YEARS_OF_REPORTS
from werkregio.foundation.disclosure import Published, publish, publish_row
from werkregio.regio.models import Arbeidsmarktregio, Partij

from ..models import Aanbod, DoorverwijzingStap, Ondersteuningsbehoefte
from ..rules.dead_ends import TURNED_AWAY, End, bounces, pointed_at_each_other, waiting
from ..terms import Afwijsreden, InstrumentStatus, Stap, Warmte
from .capacity import days_in_words, first_contacts, offer_name
from .needs import need_label

Key = TypeVar("Key")
# Bounces are looked for among ends of the month and this long before it: a person is sent around for weeks.
LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of the report. A suppressed count has no value."""

    label: str
    count: Published
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaitRow:
    """Days to first contact of an offer or a warmth; without a value when too few were measured."""

    label: str
    count: Published
    days: str


@dataclass(frozen=True, slots=True)
class Report:
    """One month of one region."""

    first: date
    last: date
    sent: Published
    no_offer: list[Row]
    declines: list[Row]
    expiries: list[Row]
    bounces: list[Row]
    by_offer: list[WaitRow]
    by_warmth: list[WaitRow]

    def tables(self) -> list[tuple[str, list[Row]]]:
        """The tables of counts with their titles, for page and CSV."""
        return [
            (_("Needs without any offer here"), self.no_offer),
            (_("Declined, by reason"), self.declines),
            (_("Not answered in time, by organisation"), self.expiries),
            (_("Sent to and fro between two organisations"), self.bounces),
        ]


def month_of(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month written as 2026-10; the last whole month when it cannot be read."""
    try:
        first = date.fromisoformat(f"{text}-01")
        if first.year not in YEARS_OF_REPORTS:
            raise ValueError(text)
    except ValueError:
        first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, following - timedelta(days=1)


def report(regio: Arbeidsmarktregio, *, first: date, last: date) -> Report:
    """The report of a month; a fixed number of queries."""
    start = datetime.combine(first, time.min, AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM)
    limit, language = regio.publishing_limit, get_language() or "nl"
    steps = DoorverwijzingStap.objects.filter(doorverwijzing__zaak__regio=regio)
    in_month = steps.filter(at__gte=start, at__lt=end)
    partijen = dict(Partij.objects.filter(regio=regio).values_list("pk", "naam"))
    ends = _ends(steps.filter(at__gte=start - LOOK_BACK, at__lt=end))
    month_needs = {found.need_key for found in ends if found.on >= first}
    around = [found for found in ends if found.need_key in month_needs]
    reasons = Counter(in_month.filter(kind=Stap.AFGEWEZEN).order_by().values_list("reason", flat=True))
    expired = Counter(
        in_month.filter(kind=Stap.VERLOPEN).order_by().values_list("doorverwijzing__partij_id", flat=True)
    )
    times = first_contacts(since=first, until=last, regio_id=regio.pk)
    return Report(
        first=first,
        last=last,
        sent=publish(in_month.filter(kind=Stap.VERZONDEN).count(), limit=limit),
        no_offer=_rows(
            _needs_without_offer(regio, start, end), limit, lambda code: need_label(code, language)
        ),
        declines=_rows(reasons, limit, lambda code: str(Afwijsreden(code).label)),
        expiries=_rows(expired, limit, lambda key: partijen.get(key, "")),
        bounces=_bounce_rows(around, partijen, limit),
        by_offer=_by_offer(times, limit),
        by_warmth=_waits(
            _grouped((warmth, days) for _offer, warmth, days in times),
            limit,
            lambda code: str(Warmte(code).label),
        ),
    )


def _ends(steps: QuerySet[DoorverwijzingStap]) -> list[End]:
    rows = (
        steps.filter(kind__in=[state.value for state in TURNED_AWAY])
        .order_by("at", "pk")
        .values_list(
            "doorverwijzing__behoefte_key", "doorverwijzing__partij_id", "kind", "next_door_id", "at"
        )
    )
    return [
        End(need, partij, Stap(kind), door, at.astimezone(AMSTERDAM).date())
        for need, partij, kind, door, at in rows
    ]


def _needs_without_offer(regio: Arbeidsmarktregio, start: datetime, end: datetime) -> Counter[str]:
    """Needs of the month for which nobody in the region takes referrals."""
    served = set(
        Aanbod.objects.filter(regio=regio, active=True, takes_referrals=True)
        .exclude(instrument__status=InstrumentStatus.ENDED)
        .order_by()
        .values_list("instrument__behoeften__need", flat=True)
    )
    asked = Counter(
        Ondersteuningsbehoefte.objects.filter(zaak__regio=regio, created_at__gte=start, created_at__lt=end)
        .order_by()
        .values_list("need", flat=True)
    )
    return Counter({need: number for need, number in asked.items() if need not in served})


def _rows(counts: Mapping[Key, int], limit: int, label: Callable[[Key], str]) -> list[Row]:
    """Counts beside each other: a second one is hidden where one alone could be found by subtraction."""
    shown = publish_row(counts, limit=limit)
    rows = [Row(label(key), value) for key, value in shown.items()]
    return sorted(rows, key=lambda row: (-(row.count.value or 0), row.label.casefold()))


def _bounce_rows(ends: Sequence[End], partijen: Mapping[int, str], limit: int) -> list[Row]:
    both = pointed_at_each_other(ends)
    rows = []
    for (first, second), number in bounces(ends).items():
        label = " – ".join(sorted((partijen.get(first, ""), partijen.get(second, ""))))
        named = publish(both.get((first, second), 0), limit=limit)
        note = (
            _("%(n)d times each named the other") % {"n": named.value}
            if named.value
            else _("also each named the other")
            if named.suppressed
            else ""
        )
        rows.append(Row(label, publish(number, limit=limit), note))
    return sorted(rows, key=lambda row: (-(row.count.value or 0), row.label.casefold()))


def _grouped(pairs: Iterable[tuple[Key, int]]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for key, days in pairs:
        found[key].append(days)
    return found


def _waits(days: Mapping[Key, list[int]], limit: int, label: Callable[[Key], str]) -> list[WaitRow]:
    rows = []
    for key, found in days.items():
        measured = waiting(found)
        count = publish(measured.number, limit=limit)
        shown = days_in_words(measured.days) if measured.days is not None and not count.suppressed else ""
        rows.append(WaitRow(label(key), count, shown))
    return sorted(rows, key=lambda row: row.label.casefold())


def _by_offer(times: Sequence[tuple[int | None, str, int]], limit: int) -> list[WaitRow]:
    days = _grouped((offer, number) for offer, _warmth, number in times if offer)
    offers = {
        offer.pk: f"{offer_name(offer)} ({offer.partij.naam})"
        for offer in Aanbod.objects.filter(pk__in=days)
        .select_related("instrument", "partij")
        .prefetch_related("instrument__teksten")
    }
    return _waits(days, limit, lambda key: offers.get(key, ""))
