# SPDX-License-Identifier: EUPL-1.2
"""Where an item goes after a round that did not lead to a decision."""

from collections.abc import Sequence

from ..terms import NaTweedeRonde, Uitkomst, Vervolg
from .decision import Convenantregels

_ADOPTED = {Uitkomst.AANGENOMEN_CONSENSUS, Uitkomst.AANGENOMEN_STEMMING}
_AFTER_SECOND = {
    NaTweedeRonde.OPNIEUW: Vervolg.VOLGENDE_VERGADERING,
    NaTweedeRonde.ESCALEREN: Vervolg.ESCALATIE,
    NaTweedeRonde.BEEINDIGEN: Vervolg.BEEINDIGD,
}


def next_step(regels: Convenantregels, rounds: Sequence[Uitkomst]) -> Vervolg:
    """What follows on the rounds of one item so far, oldest first.

    Not agreed: on the agenda of the next meeting (L1179-1181, R16). The report does not say what a
    second failure does (gap A4): that is a setting of the convenant. It does not say either that an item
    without a quorum returns (gap A5); it does, and it does not count as failed: nobody judged it.
    """
    if not rounds:
        raise ValueError("An item without a round has no next step yet.")
    if any(earlier in _ADOPTED for earlier in rounds[:-1]):
        raise ValueError("An adopted item has no further rounds.")
    last = rounds[-1]
    if last in _ADOPTED:
        return Vervolg.KLAAR
    failed = sum(one is Uitkomst.NIET_AANGENOMEN for one in rounds)
    if last is Uitkomst.NIET_AANGENOMEN and failed >= 2:
        return _AFTER_SECOND[regels.na_tweede_ronde]
    return Vervolg.VOLGENDE_VERGADERING
