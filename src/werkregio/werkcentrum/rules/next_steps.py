# SPDX-License-Identifier: EUPL-1.2
"""What comes next after an act, and within how many working days; and how late that is, in words.

Source of the terms: the promise on the page of the person. They are the same everywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from werkregio.foundation.working_days import add_working_days
from werkregio.werkcentrum.terms import Bereikbaar, Urgentie, VolgendeStap

# Working days within which a guide answers a question that was left on the site.
FIRST_ANSWER_DAYS = 2
ANSWER_ADDITION_DAYS = 2
REOPENED_DAYS = 1
AFTER_CARE_DAYS = 10
RIGHTS_DAYS = 10
CLOSE_DAYS = 2
PLAN_DAYS: Mapping[str, int] = {Urgentie.NU: 0, Urgentie.WEEK: 3, Urgentie.RUSTIG: 10}


@dataclass(frozen=True, slots=True)
class Next:
    """A step and the last day for it."""

    code: VolgendeStap
    due: date


def first_step(reach_by: str, today: date, *, danger: bool, closed: Collection[date] = ()) -> Next:
    """What a guide does first with a new question; in danger on the first working day."""
    codes = {
        Bereikbaar.BELLEN.value: VolgendeStap.TERUGBELLEN,
        Bereikbaar.EMAIL.value: VolgendeStap.TERUGMAILEN,
    }
    code = codes.get(str(reach_by), VolgendeStap.EERSTE_CONTACT)
    return Next(code, add_working_days(today, 0 if danger else FIRST_ANSWER_DAYS, closed))


def within(code: VolgendeStap, days: int, today: date, closed: Collection[date] = ()) -> Next:
    return Next(code, add_working_days(today, days, closed))


def days_late(due: date | None, today: date) -> int:
    """How many days ago the step was due; 0 when it is today or later, or without a day."""
    return max(0, (today - due).days) if due else 0
