# SPDX-License-Identifier: EUPL-1.2
"""What a check of a budget says, as plain values with amounts as text: the same for file and page."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from .lines import Difference, Line, compared, doubles
from .reading import Table
from .sums import Sum, grouped, total


def money(value: Decimal) -> str:
    """An amount as text with a point and two decimals: no reader of JSON rounds it."""
    return f"{value:.2f}"


def parts(lines: Sequence[Line]) -> dict[str, Any]:
    """A sum with its structural and temporary part, and what is unknown."""
    whole = total(line.sum for line in lines)
    return {
        "som": money(whole.known),
        "structureel": money(_kind(lines, True).known),
        "tijdelijk": money(_kind(lines, False).known),
        "aard_onbekend": money(_kind(lines, None).known),
        "pm": whole.pm,
        "pm_posten": [line.post for line in lines if line.bedrag is None],
    }


def _kind(lines: Sequence[Line], structural: bool | None) -> Sum:
    return total(line.sum for line in lines if line.structureel is structural)


def difference(row: Difference) -> dict[str, Any]:
    """A printed total beside its sum."""
    return {
        "rij": row.printed.row,
        "jaar": row.printed.jaar,
        "structureel": row.printed.structureel,
        "bron": row.printed.bron or None,
        "gedrukt": money(row.printed.bedrag),
        "som": money(row.sum.known),
        "pm": row.sum.pm,
        "verschil": money(row.difference),
        "klopt": row.fits,
        "kan_pm_zijn": row.may_be_pm,
    }


def checked(table: Table) -> dict[str, Any]:
    """The whole report; `verschillen` has only the printed totals that differ."""
    lines = table.lines
    totals = [difference(row) for row in compared(lines, table.printed)]
    years = sorted({line.jaar for line in lines})
    return {
        "regels": len(lines),
        "jaren": {str(year): parts([line for line in lines if line.jaar == year]) for year in years},
        "bronnen": _sums(grouped(lines, lambda line: line.bron, lambda line: line.sum)),
        "posten": _sums(grouped(lines, lambda line: line.post, lambda line: line.sum)),
        "totaal": parts(lines),
        "gedrukte_totalen": totals,
        "verschillen": [row for row in totals if not row["klopt"]],
        "dubbel": [{"rij": line.row, "post": line.post, "jaar": line.jaar} for line in doubles(lines)],
    }


def _sums(sums: dict[str, Sum]) -> dict[str, Any]:
    return {name: {"som": money(one.known), "pm": one.pm} for name, one in sums.items()}


def found_something(report: dict[str, Any]) -> bool:
    """Whether somebody must look."""
    return bool(report["verschillen"] or report["dubbel"])
