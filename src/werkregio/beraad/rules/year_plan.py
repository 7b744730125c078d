# SPDX-License-Identifier: EUPL-1.2
"""Checks of a year: enough meetings, enough brede bijeenkomsten, each coupled to a regular meeting. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class Finding(StrEnum):
    """What is wrong with a year."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    BROAD_TOO_FEW = "broad_too_few"
    BROAD_NOT_COUPLED = "broad_not_coupled"
    BROAD_FAR_FROM_ITS_MEETING = "broad_far_from_its_meeting"
    LONG_GAP = "long_gap"


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting of the year, as the check sees it; `coupled_on` is the day of the meeting it belongs to."""

    day: date
    broad: bool
    coupled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One finding with the numbers for its sentence."""

    finding: Finding
    found: int = 0
    wanted: int = 0
    day: date | None = None


# A brede bijeenkomst "coupled" to a meeting stands within so many days of it.
NEAR = 31


def wanted_in(year: int, usual: int, in_year: Mapping[str, int]) -> int:
    """How many meetings a convenant asks in a year: 6 in 2025, then 4 (L1088-1094, R25, R26)."""
    return int(in_year.get(str(year), usual))


def check_year(meetings: Sequence[Planned], *, wanted: int, broad: int) -> list[Check]:
    """What a year lacks. `broad` brede bijeenkomsten, each coupled to a regular meeting (L1094-1096, R27)."""
    regular = sorted(one.day for one in meetings if not one.broad)
    wide = sorted((one for one in meetings if one.broad), key=lambda one: one.day)
    found = []
    if len(regular) < wanted:
        found.append(Check(Finding.TOO_FEW, len(regular), wanted))
    elif len(regular) > wanted:
        found.append(Check(Finding.TOO_MANY, len(regular), wanted))
    if len(wide) < broad:
        found.append(Check(Finding.BROAD_TOO_FEW, len(wide), broad))
    for one in wide:
        if one.coupled_on is None:
            found.append(Check(Finding.BROAD_NOT_COUPLED, day=one.day))
        elif abs((one.coupled_on - one.day).days) > NEAR:
            found.append(
                Check(Finding.BROAD_FAR_FROM_ITS_MEETING, abs((one.coupled_on - one.day).days), NEAR, one.day)
            )
    if wanted:
        longest = 2 * 365 // wanted
        for before, after in pairwise(regular):
            if (after - before).days > longest:
                found.append(Check(Finding.LONG_GAP, (after - before).days, longest, before))
    return found


def moved_to_year(day: date, year: int) -> date:
    """The same weekday in the same week of another year; week 53 falls back to week 52."""
    _year, week, weekday = day.isocalendar()
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        return date.fromisocalendar(year, 52, weekday)
