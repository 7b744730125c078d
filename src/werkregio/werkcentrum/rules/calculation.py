# SPDX-License-Identifier: EUPL-1.2
"""The combination calculator: what an employer may get for somebody, as ranges, never adding up what clashes.

Pure: the facts of the directory and what is known of instruments together are handed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations as pairs_of

from .calculation_parts import NOTHING, WEEKS_A_MONTH, Applies, Fact, Line, Money, Question, Reader, Said
from .calculation_schemes import LKS, LKV_OLDER, SCHEMES, minimum_wage
from .combinations import CAN, Combination, Verdict, conflicts, reservations, unknown_pairs, verdicts


@dataclass(frozen=True, slots=True)
class Alternative:
    """Instruments that may be added up, with the first and second year."""

    codes: tuple[str, ...]
    first: Money
    second: Money


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the page shows. `alternatives` holds more than one when something cannot go together."""

    question: Question
    lines: tuple[Line, ...]
    alternatives: tuple[Alternative, ...]
    # Fits, but an amount of it is not known: not in the totals.
    not_counted: tuple[str, ...]
    conflicts: tuple[Verdict, ...]
    reservations: tuple[Verdict, ...]
    unknown_pairs: tuple[tuple[str, str], ...]
    # Whether the wage is below the minimum wage; None when that is not known.
    below_minimum: bool | None

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)


def calculate(
    question: Question,
    facts: Iterable[Fact],
    rows: Sequence[Combination] = (),
    ended: Mapping[str, date | None] | None = None,
) -> Result:
    """Each instrument by itself, then what of it can be added up.

    `rows` say what goes together. `ended` names the entries that have ended; the ended benefit for older
    people still has a rule for contracts of before.
    """
    over = {code: day for code, day in (ended or {}).items() if code != LKV_OLDER}
    by_code: dict[str, list[Fact]] = {}
    for fact in facts:
        by_code.setdefault(fact.code, []).append(fact)

    def read(code: str) -> Reader:
        return Reader(code, by_code.get(code, []), question.on)

    lines = tuple(
        Line(code, Applies.NO, Said("scheme-over", {"day": over[code]}))
        if code in over
        else scheme(question, read)
        for code, scheme in SCHEMES.items()
    )
    fitting = [line.code for line in lines if line.fits]
    lowest = minimum_wage(question, read(LKS))
    return Result(
        question=question,
        lines=lines,
        alternatives=alternatives(lines, rows),
        not_counted=tuple(line.code for line in lines if line.fits and _is_open(line)),
        conflicts=tuple(conflicts(fitting, rows)),
        reservations=tuple(reservations(fitting, rows)),
        unknown_pairs=tuple(unknown_pairs(fitting, rows)),
        below_minimum=None if lowest is None else _is_below(question, lowest),
    )


def _is_below(question: Question, lowest: Fraction) -> bool:
    """Whether the wage is below the minimum wage an hour; a wage a month was rounded to a cent."""
    if question.per_hour:
        return question.wage_an_hour < lowest
    return question.wage_a_month + Fraction(1, 100) <= lowest * Fraction(question.hours) * WEEKS_A_MONTH


def _is_open(line: Line) -> bool:
    """Money that would come on top, of which the amount is not known."""
    return (line.counts and None in line.years) or (line.is_refused and not line.counts and line.once is None)


def alternatives(lines: Iterable[Line], rows: Sequence[Combination]) -> tuple[Alternative, ...]:
    """The largest sets without a clash, the one with the highest possible amount first."""
    counted = {line.code: line for line in lines if line.fits and line.counts and any(_amounts(line))}
    clashing = {frozenset((one.first, one.second)) for one in conflicts(counted, rows)}
    sure = {frozenset((one.first, one.second)) for one in verdicts(counted, rows) if one.kind == CAN}
    sets = [found for found in _subsets(tuple(counted)) if not _holds_any(found, clashing)]
    largest = [one for one in sets if not any(set(one) < set(other) for other in sets)]
    made = [
        Alternative(codes, *(_total([counted[code] for code in codes], year, sure) for year in (0, 1)))
        for codes in largest
        if codes
    ]
    return tuple(sorted(made, key=lambda one: (-(one.first.high + one.second.high), one.codes)))


def _amounts(line: Line) -> list[Money]:
    return [year for year in line.years if year is not None and not year.is_nothing]


def _subsets(codes: Sequence[str]) -> list[tuple[str, ...]]:
    return [found for size in range(len(codes) + 1) for found in pairs_of(codes, size)]


def _holds_any(codes: Sequence[str], pairs: set[frozenset[str]]) -> bool:
    return any(frozenset(pair) in pairs for pair in pairs_of(codes, 2))


def _total(lines: Sequence[Line], year: int, sure: set[frozenset[str]]) -> Money:
    """Low: only what fits for sure and is known to go together. High: everything that does not clash."""
    by_code = {line.code: line.years[year] or NOTHING for line in lines}
    certain = [line.code for line in lines if line.applies == Applies.YES]
    together = [
        codes for codes in _subsets(certain) if all(frozenset(pair) in sure for pair in pairs_of(codes, 2))
    ]
    low = max(sum((by_code[code].low for code in codes), Decimal(0)) for codes in together)
    return Money(low, sum((amount.high for amount in by_code.values()), Decimal(0)))
