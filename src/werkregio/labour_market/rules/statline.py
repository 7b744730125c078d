# SPDX-License-Identifier: EUPL-1.2
"""What both formats of StatLine share: kinds of dimensions, units, one row for each combination of codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .tables import AREA, NUMBER, OTHER, ROW, TEXT, TIME, WHOLE, Code, Description

LICENCE = "CC BY 4.0"
PUBLISHER = "CBS"
_KINDS = {
    "timedimension": TIME,
    "geodimension": AREA,
    "geodetail": AREA,
    "geodimensiondetail": AREA,
}
_DATATYPES = {
    **dict.fromkeys(("long", "integer", "int", "int32", "int64", "short", "smallint", "byte"), WHOLE),
    **dict.fromkeys(("string", "text", "char", "varchar", "date", "datetime"), TEXT),
}
_PERIOD = re.compile(r"^\d{4}(JJ|KW|MM|HJ|W|G|X|SJ|VJ)\d{2}$")
_PLACE = re.compile(r"^(NL|LD|PV|CR|GM|WK|BU|AM|RP|GGD|JZ|VR|SP|GA|AR|RPA|ZK|PC)\d{1,10}[A-Z]?$")
DUPLICATE, NO_KEY, NOT_A_NUMBER, UNKNOWN_TOPIC = "duplicate", "no-key", "not-a-number", "unknown-topic"
MOST_REFUSALS = 1000


@dataclass(slots=True)
class Loaded:
    """A table as it goes into the store, and what was left out of it."""

    description: Description
    table: pa.Table
    rows_read: int = 0
    rows_kept: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    # By topic: values that are no number and no known sign. They are missing, and say what stood there.
    unread: dict[str, int] = field(default_factory=dict)

    def refuse(self, row: int, reason: str, **detail: Any) -> None:
        """One row as received is left out."""
        self.reasons[reason] = self.reasons.get(reason, 0) + 1
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append({"row": row, "reason": reason, **detail})

    @property
    def rows_refused(self) -> int:
        return sum(self.reasons.values())


def kind_of(stated: str | None, codes: Iterable[str]) -> str:
    """The kind of a dimension: what the publisher says, or else what its keys look like."""
    word = (stated or "").rpartition(".")[2].replace("_", "").lower()
    if word in _KINDS:
        return _KINDS[word]
    if word:
        return OTHER
    some = [key for key, _nr in zip(codes, range(50), strict=False)]
    if some and all(_PERIOD.match(key) for key in some):
        return TIME
    return AREA if some and all(_PLACE.match(key) for key in some) else OTHER


def datatype_of(stated: str | None) -> str:
    return _DATATYPES.get((stated or "").lower(), NUMBER)


def clean(value: Any) -> str:
    """A text of the publisher without padding and with one kind of line end."""
    return str(value).replace("\r\n", "\n").strip() if value is not None else ""


def whole(value: Any, otherwise: int = 0) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return otherwise


def code(row: Mapping[str, Any], group: Any) -> Code:
    return Code(
        title=clean(row.get("Title")),
        group=clean(group),
        description=clean(row.get("Description")),
        status=clean(row.get("Status")),
    )


def with_unknown_codes(codes: dict[str, Code], used: pa.ChunkedArray) -> dict[str, Code]:
    """Codes that the values use and the list does not tell: they are their own title."""
    extra = [key for key in pc.unique(used).to_pylist() if key is not None and key not in codes]
    return {**codes, **{key: Code(key) for key in extra}} if extra else codes


def one_row_each(loaded: Loaded, table: pa.Table, dimensions: list[str]) -> pa.Table:
    """The table without rows that lack a key, or that say the same combination of codes again."""
    if not dimensions:
        for row in table.column(ROW).to_pylist()[1:]:
            loaded.refuse(row, DUPLICATE)
        return table.slice(0, 1)
    empty = None
    for name in dimensions:
        column = table.column(name)
        lacks = pc.or_(pc.is_null(column), pc.fill_null(pc.equal(column, ""), False))
        empty = lacks if empty is None else pc.or_(empty, lacks)
    if pc.any(empty).as_py():
        for row in table.filter(empty).column(ROW).to_pylist():
            loaded.refuse(row, NO_KEY)
        table = table.filter(pc.invert(empty))
    first = table.group_by(dimensions, use_threads=False).aggregate([(ROW, "min")])
    if first.num_rows == table.num_rows:
        return table
    keep = pc.is_in(table.column(ROW), value_set=first.column(f"{ROW}_min").combine_chunks())
    for row in table.filter(pc.invert(keep)).select([ROW, *dimensions]).to_pylist():
        loaded.refuse(row[ROW], DUPLICATE, key={name: row[name] for name in dimensions})
    return table.filter(keep)
