# SPDX-License-Identifier: EUPL-1.2
"""How the Regionaal Beraad decides: quorum, consensus, one vote for each geleding, the majority.

Source: Adviesrapport, section 5.5, after the Model Samenwerkingsconvenant; lines are those of the
dossier (L), rules those of the list of rules (R). Every share belongs to a version of the convenant:
nothing here is a constant but the defaults of the report. Reckoned with integers and fractions only.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..terms import Keuze, NaTweedeRonde, Quorumbasis, Uitkomst, Waarschuwing, Weigergrond
from .impossible import ImpossibleCaseError, Reason, below, shown


def needed(share: Fraction, base: int, *, strict: bool) -> int:
    """The smallest number that reaches a share of `base`: at least it, or with `strict` more than it.

    Never below one: nobody cannot decide (L1175-1179: R14, R15; zero cast: ruling B3).
    """
    whole, rest = divmod(share.numerator * base, share.denominator)
    return max(1, whole + 1 if strict or rest else whole)


@dataclass(frozen=True, slots=True)
class Convenantregels:
    """The rules of deciding in one version of a convenant; the defaults are those of the report.

    - quorum: at least half of the geledingen (L1175-1178, R14)
    - drempel: at least two thirds of the votes cast (L1178-1179, R15; advised)
    - onthouding_telt: the report is silent (gap A1); read as: an abstention is not a vote cast
    - quorum_basis: the report says "geledingen van het beraad": all of them (L1176-1178, gap A2)
    - na_tweede_ronde: the report is silent (gap A4); read as: the next meeting again (L1179-1181, R16)
    """

    quorum: Fraction = Fraction(1, 2)
    quorum_strikt: bool = False
    drempel: Fraction = Fraction(2, 3)
    drempel_strikt: bool = False
    onthouding_telt: bool = False
    quorum_basis: Quorumbasis = Quorumbasis.ALLE
    na_tweede_ronde: NaTweedeRonde = NaTweedeRonde.OPNIEUW

    def __post_init__(self) -> None:
        for name in ("quorum", "drempel"):
            share = getattr(self, name)
            # A float would be almost two thirds, and almost is a different decision.
            if not isinstance(share, Fraction) or not 0 < share <= 1:
                raise ImpossibleCaseError(name, Reason.NOT_A_FRACTION, shown(share))
        for name in ("quorum_strikt", "drempel_strikt", "onthouding_telt"):
            if not isinstance(getattr(self, name), bool):
                raise ImpossibleCaseError(name, Reason.NOT_A_BOOLEAN, shown(getattr(self, name)))
        if not isinstance(self.quorum_basis, Quorumbasis):
            raise ImpossibleCaseError("quorum_basis", Reason.NOT_A_BASIS, shown(self.quorum_basis))


@dataclass(frozen=True, slots=True)
class Case:
    """One round on one item: who belongs, who is there, who may decide, and what they said.

    - geledingen: those of the Beraad on that day (R01, R08), each with one vote, whatever the number
      of its directors (R02)
    - vertegenwoordigd: those with a member or a substitute in the meeting (R05, R14)
    - bevoegd: those whose work area the subject lies in; None is all of them (L1164-1167, R12)
    - consensus: reached or not; always tried first (L1161, R11)
    - stemmen: one choice for each geleding (L1172-1175, R13); None when there was no vote
    """

    geledingen: tuple[str, ...]
    vertegenwoordigd: tuple[str, ...]
    consensus: bool
    bevoegd: tuple[str, ...] | None = None
    stemmen: Mapping[str, Keuze] | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.geledingen:
            raise ImpossibleCaseError("geledingen", Reason.NO_GELEDINGEN)
        known = frozenset(self.geledingen)
        _check_geledingen("geledingen", self.geledingen, known)
        _check_geledingen("vertegenwoordigd", self.vertegenwoordigd, known)
        if self.bevoegd is not None:
            _check_geledingen("bevoegd", self.bevoegd, known)
        if not isinstance(self.consensus, bool):
            raise ImpossibleCaseError("consensus", Reason.NOT_A_BOOLEAN, shown(self.consensus))
        if self.stemmen is None:
            return
        if self.consensus:
            raise ImpossibleCaseError("stemmen", Reason.VOTES_WITH_CONSENSUS)
        for geleding, keuze in self.stemmen.items():
            if geleding not in known:
                raise ImpossibleCaseError(
                    below("stemmen", geleding), Reason.UNKNOWN_GELEDING, shown(geleding)
                )
            if not isinstance(keuze, Keuze):
                raise ImpossibleCaseError(below("stemmen", geleding), Reason.NOT_A_CHOICE, shown(keuze))

    @property
    def entitled(self) -> frozenset[str]:
        """The geledingen that decide on this subject; the others may speak (L1164-1167, R12)."""
        return frozenset(self.geledingen if self.bevoegd is None else self.bevoegd)


def _check_geledingen(name: str, listed: Iterable[str], known: Collection[str]) -> None:
    seen = set()
    for place, geleding in enumerate(listed):
        if geleding not in known:
            raise ImpossibleCaseError(f"{name}[{place}]", Reason.UNKNOWN_GELEDING, shown(geleding))
        if geleding in seen:
            raise ImpossibleCaseError(f"{name}[{place}]", Reason.DOUBLE_GELEDING, shown(geleding))
        seen.add(geleding)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many geledingen there are (`aanwezig`), of how many (`van`), and how many are needed."""

    nodig: int
    aanwezig: int
    van: int

    @property
    def gehaald(self) -> bool:
        return self.aanwezig >= self.nodig


