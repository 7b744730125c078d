# SPDX-License-Identifier: EUPL-1.2
"""Date polls: the list, one with all answers in a grid, and the part of one person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from werkregio.regio.permissions import Acting

from ..models import DatumDeelnemer, DatumOptie, Datumprikker
from ..terms import Prikkeuze


def polls_of(acting: Acting) -> QuerySet[Datumprikker]:
    """The polls of a region, the newest first, with how many answered."""
    return (
        Datumprikker.objects.filter(gremium__regio_id=acting.regio_id)
        .select_related("gremium", "vergadering")
        .annotate(
            asked=Count("deelnemers"),
            answered=Count("deelnemers", filter=Q(deelnemers__answered_at__isnull=False)),
        )
        .order_by("-made_at", "-pk")
    )


def is_open(prikker: Datumprikker, at: datetime) -> bool:
    return not prikker.withdrawn_at and prikker.vergadering_id is None and prikker.closes_at > at


@dataclass(slots=True)
class Column:
    """A moment with what everybody said of it. `geledingen` is how many of them have somebody who can."""

    optie: DatumOptie
    counts: dict[str, int]
    geledingen: int
    best: bool = False


@dataclass(slots=True)
class Row:
    deelnemer: DatumDeelnemer
    answers: list[str]


@dataclass(slots=True)
class Grid:
    """All answers of a poll, in three queries."""

    columns: list[Column]
    rows: list[Row]


def grid_of(prikker: Datumprikker) -> Grid:
    """Who said what; the best moment is the one that most geledingen can come to, then most persons."""
    opties = list(prikker.opties.all())
    deelnemers = list(
        prikker.deelnemers.select_related("user", "mandaat__zetel__geleding", "mandaat__zetel__partij")
        .prefetch_related("antwoorden")
        .order_by("mandaat__zetel__geleding__naam", "pk")
    )
    said = {
        (answer.deelnemer_id, answer.optie_id): answer.keuze
        for deelnemer in deelnemers
        for answer in deelnemer.antwoorden.all()
    }
    columns = []
    for optie in opties:
        counts = dict.fromkeys(Prikkeuze.values, 0)
        can: set[int] = set()
        for deelnemer in deelnemers:
            keuze = said.get((deelnemer.pk, optie.pk))
            if keuze is None:
                continue
            counts[keuze] += 1
            geleding = deelnemer.mandaat.zetel.geleding_id if deelnemer.mandaat else None
            if keuze != Prikkeuze.NEE and geleding:
                can.add(geleding)
        columns.append(Column(optie, counts, len(can)))
    if said:
        best = max((one.geledingen, one.counts["ja"], one.counts["liever"]) for one in columns)
        for one in columns:
            one.best = (one.geledingen, one.counts["ja"], one.counts["liever"]) == best
    rows = [Row(one, [said.get((one.pk, optie.pk), "") for optie in opties]) for one in deelnemers]
    return Grid(columns, rows)
