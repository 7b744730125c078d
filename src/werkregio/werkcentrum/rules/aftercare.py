# SPDX-License-Identifier: EUPL-1.2
"""When to ask how it goes after the help, and how the answers are counted.

Source: werkcentrum.md section 1 (follow-up at 2 weeks, 3 months, 12 months; token of 14 days).
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from werkregio.werkcentrum.terms import Nazorgkeuze, Nazorgmoment

# So long the link in the message works; after that no answer is "no answer".
OPEN_FOR = timedelta(days=14)
_MONTHS = {Nazorgmoment.DRIE_MAANDEN: 3, Nazorgmoment.JAAR: 12}
NO_ANSWER = "geen-antwoord"
# Choices that say how somebody is doing; the others are a request.
SITUATIONS = (
    Nazorgkeuze.WERK,
    Nazorgkeuze.OPLEIDING,
    Nazorgkeuze.GESTOPT,
    Nazorgkeuze.ZOEKT,
    Nazorgkeuze.NIET_GEHOLPEN,
)


def due_on(moment: Nazorgmoment, ended: date) -> date:
    """The day of the question. Months go to the same day, or the last day of a shorter month."""
    if moment == Nazorgmoment.TWEE_WEKEN:
        return ended + timedelta(days=14)
    months = ended.month - 1 + _MONTHS[moment]
    year, month = ended.year + months // 12, months % 12 + 1
    return date(year, month, min(ended.day, calendar.monthrange(year, month)[1]))


def moments_due(ended: date, today: date) -> list[Nazorgmoment]:
    """The questions to ask today. One that was missed by more than two weeks is not asked any more."""
    return [
        moment for moment in Nazorgmoment if due_on(moment, ended) <= today < due_on(moment, ended) + OPEN_FOR
    ]


def closes_at(asked_at: datetime) -> datetime:
    """From this moment the link in the message no longer works."""
    return asked_at + OPEN_FOR


def tally(
    questions: Iterable[tuple[Nazorgmoment, datetime, str | None]], now: datetime
) -> Mapping[Nazorgmoment, Mapping[str, int]]:
    """Answers by moment. `questions` holds moment, when it was asked, and the last choice or None.

    A question that can still be answered is not counted: it is no "no answer" yet.
    """
    counts = {moment: {**dict.fromkeys(map(str, SITUATIONS), 0), NO_ANSWER: 0} for moment in Nazorgmoment}
    for moment, asked_at, choice in questions:
        if choice in counts[moment]:
            counts[moment][str(choice)] += 1
        elif choice is None and closes_at(asked_at) <= now:
            counts[moment][NO_ANSWER] += 1
    return counts
