# SPDX-License-Identifier: EUPL-1.2
"""HSDS as tables and HSDS as nested objects: from the one to the other and back.

Only what the specification has a place for goes into a table by itself; any other field of an object
is kept in a column of its own name, as JSON where it is no plain text.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .tables import NUMBER, PARENT_FIELD, TABLES, Table

Rows = dict[str, list[dict[str, Any]]]
_AS_JSON = "json:"


def flatten(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Rows:
    """Nested objects as rows by table. The same object at two places becomes one row."""
    found: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in TABLES}
    for kind, content in records:
        _flatten(TABLES[kind], content, {}, found)
    return {kind: list(rows.values()) for kind, rows in found.items() if rows}


def _flatten(
    table: Table,
    content: Mapping[str, Any],
    parent: Mapping[str, Any],
    found: dict[str, dict[str, dict[str, Any]]],
) -> None:
    row = {
        **{k: v for k, v in content.items() if k not in table.many and k not in table.one},
        **{k: v for k, v in parent.items() if v and not content.get(k)},
    }
    for name, kind in table.one.items():
        inner = content.get(name)
        if not isinstance(inner, Mapping):
            continue
        owner = (content.get("organization") or {}).get("id") or content.get("organization_id")
        # In a table a programme names its organisation; nested in a service it does not have to.
        _flatten(TABLES[kind], inner, {"organization_id": owner} if name == "program" else {}, found)
        field = "taxonomy_id" if name == "taxonomy_detail" else f"{name}_id"
        row.setdefault(field, inner.get("id"))
    for name, kind in table.many.items():
        for inner in content.get(name) or ():
            _flatten(TABLES[kind], inner, _parent_fields(table, kind, content), found)
    rows = found[table.kind]
    key = str(content.get("id"))
    # A short form of an object (only its id and name) never takes away from the full one.
    known = rows.setdefault(key, {})
    known.update({k: v for k, v in row.items() if k not in known or known[k] in (None, "")})


def _parent_fields(table: Table, inner: str, content: Mapping[str, Any]) -> dict[str, Any]:
    key = content.get("id")
    if inner == "attribute":
        return {"link_id": key, "link_entity": table.kind}
    if inner == "metadata":
        return {"resource_id": key, "resource_type": table.kind}
    field = PARENT_FIELD.get(table.kind)
    return {field: key} if field and field in TABLES[inner].fields else {}


def nest(rows: Rows) -> list[tuple[str, dict[str, Any]]]:
    """Rows as nested objects: every row that is part of another object stands in that object only.

    Services carry their organisation; organisations without a service, and terms that nothing names,
    stand by themselves.
    """
    by_id = {kind: {str(row.get("id")): row for row in table} for kind, table in rows.items()}
    under: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for kind, table in rows.items():
        for row in table:
            parent = _parent_of(kind, row, by_id)
            if parent:
                under.setdefault(parent, {}).setdefault(kind, []).append(row)
    done: set[tuple[str, str]] = set()

    def built(kind: str, row: Mapping[str, Any], way: tuple[str, ...]) -> dict[str, Any]:
        table, key = TABLES[kind], str(row.get("id"))
        done.add((kind, key))
        found = {name: value for name, value in row.items() if value not in (None, "")}
        for name, inner in table.one.items():
            field = "taxonomy_id" if name == "taxonomy_detail" else f"{name}_id"
            other = by_id.get(inner, {}).get(str(row.get(field)))
            if other is not None and inner not in way:
                found[name] = built(inner, other, (*way, kind))
        for name, inner in table.many.items():
            if inner in way:
                continue
            parts = under.get((kind, key), {}).get(inner)
            if parts and not (kind == "organization" and inner == "service"):
                found[name] = [built(inner, part, (*way, kind)) for part in parts]
        return found

    records = [("service", built("service", row, ())) for row in rows.get("service", ())]
    for kind in ("organization", "service_at_location", "location", "taxonomy_term", "taxonomy", *TABLES):
        records += [
            (kind, built(kind, row, ()))
            for row in rows.get(kind, ())
            if (kind, str(row.get("id"))) not in done
        ]
    return records


def _parent_of(
    kind: str, row: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]
) -> tuple[str, str] | None:
    """The object in whose list this row stands."""
    if kind == "attribute":
        return _known(str(row.get("link_entity")), row.get("link_id"), by_id)
    if kind == "metadata":
        return _known(str(row.get("resource_type")), row.get("resource_id"), by_id)
    for parent, field in PARENT_FIELD.items():
        if row.get(field) and kind in TABLES[parent].many.values() and field in TABLES[kind].fields:
            return _known(parent, row[field], by_id)
    return None


def _known(kind: str, key: Any, by_id: Mapping[str, Mapping[str, Any]]) -> tuple[str, str] | None:
    return (kind, str(key)) if kind in TABLES and str(key) in by_id.get(kind, {}) else None


def cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"{_AS_JSON}{json.dumps(value)}" if value.startswith(_AS_JSON) else value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    return _AS_JSON + json.dumps(value, ensure_ascii=False, sort_keys=True)


def typed(table: Table, column: str, text: str) -> Any:
    """The value in a cell. A number that cannot be read stays text, for the check to refuse."""
    if text.startswith(_AS_JSON):
        try:
            return json.loads(text.removeprefix(_AS_JSON))
        except (ValueError, RecursionError):
            return text
    if table.fields.get(column) == NUMBER and text:
        try:
            number = float(text)
        except ValueError:
            return text
        if number not in (float("inf"), float("-inf")) and number == number:
            return int(text) if text.strip().lstrip("+-").isdigit() else number
    return text


def columns_of(table: Table, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The columns of the specification in their order, and then those that only these rows have."""
    extra = sorted({name for row in rows for name in row} - set(table.fields))
    return [*table.fields, *extra]
