# SPDX-License-Identifier: EUPL-1.2
"""The status of an appointment: follows from what happened to it and from the clock, and from nothing else.

A mistake is not wiped out but followed by `HERSTELD`, which takes the last word about coming back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from werkregio.foundation.clock import AMSTERDAM
from werkregio.werkcentrum.terms import Boekingsstap as Stap
from werkregio.werkcentrum.terms import BoekingStatus as Status

# A time that is less than this away can no longer be chosen on the private page.
SOON = timedelta(hours=2)


class Rol(StrEnum):
    """Who acts on an appointment."""

    PERSOON = "persoon"
    GIDS = "gids"
    PARTNER = "partner"
    KLOK = "klok"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, and when."""

    kind: Stap
    at: datetime


# The words about coming; `HERSTELD` takes the last of them back.
PRESENCE = frozenset({Stap.BINNENGEKOMEN, Stap.NIET_VERSCHENEN, Stap.AFGEROND})
CANCELLED = frozenset({Stap.AFGEZEGD_PERSOON, Stap.AFGEZEGD_LOKET})
# A chair is held as long as the appointment can still take place, and by those who came.
COMING = frozenset({Status.GEPLAND, Status.BEVESTIGD, Status.VERWACHT, Status.INVULLEN})
LIVE = COMING | {Status.WACHTLIJST, Status.BINNEN}
_BEFORE = frozenset({Status.GEPLAND, Status.BEVESTIGD})

_GUIDE = frozenset({Rol.GIDS})
_STAFF = frozenset({Rol.GIDS, Rol.PARTNER})
# For each act: in which status, and by whom.
TABLE: Mapping[Stap, tuple[frozenset[Status], frozenset[Rol]]] = {
    Stap.PLEK: (frozenset({Status.WACHTLIJST}), frozenset({Rol.KLOK, Rol.GIDS})),
    Stap.BEVESTIGD: (frozenset({Status.GEPLAND}), frozenset({Rol.PERSOON, Rol.GIDS})),
    # Somebody who did not come gets a new time in the same way.
    Stap.VERZET: (COMING | {Status.NIET_VERSCHENEN}, frozenset({Rol.PERSOON, Rol.GIDS})),
    Stap.AFGEZEGD_PERSOON: (COMING | {Status.WACHTLIJST}, frozenset({Rol.PERSOON, Rol.GIDS})),
    Stap.AFGEZEGD_LOKET: (COMING | {Status.WACHTLIJST}, frozenset({Rol.GIDS, Rol.KLOK})),
    Stap.BINNENGEKOMEN: (COMING, _GUIDE),
    Stap.NIET_VERSCHENEN: (frozenset({Status.VERWACHT, Status.INVULLEN}), _STAFF),
    Stap.AFGEROND: (frozenset({Status.VERWACHT, Status.INVULLEN, Status.BINNEN}), _STAFF),
    Stap.HERSTELD: (frozenset({Status.BINNEN, Status.NIET_VERSCHENEN, Status.AFGEROND}), _GUIDE),
}
# The shape beside the word (design: waits, new, done, error, info).
SHAPES: Mapping[Status, str] = {
    Status.WACHTLIJST: "waits",
    Status.GEPLAND: "new",
    Status.BEVESTIGD: "new",
    Status.VERWACHT: "waits",
    Status.BINNEN: "info",
    Status.INVULLEN: "waits",
    Status.NIET_VERSCHENEN: "error",
    Status.AFGEROND: "done",
    Status.AFGEZEGD: "info",
}


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count: each `HERSTELD` takes away itself and the word about coming before it."""
    kept: list[Event] = []
    for event in events:
        if event.kind != Stap.HERSTELD:
            kept.append(event)
            continue
        for index in range(len(kept) - 1, -1, -1):
            if kept[index].kind in PRESENCE:
                del kept[index]
                break
    return kept


def status_of(events: Sequence[Event], *, start: datetime, end: datetime, now: datetime) -> Status:
    """Where an appointment stands. `start` and `end` are those of the slot in which it stands now."""
    last: Status | None = None
    for event in effective(events):
        last = _after(event.kind, last)
    if last is None:
        raise ValueError("An appointment begins with an event.")
    if last not in _BEFORE or now < start:
        return last
    return Status.VERWACHT if now < end else Status.INVULLEN


def _after(kind: Stap, before: Status | None) -> Status:
    """The status right after one event, without the clock."""
    return {
        Stap.GEMAAKT: Status.GEPLAND,
        Stap.WACHTLIJST: Status.WACHTLIJST,
        Stap.PLEK: Status.GEPLAND,
        Stap.BEVESTIGD: Status.BEVESTIGD,
        Stap.VERZET: Status.GEPLAND,
        Stap.AFGEZEGD_PERSOON: Status.AFGEZEGD,
        Stap.AFGEZEGD_LOKET: Status.AFGEZEGD,
        Stap.BINNENGEKOMEN: Status.BINNEN,
        Stap.NIET_VERSCHENEN: Status.NIET_VERSCHENEN,
        Stap.AFGEROND: Status.AFGEROND,
    }.get(kind, before or Status.GEPLAND)


def may_take(status: Status, kind: Stap, *, role: Rol, start: datetime, now: datetime) -> bool:
    """Whether somebody in this role may do this now. Who comes is noted on the day itself, or later."""
    if kind not in TABLE:
        return False
    statuses, roles = TABLE[kind]
    if status not in statuses or role not in roles:
        return False
    if kind == Stap.BINNENGEKOMEN:
        return day_of(now) >= day_of(start)
    return True


def person_may_change(start: datetime, *, now: datetime, hours: int) -> bool:
    """Whether the person may still move or cancel alone: until so many hours before, exactly then too."""
    return now <= start - timedelta(hours=hours) and now < start


def day_of(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def revision(events: Iterable[Event]) -> int:
    """The SEQUENCE of a calendar file: 0 at first, one higher with each move and each end (RFC 5545)."""
    rises = CANCELLED | {Stap.VERZET}
    return sum(event.kind in rises for event in events)


def overlaps(start: datetime, end: datetime, other_start: datetime, other_end: datetime) -> bool:
    """Whether two times share a moment; one that begins when the other ends does not."""
    return start < other_end and other_start < end
