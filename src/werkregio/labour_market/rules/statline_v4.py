# SPDX-License-Identifier: EUPL-1.2
"""A table of StatLine OData v4: a row for each observation. It becomes a row for each combination of codes.

The road back stays open: `_row_<topic>` is the number of the observation in the file as received.
"""

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from werkregio.connectors.statline.parts import (
    DIMENSIONS,
    MEASURE_GROUPS,
    TOPICS,
    V4,
    Package,
    Part,
    arrow_of,
    rows_of,
)

from .columns import as_text, trimmed, values
from .statline import (
    DUPLICATE,
    LICENCE,
    NO_KEY,
    PUBLISHER,
    Loaded,
    clean,
    code,
    datatype_of,
    kind_of,
    whole,
    with_unknown_codes,
)
from .tables import ROW, ROW_OF, STATUS, TEXT, WHOLE, Code, Description, Dimension, Group, Topic, group_path

_OWN = ("Id", "Measure", "ValueAttribute", "Value", "StringValue")
_NOTHING = {"", "None"}


def load(package: Package) -> Loaded:
    """The whole table; without observations it has no rows."""
    about = package.about()
    raw = _observations(package.values)
    dimensions = _dimensions(package, raw)
    topics = _topics(package, raw)
    loaded = Loaded(_description(package, about, dimensions, topics, raw is not None), pa.table({}))
    if raw is None:
        empty = {ROW: pa.array([], pa.int64()), **{name: pa.array([], pa.string()) for name in dimensions}}
        loaded.table = pa.table(empty)
        return loaded
    loaded.rows_read = raw.num_rows
    good = _good_observations(loaded, raw, list(dimensions))
    loaded.rows_kept = good.num_rows
    loaded.table = _wide(loaded, good, list(dimensions), topics)
    for name, dimension in list(dimensions.items()):
        codes = with_unknown_codes(dict(dimension.codes), loaded.table.column(name))
        dimensions[name] = Dimension(
            name, dimension.title, dimension.kind, dimension.description, codes, dimension.groups
        )
    return loaded


def _observations(parts: list[Part]) -> pa.Table | None:
    if not parts:
        return None
    pages = [_page(part) for part in parts]
    raw = pa.concat_tables(pages, promote_options="permissive") if len(pages) > 1 else pages[0]
    return raw.append_column(ROW, pa.array(range(raw.num_rows), pa.int64()))


def _page(part: Part) -> pa.Table:
    """One page with every column of the same type on every page."""
    if part.is_parquet:
        table = arrow_of(part)
    else:
        rows = rows_of(part)
        names: dict[str, None] = {}
        for row in rows:
            names.update(dict.fromkeys(row))
        table = pa.table({name: _column([row.get(name) for row in rows]) for name in names})
    numbers, reasons, _unread = values(_or_nulls(table, "Value"), "number")
    columns = {
        "Measure": trimmed(_or_nulls(table, "Measure")),
        "ValueAttribute": trimmed(_or_nulls(table, "ValueAttribute")),
        "Value": numbers,
        "StringValue": as_text(_or_nulls(table, "StringValue")),
    }
    if reasons is not None:
        # A sign where a number should stand says why there is none, unless the publisher says more.
        said = pc.fill_null(columns["ValueAttribute"], "")
        silent = pc.is_in(said, value_set=pa.array(sorted(_NOTHING)))
        columns["ValueAttribute"] = pc.if_else(silent, pc.coalesce(reasons, said), said)
    for name in table.column_names:
        if name not in _OWN and not name.startswith("@"):
            columns[name] = trimmed(table.column(name))
    return pa.table(columns)


def _or_nulls(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name in table.column_names:
        return table.column(name)
    return pa.chunked_array([pa.nulls(table.num_rows)])


def _column(found: list[Any]) -> pa.Array:
    try:
        return pa.array(found)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if value is None else str(value) for value in found], pa.string())


def _good_observations(loaded: Loaded, raw: pa.Table, dimensions: list[str]) -> pa.Table:
    """Without observations that lack a key or say the same again."""
    keys = ["Measure", *dimensions]
    empty = None
    for name in keys:
        lacks = pc.or_(pc.is_null(raw.column(name)), pc.fill_null(pc.equal(raw.column(name), ""), False))
        empty = lacks if empty is None else pc.or_(empty, lacks)
    if pc.any(empty).as_py():
        for row in raw.filter(empty).column(ROW).to_pylist():
            loaded.refuse(row, NO_KEY)
        raw = raw.filter(pc.invert(empty))
    first = raw.group_by(keys, use_threads=False).aggregate([(ROW, "min")])
    if first.num_rows == raw.num_rows:
        return raw
    keep = pc.is_in(raw.column(ROW), value_set=first.column(f"{ROW}_min").combine_chunks())
    for row in raw.filter(pc.invert(keep)).select([ROW, *keys]).to_pylist():
        loaded.refuse(row[ROW], DUPLICATE, key={name: row[name] for name in keys})
    return raw.filter(keep)


def _quoted(name: str, mark: str = '"') -> str:
    return mark + name.replace(mark, mark * 2) + mark


