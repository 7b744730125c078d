# SPDX-License-Identifier: EUPL-1.2
"""The overview of the Beraad and the page of its seats: functions and organisations on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding, Lidmaatschap, Mandaat, Zetel
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import ConvenantStaat, MandaatSoort

from ..models import Besluit, Gremium, Vergadering
from ..rules.convenant import Consequence, consequences
from ..rules.decision import Convenantregels
from ..rules.seats import too_early
from ..terms import VergaderingStaat
from .board import beraad_of, chairs_on, convenant_on, geledingen_on, mandaten_on, rules_of, zetels_on


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat of a day, with who may sit; `office` is chair or vice-chair."""

    zetel: Zetel
    members: tuple[Mandaat, ...]
    substitutes: tuple[Mandaat, ...]
    office: str


def seat_rows(regio: Arbeidsmarktregio, day: date) -> list[SeatRow]:
    """The seats of a day by geleding, those without a vote last; in three queries."""
    chairs = {zetel.pk: office for office, zetel in chairs_on(regio, day).items() if zetel}
    held: dict[int, list[Mandaat]] = {}
    for row in mandaten_on(regio, day):
        held.setdefault(row.zetel_id, []).append(row)
    rows = []
    for zetel in sorted(zetels_on(regio, day), key=lambda one: one.geleding_id is None):
        mine = held.get(zetel.pk, [])
        rows.append(
            SeatRow(
                zetel,
                tuple(row for row in mine if row.soort == MandaatSoort.TITULARIS),
                tuple(row for row in mine if row.soort == MandaatSoort.PLAATSVERVANGER),
                chairs.get(zetel.pk, ""),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page of the Beraad shows."""

    gremium: Gremium | None
    official: bool
    convenant: Convenant | None
    seats: list[SeatRow]
    size: Consequence | None
    meetings: list[Vergadering]
    too_early: bool


def overview(regio: Arbeidsmarktregio, *, at: datetime, today: date) -> Overview:
    """The Beraad of today, in a fixed number of queries."""
    gremium = beraad_of(regio)
    convenant = convenant_on(regio, today)
    return Overview(
        gremium,
        gremium is not None and gremium.official_from is not None and gremium.official_from <= today,
        convenant,
        seat_rows(regio, today),
        size_of(convenant, len(geledingen_on(regio, today))),
        list(
            Vergadering.objects.filter(regio=regio, ends_at__gte=at)
            .exclude(state=VergaderingStaat.GEANNULEERD)
            .select_related("gremium")
            .order_by("starts_at", "pk")[:5]
        ),
        programme_manager_too_early(regio, today),
    )


def size_of(convenant: Convenant | None, geledingen: int) -> Consequence | None:
    """What a Beraad of this size needs under a version; the rules of the report where there is none."""
    if geledingen == 0:
        return None
    regels = rules_of(convenant) if convenant else Convenantregels()
    return consequences(regels, geledingen)[-1]


def programme_manager_too_early(regio: Arbeidsmarktregio, today: date) -> bool:
    """Whether somebody is programme manager from before the convenant was signed (R55): a warning only."""
    signed = (
        Convenant.objects.filter(regio=regio, state=ConvenantStaat.GETEKEND).order_by("valid_from").first()
    )
    starts = (
        Lidmaatschap.objects.filter(partij__regio=regio, role="programmamanager", valid_from__lte=today)
        .order_by("valid_from")
        .values_list("valid_from", flat=True)
    )
    return any(too_early(day, signed.valid_from if signed else None) for day in starts)


@dataclass(frozen=True, slots=True)
class SeatsPage:
    """The seats on a day, and what was and what comes."""

    rows: list[SeatRow]
    geledingen: list[Geleding]
    size: Consequence | None
    ended: list[Mandaat]
    coming: list[Geleding]


def seats_page(regio: Arbeidsmarktregio, day: date) -> SeatsPage:
    """Everything about who sits on a day, in seven queries."""
    geledingen = geledingen_on(regio, day)
    return SeatsPage(
        seat_rows(regio, day),
        geledingen,
        size_of(convenant_on(regio, day), len(geledingen)),
        list(
            Mandaat.objects.filter(zetel__regio=regio, valid_to__lt=day)
            .select_related("zetel__partij", "zetel__geleding", "user")
            .order_by("-valid_to", "-pk")[:50]
        ),
        list(Geleding.objects.filter(regio=regio, valid_from__gt=day).order_by("valid_from")),
    )


def zetel_of(acting: Acting, pk: int) -> Zetel | None:
    """A seat of the own region."""
    return (
        Zetel.objects.filter(regio_id=acting.regio_id, pk=pk)
        .select_related("regio", "geleding", "partij")
        .first()
    )


def mandaat_of(acting: Acting, pk: int) -> Mandaat | None:
    """A mandate of the own region."""
    return (
        Mandaat.objects.filter(zetel__regio_id=acting.regio_id, pk=pk)
        .select_related("zetel__partij", "user")
        .first()
    )


def geleding_of(acting: Acting, pk: int) -> Geleding | None:
    """A geleding of the own region."""
    return Geleding.objects.filter(regio_id=acting.regio_id, pk=pk).first()


def besluit_choices(regio: Arbeidsmarktregio) -> list[tuple[Any, str]]:
    """The decisions of the Beraad, newest first, to name one as the ground of an act."""
    rows = Besluit.objects.filter(regio=regio).order_by("-taken_on", "-pk").only("pk", "number", "titel")
    return [(row.pk, str(row)) for row in rows]
