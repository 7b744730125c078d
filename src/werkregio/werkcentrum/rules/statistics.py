# SPDX-License-Identifier: EUPL-1.2
"""What is left of a case as counts: month, codes and whole weeks; nothing that leads back to somebody.

Source: werkcentrum.md section 1, "statistics rows with month precision".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """One need of a case: what for, how warm it was handed over, how it ended, what came of it."""

    need: str = ""
    warmth: str = ""
    ground: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row of counts."""

    need: str
    warmth: str
    ground: str
    outcome: str
    weeks: Mapping[str, int]


def weeks_between(start: date, end: date) -> int:
    """Whole weeks; never below 0, whatever was typed afterwards."""
    return max(0, (end - start).days // 7)


def rows_of(needs: Sequence[NeedFacts], *, opened_on: date, steps: Mapping[str, date]) -> list[CountRow]:
    """One row for each need, the first one stands for the question; one empty row when no need was known.

    How long it took stands on the first row only: it belongs to the question.
    """
    weeks = {kind: weeks_between(opened_on, day) for kind, day in sorted(steps.items())}
    return [
        CountRow(fact.need, fact.warmth, fact.ground, fact.outcome, weeks if number == 0 else {})
        for number, fact in enumerate(needs or [NeedFacts()])
    ]
