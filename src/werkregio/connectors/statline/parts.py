# SPDX-License-Identifier: EUPL-1.2
"""Saved responses of StatLine: which entity set each file holds, and its rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

V3, V4 = "cbs-odata-v3", "cbs-odata-v4"
VALUES = {V3: ("TypedDataSet", "UntypedDataSet"), V4: ("Observations",)}
TOPICS = {V3: "DataProperties", V4: "MeasureCodes"}
ABOUT = ("TableInfos", "Properties", "Metadata")
CATEGORY_GROUPS, DIMENSIONS, MEASURE_GROUPS = "CategoryGroups", "Dimensions", "MeasureGroups"


class StatlineError(Exception):
    """A response or a folder cannot be read as StatLine. `code` says why; `detail` fills the sentence."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = {name: str(value) for name, value in detail.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """One saved response."""

    role: str
    name: str
    path: Path

    @property
    def is_parquet(self) -> bool:
        with self.path.open("rb") as file:
            return file.read(4) == b"PAR1"


@dataclass(slots=True)
class Package:
    """All that is there of one table: parts by entity set, the pages of a set in their order."""

    table_id: str
    format: str
    parts: dict[str, list[Part]] = field(default_factory=dict)

    def about(self) -> dict[str, Any]:
        """What the publisher says about the table as a whole."""
        for role in ABOUT:
            for part in self.parts.get(role, ()):
                found = rows_of(part)
                if found:
                    return found[0]
        return {}

    def rows(self, role: str) -> list[dict[str, Any]]:
        """All rows of a small entity set."""
        return [row for part in self.parts.get(role, ()) for row in rows_of(part)]

    def has(self, role: str) -> bool:
        return role in self.parts

    @property
    def values(self) -> list[Part]:
        """The pages with values; none when only metadata is there."""
        return next((self.parts[role] for role in VALUES[self.format] if role in self.parts), [])


def _decoded(part: Part) -> Any:
    data = part.path.read_bytes()
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=lambda _name: None)
    except UnicodeDecodeError as error:
        raise StatlineError("not-utf8", file=part.name) from error
    except (ValueError, RecursionError) as error:
        raise StatlineError("not-json", file=part.name) from error


def rows_of(part: Part) -> list[dict[str, Any]]:
    """The rows of a response: a list, a list under `value`, one object, or a Parquet file."""
    if part.is_parquet:
        return arrow_of(part).to_pylist()
    found = _decoded(part)
    if isinstance(found, Mapping) and isinstance(found.get("value"), list):
        found = found["value"]
    elif isinstance(found, Mapping):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise StatlineError("no-rows", file=part.name)
    return found


def arrow_of(part: Part) -> pa.Table:
    """The rows of a Parquet file as columns."""
    try:
        return parquet.read_table(part.path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise StatlineError("not-parquet", file=part.name) from error


def format_of(roles: set[str], about: Mapping[str, Any]) -> str | None:
    """Which of the two formats these entity sets are of; None when it cannot be told."""
    if roles & {*VALUES[V3], TOPICS[V3], CATEGORY_GROUPS}:
        return V3
    if roles & {*VALUES[V4], TOPICS[V4], DIMENSIONS, MEASURE_GROUPS}:
        return V4
    if "@odata.context" in about or "ObservationsModified" in about or "DatasetType" in about:
        return V4
    return V3 if {"ShortTitle", "RecordCount", "ColumnCount", "ShortDescription"} & set(about) else None
