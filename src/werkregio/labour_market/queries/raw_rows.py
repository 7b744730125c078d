# SPDX-License-Identifier: EUPL-1.2
"""A row of a file as it was received, read back from the kept file and not from anything made of it."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from werkregio.connectors.statline.parts import Part, arrow_of, rows_of

from ..models import RawFile
from . import store


class RawRowError(Exception):
    """The kept file has no such row, or is not there any more."""


def row_of(file: RawFile, row: int, options: dict[str, Any]) -> Any:
    """Row `row` of the whole table out of the file that holds it: an object, or cells by the name of their column."""
    path = store.raw_path(file.sha256)
    if not path.is_file():
        raise RawRowError(f"The file {file.sha256} is not in the store.")
    place = row - (file.first_row or 0)
    ending = Path(file.name).suffix.lower()
    if options:
        rows = _mapped(path, ending, options)
    else:
        part = Part(file.role, file.name, path)
        if part.is_parquet:
            found = arrow_of(part).slice(place, 1).to_pylist()
            return found[0] if found else _none(row)
        rows = rows_of(part)
    return rows[place] if 0 <= place < len(rows) else _none(row)


def _none(row: int) -> Any:
    raise RawRowError(f"The file has no row {row}.")


def _mapped(path: Path, ending: str, options: dict[str, Any]) -> list[Any]:
    if ending == ".json":
        return rows_of(Part("values", path.name, path))
    if ending == ".xlsx":
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book[options["sheet"]] if options.get("sheet") else book.worksheets[0]
        lines = [list(line) for line in sheet.iter_rows(values_only=True)][options.get("skip", 0) :]
        head = [str(cell) if cell is not None else "" for cell in lines[0]]
        return [dict(zip(head, line, strict=False)) for line in lines[1:] if any(c is not None for c in line)]
    text = path.read_bytes().decode(options.get("encoding", "utf-8-sig"))
    text = "".join(text.splitlines(keepends=True)[options.get("skip", 0) :])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=options.get("delimiter", ","))
    lines = [line for line in reader if any(line)]
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]
