# SPDX-License-Identifier: EUPL-1.2
"""The duties of the centrumgemeente with their evidence, and who decides on which theme."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Plichtbewijs, Stuk, Tafel, Thema, ThemaTafel
from ..permissions.reading import stukken_q
from ..rules.duties import DUTIES
from ..terms import AgendapuntStaat, TafelRol

TITLES: dict[str, Any] = {
    "functionele-regie": gettext_lazy("Directs and eases the cooperation"),
    "secretariaat": gettext_lazy("Runs the secretariat of the Beraad"),
    "thematafels": gettext_lazy("Facilitates the thematafels"),
    "besluit-over-middelen": gettext_lazy("Its college decides formally on the money"),
    "verantwoording": gettext_lazy("Accounts for the money"),
    "opdrachtgever-staf": gettext_lazy("Gives the staff its task"),
    "financien-en-control": gettext_lazy("Runs finance and control"),
    "rechtspersoon": gettext_lazy("Is the legal person for obligations and subsidies"),
    "ontvanger-van-middelen": gettext_lazy("Receives the money of the region"),
    "niet-namens-gemeenten": gettext_lazy("Does not speak for the other municipalities"),
}


def duties_of(acting: Acting) -> list[dict[str, Any]]:
    """Each duty with where it stands and its evidence, newest first; in two queries.

    A closed document or decision is named only to whoever may read it.
    """
    rows = Plichtbewijs.objects.filter(regio_id=acting.regio_id, withdrawn_at=None).select_related(
        "stuk", "besluit"
    )
    readable = set(
        Stuk.objects.filter(stukken_q(acting), pk__in=rows.values("stuk")).values_list("pk", flat=True)
    )
    closed = acting.has("beraad.read_closed")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        thing = row.stuk or row.besluit
        hidden = (row.stuk is not None and row.stuk_id not in readable) or (
            row.besluit is not None and not row.besluit.public and not closed
        )
        found.setdefault(row.plicht, []).append(
            {"row": row, "thing": "" if hidden or thing is None else str(thing), "hidden": hidden}
        )
    return [
        {"code": code, "title": TITLES[code], "lines": lines, "evidence": found.get(code, [])}
        for code, lines in DUTIES.items()
    ]


def stuk_choices(acting: Acting) -> list[tuple[Any, str]]:
    """The documents that somebody may read, newest first."""
    rows = Stuk.objects.filter(stukken_q(acting), regio_id=acting.regio_id).order_by("-pk")[:200]
    return [(row.pk, row.titel) for row in rows]


@dataclass(frozen=True, slots=True)
class ThemePage:
    """Themes with their tables; `unsettled` have more than one that decides and no agreement."""

    themas: list[dict[str, Any]]
    unsettled: list[dict[str, Any]]
    items: list[Agendapunt]
    tafels: list[Tafel]


_DECIDING = {TafelRol.BESLIST.value, TafelRol.BESLIST_MEE.value, TafelRol.NIET_BEPAALD.value}


def themes_of(regio: Arbeidsmarktregio) -> ThemePage:
    """Where each theme is decided, and what is not settled; in four queries."""
    lines = Prefetch("tafels", ThemaTafel.objects.select_related("tafel").order_by("rol", "tafel__naam"))
    rows = []
    for thema in Thema.objects.filter(regio=regio).prefetch_related(lines):
        mine = list(thema.tafels.all())
        deciding = [one for one in mine if one.rol in _DECIDING]
        rows.append(
            {
                "thema": thema,
                "lines": mine,
                "overlap": len(deciding) > 1,
                "unsettled": len(deciding) > 1 and not thema.agreement,
            }
        )
    # Items that another body decides on as well (R18), as long as they are not finished.
    items = (
        Agendapunt.objects.filter(gremium__regio=regio)
        .exclude(other_decider="")
        .exclude(state__in=[AgendapuntStaat.VASTGESTELD, AgendapuntStaat.INGETROKKEN])
        .select_related("vergadering")
        .order_by("-pk")[:50]
    )
    return ThemePage(
        rows,
        [row for row in rows if row["unsettled"]],
        list(items),
        list(Tafel.objects.filter(regio=regio)),
    )


def thema_of(acting: Acting, pk: int) -> Thema | None:
    """A theme of the own region."""
    return Thema.objects.filter(regio_id=acting.regio_id, pk=pk).first()


def bewijs_of(acting: Acting, pk: int) -> Plichtbewijs | None:
    """A piece of evidence of the own region that was not taken back."""
    return Plichtbewijs.objects.filter(regio_id=acting.regio_id, pk=pk, withdrawn_at=None).first()