@dataclass(frozen=True, slots=True)
class Telling:
    """The count of a vote; `uitgebracht` holds the abstentions only where the convenant counts them."""

    uitgebracht: int
    voor: int
    tegen: int
    onthouding: int
    nodig: int

    @property
    def reached(self) -> bool:
        return self.voor >= self.nodig


@dataclass(frozen=True, slots=True)
class Refused:
    """A vote that is not counted."""

    geleding: str
    reden: Weigergrond


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round leads to, with all the numbers it rests on.

    `stemming` is None where no vote was counted: with consensus, and without a quorum.
    """

    uitkomst: Uitkomst
    quorum: Quorum
    stemming: Telling | None
    geweigerd: tuple[Refused, ...]
    waarschuwingen: tuple[Waarschuwing, ...]


def quorum_of(regels: Convenantregels, case: Case) -> Quorum:
    """The quorum of a meeting for one item (L1175-1178, R14; the base is gap A2, ruling B3).

    With base "bevoegde" both sides count only the geledingen that may decide.
    """
    present = frozenset(case.vertegenwoordigd)
    base = frozenset(case.geledingen)
    if regels.quorum_basis is Quorumbasis.BEVOEGDE:
        base = case.entitled
    return Quorum(
        nodig=needed(regels.quorum, len(base), strict=regels.quorum_strikt),
        aanwezig=len(present & base),
        van=len(base),
    )


def refused(case: Case) -> tuple[Refused, ...]:
    """Votes that do not count, by name: outside the work area (R12) first, then not there (R14).

    The work area comes first: who may not decide may not do so by coming either (ruling B3).
    """
    entitled, present = case.entitled, frozenset(case.vertegenwoordigd)
    found = []
    for geleding in sorted(case.stemmen or ()):
        if geleding not in entitled:
            found.append(Refused(geleding, Weigergrond.BUITEN_WERKGEBIED))
        elif geleding not in present:
            found.append(Refused(geleding, Weigergrond.NIET_VERTEGENWOORDIGD))
    return tuple(found)


def count(regels: Convenantregels, keuzes: Iterable[Keuze]) -> Telling:
    """Count the votes that count: one for each geleding (L1172-1175, R13), a share of those cast (R15)."""
    of = Counter(keuzes)
    cast = of[Keuze.VOOR] + of[Keuze.TEGEN]
    if regels.onthouding_telt:
        cast += of[Keuze.ONTHOUDING]
    return Telling(
        uitgebracht=cast,
        voor=of[Keuze.VOOR],
        tegen=of[Keuze.TEGEN],
        onthouding=of[Keuze.ONTHOUDING],
        nodig=needed(regels.drempel, cast, strict=regels.drempel_strikt),
    )


def decide(regels: Convenantregels, case: Case) -> Outcome:
    """The outcome of one round: quorum first (R14), then consensus (R11), then the vote (R13, R15).

    Without a quorum there is no decision, consensus or not (L1175-1178: "alleen ... in een vergadering
    waar"). Names and order play no part.
    """
    quorum = quorum_of(regels, case)
    turned_down = refused(case)
    not_counted = {one.geleding for one in turned_down}
    valid = {name: keuze for name, keuze in (case.stemmen or {}).items() if name not in not_counted}
    telling = None
    if not quorum.gehaald:
        uitkomst = Uitkomst.GEEN_BESLUIT_QUORUM
    elif case.consensus:
        uitkomst = Uitkomst.AANGENOMEN_CONSENSUS
    else:
        telling = count(regels, valid.values())
        uitkomst = Uitkomst.AANGENOMEN_STEMMING if telling.reached else Uitkomst.NIET_AANGENOMEN
    return Outcome(uitkomst, quorum, telling, turned_down, _warnings(regels, case, uitkomst, telling, valid))


def _warnings(
    regels: Convenantregels,
    case: Case,
    uitkomst: Uitkomst,
    telling: Telling | None,
    valid: Mapping[str, Keuze],
) -> tuple[Waarschuwing, ...]:
    """What holds and yet deserves a look, in the order of the terms.

    With the minimum present a few bind all, and one in favour with six abstentions passes where an
    abstention is not a vote cast: correct by the rule (R15, gap A1), and said aloud.
    """
    deciding = case.entitled & frozenset(case.vertegenwoordigd)
    carried_by_one = (uitkomst is Uitkomst.AANGENOMEN_CONSENSUS and len(deciding) == 1) or (
        uitkomst is Uitkomst.AANGENOMEN_STEMMING and telling is not None and telling.voor == 1
    )
    holds = {
        Waarschuwing.GEDRAGEN_DOOR_EEN_GELEDING: carried_by_one,
        Waarschuwing.NIEMAND_UIT_WERKGEBIED: not deciding,
        Waarschuwing.ONTHOUDINGEN: telling is not None and telling.onthouding > 0,
        Waarschuwing.NIET_GESTEMD: telling is not None and len(valid) < len(deciding),
        Waarschuwing.GEEN_STEM_UITGEBRACHT: telling is not None and telling.uitgebracht == 0,
        Waarschuwing.STEMMEN_ZONDER_QUORUM: uitkomst is Uitkomst.GEEN_BESLUIT_QUORUM and bool(valid),
        Waarschuwing.ONHAALBARE_REGEL: (regels.quorum == 1 and regels.quorum_strikt)
        or (regels.drempel == 1 and regels.drempel_strikt),
    }
    return tuple(code for code, so in holds.items() if so)
