# SPDX-License-Identifier: EUPL-1.2
"""The log as a page and as a file: who, as which organisation, what, when; never what stood in a file."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from werkregio.accounts.models import User
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import AuditHead, AuditLine
from werkregio.regio.models import Arbeidsmarktregio, Partij
from werkregio.regio.permissions import Acting

from ..models import Zaak
from ..permissions.log import may_read_lines_of, may_read_log

# Columns of the standard Logboek Dataverwerkingen, with what a region needs beside them.
CSV_COLUMNS = (
    "trace_id",
    "operation_id",
    "status_code",
    "name",
    "start_time",
    "end_time",
    "dpl.core.processing_activity_id",
    "dpl.core.data_subject_id",
    "actor",
    "organisation",
    "object",
    "reason",
    "detail",
    "region",
    "sequence",
    "hash",
)


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line in words."""

    at: datetime
    actor: str
    organisation: str
    action: str
    thing: str
    subject: str
    reason: str
    detail: str
    sequence: int


def log_lines(
    acting: Acting,
    *,
    start: date | None = None,
    end: date | None = None,
    organisation: str = "",
    action: str = "",
    subject: str = "",
) -> QuerySet[AuditLine]:
    """The lines of the own region, newest first. `end` is the last day that counts."""
    if not may_read_log(acting):
        return AuditLine.objects.none()
    lines = AuditLine.objects.filter(region=acting.regio.code)
    if start:
        lines = lines.filter(at__gte=_midnight(start))
    if end:
        lines = lines.filter(at__lt=_midnight(end + timedelta(days=1)))
    if organisation:
        lines = lines.filter(organisation=organisation)
    if action:
        lines = lines.filter(action__startswith=action)
    if subject:
        lines = lines.filter(subject=subject.strip())
    return lines.order_by("-at", "-month", "-sequence")


def lines_of_zaak(acting: Acting, zaak: Zaak) -> QuerySet[AuditLine]:
    """Everything that happened with one case, newest first."""
    if not may_read_lines_of(acting, zaak):
        return AuditLine.objects.none()
    return AuditLine.objects.filter(region=zaak.regio.code, subject=zaak.subject).order_by(
        "-at", "-month", "-sequence"
    )


def rows(lines: Iterable[AuditLine]) -> list[LogRow]:
    """Lines with the names of colleagues and organisations: two queries, however many lines."""
    lines = list(lines)
    people = _names(User, "user", (line.actor for line in lines))
    organisations = _names(Partij, "partij", (line.organisation for line in lines))
    return [
        LogRow(
            at=line.at,
            actor=people.get(line.actor, line.actor),
            organisation=organisations.get(line.organisation, line.organisation),
            action=line.action,
            thing=line.object,
            subject=line.subject,
            reason=line.reason,
            detail=_detail(line.detail),
            sequence=line.sequence,
        )
        for line in lines
    ]


def _names(model: type[User] | type[Partij], kind: str, references: Iterable[str]) -> dict[str, str]:
    keys = {
        int(reference.partition(":")[2])
        for reference in references
        if reference.startswith(f"{kind}:") and reference.partition(":")[2].isdigit()
    }
    found: Mapping[int, User | Partij] = model._default_manager.in_bulk(sorted(keys))
    return {f"{kind}:{pk}": str(row) for pk, row in found.items()}


def _detail(detail: Mapping[str, object]) -> str:
    parts = []
    for key, value in detail.items():
        if value in (None, "", [], {}):
            continue
        words = ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
        parts.append(f"{key}: {words}")
    return "; ".join(parts)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=AMSTERDAM)


def organisations_in_log(acting: Acting) -> list[tuple[str, str]]:
    """The organisations of the region, as choices of the filter."""
    return [
        (f"partij:{pk}", naam)
        for pk, naam in Partij.objects.filter(regio_id=acting.regio_id)
        .order_by("naam")
        .values_list("pk", "naam")
    ]


def actions_in_log(acting: Acting) -> list[str]:
    """The kinds of acts that stand in the log of the region."""
    return list(
        AuditLine.objects.filter(region=acting.regio.code)
        .order_by("action")
        .values_list("action", flat=True)
        .distinct()
    )


def heads_of(regio: Arbeidsmarktregio) -> list[AuditHead]:
    """The last hash of every month: printed elsewhere, it shows when lines were cut off at the end."""
    return list(AuditHead.objects.filter(region=regio.code).order_by("-month"))


def csv_lines(lines: QuerySet[AuditLine]) -> Iterator[str]:
    """The lines as CSV, a piece at a time; names of people are not in it, only their keys."""
    yield _csv_line(CSV_COLUMNS)
    for line in lines.iterator(chunk_size=1000):
        moment = line.at.astimezone(AMSTERDAM).isoformat()
        yield _csv_line(
            (
                line.trace_id,
                line.operation_id,
                line.status_code,
                line.action,
                moment,
                moment,
                line.activity,
                line.subject,
                line.actor,
                line.organisation,
                line.object,
                line.reason,
                json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
                line.region,
                line.sequence,
                line.hash,
            )
        )


def _csv_line(values: Iterable[object]) -> str:
    out = io.StringIO()
    # A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    csv.writer(out, lineterminator="\r\n").writerow(
        f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
        for value in values
    )
    return out.getvalue()
