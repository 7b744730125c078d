# SPDX-License-Identifier: EUPL-1.2
"""Files that were brought in with their report, and the records of other directories, ready to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.files import csv_files
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Bronrecord, Invoer
from ..rules.exchange import CHANGED, NEW, OUTCOMES, REFUSED, SAME, plain_name
from ..terms import InvoerStand
from .exchange_words import place_in_words, problem_in_words

PER_PAGE = 25
OUTCOME_LABELS: Mapping[str, Any] = {
    NEW: _("New"),
    CHANGED: _("Changed"),
    SAME: _("The same, kept"),
    REFUSED: _("Refused"),
}
OUTCOME_KINDS = {NEW: "new", CHANGED: "waits", SAME: "done", REFUSED: "error"}


@dataclass(frozen=True, slots=True)
class LineShown:
    """One record of a report."""

    outcome: str
    label: str
    status_kind: str
    kind: str
    key: str
    name: str
    place: str
    problems: list[str]
    notes: list[str]
    changes: list[tuple[str, str, str]]


def files_of(regio: Arbeidsmarktregio) -> QuerySet[Invoer]:
    return (
        Invoer.objects.filter(regio=regio)
        .select_related("by")
        .defer("report", "packed", "made")
        .order_by("-pk")
    )


def file_of(regio_id: int, pk: int) -> Invoer | None:
    return Invoer.objects.filter(regio_id=regio_id, pk=pk).select_related("by").defer("packed").first()


def chosen_lines(invoer: Invoer, outcome: str) -> list[Mapping[str, Any]]:
    """The lines with one outcome; without one all of them, refused ones first."""
    if outcome in OUTCOMES:
        return [row for row in invoer.report if row["outcome"] == outcome]
    rank = {name: place for place, name in enumerate((REFUSED, CHANGED, NEW, SAME))}
    return sorted(invoer.report, key=lambda row: rank.get(row["outcome"], 0))


def line_shown(row: Mapping[str, Any]) -> LineShown:
    return LineShown(
        outcome=row["outcome"],
        label=str(OUTCOME_LABELS[row["outcome"]]),
        status_kind=OUTCOME_KINDS[row["outcome"]],
        kind=row["kind"],
        key=row["key"],
        name=row["name"],
        place=place_in_words(row["file"], row["line"]),
        problems=[problem_in_words(problem) for problem in row["problems"]],
        notes=[problem_in_words(note) for note in row["notes"]],
        changes=[(change[0], change[1], change[2]) for change in row["changes"]],
    )


def counts_shown(invoer: Invoer) -> list[tuple[str, str, int]]:
    return [(name, str(OUTCOME_LABELS[name]), invoer.counts.get(name, 0)) for name in OUTCOMES]


def report_csv(invoer: Invoer) -> str:
    """The report as a table, for whoever has to mend the file."""

    def lines() -> Iterator[Sequence[str]]:
        for row in invoer.report:
            shown = line_shown(row)
            yield [
                shown.label,
                shown.kind,
                shown.key,
                shown.name,
                row["file"],
                str(row["line"] or ""),
                "\n".join(shown.problems),
                "\n".join(shown.notes),
            ]

    columns = ("outcome", "kind", "id", "name", "file", "line", "problems", "notes")
    return csv_files.write(columns, lines(), delimiter=";")


def sources_of(regio: Arbeidsmarktregio) -> list[str]:
    rows = Bronrecord.objects.filter(regio=regio, current=True).order_by("source")
    return list(rows.values_list("source", flat=True).distinct())


def foreign_services(regio: Arbeidsmarktregio, *, query: str, source: str) -> QuerySet[Bronrecord]:
    """Help from other directories, by name."""
    found = Bronrecord.objects.filter(regio=regio, current=True, kind="service").select_related("own_copy")
    if source:
        found = found.filter(source=source)
    words = plain_name(query).split()
    if words:
        # Accents are searched differently on each database: names are compared here.
        names = {pk: plain_name(name) for pk, name in found.values_list("pk", "name")}
        found = found.filter(pk__in=[pk for pk, name in names.items() if all(word in name for word in words)])
    return found.defer("content").order_by("name", "pk")


def foreign_service(regio_id: int, pk: int) -> Bronrecord | None:
    return (
        Bronrecord.objects.filter(regio_id=regio_id, pk=pk, kind="service", current=True)
        .select_related("own_copy", "partij", "invoer")
        .first()
    )


def organisation_name(record: Bronrecord) -> str:
    """Who gives it, as far as the source says."""
    inner = record.content.get("organization")
    if isinstance(inner, dict):
        return str(inner.get("name") or "")
    key = str(record.content.get("organization_id") or "").lower()
    row = Bronrecord.objects.filter(
        regio_id=record.regio_id, source=record.source, kind="organization", foreign_id=key, current=True
    ).first()
    return row.name if row else ""


def area_names(record: Bronrecord) -> list[str]:
    """The areas that the source names."""
    rows = record.content.get("service_areas")
    if not isinstance(rows, list):
        rows = list(
            Bronrecord.objects.filter(
                regio_id=record.regio_id,
                source=record.source,
                kind="service_area",
                current=True,
                content__service_id=record.content.get("id"),
            ).values_list("content", flat=True)
        )
    names = [str(row.get("name") or row.get("extent") or "") for row in rows if isinstance(row, dict)]
    return [name for name in names if name]


def undoable(invoer: Invoer) -> bool:
    return invoer.state == InvoerStand.APPLIED
