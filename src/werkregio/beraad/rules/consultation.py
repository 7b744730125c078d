# SPDX-License-Identifier: EUPL-1.2
"""When a consultation takes answers, and what may be shown of them without pointing at anybody. Pure.

Under the publishing limit nothing of an anonymous consultation is shown, to nobody: the answers of a group of
three are the answers of somebody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkregio.foundation.disclosure import Published, publish_row


class Moment(StrEnum):
    """How a consultation stands towards somebody who wants to answer."""

    TE_VROEG = "te_vroeg"
    OPEN = "open"
    TE_LAAT = "te_laat"


NEXT: Mapping[str, frozenset[str]] = {
    "concept": frozenset({"open"}),
    "open": frozenset({"gesloten"}),
    "gesloten": frozenset({"teruggekoppeld"}),
    "teruggekoppeld": frozenset(),
}


def may_follow(now: str, then: str) -> bool:
    """Whether a consultation may go from one state to the other."""
    return then in NEXT[now]


def moment(state: str, opens_on: date, closes_on: date, today: date) -> Moment:
    """Answers count from the first up to and including the last day, while it is open."""
    if state in ("gesloten", "teruggekoppeld") or today > closes_on:
        return Moment.TE_LAAT
    if state != "open" or today < opens_on:
        return Moment.TE_VROEG
    return Moment.OPEN


@dataclass(frozen=True, slots=True)
class Withheld:
    """Whether results may be shown, and how many answers there were where that may be told."""

    hidden: bool
    received: int | None


def withheld(received: int, *, anonymous: bool, limit: int) -> Withheld:
    """What may be told about the number of answers."""
    small = anonymous and 0 < received < limit
    return Withheld(small, None if small else received)


def shown_counts(counts: Mapping[int, int], *, anonymous: bool, limit: int) -> dict[int, Published]:
    """Counts of the choices of one question; small ones withheld, with a second where one could be found."""
    if not anonymous:
        return {key: Published(number) for key, number in counts.items()}
    return publish_row(counts, limit=limit)
