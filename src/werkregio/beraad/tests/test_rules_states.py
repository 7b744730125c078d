# SPDX-License-Identifier: EUPL-1.2
"""Every step of a meeting and of an item that the tables do not allow is refused."""

from itertools import product

import pytest

from werkregio.beraad.rules.states import VERGADERING, VOORBEREIDING, may_move
from werkregio.beraad.terms import AgendapuntStaat as A
from werkregio.beraad.terms import VergaderingStaat as V

LEGAL_MEETING = {
    (V.GEPLAND, V.UITGENODIGD),
    (V.GEPLAND, V.GEANNULEERD),
    (V.UITGENODIGD, V.OPEN),
    (V.UITGENODIGD, V.GEANNULEERD),
    (V.OPEN, V.GESLOTEN),
    (V.GESLOTEN, V.VERSLAG_CONCEPT),
    (V.VERSLAG_CONCEPT, V.VERSLAG_VASTGESTELD),
}
LEGAL_ITEM = {
    (A.CONCEPT, A.GEAGENDEERD),
    (A.CONCEPT, A.INGETROKKEN),
    (A.GEAGENDEERD, A.CONCEPT),
    (A.GEAGENDEERD, A.IN_BEHANDELING),
    (A.GEAGENDEERD, A.INGETROKKEN),
    (A.GEAGENDEERD, A.AANGEHOUDEN),
    (A.IN_BEHANDELING, A.GEAGENDEERD),
    (A.IN_BEHANDELING, A.AFGEHANDELD),
    (A.IN_BEHANDELING, A.AANGEHOUDEN),
    (A.AANGEHOUDEN, A.GEAGENDEERD),
    (A.AANGEHOUDEN, A.INGETROKKEN),
}


@pytest.mark.parametrize(("start", "end"), list(product(V, V)))
def test_a_meeting_moves_only_along_its_table(start, end):
    assert may_move(VERGADERING, start, end) is ((start, end) in LEGAL_MEETING)


@pytest.mark.parametrize(("start", "end"), list(product(A, A)))
def test_an_item_moves_only_along_its_table(start, end):
    assert may_move(VOORBEREIDING, start, end) is ((start, end) in LEGAL_ITEM)
