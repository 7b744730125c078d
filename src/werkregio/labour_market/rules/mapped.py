# SPDX-License-Identifier: EUPL-1.2
"""From the rows of a file, by a mapping, to a table. A row that cannot be taken is refused with its reason."""

import re
from typing import Any

import pyarrow as pa

from . import area_names, period_codes
from .areas import Area, Book
from .mapping import AREA_NAME, PERIOD_NAME, ColumnMapping, Measure
from .statline import DUPLICATE, NOT_A_NUMBER, Loaded
from .tables import (
    AREA,
    OTHER,
    ROW,
    ROW_OF,
    STATUS,
    TEXT,
    TIME,
    WHOLE,
    Code,
    Description,
    Dimension,
    Topic,
)
from .upload_files import Sheet

FORMAT = "mapping"
UNKNOWN_AREA, AMBIGUOUS_AREA, UNKNOWN_PERIOD = "unknown-area", "ambiguous-area", "unknown-period"
EMPTY_CODE, UNKNOWN_MEASURE, TOO_MANY_CELLS, NOT_WHOLE = (
    "no-key",
    "unknown-measure",
    "too-many-cells",
    "not-whole",
)
_GROUPED = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+$")
_PLAIN = re.compile(r"^[+-]?\d{1,15}(\.\d{1,15})?$")


