# SPDX-License-Identifier: EUPL-1.2
"""The figures of an offer that somebody may keep right, and what happened to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format

from werkregio.regio.permissions import Acting

from ..models import Aanbod, Feit, Feitwijziging
from ..permissions.directory import may_edit_directory
from ..permissions.upkeep import may_change_figures, may_keep_page_figures
from .directory_facts import FactShown, fact_shown, value_in_words
from .upkeep import own_offer


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as its keeper sees it."""

    pk: int
    fact: FactShown
    of_page: bool
    read_on: date | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the history: how it was and how it became, in words."""

    label: str
    at: Any
    by: str
    organisation: str
    was: str
    became: str
    confirmed: bool


def offering(instrument_id: int) -> set[int]:
    """The organisations that offer this now."""
    return set(
        Aanbod.objects.filter(instrument_id=instrument_id, active=True).values_list("partij_id", flat=True)
    )


def offer_with_figures(acting: Acting, pk: int, *, as_editor: bool) -> Aanbod | None:
    """The offer, for its own partner or for an editor of its region."""
    if not as_editor:
        offer = own_offer(acting, pk)
    elif may_edit_directory(acting):
        offer = (
            Aanbod.objects.filter(pk=pk, regio_id=acting.regio_id, active=True)
            .select_related("instrument", "partij")
            .first()
        )
    else:
        offer = None
    return offer if offer is not None and may_change_figures(acting, offer) else None


def figures_of(acting: Acting, offer: Aanbod) -> list[Feit]:
    """Figures of the offer; and of the page, for the organisation that keeps it."""
    found = list(offer.feiten.all())
    if may_keep_page_figures(acting, offer, offering(offer.instrument_id)):
        found += list(offer.instrument.feiten.all())
    return found


def figure_of(acting: Acting, offer: Aanbod, pk: int) -> Feit | None:
    return next((fact for fact in figures_of(acting, offer) if fact.pk == pk), None)


def figure_rows(found: Iterable[Feit], language: str, on: date) -> list[FigureRow]:
    return [
        FigureRow(fact.pk, fact_shown(fact, language, on), fact.instrument_id is not None, fact.read_on)
        for fact in found
    ]


def changes_of(offer: Aanbod) -> QuerySet[Feitwijziging]:
    return Feitwijziging.objects.filter(aanbod=offer).select_related("by", "partij")


def change_rows(found: Iterable[Feitwijziging], language: str) -> list[ChangeRow]:
    return [
        ChangeRow(
            label=row.label_nl if language == "nl" or not row.label_en else row.label_en,
            at=row.at,
            by=row.by.name,
            organisation=row.partij.naam,
            was=_in_words(row.before),
            became=_in_words(row.after),
            confirmed=bool(row.before) and {**row.before, "read_on": ""} == {**row.after, "read_on": ""},
        )
        for row in found
    ]


def _in_words(values: dict[str, str]) -> str:
    if not values:
        return ""
    said = value_in_words(values["value"], values["unit"])
    days = [
        date_format(date.fromisoformat(values[name]), "j E Y") if values[name] else "…" for name in _PERIOD
    ]
    return said if days == ["…", "…"] else f"{said} ({days[0]} – {days[1]})"


_PERIOD = ("valid_from", "valid_to")