def _wide(loaded: Loaded, long: pa.Table, dimensions: list[str], topics: dict[str, Topic]) -> pa.Table:
    """A row for each combination of codes, in the order in which it comes first."""
    used = set(pc.unique(long.column("Measure")).to_pylist())
    told = pc.invert(
        pc.is_in(pc.fill_null(long.column("ValueAttribute"), ""), value_set=pa.array(sorted(_NOTHING)))
    )
    with_status = set(pc.unique(long.filter(told).column("Measure")).to_pylist())
    parts, rows, statuses = [], [], []
    for key, topic in topics.items():
        if key not in used:
            kind = {TEXT: "VARCHAR", WHOLE: "BIGINT"}.get(topic.datatype, "DOUBLE")
            parts.append(f"CAST(NULL AS {kind}) AS {_quoted(key)}")
            continue
        only = f"FILTER (WHERE Measure = {_quoted(key, chr(39))})"
        column = "StringValue" if topic.datatype == TEXT else "Value"
        parts.append(f"any_value({column}) {only} AS {_quoted(key)}")
        rows.append(f"any_value({ROW}) {only} AS {_quoted(ROW_OF + key)}")
        if key in with_status:
            statuses.append(
                f"any_value(CASE WHEN ValueAttribute NOT IN ('', 'None') THEN ValueAttribute END) {only} "
                f"AS {_quoted(STATUS + key)}"
            )
    axes = [_quoted(name) for name in dimensions]
    query = (
        f"SELECT min({ROW}) AS {ROW}, {', '.join([*axes, *parts, *statuses, *rows])} FROM long "  # noqa: S608
        f"{'GROUP BY ' + ', '.join(axes) if axes else ''} ORDER BY min({ROW})"
    )
    with duckdb.connect() as engine:
        engine.register("long", long)
        table = engine.sql(query).to_arrow_table()
    for place, name in enumerate(table.column_names):
        of = topics.get(name)
        if of is not None and of.datatype == WHOLE:
            found, _reason, _unread = values(table.column(name), WHOLE)
            table = table.set_column(place, name, found)
        elif of is not None and of.datatype == TEXT:
            table = table.set_column(place, name, trimmed(table.column(name)))
    return table.combine_chunks()


def _dimensions(package: Package, raw: pa.Table | None) -> dict[str, Dimension]:
    stated = {clean(row.get("Identifier")): row for row in package.rows(DIMENSIONS) if row.get("Identifier")}
    if not stated and raw is not None:
        stated = {name: {} for name in raw.column_names if name not in _OWN and name != ROW}
    found = {}
    for name, row in stated.items():
        if raw is not None and name not in raw.column_names:
            continue
        codes: dict[str, Code] = {
            clean(each.get("Identifier")): code(each, each.get("DimensionGroupId"))
            for each in package.rows(f"{name}Codes")
            if clean(each.get("Identifier"))
        }
        keys = codes or dict.fromkeys(
            key for key in (pc.unique(raw.column(name)).to_pylist() if raw is not None else []) if key
        )
        found[name] = Dimension(
            name,
            clean(row.get("Title")) or name,
            kind_of(row.get("Kind"), keys),
            clean(row.get("Description")),
            codes,
            _groups(package.rows(f"{name}Groups")),
        )
    return found


def _groups(rows: list[dict[str, Any]]) -> dict[str, Group]:
    return {
        clean(row.get("Id")): Group(
            clean(row.get("Title")), clean(row.get("ParentId")), clean(row.get("Description"))
        )
        for row in rows
        if clean(row.get("Id"))
    }


def _topics(package: Package, raw: pa.Table | None) -> dict[str, Topic]:
    groups = _groups(package.rows(MEASURE_GROUPS))
    found = {}
    for row in sorted(package.rows(TOPICS[V4]), key=lambda row: whole(row.get("Index"))):
        key = clean(row.get("Identifier"))
        if key:
            found[key] = Topic(
                key,
                clean(row.get("Title")) or key,
                clean(row.get("Unit")),
                whole(row.get("Decimals")),
                datatype_of(row.get("DataType")),
                clean(row.get("Description")),
                group_path(groups, clean(row.get("MeasureGroupId"))),
            )
    for key in pc.unique(raw.column("Measure")).to_pylist() if raw is not None else ():
        if key and key not in found:
            found[key] = Topic(key, key)
    return found


def _description(
    package: Package,
    about: dict[str, Any],
    dimensions: dict[str, Dimension],
    topics: dict[str, Topic],
    has_values: bool,
) -> Description:
    stated = about.get("ObservationCount")
    return Description(
        table_id=package.table_id,
        title=clean(about.get("Title")) or package.table_id,
        format=V4,
        period_of_reference=clean(about.get("TemporalCoverage")),
        summary=clean(about.get("Summary") or about.get("Description")),
        publisher=PUBLISHER,
        licence=LICENCE,
        language=clean(about.get("Language")) or "nl",
        modified=clean(about.get("ObservationsModified") or about.get("Modified")),
        status=clean(about.get("Status")),
        frequency=clean(about.get("Frequency")),
        dimensions=dimensions,
        topics=topics,
        has_observations=has_values,
        rows_stated=whole(stated) if stated is not None else None,
    )
