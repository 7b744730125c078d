# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table become lines of a budget; what can be read in two ways is asked back with both readings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from werkregio.foundation.typed_numbers import AmbiguousNumberError, NumberError, parse_number

from .lines import Line, Printed
from .sums import CENT

COLUMNS = ("post", "jaar", "bedrag", "structureel", "bron")
PRINTED = "gedrukt_totaal"
HIGHEST = Decimal(10) ** 12
_YES = {"ja", "j", "yes", "true", "waar", "1", "*", "structureel"}
_NO = {"nee", "n", "no", "false", "onwaar", "0", "tijdelijk", "incidenteel"}
_PM = {"pm", "p.m.", "p.m"}
_MINUS = re.compile(r"^\s*(?:€\s*)?[-−–]\s*(?=[\d€])")


class BudgetError(ValueError):
    """A row that cannot be read. `code` says why; `readings` has both where it can be read in two ways."""

    def __init__(
        self, code: str, *, row: int = 0, column: str = "", found: str = "", readings: Sequence[str] = ()
    ) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.column = column
        self.found = found[:60]
        self.readings = tuple(readings)

    @property
    def ambiguous(self) -> bool:
        return bool(self.readings)


@dataclass(frozen=True, slots=True)
class Table:
    """A budget as it was handed over."""

    lines: list[Line] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)


def check_columns(columns: Sequence[str]) -> None:
    """The columns that must be there; others are refused, so that nothing is passed over in silence."""
    names = [name.strip().casefold() for name in columns]
    missing = [name for name in ("post", "jaar", "bedrag") if name not in names]
    if missing:
        raise BudgetError("missing-column", column=missing[0], found=", ".join(columns))
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise BudgetError("unknown-column", column=unknown[0])


def read_table(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    """Lines and printed totals. `rows` are pairs of the number of the row and its cells by column."""
    table = Table()
    totals: set[tuple[int | None, bool | None, str]] = set()
    for row, cells in rows:
        got = {name.strip().casefold(): str(value).strip() for name, value in cells.items()}
        post, bron = got.get("post", ""), got.get("bron", "")
        if not post:
            raise BudgetError("empty", row=row, column="post")
        is_printed = post.casefold() == PRINTED
        year = read_year(got.get("jaar", ""), row=row, may_be_empty=is_printed)
        value = read_amount(got.get("bedrag", ""), row=row)
        structural = read_structural(got.get("structureel", ""), row=row)
        if is_printed:
            if value is None:
                raise BudgetError("printed-pm", row=row, column="bedrag")
            key = (year, structural, bron)
            if key in totals:
                raise BudgetError("printed-twice", row=row, column="post")
            totals.add(key)
            table.printed.append(Printed(value, year, structural, bron, row))
        elif year is not None:
            table.lines.append(Line(post, year, value, structural, bron, row))
    if not table.lines:
        raise BudgetError("no-lines")
    return table


def read_amount(typed: str, *, row: int = 0, column: str = "bedrag") -> Decimal | None:
    """An amount in euros, `PM` as None. Below zero is allowed: a correction or what comes back."""
    text = typed.strip()
    if text.casefold() in _PM:
        return None
    if not text:
        raise BudgetError("empty-amount", row=row, column=column)
    negative = _MINUS.match(text)
    try:
        value = parse_number(text[negative.end() :] if negative else text)
    except AmbiguousNumberError as error:
        sign = "-" if negative else ""
        raise BudgetError(
            "ambiguous",
            row=row,
            column=column,
            found=typed,
            readings=[f"{sign}{reading:f}" for reading in error.readings],
        ) from None
    except NumberError:
        raise BudgetError("amount", row=row, column=column, found=typed) from None
    if value != value.quantize(CENT):
        raise BudgetError("cents", row=row, column=column, found=typed)
    if value > HIGHEST:
        raise BudgetError("amount", row=row, column=column, found=typed)
    return (-value if negative else value).quantize(CENT)


def read_year(typed: str, *, row: int = 0, may_be_empty: bool = False) -> int | None:
    if not typed and may_be_empty:
        return None
    if not re.fullmatch(r"(?:19|20|21)\d\d", typed, re.ASCII):
        raise BudgetError("year", row=row, column="jaar", found=typed)
    return int(typed)


def read_structural(typed: str, *, row: int = 0) -> bool | None:
    """Empty is not known."""
    text = typed.casefold()
    if not text:
        return None
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BudgetError("structural", row=row, column="structureel", found=typed)
