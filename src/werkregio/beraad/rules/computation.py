# SPDX-License-Identifier: EUPL-1.2
"""A round as the black box reads it (`werkregio besluit`), and its outcome as the black box gives it.

What stands in the register is exactly this input and this output, so that anybody can reckon it again.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..terms import Keuze, Quorumbasis
from .case_files import document
from .decision import Case, Convenantregels, Outcome, decide
from .explanation import explain


def _share(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def zaak(regels: Convenantregels, case: Case) -> dict[str, Any]:
    """The input of the black box for one round."""
    found: dict[str, Any] = {
        "convenant": {
            "quorum": _share(regels.quorum),
            "quorum_strikt": regels.quorum_strikt,
            "drempel": _share(regels.drempel),
            "drempel_strikt": regels.drempel_strikt,
            "onthouding_telt": regels.onthouding_telt,
            "quorum_basis": str(regels.quorum_basis.value),
        },
        "geledingen": sorted(case.geledingen),
        "vertegenwoordigd": sorted(case.vertegenwoordigd),
        "bevoegd": "alle" if case.bevoegd is None else sorted(case.bevoegd),
        "consensus": case.consensus,
    }
    if case.stemmen is not None:
        found["stemmen"] = {name: str(Keuze(keuze).value) for name, keuze in sorted(case.stemmen.items())}
    return found


def read_back(found: Mapping[str, Any]) -> tuple[Convenantregels, Case]:
    """The rules and the case of a stored round."""
    rules = found["convenant"]
    bevoegd, stemmen = found["bevoegd"], found.get("stemmen")
    return (
        Convenantregels(
            quorum=Fraction(rules["quorum"]),
            quorum_strikt=rules["quorum_strikt"],
            drempel=Fraction(rules["drempel"]),
            drempel_strikt=rules["drempel_strikt"],
            onthouding_telt=rules["onthouding_telt"],
            quorum_basis=Quorumbasis(rules["quorum_basis"]),
        ),
        Case(
            tuple(found["geledingen"]),
            tuple(found["vertegenwoordigd"]),
            found["consensus"],
            bevoegd=None if bevoegd == "alle" else tuple(bevoegd),
            stemmen=None if stemmen is None else {name: Keuze(keuze) for name, keuze in stemmen.items()},
        ),
    )


def computed(
    regels: Convenantregels, case: Case, articles: Mapping[str, str]
) -> tuple[Outcome, dict[str, Any]]:
    """The outcome, and the same as the black box writes it, with the articles of this convenant."""
    outcome = decide(regels, case)
    return outcome, document(outcome, explain(regels, outcome, articles=articles))


def in_english(found: Mapping[str, Any], articles: Mapping[str, str]) -> str:
    """The explanation of a stored round in English; the Dutch one was kept with it."""
    regels, case = read_back(found)
    return explain(regels, decide(regels, case), language="en", articles=articles)
