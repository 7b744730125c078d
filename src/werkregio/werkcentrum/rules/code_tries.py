# SPDX-License-Identifier: EUPL-1.2
"""How long the form waits after wrong codes from one network (ruling A7).

A library is one network with many people: the first wait is a minute, and only somebody who goes on guessing
waits longer. A code has 80 random bits, so a guesser gains nothing with a few tries an hour.
"""

from datetime import timedelta

MOST_TRIES = 5
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15))
# Tries of longer ago are forgotten.
MEMORY = timedelta(hours=1)


def wait_after(wrong: int) -> timedelta | None:
    """The wait after so many wrong tries within the memory; none for the first few."""
    if wrong < MOST_TRIES:
        return None
    return WAITS[min(wrong - MOST_TRIES, len(WAITS) - 1)]


def minutes_left(left: timedelta) -> int:
    """Whole minutes, rounded up: after so many minutes the form is surely open."""
    return max(1, -(-left // timedelta(minutes=1)))
