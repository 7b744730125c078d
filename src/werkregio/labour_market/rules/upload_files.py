# SPDX-License-Identifier: EUPL-1.2
"""The rows of a CSV, Excel or JSON file as they stand in it. A file that is not what it should be is refused whole."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from werkregio.foundation.files.csv_files import is_formula
from werkregio.foundation.files.limits import (
    CELL_CHARACTERS,
    COLUMNS,
    MEGABYTE,
    ZIP_RATIO,
    ZIP_RATIO_FROM,
    FileError,
    check_size,
)
from werkregio.foundation.files.texts import text_of

from .mapping import ColumnMapping

MOST_ROWS = 500_000
MOST_UNPACKED = 200 * MEGABYTE
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a file, and its rows; `reading` is what one must know to read the same row again."""

    columns: list[str]
    rows: list[list[Any]]
    reading: dict[str, Any]


def read(name: str, data: bytes, mapping: ColumnMapping) -> Sheet:
    """All rows. FileError when the file as a whole cannot be taken."""
    check_size(len(data))
    if data[:4] == b"PK\x03\x04":
        return _excel(name, data, mapping)
    if name.lower().endswith(".json") or data.lstrip()[:1] in (b"{", b"["):
        return _json(name, data)
    return _csv(name, data, mapping)


def _csv(name: str, data: bytes, mapping: ColumnMapping) -> Sheet:
    if mapping.encoding.startswith("utf-8"):
        text, encoding = text_of(data, file=name), "utf-8-sig"
    else:
        encoding = mapping.encoding
        if b"\x00" in data or data.startswith(b"\xef\xbb\xbf"):
            raise FileError("encoding", file=name, found="UTF-8", line=1)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileError("encoding", file=name, found="?", line=line) from error
    body = "".join(text.splitlines(keepends=True)[mapping.skip :])
    delimiter = mapping.delimiter or _delimiter(body)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    rows: list[list[Any]] = []
    try:
        for cells in reader:
            if not any(cells):
                continue
            if not columns:
                columns = _columns(cells, name)
                continue
            if len(rows) >= MOST_ROWS:
                raise FileError("too-many", file=name, limit=MOST_ROWS)
            for place, cell in enumerate(cells):
                _check_cell(cell, name, reader.line_num + mapping.skip, place)
            rows.append(list(cells))
    except csv.Error as error:
        raise FileError("csv", file=name, line=reader.line_num + mapping.skip) from error
    if not columns:
        raise FileError("empty", file=name)
    return Sheet(columns, rows, {"delimiter": delimiter, "encoding": encoding, "skip": mapping.skip})


def _check_cell(cell: Any, name: str, line: int, place: int) -> None:
    if not isinstance(cell, str):
        return
    if len(cell) > CELL_CHARACTERS:
        raise FileError("cell-too-long", file=name, line=line, column=place + 1)
    if is_formula(cell):
        raise FileError("formula", file=name, line=line, column=place + 1)


def _delimiter(text: str) -> str:
    first = next((line for line in text[:100_000].splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _columns(cells: list[Any], name: str) -> list[str]:
    found = [str(cell).strip() if cell is not None else "" for cell in cells]
    while found and not found[-1]:
        found.pop()
    if len(found) > COLUMNS:
        raise FileError("too-many-columns", file=name, limit=COLUMNS)
    for place, column in enumerate(found):
        if not column:
            raise FileError("column-without-name", file=name, column=place + 1)
        if found.count(column) > 1:
            raise FileError("double-column", file=name, field=column[:60])
    return found


def _json(name: str, data: bytes) -> Sheet:
    text = text_of(data, file=name)
    try:
        content = json.loads(text, parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        raise FileError("json", file=name, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise FileError("too-deep", file=name, limit="") from error
    if isinstance(content, dict):
        content = content.get("value")
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise FileError("no-rows", file=name)
    if len(content) > MOST_ROWS:
        raise FileError("too-many", file=name, limit=MOST_ROWS)
    names: dict[str, None] = {}
    for row in content:
        names.update(dict.fromkeys(row))
    columns = _columns(list(names), name) if names else []
    if not columns:
        raise FileError("empty", file=name)
    return Sheet(columns, [[row.get(column) for column in names] for row in content], {"format": "json"})


def _excel(name: str, data: bytes, mapping: ColumnMapping) -> Sheet:
    _check_package(name, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if mapping.sheet and mapping.sheet not in book.sheetnames:
            raise FileError("sheet-missing", file=name, field=mapping.sheet)
        sheet = book[mapping.sheet] if mapping.sheet else book.worksheets[0]
        columns, rows = _sheet_rows(name, sheet.iter_rows(), mapping.skip)
    except FileError:
        raise
    except Exception as error:
        # The reader of another project, on a file of a stranger: whatever it trips over is the file's fault.
        raise FileError("excel", file=name) from error
    if not columns:
        raise FileError("empty", file=name)
    return Sheet(columns, rows, {"sheet": sheet.title, "skip": mapping.skip})


def _sheet_rows(name: str, lines: Iterator[Any], skip: int) -> tuple[list[str], list[list[Any]]]:
    columns: list[str] = []
    rows: list[list[Any]] = []
    for number, line in enumerate(lines, 1):
        cells = [cell.value for cell in line]
        for place, cell in enumerate(line):
            if cell.data_type == "f":
                raise FileError("formula", file=name, line=number, column=place + 1)
            _check_cell(cell.value, name, number, place)
        if number <= skip:
            continue
        if not columns:
            columns = _columns(cells, name)
            continue
        if all(cell is None for cell in cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise FileError("too-many", file=name, limit=MOST_ROWS)
        rows.append(cells)
    return columns, rows


def _check_package(name: str, data: bytes) -> None:
    """An Excel file is a zip: it is weighed before it is opened, and what may run is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {member.filename for member in package.infolist()}
            if "xl/workbook.xml" not in names:
                raise FileError("other-kind", file=name, found="zip")
            if any(member.endswith("vbaProject.bin") for member in names):
                raise FileError("macros", file=name)
            total = 0
            for member in package.infolist():
                size = 0
                with package.open(member) as file:
                    while piece := file.read(_PIECE):
                        size += len(piece)
                        total += len(piece)
                        swollen = size > 10 * ZIP_RATIO_FROM and size > ZIP_RATIO * max(
                            member.compress_size, 1
                        )
                        if total > MOST_UNPACKED or swollen:
                            raise FileError("zip-bomb", file=name, limit=MOST_UNPACKED // MEGABYTE)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise FileError("zip", file=name) from error
