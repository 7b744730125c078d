# SPDX-License-Identifier: EUPL-1.2
"""The convenant as rules: its life, what it leads to in numbers, and where the source is silent.

Sources: advice report 5.5 and 6.3 (L1161-1187, L1484-1501), rules R11-R17, R25-R27, R54.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from werkregio.regio.terms import ConvenantStaat

from .decision import Convenantregels, needed

# Where each state may go; a version that is dropped or replaced stays readable for ever.
STEPS: Mapping[ConvenantStaat, frozenset[ConvenantStaat]] = {
    ConvenantStaat.CONCEPT: frozenset({ConvenantStaat.JURIDISCHE_TOETS, ConvenantStaat.VERVALLEN}),
    ConvenantStaat.JURIDISCHE_TOETS: frozenset(
        {ConvenantStaat.CONCEPT, ConvenantStaat.BESLOTEN, ConvenantStaat.VERVALLEN}
    ),
    ConvenantStaat.BESLOTEN: frozenset({ConvenantStaat.GETEKEND, ConvenantStaat.VERVALLEN}),
    ConvenantStaat.GETEKEND: frozenset({ConvenantStaat.VERVALLEN}),
    ConvenantStaat.VERVALLEN: frozenset(),
}

# Every rule that a version states, in the order of the page; `sources` of a version is kept by these codes.
RULES = (
    *("consensus", "werkgebied", "een_stem", "quorum", "quorum_basis", "drempel", "onthouding"),
    *("niet_gehaald", "na_tweede_ronde", "voorzitter", "vicevoorzitter", "vervanging", "mandaat"),
    *("vergaderingen", "brede", "stukken"),
)
# Lines of the dossier beside each rule of the advice report.
REPORT: Mapping[str, str] = {
    "consensus": "adv 5.5, L1161",
    "werkgebied": "adv 5.5, L1164-1167",
    "een_stem": "adv 5.5, L1172-1175",
    "quorum": "adv 5.5, L1175-1178",
    "quorum_basis": "adv 5.5, L1176-1178",
    "drempel": "adv 5.5, L1178-1179",
    "onthouding": "",
    "niet_gehaald": "adv 5.5, L1179-1181",
    "na_tweede_ronde": "",
    "voorzitter": "adv 5.3, L1107-1108",
    "vicevoorzitter": "adv 5.3, L1108-1109",
    "vervanging": "adv 5.1, L965-966; 5.3, L1109-1110",
    "mandaat": "adv 5.1, L967-970; 5.5, L1169-1171",
    "vergaderingen": "adv 5.3, L1088-1094",
    "brede": "adv 5.3, L1094-1096",
    "stukken": "",
}


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point on which the source is silent or speaks twice; the first reading is the one to begin with.

    `field` names the column of the convenant that is the reading, where there is one.
    """

    code: str
    lines: str
    readings: tuple[str, ...]
    field: str = ""


OPEN_POINTS = (
    OpenPoint("A1", "L1178-1179", ("False", "True"), "onthouding_telt"),
    OpenPoint("A2", "L1164-1167, L1176-1178", ("alle", "bevoegde"), "quorum_basis"),
    OpenPoint("A3", "L956-964", ("not_cast",)),
    OpenPoint("A4", "L1179-1181", ("opnieuw_agenderen", "escaleren", "beeindigen"), "na_tweede_ronde"),
    OpenPoint("A5", "L1175-1181", ("returns",)),
    OpenPoint("A6", "L965-966", ("one", "more")),
    OpenPoint("A7", "L965-966, L1109-1110", ("allowed", "none")),
    OpenPoint("A8", "L1164-1167", ("chair_before",)),
)
# Readings that stand in `Convenant.readings`; the others are columns of their own.
DEFAULT_READINGS: Mapping[str, str] = {
    point.code: point.readings[0] for point in OPEN_POINTS if not point.field
}

_TYPED = re.compile(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*")


def read_fraction(text: str) -> tuple[int, int] | None:
    """ "2/3" as typed, kept as typed (4/6 stays 4/6); None where it is no share above 0 and at most 1."""
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    num, den = int(found[1]), int(found[2])
    return (num, den) if 0 < num <= den else None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the rules lead to when `number` geledingen are there, or have cast a vote."""

    number: int
    # To be there, when the Beraad has this many geledingen.
    quorum: int
    # Votes in favour, when this many are cast.
    votes: int
    # The smallest group that can bind a Beraad of this size: at the quorum, all voting.
    can_bind: int


def consequences(regels: Convenantregels, geledingen: int) -> tuple[Consequence, ...]:
    """The table of 1 up to and including `geledingen` (1.2: quorum of 7 = 4, votes 1,2,2,3,4,4,5)."""
    rows = []
    for number in range(1, geledingen + 1):
        quorum = needed(regels.quorum, number, strict=regels.quorum_strikt)
        votes = needed(regels.drempel, number, strict=regels.drempel_strikt)
        bind = needed(regels.drempel, min(quorum, number), strict=regels.drempel_strikt)
        rows.append(Consequence(number, quorum, votes, bind))
    return tuple(rows)


def one_vote_can_carry(regels: Convenantregels) -> bool:
    """With abstentions not counted, one in favour and the others abstaining passes (1/1): worth a warning."""
    return not regels.onthouding_telt and needed(regels.drempel, 1, strict=regels.drempel_strikt) <= 1


def unreachable(regels: Convenantregels) -> tuple[str, ...]:
    """The shares that nobody can reach: more than everything."""
    found = []
    if regels.quorum_strikt and regels.quorum == Fraction(1):
        found.append("quorum")
    if regels.drempel_strikt and regels.drempel == Fraction(1):
        found.append("drempel")
    return tuple(found)


def may_go(state: ConvenantStaat, to: ConvenantStaat) -> bool:
    """Whether a version may move to another state."""
    return to in STEPS[state]


def not_yet(geledingen: Collection[str], lines: Collection[tuple[str, bool]]) -> tuple[str, ...]:
    """The geledingen of which not every party has done it, or that have no party at all (S10).

    `lines` are (code of the geleding, done) of every party to the version.
    """
    return tuple(
        code
        for code in geledingen
        if not any(one == code for one, _done in lines)
        or any(one == code and not done for one, done in lines)
    )
