# SPDX-License-Identifier: EUPL-1.2
"""Whether the papers of a meeting are complete, and in time (the term stands in the convenant). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Papers(StrEnum):
    """How the papers of a meeting stand."""

    COMPLETE = "complete"
    # Not complete, and there is time left.
    COMING = "coming"
    # The day on which they should be complete has passed.
    LATE = "late"
    NOTHING_NEEDED = "nothing_needed"


@dataclass(frozen=True, slots=True)
class PapersCheck:
    """What the page says: the day, and how many items still miss a final paper."""

    state: Papers
    due: date
    missing: int


def check_papers(*, starts_on: date, days: int, needed: int, missing: int, today: date) -> PapersCheck:
    """`needed` items ask for a paper, `missing` of them have no final one."""
    due = starts_on - timedelta(days=days)
    if needed == 0:
        return PapersCheck(Papers.NOTHING_NEEDED, due, 0)
    if missing == 0:
        return PapersCheck(Papers.COMPLETE, due, 0)
    return PapersCheck(Papers.LATE if today > due else Papers.COMING, due, missing)
