# SPDX-License-Identifier: EUPL-1.2
"""A table of StatLine OData v3: a row for each combination of codes, a column for each topic."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from werkregio.connectors.statline.parts import (
    CATEGORY_GROUPS,
    TOPICS,
    V3,
    Package,
    Part,
    arrow_of,
    rows_of,
)

from .columns import trimmed, values
from .statline import (
    LICENCE,
    PUBLISHER,
    Loaded,
    clean,
    code,
    datatype_of,
    kind_of,
    one_row_each,
    whole,
    with_unknown_codes,
)
from .tables import ROW, STATUS, TEXT, Description, Dimension, Group, Topic, group_path

_NUMBERED = re.compile(r"_\d+$")
_NO_AXIS = {"ID", "odata.type", "odata_type"}


def load(package: Package) -> Loaded:
    """The whole table; without values it has no rows."""
    about, properties = package.about(), package.rows(TOPICS[V3])
    raw = _values(package.values, properties)
    dimensions = _dimensions(package, properties, raw)
    topics = _topics(properties, raw, set(dimensions))
    loaded = Loaded(_description(package, about, dimensions, topics, raw is not None), pa.table({}))
    if raw is None:
        empty = {ROW: pa.array([], pa.int64()), **{name: pa.array([], pa.string()) for name in dimensions}}
        loaded.table = pa.table(empty)
        return loaded
    loaded.rows_read = raw.num_rows
    _fill(loaded, raw, dimensions, topics)
    return loaded


def _fill(loaded: Loaded, raw: pa.Table, dimensions: dict[str, Dimension], topics: dict[str, Topic]) -> None:
    columns: dict[str, Any] = {ROW: pa.array(range(raw.num_rows), pa.int64())}
    for name in dimensions:
        columns[name] = trimmed(raw.column(name))
    reasons: dict[str, Any] = {}
    for key, topic in topics.items():
        # A topic may be announced by the publisher and not be filled yet.
        there = key in raw.column_names
        found = raw.column(key) if there else pa.chunked_array([pa.nulls(raw.num_rows)])
        columns[key], reason, unread = values(found, topic.datatype)
        if unread:
            loaded.unread[key] = unread
        if reason is not None:
            reasons[f"{STATUS}{key}"] = reason
    table = one_row_each(loaded, pa.table({**columns, **reasons}), list(dimensions))
    loaded.table, loaded.rows_kept = table.combine_chunks(), table.num_rows
    _complete_codes(loaded)


def _complete_codes(loaded: Loaded) -> None:
    for name, dimension in loaded.description.dimensions.items():
        codes = with_unknown_codes(dict(dimension.codes), loaded.table.column(name))
        if codes is not dimension.codes:
            loaded.description.dimensions[name] = Dimension(  # type: ignore[index]
                name,
                dimension.title,
                dimension.kind or kind_of(None, codes),
                dimension.description,
                codes,
                dimension.groups,
            )


def _values(parts: list[Part], properties: list[dict[str, Any]]) -> pa.Table | None:
    """All pages under one another."""
    if not parts:
        return None
    texts = {row["Key"] for row in properties if datatype_of(row.get("Datatype")) == TEXT and row.get("Key")}
    pages = [arrow_of(part) if part.is_parquet else _from_json(rows_of(part), texts) for part in parts]
    return pa.concat_tables(pages, promote_options="permissive") if len(pages) > 1 else pages[0]


def _from_json(rows: list[dict[str, Any]], texts: set[str]) -> pa.Table:
    """Rows as columns. A column that mixes numbers and signs is read as text."""
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    return pa.table({name: _column([row.get(name) for row in rows], name in texts) for name in names})


def _column(found: list[Any], is_text: bool) -> pa.Array:
    if not is_text:
        try:
            return pa.array(found)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            pass
    return pa.array([None if value is None else str(value) for value in found], pa.string())


def _dimensions(
    package: Package, properties: list[dict[str, Any]], raw: pa.Table | None
) -> dict[str, Dimension]:
    stated = {
        row["Key"]: row
        for row in properties
        if row.get("Key") and "Topic" not in str(row.get("Type") or row.get("odata.type") or "")
    }
    if not stated and raw is not None:
        stated = {name: {} for name in raw.column_names if _looks_like_an_axis(package, name)}
    groups = package.rows(CATEGORY_GROUPS)
    found = {}
    for name, row in stated.items():
        if raw is not None and name not in raw.column_names:
            continue
        codes = {
            clean(each.get("Key")): code(each, each.get("CategoryGroupID"))
            for each in package.rows(name)
            if clean(each.get("Key"))
        }
        keys = codes or dict.fromkeys(
            k for k in (pc.unique(trimmed(raw.column(name))).to_pylist() if raw is not None else []) if k
        )
        found[name] = Dimension(
            name,
            clean(row.get("Title")) or name,
            kind_of(row.get("Type") or row.get("odata.type"), keys),
            clean(row.get("Description")),
            codes,
            {
                clean(each.get("ID")): Group(
                    clean(each.get("Title")), clean(each.get("ParentID")), clean(each.get("Description"))
                )
                for each in groups
                if clean(each.get("DimensionKey")) in (name, "")
            },
        )
    return found


def _looks_like_an_axis(package: Package, name: str) -> bool:
    return name not in _NO_AXIS and (package.has(name) or not _NUMBERED.search(name))


def _topics(properties: list[dict[str, Any]], raw: pa.Table | None, dimensions: set[str]) -> dict[str, Topic]:
    groups = {
        str(row.get("ID")): Group(clean(row.get("Title")), clean(row.get("ParentID")))
        for row in properties
        if "TopicGroup" in str(row.get("Type") or row.get("odata.type") or "")
    }
    found = {}
    for row in properties:
        kind = str(row.get("Type") or row.get("odata.type") or "")
        key = clean(row.get("Key"))
        if not key or "TopicGroup" in kind or "Topic" not in kind:
            continue
        parent = row.get("ParentID")
        found[key] = Topic(
            key,
            clean(row.get("Title")) or key,
            clean(row.get("Unit")),
            whole(row.get("Decimals")),
            datatype_of(row.get("Datatype")),
            clean(row.get("Description")),
            group_path(groups, None if parent is None else clean(parent)),
        )
    if raw is None:
        return found
    for name in raw.column_names:
        if name not in found and name not in dimensions and name not in _NO_AXIS:
            found[name] = Topic(name, _NUMBERED.sub("", name), datatype=_seen_datatype(raw.column(name)))
    return found


def _seen_datatype(column: pa.ChunkedArray) -> str:
    """The kind of a column that the list of properties does not tell of."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        _numbers, _reason, unread = values(column, "number")
        return TEXT if unread else "number"
    return "whole" if pa.types.is_integer(column.type) else "number"


def _description(
    package: Package,
    about: dict[str, Any],
    dimensions: dict[str, Dimension],
    topics: dict[str, Topic],
    has_values: bool,
) -> Description:
    stated = about.get("RecordCount")
    return Description(
        table_id=package.table_id,
        title=clean(about.get("Title")) or package.table_id,
        format=V3,
        period_of_reference=clean(about.get("Period")),
        summary=clean(about.get("Summary") or about.get("ShortDescription")),
        publisher=PUBLISHER,
        licence=LICENCE,
        language=clean(about.get("Language")) or "nl",
        modified=clean(about.get("Modified") or about.get("Updated")),
        status=clean(about.get("OutputStatus")),
        frequency=clean(about.get("Frequency")),
        dimensions=dimensions,
        topics=topics,
        has_observations=has_values,
        rows_stated=whole(stated) if stated is not None else None,
    )
