# SPDX-License-Identifier: EUPL-1.2
"""Cases for the tests: the seven geledingen of the report and short ways to write a round."""

from hypothesis import strategies as st

from werkregio.beraad.rules.decision import Case, Convenantregels
from werkregio.beraad.terms import Keuze, Quorumbasis

SEVEN = ("centrumgemeente", "gemeenten", "onderwijs", "sbb", "uwv", "vakbonden", "werkgevers")
VOOR, TEGEN, ONTHOUDING = Keuze.VOOR, Keuze.TEGEN, Keuze.ONTHOUDING


def vote(voor=0, tegen=0, onthouding=0, *, there=None, geledingen=SEVEN, bevoegd=None) -> Case:
    """A vote in which the first geledingen speak, in favour first; `there` is how many are present."""
    keuzes = [VOOR] * voor + [TEGEN] * tegen + [ONTHOUDING] * onthouding
    present = geledingen[: len(keuzes) if there is None else there]
    return Case(
        tuple(geledingen),
        tuple(present),
        False,
        bevoegd=bevoegd,
        stemmen=dict(zip(geledingen, keuzes, strict=False)),
    )


@st.composite
def regels(draw) -> Convenantregels:
    def share():
        below = draw(st.integers(1, 12))
        return draw(st.fractions(min_value=0, max_value=1, max_denominator=below).filter(bool))

    return Convenantregels(
        quorum=share(),
        quorum_strikt=draw(st.booleans()),
        drempel=share(),
        drempel_strikt=draw(st.booleans()),
        onthouding_telt=draw(st.booleans()),
        quorum_basis=draw(st.sampled_from(Quorumbasis)),
    )


@st.composite
def votes(draw) -> Case:
    """Any vote: also of geledingen that may not vote, or are not there."""
    geledingen = tuple(f"g{number}" for number in range(draw(st.integers(1, 9))))
    some = st.lists(st.sampled_from(geledingen), unique=True).map(tuple)
    return Case(
        geledingen,
        draw(some),
        False,
        bevoegd=draw(st.none() | some),
        stemmen=draw(st.dictionaries(st.sampled_from(geledingen), st.sampled_from(Keuze))),
    )
