# SPDX-License-Identifier: EUPL-1.2
"""Slots: which are free, which overlap, who is away; the week of a guide and free or busy of colleagues."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import Count, F, Q, QuerySet

from werkregio.accounts.models import User
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.permissions import Acting

from ..models import Afwezigheid, Loket, Tijdvak
from ..permissions.appointments import may_see_agenda
from ..rules.appointment_series import Planned
from ..rules.appointment_states import SOON, overlaps

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        taken: int

    CountedSlot: TypeAlias = WithAnnotations[Tijdvak, _Counts]


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """From midnight of the first day to midnight after the last, in Amsterdam."""
    return (
        datetime.combine(first, time.min, AMSTERDAM),
        datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM),
    )


def counted(slots: QuerySet[Tijdvak]) -> "QuerySet[CountedSlot]":
    """With `taken`: how many places are held."""
    return slots.annotate(taken=Count("plekken"))


def slots_between(regio_id: int, first: date, last: date) -> QuerySet[Tijdvak]:
    """All slots of a region that begin in these days and were not taken back."""
    begin, finish = day_bounds(first, last)
    return Tijdvak.objects.filter(
        regio_id=regio_id, start__gte=begin, start__lt=finish, taken_back_at__isnull=True
    )


def free_slots(
    regio_id: int,
    soort: str,
    *,
    at: datetime,
    alone: bool = False,
    loket_id: int | None = None,
    guide_id: int | None = None,
    language: str = "",
) -> "QuerySet[CountedSlot]":
    """Coming slots of one kind with room; workshops also when full, for their waiting list.

    `alone`: those that a person may choose on the own page.
    """
    found = Tijdvak.objects.filter(regio_id=regio_id, soort=soort, end__gt=at, taken_back_at__isnull=True)
    if alone:
        found = found.filter(self_book=True, start__gte=at + SOON)
    if loket_id:
        found = found.filter(loket_id=loket_id)
    if guide_id:
        found = found.filter(guide_id=guide_id)
    rows = counted(found)
    if soort != "workshop":
        rows = rows.filter(taken__lt=F("capacity"))
    if language:
        # JSON lists cannot be searched alike on both databases: so few slots are looked through here.
        keys = [pk for pk, spoken in rows.values_list("pk", "languages") if language in spoken]
        rows = rows.filter(pk__in=keys)
    return rows.select_related("loket__gemeente", "guide", "partij").order_by("start", "pk")


def places_of(rows: QuerySet[Tijdvak]) -> list[Loket]:
    """The counters at which these slots are, by name."""
    keys = rows.order_by().values_list("loket", flat=True).distinct()
    return list(Loket.objects.filter(pk__in=[key for key in keys if key]).order_by("naam", "pk"))


def slot_for_guide(acting: Acting, pk: int) -> "CountedSlot | None":
    """A slot of the own region; another one does not exist."""
    if not may_see_agenda(acting):
        return None
    return (
        counted(Tijdvak.objects.filter(regio_id=acting.regio_id, pk=pk))
        .select_related("loket__gemeente", "guide", "partij", "regio")
        .first()
    )


def busy_at(guide_id: int, start: datetime, end: datetime, *, but: int | None = None) -> bool:
    """Whether a guide has a slot with somebody in it at this time."""
    found = Tijdvak.objects.filter(
        guide_id=guide_id, start__lt=end, end__gt=start, taken_back_at__isnull=True, plekken__isnull=False
    )
    return (found if but is None else found.exclude(pk=but)).exists()


def overlapping(guide_id: int | None, planned: Sequence[Planned]) -> set[datetime]:
    """Starts of planned slots at which the guide has another slot already, free or not. One query."""
    if guide_id is None or not planned:
        return set()
    first, last = planned[0].start, max(slot.end for slot in planned)
    others = list(
        Tijdvak.objects.filter(
            guide_id=guide_id, start__lt=last, end__gt=first, taken_back_at__isnull=True
        ).values_list("start", "end")
    )
    return {
        slot.start
        for slot in planned
        if any(overlaps(slot.start, slot.end, start, end) for start, end in others)
    }


def absences(regio_id: int, *, on_or_after: date) -> QuerySet[Afwezigheid]:
    """Days off in a region that are not over."""
    return (
        Afwezigheid.objects.filter(regio_id=regio_id, last_day__gte=on_or_after)
        .select_related("user")
        .order_by("first_day", "user__name")
    )


def absent_days(guides: Iterable[int], first: date, last: date) -> set[date]:
    """The days of a period on which any of these guides is away."""
    rows = Afwezigheid.objects.filter(
        user_id__in=list(guides), first_day__lte=last, last_day__gte=first
    ).values_list("first_day", "last_day")
    days: set[date] = set()
    for begin, finish in rows:
        day = max(begin, first)
        while day <= min(finish, last):
            days.add(day)
            day += timedelta(days=1)
    return days


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of one guide: how many times are taken, how many are free; or away."""

    day: date
    taken: int
    free: int
    away: bool


@dataclass(frozen=True, slots=True)
class BusyRow:
    """One guide in the week. Who comes does not stand here."""

    pk: int
    name: str
    cells: tuple[Cell, ...]


def free_or_busy(acting: Acting, guides: Collection[User], days: Sequence[date]) -> list[BusyRow]:
    """Free or busy of all guides in a week. Two queries, however many guides."""
    taken: dict[tuple[int, date], list[int]] = {}
    rows = counted(
        slots_between(acting.regio_id, days[0], days[-1]).filter(guide_id__in=[guide.pk for guide in guides])
    )
    for guide_id, start, count, capacity in rows.values_list("guide_id", "start", "taken", "capacity"):
        cell = taken.setdefault((guide_id, start.astimezone(AMSTERDAM).date()), [0, 0])
        # A walk-in hour or a workshop keeps the guide busy; its places are not free talks.
        cell[0] += min(count, 1) if capacity == 1 else 1
        cell[1] += int(capacity == 1 and count == 0)
    away: set[tuple[int, date]] = set()
    for row in Afwezigheid.objects.filter(
        Q(user__in=list(guides)), first_day__lte=days[-1], last_day__gte=days[0]
    ):
        away |= {(row.user_id, day) for day in days if row.first_day <= day <= row.last_day}
    return [
        BusyRow(
            guide.pk,
            guide.name,
            tuple(_cell(day, taken.get((guide.pk, day), [0, 0]), (guide.pk, day) in away) for day in days),
        )
        for guide in guides
    ]


def _cell(day: date, numbers: Sequence[int], away: bool) -> Cell:
    return Cell(day, numbers[0], numbers[1], away)
