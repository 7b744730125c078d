# SPDX-License-Identifier: EUPL-1.2
"""Age limits of law that changed or will change, and which one holds on a day.

Source of the standard: Wet van school naar duurzaam werk, in force since 1 January 2026 (the Doorstroompunt
helps young people under 27); until then the RMC function was for young people under 23.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DOORSTROOMPUNT = "doorstroompunt"


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """For people younger than `below`, from a day on. `own`: set by the region."""

    code: str
    below: int
    valid_from: date
    source: str
    own: bool = False
    key: int | None = None


STANDARD = (
    AgeLimit(
        DOORSTROOMPUNT,
        23,
        date(2002, 1, 1),
        "Regionale meld- en coördinatiefunctie (RMC), tot en met 31 december 2025",
    ),
    AgeLimit(
        DOORSTROOMPUNT,
        27,
        date(2026, 1, 1),
        "Wet van school naar duurzaam werk, vanaf 1 januari 2026; vng.nl",
    ),
)


def all_limits(own: Iterable[AgeLimit], code: str) -> list[AgeLimit]:
    """The standard with what the region set, newest first. The region goes before, on the same day."""
    by_day = {limit.valid_from: limit for limit in STANDARD if limit.code == code}
    by_day |= {limit.valid_from: limit for limit in own if limit.code == code}
    return [by_day[day] for day in sorted(by_day, reverse=True)]


def limit_on(limits: Iterable[AgeLimit], day: date) -> AgeLimit | None:
    """The one that holds on a day: the last that began."""
    begun = [limit for limit in limits if limit.valid_from <= day]
    return max(begun, key=lambda limit: limit.valid_from, default=None)
