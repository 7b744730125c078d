# SPDX-License-Identifier: EUPL-1.2
"""The values of an input for areas in a period, exact, each with the raw rows that it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..rules.areas import Book
from ..rules.outcomes import Source
from ..rules.periods import Period
from .inputs import Place


@dataclass(slots=True)
class Cell:
    """The value of one area; `missing` holds what the publisher says instead of it, or nothing."""

    value: Decimal | None = None
    sources: list[Source] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    title: str = ""


def exact(value: Any) -> Decimal | None:
    """A number of the store as it was printed: the shortest text that gives the same float."""
    if value is None or value != value:
        return None
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value)).normalize()


def gather(place: Place, period: Period, codes: Iterable[str], book: Book) -> dict[str, Cell]:
    """Cells by code of area. An area that the table has no row for is not in it."""
    table = place.table
    relation = table.relation()
    own_codes = set(codes)
    if place.area is not None:
        # A publisher may write NL00 or NL01 for the country.
        raw = {other: code for other, code in book.aliases.items() if code in own_codes}
        raw.update({code: code for code in own_codes})
        relation = relation.filter(relation[place.area].isin(sorted(raw)))
    else:
        raw = {}
    if place.time is not None:
        relation = relation.filter(relation[place.time].isin(place.time_keys(period)))
    elif place.period != period:
        return {}
    for name, keys in place.keys.items():
        relation = relation.filter(relation[name].isin(list(keys)))
    expected = 1
    for keys in place.keys.values():
        expected *= len(keys)
    rows = relation.select(**_selection(place, relation)).to_pyarrow().to_pylist()
    return _cells(place, rows, raw, expected)


def _selection(place: Place, relation: Any) -> dict[str, Any]:
    import ibis

    chosen: dict[str, Any] = {
        "area": relation[place.area] if place.area else ibis.literal("NL"),
    }
    for number, topic in enumerate(place.topics):
        chosen[f"value_{number}"] = relation[topic]
        chosen[f"row_{number}"] = relation[place.table.row_column(topic)]
        if status := place.table.status_column(topic):
            chosen[f"status_{number}"] = relation[status]
    return chosen


def _cells(
    place: Place, rows: list[dict[str, Any]], raw: Mapping[str, str], expected: int
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    seen: dict[str, int] = {}
    titles = place.table.dimensions[place.area].codes if place.area else {}
    for row in rows:
        code = raw.get(row["area"], row["area"])
        cell = cells.setdefault(code, Cell(Decimal(0)))
        cell.title = titles[row["area"]].title if row["area"] in titles else ""
        seen[code] = seen.get(code, 0) + 1
        by_row: dict[int, tuple[list[str], Decimal | None]] = {}
        for number, topic in enumerate(place.topics):
            value = row[f"value_{number}"]
            number_value = exact(value) if not isinstance(value, str) else None
            if number_value is None:
                cell.value = None
                cell.missing.append(str(row.get(f"status_{number}") or ""))
            elif cell.value is not None:
                cell.value += number_value
            columns, so_far = by_row.get(row[f"row_{number}"], ([], Decimal(0)))
            together = None if so_far is None or number_value is None else so_far + number_value
            by_row[row[f"row_{number}"]] = ([*columns, topic], together)
        for number, (columns, value) in by_row.items():
            cell.sources.append(
                Source(
                    place.table.table_id,
                    place.table.hash,
                    place.table.observation_id(number),
                    code,
                    tuple(columns),
                    value,
                    place.concept,
                )
            )
    for code, cell in cells.items():
        if seen[code] != expected and cell.value is not None:
            cell.value = None
            cell.missing.append("")
        if cell.value is not None:
            cell.value *= place.factor
    return cells
