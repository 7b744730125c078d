# SPDX-License-Identifier: EUPL-1.2
"""Where an item may go once it is being discussed: rounds, outcome, register, next meeting (spec 4.1). Pure.

Consensus comes first, always: no road leads to a vote but through a consensus round (L1161, R11).
"""

from collections.abc import Mapping

from ..terms import AgendapuntStaat as A
from ..terms import Uitkomst, Vervolg

BESLUITVORMING: Mapping[A, frozenset[A]] = {
    A.GEAGENDEERD: frozenset({A.IN_BEHANDELING}),
    A.IN_BEHANDELING: frozenset({A.CONSENSUSRONDE}),
    # Without a quorum there is no consensus either; "not reached" keeps the item here until the vote opens, or
    # until the meeting closes without one: then it comes on the next (L1179-1181, R16).
    A.CONSENSUSRONDE: frozenset(
        {A.AANGENOMEN_CONSENSUS, A.STEMMING_OPEN, A.GEEN_QUORUM, A.OPNIEUW_GEAGENDEERD}
    ),
    A.STEMMING_OPEN: frozenset({A.STEMMING_DICHT}),
    A.STEMMING_DICHT: frozenset({A.AANGENOMEN_STEMMING, A.NIET_AANGENOMEN, A.GEEN_QUORUM}),
    A.AANGENOMEN_CONSENSUS: frozenset({A.VASTGESTELD}),
    A.AANGENOMEN_STEMMING: frozenset({A.VASTGESTELD}),
    A.NIET_AANGENOMEN: frozenset({A.OPNIEUW_GEAGENDEERD, A.GEESCALEERD, A.BEEINDIGD}),
    A.GEEN_QUORUM: frozenset({A.OPNIEUW_GEAGENDEERD}),
    # The directors outside the meeting may bring it back; a returned item lives on as a new row.
    A.GEESCALEERD: frozenset({A.OPNIEUW_GEAGENDEERD, A.BEEINDIGD}),
    A.OPNIEUW_GEAGENDEERD: frozenset(),
    A.BEEINDIGD: frozenset(),
    A.VASTGESTELD: frozenset(),
}
OF_OUTCOME: Mapping[Uitkomst, A] = {
    Uitkomst.AANGENOMEN_CONSENSUS: A.AANGENOMEN_CONSENSUS,
    Uitkomst.AANGENOMEN_STEMMING: A.AANGENOMEN_STEMMING,
    Uitkomst.NIET_AANGENOMEN: A.NIET_AANGENOMEN,
    Uitkomst.GEEN_BESLUIT_QUORUM: A.GEEN_QUORUM,
}
OF_NEXT_STEP: Mapping[Vervolg, A] = {
    Vervolg.KLAAR: A.VASTGESTELD,
    Vervolg.VOLGENDE_VERGADERING: A.OPNIEUW_GEAGENDEERD,
    Vervolg.ESCALATIE: A.GEESCALEERD,
    Vervolg.BEEINDIGD: A.BEEINDIGD,
}
ADOPTED = frozenset({Uitkomst.AANGENOMEN_CONSENSUS, Uitkomst.AANGENOMEN_STEMMING})


def may_become(start: A | str, end: A | str) -> bool:
    """Whether an item may go from one state to the other in one step of deciding."""
    return A(end) in BESLUITVORMING.get(A(start), frozenset())
