# SPDX-License-Identifier: EUPL-1.2
"""HSDS files of other directories: what each record does, and storing them as they were received."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from werkregio.connectors.hsds.json_files import canonical
from werkregio.connectors.hsds.reading import TABULAR, Package, Record
from werkregio.connectors.hsds.tables import ID, TABLES
from werkregio.regio.models import Arbeidsmarktregio, Partij

from ..models import Bronrecord, Invoer
from ..rules.exchange import CHANGED, NEW, REFUSED, SAME, Line, changes_between, plain_name

_BATCH = 500
# Fields of a row that name another row.
_REFERENCES = {
    "organization_id": "organization",
    "program_id": "program",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "contact_id": "contact",
    "phone_id": "phone",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}
Key = tuple[str, str]


def examine(regio: Arbeidsmarktregio, source: str, package: Package) -> list[Line]:
    """What every record of a file would do now. Reads only."""
    present = _present(regio, source)
    partijen = _by_name(regio)
    in_file = {(record.kind, record.id) for record in package.records if not record.problems}
    lines = []
    for record in package.records:
        line = _line(record, package.shape, present, partijen)
        if line.outcome != REFUSED and package.shape == TABULAR:
            line.notes += _dangling(record, in_file, present)
        lines.append(line)
    return lines


def store(invoer: Invoer, package: Package, lines: Sequence[Line], *, at: datetime) -> None:
    """Keep what is new or changed. The older version of a record stays behind it, for undoing."""
    present = _present(invoer.regio, invoer.source)
    partijen = _by_name(invoer.regio)
    replaced, fresh = [], []
    for order, (record, line) in enumerate(zip(package.records, lines, strict=True)):
        if line.outcome not in (NEW, CHANGED):
            continue
        before = present.get((record.kind, record.id))
        if before is not None:
            replaced.append(before.pk)
        fresh.append(_row(invoer, record, package.shape, order, before, partijen, at))
    for start in range(0, len(replaced), _BATCH):
        Bronrecord.objects.filter(pk__in=replaced[start : start + _BATCH]).update(current=False)
    Bronrecord.objects.bulk_create(fresh, batch_size=_BATCH)


def later_changes(invoer: Invoer) -> int:
    """How many records of this file were replaced by a later one: then it cannot be taken back yet."""
    return invoer.records.filter(current=False).count()


def take_back(invoer: Invoer) -> None:
    """Every record of this file goes; what stood there before holds again."""
    before = list(invoer.records.exclude(replaces=None).values_list("replaces_id", flat=True))
    invoer.records.all().delete()
    for start in range(0, len(before), _BATCH):
        Bronrecord.objects.filter(pk__in=before[start : start + _BATCH]).update(current=True)


def name_of(content: Mapping[str, Any]) -> str:
    for name in ("name", "number", "address_1", "document", "option", "value", "description"):
        if isinstance(content.get(name), str) and content[name].strip():
            return str(content[name]).strip()[:200]
    return ""


def _line(
    record: Record, shape: str, present: Mapping[Key, Bronrecord], partijen: Mapping[str, Sequence[Partij]]
) -> Line:
    line = Line(record.kind, record.id, name_of(record.content), record.file, record.line)
    for problem in record.problems:
        line.refuse(problem.field, problem.code, problem.detail)
    for field, name in _organisation_names(record):
        found = partijen.get(plain_name(name), ())
        if len(found) > 1:
            line.refuse(field, "ambiguous", ", ".join(f"{row.naam} ({row.code})" for row in found))
    if line.outcome == REFUSED:
        return line
    before = present.get((record.kind, record.id))
    if before is None:
        return line
    if before.sha256 == _hash(record.content) and before.is_row == (shape == TABULAR):
        line.outcome = SAME
        return line
    line.outcome = CHANGED
    line.changes = changes_between(before.content, record.content)
    if before.own_copy_id:
        line.notes.append(("", "own-copy", before.own_copy.code if before.own_copy else ""))
    return line


def _organisation_names(record: Record) -> list[tuple[str, str]]:
    """Where an organisation is named in a record: itself, or the one that gives a service."""
    found = []
    inner = record.content.get("organization")
    for field, row in (
        ("name", record.content if record.kind == "organization" else None),
        ("organization.name", inner),
    ):
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            found.append((field, row["name"]))
    return found


def _dangling(
    record: Record, in_file: set[Key], present: Mapping[Key, Bronrecord]
) -> list[tuple[str, str, str]]:
    """Names of other rows that are nowhere: the row is kept, and whoever reads the report knows."""
    found = []
    for field, kind in _REFERENCES.items():
        value = record.content.get(field)
        if not isinstance(value, str) or TABLES[record.kind].fields.get(field) != ID:
            continue
        key = (kind, value.lower())
        if key not in in_file and key not in present:
            found.append((field, "unknown-reference", value))
    return found


def _present(regio: Arbeidsmarktregio, source: str) -> dict[Key, Bronrecord]:
    rows = Bronrecord.objects.filter(regio=regio, source=source, current=True).select_related("own_copy")
    return {(row.kind, row.foreign_id): row for row in rows}


def _by_name(regio: Arbeidsmarktregio) -> dict[str, list[Partij]]:
    found: dict[str, list[Partij]] = {}
    for row in Partij.objects.filter(regio=regio).order_by("naam", "pk"):
        found.setdefault(plain_name(row.naam), []).append(row)
    return found


def _row(
    invoer: Invoer,
    record: Record,
    shape: str,
    order: int,
    before: Bronrecord | None,
    partijen: Mapping[str, Sequence[Partij]],
    at: datetime,
) -> Bronrecord:
    linked = [
        row for _field, name in _organisation_names(record) for row in partijen.get(plain_name(name), ())
    ]
    return Bronrecord(
        regio_id=invoer.regio_id,
        invoer=invoer,
        source=invoer.source,
        kind=record.kind,
        foreign_id=record.id,
        is_row=shape == TABULAR,
        order=order,
        content=record.content,
        sha256=_hash(record.content),
        imported_at=at,
        replaces=before,
        name=name_of(record.content),
        partij=linked[0] if linked else None,
        own_copy_id=before.own_copy_id if before else None,
    )


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()
