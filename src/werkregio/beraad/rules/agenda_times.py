# SPDX-License-Identifier: EUPL-1.2
"""The clock times of an agenda from the minutes of its items. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class AgendaTimes:
    """From and to of each item, in order; `over` is by how many minutes the agenda is too long."""

    slots: tuple[tuple[datetime, datetime], ...]
    planned: int
    available: int

    @property
    def over(self) -> int:
        return max(0, self.planned - self.available)

    @property
    def left(self) -> int:
        return max(0, self.available - self.planned)


def agenda_times(start: datetime, end: datetime, minutes: Sequence[int]) -> AgendaTimes:
    """Each item begins where the former one ends."""
    slots, moment = [], start
    for number in minutes:
        until = moment + timedelta(minutes=number)
        slots.append((moment, until))
        moment = until
    available = int((end - start).total_seconds() // 60)
    return AgendaTimes(tuple(slots), sum(minutes), available)
