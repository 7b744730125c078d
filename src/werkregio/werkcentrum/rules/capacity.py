# SPDX-License-Identifier: EUPL-1.2
"""Whether an offer has room, from what the partner said and from what is under way. Never typed by a guide."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# A full offer tells again whether it is full after at most so long: nothing stays full by forgetting.
LONGEST_FULL = timedelta(days=183)


class Room(StrEnum):
    """Where an offer stands, from worst to best."""

    STOPPED = "gestopt"
    FULL = "vol"
    NO_PLACE = "geen-plaats"
    OPEN = "open"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Capacity:
    """`free` is None when the partner did not say how many people it can help at once."""

    room: Room
    until: date | None = None
    free: int | None = None

    @property
    def warns(self) -> bool:
        return self.room in (Room.STOPPED, Room.FULL, Room.NO_PLACE)


def capacity(
    *, suspended_until: date | None, full_until: date | None, places: int | None, in_use: int, today: date
) -> Capacity:
    """A stop counts before fullness, and what the partner says before what is counted.

    `until` is the last day on which it holds. `in_use` counts referrals that the partner has now.
    """
    free = None if places is None else max(0, places - in_use)
    if suspended_until is not None and suspended_until >= today:
        return Capacity(Room.STOPPED, suspended_until, free)
    if full_until is not None and full_until >= today:
        return Capacity(Room.FULL, full_until, free)
    if free == 0:
        return Capacity(Room.NO_PLACE, None, 0)
    return Capacity(Room.UNKNOWN if free is None else Room.OPEN, None, free)
