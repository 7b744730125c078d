# SPDX-License-Identifier: EUPL-1.2
"""Which chosen instruments cannot go together, and what must be looked at before they can. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

# The order in which they matter to whoever chooses.
CANNOT = "kan-niet-samen"
ONLY_IF = "alleen-als"
FIRST = "gaat-voor"
CAN = "kan-samen"
ORDER = (CANNOT, ONLY_IF, FIRST, CAN)


class Combination(Protocol):
    """A row about two instruments, like `Samenloop`."""

    @property
    def code_a(self) -> str: ...
    @property
    def code_b(self) -> str: ...

    kind: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rows say about one pair of chosen instruments."""

    first: str
    second: str
    kind: str
    row: Any = field(compare=False)


def verdicts(codes: Iterable[str], rows: Iterable[Combination]) -> list[Verdict]:
    """What is known about every pair among `codes`, the hardest first. For `gaat-voor`: `first` comes first."""
    chosen = set(codes)
    found = [
        Verdict(row.code_a, row.code_b, str(row.kind), row)
        for row in rows
        if row.code_a in chosen and row.code_b in chosen and row.code_a != row.code_b
    ]
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.first, one.second))


def conflicts(codes: Iterable[str], rows: Iterable[Combination]) -> list[Verdict]:
    """The pairs among `codes` that cannot go together at one time: a calculator refuses to add these up."""
    return [one for one in verdicts(codes, rows) if one.kind == CANNOT]


def reservations(codes: Iterable[str], rows: Iterable[Combination]) -> list[Verdict]:
    """The pairs among `codes` that go together only on a condition, or one after the other."""
    return [one for one in verdicts(codes, rows) if one.kind in (ONLY_IF, FIRST)]


def unknown_pairs(codes: Iterable[str], rows: Iterable[Combination]) -> list[tuple[str, str]]:
    """The pairs among `codes` of which nothing is known: not said to combine, so ask."""
    chosen = sorted(set(codes))
    known = {frozenset((one.first, one.second)) for one in verdicts(chosen, rows)}
    return [
        (a, b)
        for place, a in enumerate(chosen)
        for b in chosen[place + 1 :]
        if frozenset((a, b)) not in known
    ]


def contradicts(one: str, other: str) -> bool:
    """Two kinds for one pair in one period that cannot both be true."""
    return one != other and CANNOT in (one, other) and {one, other} != {CANNOT, FIRST}
