# SPDX-License-Identifier: EUPL-1.2
"""CSV from somebody else and for a spreadsheet: bounded, and never a formula by accident."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .limits import CELL_CHARACTERS, COLUMNS, RECORDS, FileError

_DELIMITERS = ",;\t"
_WOULD_RUN = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")
# A phone number or a dash of a list is no formula.
_HARMLESS = re.compile(r"[+-](?:\s.*|[\d\s().,/-]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row by the names of the columns, with the line on which it begins."""

    line: int
    cells: Mapping[str, str]
    # A row with too many or too few cells, or a cell that a spreadsheet would run.
    problem: str = ""
    column: str = ""


def neutral(cell: str) -> str:
    """The cell as a spreadsheet shows it: an apostrophe before what it would run as a formula."""
    return f"'{cell}" if _WOULD_RUN.match(cell) else cell


def restored(cell: str) -> str:
    """What `neutral` was given."""
    return cell[1:] if _QUOTED.match(cell) else cell


def is_formula(cell: str) -> bool:
    """A cell that a spreadsheet would run, as it stands in a file."""
    if cell[:1] in ("=", "@", "\t", "\r"):
        return True
    return cell[:1] in ("+", "-") and not _HARMLESS.fullmatch(cell)


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """A table as text; a spreadsheet that opens it runs nothing."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()


def read(text: str, *, file: str = "") -> tuple[list[str], list[Row]]:
    """The columns and rows of a table. FileError when it is no table that can be read."""
    delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    columns: list[str] = []
    before = 0
    try:
        for cells in lines:
            line, before = before + 1, lines.line_num
            if not columns:
                if any(cell.strip() for cell in cells):
                    columns = _columns(cells, file)
                continue
            if not any(cells):
                continue
            if len(rows) >= RECORDS:
                raise FileError("too-many", file=file, limit=RECORDS)
            rows.append(_row(columns, cells, line))
    except csv.Error as error:
        raise FileError("csv", file=file, line=max(lines.line_num, 1)) from error
    if not columns:
        raise FileError("empty", file=file)
    return columns, rows


def _row(columns: Sequence[str], cells: Sequence[str], line: int) -> Row:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return Row(line, {}, "too-many-cells")
    padded = [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]
    for column, cell in zip(columns, padded, strict=True):
        if len(cell) > CELL_CHARACTERS:
            return Row(line, {}, "too-long", column)
        if is_formula(cell):
            return Row(line, {}, "formula", column)
    return Row(line, {name: restored(cell) for name, cell in zip(columns, padded, strict=True)})


def _columns(cells: Sequence[str], file: str) -> list[str]:
    if len(cells) > COLUMNS:
        raise FileError("too-many-columns", file=file, limit=COLUMNS)
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if "" in names:
        raise FileError("column-without-name", file=file, column=names.index("") + 1)
    for name in names:
        if names.count(name) > 1:
            raise FileError("double-column", file=file, field=name[:60])
    return names


def _delimiter(text: str) -> str:
    """The separator that occurs most in the first line with words; a comma when none does."""
    first = next((line for line in _first_lines(text) if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _first_lines(text: str) -> Iterator[str]:
    yield from io.StringIO(text[:100_000])
