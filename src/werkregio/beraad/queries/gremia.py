# SPDX-License-Identifier: EUPL-1.2
"""Thematafels and working groups as pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from werkregio.regio.models import Arbeidsmarktregio, valid_on
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Gremium, GremiumPartij, Vergadering
from ..terms import GremiumSoort


def gremia_of(regio: Arbeidsmarktregio, day: date) -> QuerySet[Gremium]:
    """The tables of a region beside the Beraad, the open ones first."""
    return (
        Gremium.objects.filter(regio=regio)
        .exclude(soort=GremiumSoort.BERAAD)
        .select_related("facilitated_by")
        .annotate(
            parties=Count("deelnemers", filter=valid_on(day, "deelnemers__"), distinct=True),
            closed=Count("pk", filter=Q(valid_to__lt=day)),
        )
        .order_by("closed", "soort", "naam")
    )


def gremium_of(acting: Acting, pk: int) -> Gremium | None:
    """A gremium of the own region, the Beraad as well."""
    return (
        Gremium.objects.filter(regio_id=acting.regio_id, pk=pk)
        .select_related("regio", "facilitated_by")
        .first()
    )


@dataclass(frozen=True, slots=True)
class GremiumPage:
    """One table: who takes part, when it meets, what it advised."""

    row: Gremium
    is_beraad: bool
    closed: bool
    parties: list[GremiumPartij]
    former: list[GremiumPartij]
    meetings: list[Vergadering]
    advice: list[Any]


def gremium_page(row: Gremium, *, today: date) -> GremiumPage:
    """The page of one table, in three queries."""
    lines = list(row.deelnemers.select_related("partij"))
    present = [one for one in lines if one.valid_to is None or one.valid_to >= today]
    return GremiumPage(
        row,
        row.soort == GremiumSoort.BERAAD,
        row.valid_to is not None and row.valid_to < today,
        present,
        [one for one in lines if one not in present],
        list(row.vergaderingen.order_by("-starts_at")[:25]),
        list(Agendapunt.objects.filter(advice_of=row).order_by("-pk")[:25]),
    )
