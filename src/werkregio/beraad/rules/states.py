# SPDX-License-Identifier: EUPL-1.2
"""Where a meeting and an item may go from where they are; what is not in these tables is refused. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from ..terms import AgendapuntStaat as A
from ..terms import VergaderingStaat as V

State = TypeVar("State", A, V)

# Spec 4.1: planned, invited, open, closed, minutes; or cancelled while nobody has met.
VERGADERING: Mapping[V, frozenset[V]] = {
    V.GEPLAND: frozenset({V.UITGENODIGD, V.GEANNULEERD}),
    V.UITGENODIGD: frozenset({V.OPEN, V.GEANNULEERD}),
    V.OPEN: frozenset({V.GESLOTEN}),
    V.GESLOTEN: frozenset({V.VERSLAG_CONCEPT}),
    V.VERSLAG_CONCEPT: frozenset({V.VERSLAG_VASTGESTELD}),
    V.VERSLAG_VASTGESTELD: frozenset(),
    V.GEANNULEERD: frozenset(),
}
# An item before any round on it. What is not to be decided ends in `AFGEHANDELD`; the rounds have their own table.
VOORBEREIDING: Mapping[A, frozenset[A]] = {
    A.CONCEPT: frozenset({A.GEAGENDEERD, A.INGETROKKEN}),
    A.GEAGENDEERD: frozenset({A.CONCEPT, A.IN_BEHANDELING, A.INGETROKKEN, A.AANGEHOUDEN}),
    A.IN_BEHANDELING: frozenset({A.GEAGENDEERD, A.AFGEHANDELD, A.AANGEHOUDEN}),
    A.AANGEHOUDEN: frozenset({A.GEAGENDEERD, A.INGETROKKEN}),
    # Put on the agenda again by the outcome of a round: the new row waits for its meeting as any other.
    A.AFGEHANDELD: frozenset(),
    A.INGETROKKEN: frozenset(),
}
# In these states nobody changes place, time or title any more.
MET = frozenset({V.GESLOTEN, V.VERSLAG_CONCEPT, V.VERSLAG_VASTGESTELD})
# The agenda can still change.
BEFORE = frozenset({V.GEPLAND, V.UITGENODIGD})
# The public may read the agenda: from the invitation on.
PUBLISHED = frozenset({V.UITGENODIGD, V.OPEN, V.GESLOTEN, V.VERSLAG_CONCEPT, V.VERSLAG_VASTGESTELD})
# An item that is still to be done when its meeting closes comes along to the next.
UNDONE = frozenset({A.GEAGENDEERD, A.IN_BEHANDELING, A.AANGEHOUDEN})

# What becomes of the row of such an item, and of one on which consensus was not reached and no vote was held.
CARRIED_OVER: Mapping[A, A] = {
    **dict.fromkeys(UNDONE, A.AANGEHOUDEN),
    A.CONSENSUSRONDE: A.OPNIEUW_GEAGENDEERD,
}
# Without a meeting: proposed, or back from one where it was not reached.
WAITS = frozenset({A.CONCEPT, A.GEAGENDEERD})


def may_move(table: Mapping[State, frozenset[State]], start: State, end: State) -> bool:
    """Whether a table allows this step."""
    return end in table.get(start, frozenset())
