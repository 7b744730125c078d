# SPDX-License-Identifier: EUPL-1.2
"""The states of an item while the Beraad decides: every step that is not in the table is refused."""

from itertools import product

import pytest
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.rules.round_states import BESLUITVORMING, may_become
from werkregio.beraad.services.rounds import move
from werkregio.beraad.terms import AgendapuntStaat as A
from werkregio.foundation.errors import ConflictError

LEGAL = {(start, end) for start, ends in BESLUITVORMING.items() for end in ends}
ILLEGAL = sorted(set(product(A, A)) - LEGAL)


def test_what_is_legal_is_the_road_of_the_convenant():
    assert (A.IN_BEHANDELING, A.STEMMING_OPEN) not in LEGAL
    assert (A.CONSENSUSRONDE, A.STEMMING_OPEN) in LEGAL
    assert not any(start in (A.VASTGESTELD, A.BEEINDIGD, A.INGETROKKEN) for start, _end in LEGAL)
    assert len(LEGAL) + len(ILLEGAL) == len(A) ** 2


@pytest.mark.parametrize(("start", "end"), ILLEGAL)
def test_every_other_step_is_refused(start, end):
    assert may_become(start, end) is False


@pytest.mark.django_db
def test_the_service_refuses_each_of_them_and_writes_nothing():
    item = make_item(make_meeting(make_board()))
    for start, end in ILLEGAL:
        item.state = start
        with pytest.raises(ConflictError):
            move(item, end)
        assert item.state == start
    item.refresh_from_db()
    assert item.state == A.GEAGENDEERD
