# SPDX-License-Identifier: EUPL-1.2
"""Where an item goes after its rounds."""

import pytest

from werkregio.beraad.rules.decision import Convenantregels
from werkregio.beraad.rules.next_round import next_step
from werkregio.beraad.terms import NaTweedeRonde, Uitkomst, Vervolg

FAILED, NO_QUORUM = Uitkomst.NIET_AANGENOMEN, Uitkomst.GEEN_BESLUIT_QUORUM
AGREED, ADOPTED = Uitkomst.AANGENOMEN_CONSENSUS, Uitkomst.AANGENOMEN_STEMMING
NEXT = Vervolg.VOLGENDE_VERGADERING
ESCALATING = Convenantregels(na_tweede_ronde=NaTweedeRonde.ESCALEREN)


@pytest.mark.parametrize(
    ("rounds", "step"),
    [
        ([AGREED], Vervolg.KLAAR),
        ([FAILED], NEXT),
        ([NO_QUORUM], NEXT),
        ([FAILED, FAILED], Vervolg.ESCALATIE),
        ([FAILED, NO_QUORUM], NEXT),
        ([NO_QUORUM, FAILED], NEXT),
        ([FAILED, NO_QUORUM, FAILED], Vervolg.ESCALATIE),
        ([NO_QUORUM, NO_QUORUM, NO_QUORUM], NEXT),
        ([FAILED, FAILED, ADOPTED], Vervolg.KLAAR),
        ([FAILED, FAILED, FAILED], Vervolg.ESCALATIE),
    ],
)
def test_only_a_second_failure_is_different(rounds, step):
    assert next_step(ESCALATING, rounds) is step


@pytest.mark.parametrize(
    ("choice", "step"), [(NaTweedeRonde.OPNIEUW, NEXT), (NaTweedeRonde.BEEINDIGEN, Vervolg.BEEINDIGD)]
)
def test_the_convenant_says_what_a_second_failure_does(choice, step):
    assert next_step(Convenantregels(na_tweede_ronde=choice), [FAILED, FAILED]) is step


def test_the_default_is_the_next_meeting():
    assert next_step(Convenantregels(), [FAILED] * 5) is NEXT


@pytest.mark.parametrize("rounds", [[], [AGREED, FAILED], [FAILED, ADOPTED, NO_QUORUM]])
def test_rounds_that_cannot_be(rounds):
    with pytest.raises(ValueError, match="round"):
        next_step(Convenantregels(), rounds)
