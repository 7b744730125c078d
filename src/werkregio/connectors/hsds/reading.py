# SPDX-License-Identifier: EUPL-1.2
"""From a file to records, each with its place and what is wrong with it. Broken records stop no good ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkregio.foundation.files import csv_files, zip_files
from werkregio.foundation.files.limits import RECORDS, FileError, check_size
from werkregio.foundation.files.texts import text_of

from . import json_files
from .checks import Problem, problems_of
from .tables import BY_FILE, COLLECTIONS, TABLES, Table
from .tabular import typed

JSON, TABULAR = "json", "tables"
# Which fields tell the objects of a list without a name apart.
_SIGNS = (
    ("service", {"status", "name"}),
    ("service_at_location", {"location", "service"}),
    ("location", {"location_type"}),
    ("taxonomy_term", {"taxonomy_detail"}),
    ("taxonomy_term", {"taxonomy"}),
    ("taxonomy_term", {"parent_id", "code"}),
    ("taxonomy", {"version"}),
    ("taxonomy", {"uri", "description", "name"}),
    ("organization", {"name", "description"}),
)
_ORGANISATION_SIGNS = {
    "services",
    "legal_status",
    "tax_status",
    "website",
    "logo",
    "organization_identifiers",
}


@dataclass(slots=True)
class Record:
    """One record. `content` is as received; empty when there is nothing that can be kept."""

    kind: str
    file: str
    line: int
    content: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.content.get("id") or "").lower()


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that one file holds."""

    shape: str
    records: list[Record]
    # Files in a zip that are no table of HSDS.
    left_out: tuple[str, ...] = ()


def read(name: str, data: bytes) -> Package:
    """The records of a file. FileError when the file as a whole cannot be taken."""
    check_size(len(data))
    if zip_files.is_zip(data):
        return _tables(zip_files.unpack(data))
    text = text_of(data, file=name)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name)
    table = _table_of(name, text)
    return Package(TABULAR, _marked(list(_rows(table, name, text))))


def _json(text: str, name: str) -> Package:
    value, lines = json_files.parse(text)
    found = list(_listed(value))
    if len(found) > RECORDS:
        raise FileError("too-many", file=name, limit=RECORDS)
    # A single object at the top stands on the first line; the others where their bracket opens.
    places = iter(lines)
    records = []
    seen = {_kind_of(content) for kind, content in found if not kind} - {"?"}
    # A list holds objects of one kind: a broken one that shows nothing of its own is one of them.
    only = seen.pop() if len(seen) == 1 else ""
    for kind, content in found:
        line = 1 if content is value else next(places, 1) if isinstance(content, dict) else 0
        records.append(_record(kind or only or _kind_of(content), name, line, content))
    if not records:
        raise FileError("no-records", file=name)
    return Package(JSON, _marked(records))


def _listed(value: Any) -> Iterator[tuple[str, Any]]:
    """Every record with its kind; an empty kind has to be told from its fields."""
    if isinstance(value, list):
        yield from (("", row) for row in value)
        return
    if not isinstance(value, dict):
        raise FileError("no-records", file="")
    if isinstance(value.get("contents"), list):
        yield from (("", row) for row in value["contents"])
        return
    # An organisation has a list of services too: then it is one record.
    known = [name for name in value if name in COLLECTIONS and isinstance(value[name], list)]
    if known and "id" not in value and "name" not in value:
        for name in value:
            if isinstance(value[name], list):
                yield from ((COLLECTIONS.get(name, "?" + name), row) for row in value[name])
        return
    yield "", value


def _kind_of(content: Any) -> str:
    if not isinstance(content, Mapping):
        return "?"
    if _ORGANISATION_SIGNS & set(content) and "status" not in content:
        return "organization"
    return next((kind for kind, signs in _SIGNS if signs <= set(content)), "?")


def _record(kind: str, file: str, line: int, content: Any) -> Record:
    if not isinstance(content, dict):
        return Record(kind, file, line, {}, [Problem("", "no-object")])
    if kind not in TABLES:
        return Record(kind, file, line, content, [Problem("", "unknown-kind", kind.lstrip("?"))])
    return Record(kind, file, line, content, problems_of(kind, content))


def _tables(files: Mapping[str, bytes]) -> Package:
    tables = [name for name in files if name.lower() in BY_FILE]
    if not tables:
        raise FileError("no-tables")
    records: list[Record] = []
    for name in sorted(tables, key=lambda name: list(BY_FILE).index(name.lower())):
        records += _rows(BY_FILE[name.lower()], name, text_of(files[name], file=name))
        if len(records) > RECORDS:
            raise FileError("too-many", file=name, limit=RECORDS)
    if not records:
        raise FileError("no-records", file="")
    return Package(TABULAR, _marked(records), tuple(sorted(set(files) - set(tables))))


def _table_of(name: str, text: str) -> Table:
    """Which table a single CSV is: by its name, else by its columns."""
    for file, table in BY_FILE.items():
        if name.lower().endswith(file):
            return table
    columns, _rows_found = csv_files.read(text.split("\n", 1)[0], file=name)
    fitting = [table for table in BY_FILE.values() if set(table.required) <= set(columns)]
    if not fitting:
        raise FileError("unknown-table", file=name)
    return max(fitting, key=lambda table: len(set(columns) & set(table.fields)))


def _rows(table: Table, file: str, text: str) -> Iterator[Record]:
    columns, rows = csv_files.read(text, file=file)
    if "id" not in columns:
        raise FileError("column-missing", file=file, field="id")
    for row in rows:
        if row.problem:
            yield Record(table.kind, file, row.line, {}, [Problem(row.column, row.problem)])
            continue
        content = {
            column: value
            for column, text_of_cell in row.cells.items()
            if (value := typed(table, column, text_of_cell)) not in (None, "")
        }
        yield Record(table.kind, file, row.line, content, problems_of(table.kind, content))


def _marked(records: list[Record]) -> list[Record]:
    """Two records with one id: the first one counts, unless they are the same."""
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        if record.problems or not record.id:
            continue
        first = seen.setdefault((record.kind, record.id), record)
        if first is not record:
            record.problems.append(Problem("id", "double", f"{first.file}:{first.line}"))
    return records
