# SPDX-License-Identifier: EUPL-1.2
"""Appointments by month as counts: no person, no guide, and nothing below the publishing limit of the region."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.disclosure import Published, publish, publish_row
from werkregio.regio.permissions import Acting

from ..models import Boeking, Boekingsgebeurtenis
from ..rules.appointment_states import Event, effective, status_of
from ..terms import Boekingsstap, BoekingStatus
from .appointment_slots import day_bounds

MONTHS = 12
HELD, AWAY, CANCELLED = "held", "away", "cancelled"
_ENDS = {
    BoekingStatus.AFGEROND: HELD,
    BoekingStatus.BINNEN: HELD,
    BoekingStatus.NIET_VERSCHENEN: AWAY,
    BoekingStatus.AFGEZEGD: CANCELLED,
}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month. The first three stand beside each other, so a single small one hides a second too."""

    month: date
    held: Published
    away: Published
    cancelled: Published
    moved: Published
    interpreter: Published

    @property
    def cells(self) -> tuple[Published, ...]:
        return self.held, self.away, self.cancelled, self.moved, self.interpreter


def months_back(today: date, number: int = MONTHS) -> list[date]:
    """The first days of the last months, this one too, the newest first."""
    found, year, month = [], today.year, today.month
    for _step in range(number):
        found.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def month_rows(acting: Acting, *, today: date, at: datetime) -> list[MonthRow]:
    """The last twelve months of a region. Two queries."""
    months = months_back(today)
    begin, finish = day_bounds(months[-1], today)
    rows = (
        Boeking.objects.filter(
            zaak__regio_id=acting.regio_id, tijdvak__start__gte=begin, tijdvak__start__lt=finish
        )
        .select_related("tijdvak")
        .prefetch_related(Prefetch("gebeurtenissen", Boekingsgebeurtenis.objects.order_by("sequence")))
    )
    counts: dict[date, Counter[str]] = {month: Counter() for month in months}
    for row in rows.iterator(chunk_size=500):
        month = row.tijdvak.start.astimezone(AMSTERDAM).date().replace(day=1)
        events = [Event(Boekingsstap(one.kind), one.at) for one in row.gebeurtenissen.all()]
        status = status_of(events, start=row.tijdvak.start, end=row.tijdvak.end, now=at)
        if end := _ENDS.get(status):
            counts[month][end] += 1
        # Somebody who did not come and got a new time counts for the time that was missed as well.
        missed = sum(one.kind == Boekingsstap.NIET_VERSCHENEN for one in effective(events))
        if missed and status != BoekingStatus.NIET_VERSCHENEN:
            counts[month][AWAY] += missed
        if any(one.kind == Boekingsstap.VERZET for one in events):
            counts[month]["moved"] += 1
        if row.interpreter:
            counts[month]["interpreter"] += 1
    limit = acting.regio.publishing_limit
    found = []
    for month in months:
        count = counts[month]
        ends = publish_row({key: count[key] for key in (HELD, AWAY, CANCELLED)}, limit=limit)
        found.append(
            MonthRow(
                month,
                ends[HELD],
                ends[AWAY],
                ends[CANCELLED],
                publish(count["moved"], limit=limit),
                publish(count["interpreter"], limit=limit),
            )
        )
    return found
