# SPDX-License-Identifier: EUPL-1.2
"""Within which term a request about own data is answered.

Source: AVG article 12.3: within one month of receipt; two further months when the request is complex or
there are many, if the person is told within the first month. Regulation 1182/71 article 3: a term in
months ends on the same date of the last month (or its last day), and when that is a Saturday, a Sunday
or a public holiday, on the following working day.
"""

import calendar
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from werkregio.foundation.working_days import add_working_days
from werkregio.werkcentrum.terms import Besluit, Rechtenverzoek

MONTHS, FURTHER_MONTHS = 1, 2
# Requests that can be answered without changing anything in the file.
ABOUT_A_COPY = frozenset({Rechtenverzoek.INZAGE, Rechtenverzoek.MEENEMEN})
GRANTED = frozenset({Besluit.TOEGEWEZEN, Besluit.DEELS})


def months_later(day: date, months: int) -> date:
    """The same date so many months later, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def due_on(received: date, *, extended: bool = False, closed: Collection[date] = ()) -> date:
    """The last day for the answer."""
    months = MONTHS + (FURTHER_MONTHS if extended else 0)
    return add_working_days(months_later(received, months), 0, closed)


def may_extend(received: date, today: date, *, extended: bool, closed: Collection[date] = ()) -> bool:
    """Once, and only while the first month runs: the person must hear it within that month."""
    return not extended and today <= due_on(received, closed=closed)


class State(StrEnum):
    """Where a request stands: follows from what was established, decided and done."""

    IDENTITY = "identity"
    DECIDE = "decide"
    CARRY_OUT = "carry-out"
    DONE = "done"


def state_of(*, identity: str, decision: str, done: bool, has_case: bool) -> State:
    """What has to be done next with a request."""
    if done:
        return State.DONE
    if decision:
        return State.CARRY_OUT
    return State.DECIDE if identity or not has_case else State.IDENTITY
