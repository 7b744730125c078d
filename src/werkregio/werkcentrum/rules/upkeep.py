# SPDX-License-Identifier: EUPL-1.2
"""Who keeps an entry right, when an offer must be confirmed, and how fast a partner answers. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from werkregio.foundation.disclosure import DEFAULT_LIMIT, publish
from werkregio.foundation.working_days import working_days_between
from werkregio.werkcentrum.terms import Stap

from .quality import confirm_by

# A partner hears of it this long before its word runs out.
NOTICE = timedelta(days=14)
# A reminder is not sent again within this time.
REPEAT = timedelta(days=30)
# The time that an organisation gets to mend a page, when nobody says otherwise.
MEND_WITHIN = timedelta(days=30)
DEFAULT_RHYTHM, SHORTEST_RHYTHM, LONGEST_RHYTHM = 180, 14, 730


class Confirmation(StrEnum):
    """How an offer stands towards the promise to say regularly that it holds."""

    NEVER = "never"
    LATE = "late"
    SOON = "soon"
    FRESH = "fresh"


def confirmation(last_confirmed_on: date | None, rhythm_days: int, on: date) -> Confirmation:
    """The last day of the rhythm still counts as confirmed."""
    until = confirm_by(last_confirmed_on, rhythm_days)
    if until is None:
        return Confirmation.NEVER
    if on > until:
        return Confirmation.LATE
    return Confirmation.SOON if on >= until - NOTICE else Confirmation.FRESH


def owner(owner_id: int | None, offering: Collection[int]) -> int | None:
    """Who keeps an entry right: who was named, else the only organisation that offers it, else nobody yet."""
    if owner_id is not None:
        return owner_id
    distinct = set(offering)
    return next(iter(distinct)) if len(distinct) == 1 else None


# From which step to which, for each answer that a partner owes.
ANSWERS = {
    "receive": (frozenset({Stap.VERZONDEN}), frozenset({Stap.ONTVANGEN})),
    "answer": (frozenset({Stap.ONTVANGEN}), frozenset({Stap.GEACCEPTEERD, Stap.AFGEWEZEN})),
    "first-contact": (frozenset({Stap.GEACCEPTEERD}), frozenset({Stap.EERSTE_CONTACT})),
}


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long one kind of answer took: over how many referrals, and the middle one in working days."""

    kind: str
    number: int
    days: float | None

    def for_others(self, limit: int = DEFAULT_LIMIT) -> "AnswerTime":
        """What another organisation or the public may see: nothing when the number is under the limit."""
        if publish(self.number, limit=limit).suppressed:
            return AnswerTime(self.kind, 0, None)
        return self


def answer_times(
    referrals: Iterable[Sequence[tuple[Stap, date]]],
    *,
    since: date,
    until: date,
    closed: Collection[date] = (),
) -> list[AnswerTime]:
    """The middle time of each answer that was given in a period (both days count).

    A referral is its steps in order, each with its day. The time in which the guide owed the partner an
    answer is the guide's, and is left out.
    """
    taken: dict[str, list[int]] = {kind: [] for kind in ANSWERS}
    for steps in referrals:
        for kind, (starts, ends) in ANSWERS.items():
            found = _span(steps, starts, ends, closed)
            if found is not None and since <= found[1] <= until:
                taken[kind].append(found[0])
    return [
        AnswerTime(kind, len(days), float(median(days)) if days else None) for kind, days in taken.items()
    ]


def _span(
    steps: Sequence[tuple[Stap, date]],
    starts: Collection[Stap],
    ends: Collection[Stap],
    closed: Collection[date],
) -> tuple[int, date] | None:
    began: date | None = None
    asked: date | None = None
    guide_days = 0
    for kind, day in steps:
        if kind in starts and began is None:
            began = day
        elif began is None:
            continue
        elif kind == Stap.VRAAG and asked is None:
            asked = day
        elif kind == Stap.ANTWOORD and asked is not None:
            guide_days += working_days_between(asked, day, closed)
            asked = None
        elif kind in ends:
            if asked is not None:
                guide_days += working_days_between(asked, day, closed)
            return max(0, working_days_between(began, day, closed) - guide_days), day
    return None
