# SPDX-License-Identifier: EUPL-1.2
"""Who may sit, stand in and chair, as pure functions.

Sources: advice report 5.1, 5.3, 5.4 (L956-970, L1107-1110, L1156-1158) and rules R02-R09, R55, R56.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CENTRUMGEMEENTE = "centrumgemeente"
GEMEENTEN = "gemeenten"
# Seven staff roles; who prepares or guards the deciding does not decide (L1338-1381, R56).
STAFF_ROLES = frozenset(
    {
        "secretaris",
        "programmamanager",
        "programmaondersteuner",
        "regionaal-adviseur",
        "communicatieadviseur",
        "financieel-adviseur",
        "financial-engineer",
    }
)
# Roles of people who sit at the table, with or without a vote.
BOARD_ROLES = frozenset({"bestuurder", "plaatsvervanger", "strategisch-partner"})


class SeatRefusal(StrEnum):
    """Why somebody cannot sit or chair."""

    STAFF = "staff"
    CENTRUM_FOR_GEMEENTEN = "centrum_for_gemeenten"
    TWO_GELEDINGEN = "two_geledingen"
    NO_SUBSTITUTE_FOR_CENTRUM = "no_substitute_for_centrum"
    OUTSIDE_SEAT = "outside_seat"
    CHAIR_NOT_FROM_CENTRUM = "chair_not_from_centrum"
    VICE_NOT_A_MEMBER = "vice_not_a_member"
    VICE_IS_THE_CHAIR = "vice_is_the_chair"
    NO_DECISION = "no_decision"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for a seat, in the period of the mandate.

    - roles: all roles that overlap with the period
    - geledingen: codes of the geledingen of the other mandates that overlap with it
    - of_centrumgemeente: works for the municipality that is centrumgemeente
    """

    roles: frozenset[str] = frozenset()
    geledingen: frozenset[str] = frozenset()
    of_centrumgemeente: bool = False


def overlap(a_from: date, a_to: date | None, b_from: date, b_to: date | None) -> bool:
    """Whether two periods share a day; an open end never ends."""
    return (b_to is None or a_from <= b_to) and (a_to is None or b_from <= a_to)


def mandate_refusal(
    geleding: str | None, candidate: Candidate, *, substitute: bool, readings: dict[str, str] | None = None
) -> SeatRefusal | None:
    """Why a person gets no mandate for a seat of a geleding (None: a strategic partner); None when he may.

    - R56: staff never sits; R07: nobody of the centrumgemeente for the other municipalities, nor the reverse
    - A6 (silent on one person for two geledingen) and A7 (L965 against L1109: a substitute for the
      centrumgemeente) follow the reading in force.
    """
    readings = readings or {}
    if candidate.roles & STAFF_ROLES:
        return SeatRefusal.STAFF
    if geleding is None:
        return None
    if geleding == GEMEENTEN and (candidate.of_centrumgemeente or CENTRUMGEMEENTE in candidate.geledingen):
        return SeatRefusal.CENTRUM_FOR_GEMEENTEN
    if geleding == CENTRUMGEMEENTE and GEMEENTEN in candidate.geledingen:
        return SeatRefusal.CENTRUM_FOR_GEMEENTEN
    if geleding == CENTRUMGEMEENTE and substitute and readings.get("A7") == "none":
        return SeatRefusal.NO_SUBSTITUTE_FOR_CENTRUM
    if candidate.geledingen - {geleding} and readings.get("A6", "one") == "one":
        return SeatRefusal.TWO_GELEDINGEN
    return None


def within_seat(
    valid_from: date, valid_to: date | None, seat_from: date, seat_to: date | None
) -> SeatRefusal | None:
    """A mandate lies within the period of its seat."""
    if valid_from < seat_from or (seat_to is not None and (valid_to is None or valid_to > seat_to)):
        return SeatRefusal.OUTSIDE_SEAT
    return None


def chair_refusal(geleding: str | None) -> SeatRefusal | None:
    """The chair comes from the centrumgemeente (L1107-1108, R03)."""
    return None if geleding == CENTRUMGEMEENTE else SeatRefusal.CHAIR_NOT_FROM_CENTRUM


def vice_chair_refusal(
    geleding: str | None, *, member_on_the_day: bool, is_chair: bool, decided: bool
) -> SeatRefusal | None:
    """The Beraad chooses its vice-chair from its midst, as a recorded decision (L1108-1109, R04)."""
    if geleding is None or not member_on_the_day:
        return SeatRefusal.VICE_NOT_A_MEMBER
    if is_chair:
        return SeatRefusal.VICE_IS_THE_CHAIR
    return None if decided else SeatRefusal.NO_DECISION


def strategic_refusal(*, decided: bool) -> SeatRefusal | None:
    """A strategic partner gets a seat only after a decision of the core partners (L1616-1619, R09)."""
    return None if decided else SeatRefusal.NO_DECISION


def without_holder(seats: Iterable[int], held: Collection[int]) -> tuple[int, ...]:
    """The seats on which nobody has a mandate: visible, since such a geleding cannot be represented."""
    return tuple(seat for seat in seats if seat not in held)


def too_early(starts: date, signed_on: date | None) -> bool:
    """A programme manager starts after the convenant was signed (L1499-1501, R55): a warning, no gate."""
    return signed_on is None or starts < signed_on