class _Refused(Exception):
    """This row cannot be taken."""

    def __init__(
        self, reason: str, column: str = "", value: str = "", candidates: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.reason, self.column, self.value, self.candidates = reason, column, value, candidates


class MissingColumn(Exception):
    """A column that the mapping names is not in the file."""

    def __init__(self, names: list[str], there: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names, self.there = names, there


def load(sheet: Sheet, mapping: ColumnMapping, book: Book) -> Loaded:
    """The whole file: the rows that are good as a table, the others with why not."""
    missing = [name for name in mapping.columns if name not in sheet.columns]
    if missing:
        raise MissingColumn(missing, sheet.columns)
    return _Work(sheet, mapping, book).done()


class _Work:
    """One reading of one file."""

    def __init__(self, sheet: Sheet, mapping: ColumnMapping, book: Book) -> None:
        self.sheet, self.mapping, self.book = sheet, mapping, book
        self.place = {name: number for number, name in enumerate(sheet.columns)}
        self.measures = {measure.column: measure for measure in mapping.measures}
        self.found: dict[tuple[str, ...], dict[str, Any]] = {}
        self.codes: dict[str, dict[str, Code]] = {name: {} for name in self.axes}
        self.areas: dict[tuple[str, str], Area | _Refused] = {}
        self.loaded = Loaded(self._description(), pa.table({}), rows_read=len(sheet.rows))

    @property
    def axes(self) -> list[str]:
        names = [AREA_NAME] if self.mapping.area else []
        names += [PERIOD_NAME] if self.mapping.period else []
        return [*names, *(axis.name for axis in self.mapping.axes)]

    def done(self) -> Loaded:
        for number, cells in enumerate(self.sheet.rows):
            try:
                self._row(number, cells)
            except _Refused as refused:
                detail: dict[str, Any] = {"column": refused.column, "value": refused.value[:120]}
                if refused.candidates:
                    detail["candidates"] = list(refused.candidates)
                self.loaded.refuse(number, refused.reason, **{k: v for k, v in detail.items() if v})
        self.loaded.rows_kept = self.loaded.rows_read - self.loaded.rows_refused
        self.loaded.table = self._table()
        self.loaded.description = self._description()
        return self.loaded

    def _cell(self, cells: list[Any], column: str) -> Any:
        place = self.place[column]
        value = cells[place] if place < len(cells) else None
        return value.strip() if isinstance(value, str) else value

    def _row(self, number: int, cells: list[Any]) -> None:
        if len(cells) > len(self.sheet.columns) and any(cells[len(self.sheet.columns) :]):
            raise _Refused(TOO_MANY_CELLS)
        key, titles = self._key(cells)
        if self.mapping.long_measure:
            name = str(self._cell(cells, self.mapping.long_measure) or "")
            measure = self.measures.get(name)
            if measure is None:
                raise _Refused(UNKNOWN_MEASURE, self.mapping.long_measure, name)
            values = {measure.key: self._value(measure, cells, self.mapping.long_value)}
        else:
            values = {m.key: self._value(m, cells, m.column) for m in self.mapping.measures}
        row = self.found.get(key)
        taken = row is not None and any(f"{ROW_OF}{name}" in row for name in values)
        if taken:
            raise _Refused(DUPLICATE, value=" / ".join(key))
        # Codes of a refused row are not codes of the table: they are told only now.
        for axis, (code, title) in titles.items():
            self.codes[axis].setdefault(code, Code(title))
        row = self.found.setdefault(key, {ROW: number})
        for name, (value, status) in values.items():
            row[name], row[f"{ROW_OF}{name}"] = value, number
            if status:
                row[f"{STATUS}{name}"] = status

    def _key(self, cells: list[Any]) -> tuple[tuple[str, ...], dict[str, tuple[str, str]]]:
        mapping = self.mapping
        key: dict[str, str] = {}
        titles: dict[str, tuple[str, str]] = {}
        period = ""
        if mapping.period:
            typed = mapping.period.fixed or self._cell(cells, mapping.period.column)
            try:
                period = period_codes.code_of("" if typed is None else typed)
            except period_codes.UnknownPeriod as error:
                raise _Refused(UNKNOWN_PERIOD, mapping.period.column, str(error)) from None
            titles[PERIOD_NAME] = (period, period_codes.title_of(period))
        if mapping.area:
            raw = mapping.area.fixed or self._cell(cells, mapping.area.column)
            area = self._area(str(raw if raw is not None else ""), period)
            key[AREA_NAME], titles[AREA_NAME] = area[0], area
        if mapping.period:
            key[PERIOD_NAME] = period
        for axis in mapping.axes:
            raw = axis.place.fixed or self._cell(cells, axis.place.column)
            code = _text(raw)
            if not code:
                raise _Refused(EMPTY_CODE, axis.place.column)
            title = _text(self._cell(cells, axis.title_column)) if axis.title_column else code
            key[axis.name], titles[axis.name] = code, (code, title or code)
        return tuple(key[name] for name in self.axes), titles

    def _area(self, typed: str, period: str) -> tuple[str, str]:
        column = self.mapping.area.column if self.mapping.area else ""
        if not typed:
            raise _Refused(EMPTY_CODE, column)
        if not self.mapping.check_areas:
            return typed, typed
        known = self.areas.get((typed, period))
        if known is None:
            known = self.areas[typed, period] = self._look_up(typed, period, column)
        if isinstance(known, _Refused):
            raise _Refused(known.reason, known.column, known.value, known.candidates)
        return known.code, known.naam

    def _look_up(self, typed: str, period: str, column: str) -> Area | _Refused:
        day = period_codes.first_day(period) if period else None
        if code := self.book.get(typed):
            return code
        wanted = f"{self.mapping.area_kind} {typed}" if self.mapping.area_kind else typed
        try:
            return area_names.find(self.book, wanted, day)
        except area_names.UnknownArea:
            return _Refused(UNKNOWN_AREA, column, typed)
        except area_names.AmbiguousArea as error:
            names = tuple(f"{one.code} {one.text}" for one in error.candidates)
            return _Refused(AMBIGUOUS_AREA, column, typed, names)

    def _value(self, measure: Measure, cells: list[Any], column: str) -> tuple[Any, str]:
        raw = self._cell(cells, column)
        status = _text(self._cell(cells, measure.status_column)) if measure.status_column else ""
        text = _text(raw)
        if raw is None or text in measure.missing:
            return None, text or status
        if measure.datatype == TEXT:
            return text, status
        number = _number(raw, self.mapping.decimal)
        if number is None:
            raise _Refused(NOT_A_NUMBER, column, text)
        if measure.datatype == WHOLE:
            if number != int(number):
                raise _Refused(NOT_WHOLE, column, text)
            return int(number), status
        return number, status

    def _table(self) -> pa.Table:
        rows, axes = list(self.found.values()), self.axes
        columns: dict[str, Any] = {ROW: pa.array([row[ROW] for row in rows], pa.int64())}
        for place, name in enumerate(axes):
            columns[name] = pa.array([key[place] for key in self.found], pa.string())
        for measure in self.mapping.measures:
            kind = {TEXT: pa.string(), WHOLE: pa.int64()}.get(measure.datatype, pa.float64())
            columns[measure.key] = pa.array([row.get(measure.key) for row in rows], kind)
        for measure in self.mapping.measures:
            said = [row.get(f"{STATUS}{measure.key}") for row in rows]
            if any(said):
                columns[f"{STATUS}{measure.key}"] = pa.array(said, pa.string())
        if self.mapping.long_measure:
            for measure in self.mapping.measures:
                numbers = [row.get(f"{ROW_OF}{measure.key}") for row in rows]
                columns[f"{ROW_OF}{measure.key}"] = pa.array(numbers, pa.int64())
        return pa.table(columns)

    def _description(self) -> Description:
        mapping = self.mapping
        titles = {AREA_NAME: ("Gebied", AREA), PERIOD_NAME: ("Perioden", TIME)}
        titles |= {axis.name: (axis.title, OTHER) for axis in mapping.axes}
        said = sorted(self.codes.get(PERIOD_NAME, {}))
        span = (
            f"{said[0][:4]}-{said[-1][:4]}" if said and said[0][:4] != said[-1][:4] else "".join(said[:1])[:4]
        )
        return Description(
            table_id=mapping.table_id,
            title=mapping.title,
            format=FORMAT,
            period_of_reference=span,
            summary=mapping.description,
            publisher=mapping.publisher,
            licence=mapping.licence,
            dimensions={
                name: Dimension(name, titles[name][0], titles[name][1], codes=dict(self.codes[name]))
                for name in self.axes
            },
            topics={
                m.key: Topic(m.key, m.title, m.unit, m.decimals, m.datatype, m.description)
                for m in mapping.measures
            },
        )


def _text(value: Any) -> str:
    """A cell as text; a whole number of a spreadsheet without its decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _number(value: Any, decimal: str) -> float | None:
    """A cell as a number: the mapping says which sign comes before the decimals; the other one groups thousands."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if value == value and abs(value) != float("inf") else None
    text = str(value).strip().replace("\u00a0", "").replace(" ", "").replace("\u202f", "")
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    whole, dot, rest = text.partition(".")
    if "," in whole:
        if not _GROUPED.match(whole.replace(",", ".")):
            return None
        whole = whole.replace(",", "")
    text = f"{whole}{dot}{rest}"
    return float(text) if _PLAIN.match(text) else None
