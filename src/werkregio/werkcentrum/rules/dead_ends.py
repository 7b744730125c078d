# SPDX-License-Identifier: EUPL-1.2
"""Where people get stuck between counters: pure counting over the ends of referrals.

Source: werkcentrum.md section 4.3 (dead-end detector). Everything here counts; nobody is named.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from werkregio.werkcentrum.terms import Stap

# Ends after which the need was with the guide again because of the partner.
TURNED_AWAY = frozenset({Stap.AFGEWEZEN, Stap.VERLOPEN})


@dataclass(frozen=True, slots=True)
class End:
    """How a referral of a need ended at an organisation, and where it pointed to."""

    need_key: int
    partij: int
    state: Stap
    next_door: int | None
    on: date


def bounces(ends: Iterable[End]) -> Counter[tuple[int, int]]:
    """Pairs of organisations that both turned the same need away, once for each need.

    The pair is unordered: "UWV says municipality" and "municipality says UWV" is one bounce.
    """
    turned: dict[int, set[int]] = {}
    for end in ends:
        if end.state in TURNED_AWAY:
            turned.setdefault(end.need_key, set()).add(end.partij)
    found: Counter[tuple[int, int]] = Counter()
    for partijen in turned.values():
        ordered = sorted(partijen)
        for index, first in enumerate(ordered):
            for second in ordered[index + 1 :]:
                found[(first, second)] += 1
    return found


def pointed_at_each_other(ends: Iterable[End]) -> Counter[tuple[int, int]]:
    """Pairs in which each named the other as the next door, for the same need: the hardest kind of bounce."""
    pointed: dict[int, set[tuple[int, int]]] = {}
    for end in ends:
        if end.state == Stap.AFGEWEZEN and end.next_door is not None:
            pointed.setdefault(end.need_key, set()).add((end.partij, end.next_door))
    found: Counter[tuple[int, int]] = Counter()
    for pairs in pointed.values():
        for first, second in pairs:
            if first < second and (second, first) in pairs:
                found[(first, second)] += 1
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days that people waited: how many were measured, the middle one, and the share within the term."""

    number: int
    days: Fraction | None
    within: Fraction | None


def waiting(days: Sequence[int], term: int | None = None) -> Waiting:
    """`term` in calendar days; the median is exact, a half where two stand in the middle."""
    if not days:
        return Waiting(0, None, None)
    within = None if term is None else Fraction(sum(day <= term for day in days), len(days))
    return Waiting(len(days), Fraction(median(map(Fraction, days))), within)
