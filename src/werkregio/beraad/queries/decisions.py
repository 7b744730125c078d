# SPDX-License-Identifier: EUPL-1.2
"""The decision register: search, filter, sort; one decision with its arithmetic, correction and execution."""

from dataclasses import dataclass

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Besluit, BesluitVoortgang, Rectificatie
from ..terms import UitvoeringStaat

SORTS = {
    "nieuw": ("-taken_on", "-pk"),
    "oud": ("taken_on", "pk"),
    "titel": ("titel", "pk"),
    "nummer": ("number", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the register; empty is no limit."""

    query: str = ""
    year: str = ""
    type: str = ""
    outcome: str = ""
    execution: str = ""
    theme: str = ""
    sort: str = ""

    @property
    def searched(self) -> bool:
        return any((self.query, self.year, self.type, self.outcome, self.execution, self.theme))


def _all(regio_id: int) -> QuerySet[Besluit]:
    last = BesluitVoortgang.objects.filter(besluit=OuterRef("pk")).order_by("-at", "-pk")
    newer = Rectificatie.objects.filter(besluit=OuterRef("pk")).order_by("-nummer")
    return (
        Besluit.objects.filter(regio_id=regio_id)
        .select_related("agendapunt", "vergadering", "gremium", "convenant")
        .annotate(
            execution=Coalesce(
                Subquery(last.values("staat")[:1]), Value(UitvoeringStaat.TE_DOEN), output_field=CharField()
            ),
            # What holds now; the text of the decision itself stays.
            titel_nu=Coalesce(Subquery(newer.values("titel")[:1]), F("titel"), output_field=CharField()),
            tekst_nu=Coalesce(Subquery(newer.values("tekst")[:1]), F("tekst"), output_field=CharField()),
        )
    )


def readable(acting: Acting) -> QuerySet[Besluit]:
    """The decisions that somebody of the board or its staff may read."""
    rows = _all(acting.regio_id)
    return rows if acting.has("beraad.read_closed") else rows.filter(public=True)


def public(regio: Arbeidsmarktregio) -> QuerySet[Besluit]:
    """The decisions that everybody may read."""
    return _all(regio.pk).filter(public=True)


def narrowed(rows: QuerySet[Besluit], wanted: Wanted) -> QuerySet[Besluit]:
    """Only what is looked for, in the order that is asked."""
    for word in wanted.query.split()[:8]:
        rows = rows.filter(
            Q(titel__icontains=word)
            | Q(tekst__icontains=word)
            | Q(number__icontains=word)
            | Q(rectificaties__tekst__icontains=word)
        )
    if wanted.query:
        rows = rows.distinct()
    if wanted.year:
        rows = rows.filter(taken_on__year=int(wanted.year))
    if wanted.type:
        rows = rows.filter(type=wanted.type)
    if wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    if wanted.execution:
        rows = rows.filter(execution=wanted.execution)  # type: ignore[misc]
    if wanted.theme:
        rows = rows.filter(agendapunt__subject_title=wanted.theme)
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["nieuw"]))


def years(rows: QuerySet[Besluit]) -> list[int]:
    return [day.year for day in rows.order_by().dates("taken_on", "year", order="DESC")]


def themes(rows: QuerySet[Besluit]) -> list[str]:
    """What decisions are about, where that was named."""
    named = rows.exclude(agendapunt__subject_title="").order_by("agendapunt__subject_title")
    return list(named.values_list("agendapunt__subject_title", flat=True).distinct())


CSV_HEADER = (
    "nummer", "datum", "titel", "type", "uitkomst", "tekst", "gerectificeerd", "financieel", "bedrag", "uitvoering",
    "onderwerp", "convenant", "openbaar",
)  # fmt: skip


def csv_rows(rows: QuerySet[Besluit]) -> list[tuple[str, ...]]:
    """The register as a table; money with a comma, as a Dutch spreadsheet reads it."""
    return [
        (
            row.number,
            row.taken_on.isoformat(),
            row.titel_nu,  # type: ignore[attr-defined]
            row.type,
            row.outcome,
            row.tekst_nu,  # type: ignore[attr-defined]
            "ja" if row.tekst_nu != row.tekst else "nee",  # type: ignore[attr-defined]
            "ja" if row.financial else "nee",
            "" if row.amount is None else f"{row.amount:.2f}".replace(".", ","),
            row.execution,  # type: ignore[attr-defined]
            row.agendapunt.subject_title,
            str(row.convenant.nummer),
            "ja" if row.public else "nee",
        )
        for row in rows
    ]
