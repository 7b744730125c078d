# SPDX-License-Identifier: EUPL-1.2
"""What can be filled in at the calculator: bounds against slips of the pen, not figures of a law. Pure."""

from datetime import date
from decimal import Decimal

from .calculation_parts import Group, add_months

YOUNGEST, OLDEST = Decimal(13), Decimal(99)
FEWEST_HOURS, MOST_HOURS = Decimal(1), Decimal(80)
LOWEST_WAGE, HIGHEST_WAGE = Decimal(1), Decimal(20000)
LOWEST_LOONWAARDE, HIGHEST_LOONWAARDE = Decimal(0), Decimal(100)
SHORTEST, LONGEST = Decimal(1), Decimal(120)
MONTHS_BACK, MONTHS_AHEAD = 6, 24


def start_between(today: date) -> tuple[date, date]:
    """The first and last day that may be filled in: somebody who just began, or will within two years."""
    return add_months(today, -MONTHS_BACK), add_months(today, MONTHS_AHEAD)


def contradict(groups: frozenset[Group]) -> bool:
    """“None of these” beside something else. “I do not know” may stand beside what is known."""
    return Group.NONE in groups and len(groups) > 1
