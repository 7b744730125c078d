# SPDX-License-Identifier: EUPL-1.2
"""Whether a register is whole: the chain, the arithmetic of every round, and the rows beside their lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkregio.foundation.chain import GENESIS, line_hash

from ..models import Gremium, RegisterHoofd, RegisterRegel
from ..rules.case_files import document
from ..rules.computation import read_back
from ..rules.decision import decide
from ..rules.round_states import ADOPTED
from .register_lines import makers


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, in words. Sequence 0 is the register as a whole."""

    gremium: str
    sequence: int
    problem: str


def verify(gremium: Gremium) -> list[Finding]:
    """Walk the register of a gremium and tell what is not as it was written, in order of the lines."""
    lines = list(RegisterRegel.objects.filter(gremium=gremium).order_by("sequence"))
    found = [*_chain(gremium, lines), *_sums(lines), *_rows(gremium, lines)]
    return [Finding(gremium.code, number, problem) for number, problem in sorted(set(found), key=_place)]


def _place(found: tuple[int, str]) -> tuple[bool, int, str]:
    # What concerns the register as a whole comes last: the first broken line is what one looks for.
    return (found[0] == 0, *found)


def _chain(gremium: Gremium, lines: list[RegisterRegel]) -> Iterator[tuple[int, str]]:
    expected, last = 1, GENESIS
    for line in lines:
        if line.sequence != expected:
            yield line.sequence, f"regel {expected} ontbreekt"
            expected = line.sequence
        if line.previous_hash != last:
            yield line.sequence, "volgt niet op de regel ervoor: verwijderd, ingevoegd of verwisseld"
        if line.hash != line_hash(line.previous_hash, line.hashed_fields()):
            yield line.sequence, "is gewijzigd"
        last = line.hash
        expected += 1
    hoofd = RegisterHoofd.objects.filter(gremium=gremium).first()
    if hoofd is None:
        if lines:
            yield 0, "het hoofd van de keten is verwijderd"
    elif (hoofd.sequence, hoofd.hash) != (expected - 1, last):
        yield expected - 1, "het hoofd van de keten zegt iets anders: afgekapt aan het eind"


def _sums(lines: list[RegisterRegel]) -> Iterator[tuple[int, str]]:
    """Every round is reckoned again; every decision must rest on a round before it that adopted it."""
    rounds: dict[str, dict[str, Any]] = {}
    for line in lines:
        payload = line.payload
        try:
            if line.kind == "ronde":
                rounds[line.reference] = payload
                if payload["uitkomst"] and not _same_outcome(payload):
                    yield line.sequence, "de uitkomst volgt niet uit de stemmen en de regels"
            elif line.kind == "besluit":
                before = rounds.get(payload["ronde"])
                if before is None:
                    yield line.sequence, "de ronde van dit besluit staat niet eerder in het register"
                elif payload["uitkomst"] != before["uitkomst"] or payload["uitkomst"] not in ADOPTED:
                    yield line.sequence, "de ronde van dit besluit heeft het niet aangenomen"
                elif payload["tekst"] != before["bevroren"]["tekst"]:
                    yield line.sequence, "de tekst is niet die waarover is besloten"
        except (KeyError, TypeError, ValueError):
            yield line.sequence, "is niet volledig"


def _same_outcome(payload: dict[str, Any]) -> bool:
    regels, case = read_back(payload["bevroren"]["zaak"])
    counted = {one["geleding"]: one["keuze"] for one in payload["stemmen"]}
    given = payload["bevroren"]["zaak"].get("stemmen") or {}
    again = document(decide(regels, case), payload["berekening"]["uitleg"])
    return bool(
        again == payload["berekening"] and payload["uitkomst"] == again["uitkomst"] and counted == given
    )


def _rows(gremium: Gremium, lines: list[RegisterRegel]) -> Iterator[tuple[int, str]]:
    """The tables beside the lines: a row that was changed, removed or slipped in."""
    told: dict[str, set[str]] = {}
    for line in lines:
        known = makers().get(line.kind)
        if known is None:
            continue
        told.setdefault(line.kind, set()).add(line.reference)
        again = known[0](line.reference)
        if again is None:
            yield line.sequence, f"{line.reference} staat niet meer in de database"
        elif again != line.payload:
            yield line.sequence, f"{line.reference} is in de database anders dan in het register"
    for kind, (_maker, lister) in makers().items():
        for reference in sorted(lister(gremium.pk) - told.get(kind, set())):
            yield 0, f"{reference} staat in de database en niet in het register"


def compare(gremium: Gremium, sequence: int, published: str) -> list[Finding]:
    """Whether the line that was published before still stands: a chain alone cannot see a cut-off end."""
    line = RegisterRegel.objects.filter(gremium=gremium, sequence=sequence).first()
    if line is None:
        return [Finding(gremium.code, sequence, "de gepubliceerde regel is weg: afgekapt of verwijderd")]
    if line.hash != published:
        return [Finding(gremium.code, sequence, "verschilt van wat is gepubliceerd")]
    return []


def head(gremium: Gremium) -> str:
    """The end of the chain as it is published, in minutes for example: code:number:hash."""
    hoofd = RegisterHoofd.objects.filter(gremium=gremium).first()
    sequence, value = (hoofd.sequence, hoofd.hash) if hoofd else (0, GENESIS)
    return f"{gremium.code}:{sequence}:{value}"


def export(gremium: Gremium) -> dict[str, Any]:
    """The whole register as one document, which `tools/controleer_register.py` checks without this software."""
    hoofd = RegisterHoofd.objects.filter(gremium=gremium).first()
    return {
        "formaat": "werkregio-register/1",
        "regio": gremium.regio.code,
        "gremium": gremium.code,
        "naam": gremium.naam,
        "hoofd": {"regel": hoofd.sequence if hoofd else 0, "hash": hoofd.hash if hoofd else GENESIS},
        "regels": [
            line.hashed_fields() | {"previous_hash": line.previous_hash, "hash": line.hash}
            for line in RegisterRegel.objects.filter(gremium=gremium).order_by("sequence")
        ],
    }
