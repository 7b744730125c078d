# SPDX-License-Identifier: EUPL-1.2
"""Lines of a budget beside the totals that were printed with them: differences are told, never repaired (figuur 7)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .sums import Sum, amount, total


@dataclass(frozen=True, slots=True)
class Line:
    """One post in one year. `bedrag` None is PM; `structureel` None is not known."""

    post: str
    jaar: int
    bedrag: Decimal | None
    structureel: bool | None = None
    bron: str = ""
    row: int = 0

    @property
    def sum(self) -> Sum:
        return amount(self.bedrag)


@dataclass(frozen=True, slots=True)
class Printed:
    """A total as it stands in a document. A part that is empty asks nothing: without a year it is of all years."""

    bedrag: Decimal
    jaar: int | None = None
    structureel: bool | None = None
    bron: str = ""
    row: int = 0

    def covers(self, line: Line) -> bool:
        return (
            (self.jaar is None or line.jaar == self.jaar)
            and (self.structureel is None or line.structureel == self.structureel)
            and (not self.bron or line.bron == self.bron)
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed total beside the sum of its lines."""

    printed: Printed
    sum: Sum

    @property
    def difference(self) -> Decimal:
        """Printed minus known; PM is not filled in."""
        return self.printed.bedrag - self.sum.known

    @property
    def fits(self) -> bool:
        return self.difference == 0

    @property
    def may_be_pm(self) -> bool:
        """The printed total is higher and there are unknown amounts: these may be the difference."""
        return self.difference > 0 and self.sum.pm > 0


def compared(lines: Sequence[Line], printed: Iterable[Printed]) -> list[Difference]:
    """Every printed total with what its lines add up to."""
    return [Difference(row, total(line.sum for line in lines if row.covers(line))) for row in printed]


def doubles(lines: Iterable[Line]) -> list[Line]:
    """Lines that say the same post, year, source and kind as one before: perhaps meant, perhaps typed twice."""
    seen: Counter[tuple[str, int, bool | None, str]] = Counter()
    again = []
    for line in lines:
        key = (line.post.casefold(), line.jaar, line.structureel, line.bron.casefold())
        if seen[key]:
            again.append(line)
        seen[key] += 1
    return again
