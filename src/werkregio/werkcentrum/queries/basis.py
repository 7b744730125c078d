# SPDX-License-Identifier: EUPL-1.2
"""On which legal basis data is shared with which kind of organisation (ruling B7)."""

from dataclasses import dataclass

from werkregio.regio.models import Arbeidsmarktregio, Partij
from werkregio.regio.terms import PartijSoort

from ..models import Grondslagregel
from ..terms import Grondslag


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One line of the page: a kind of organisation, its basis, and whether that was set or follows."""

    soort: str
    label: str
    basis: Grondslag
    explanation: str
    is_set: bool


def basis_for(regio: Arbeidsmarktregio, partij: Partij) -> Grondslag:
    """The rule for this kind of organisation, else the rule for all others, else consent."""
    rules = dict(
        Grondslagregel.objects.filter(regio=regio, partij_soort__in=[partij.soort, ""]).values_list(
            "partij_soort", "basis"
        )
    )
    return Grondslag(rules.get(partij.soort) or rules.get("") or Grondslag.TOESTEMMING)


def bases_of(regio: Arbeidsmarktregio) -> list[BasisRow]:
    """All kinds of organisations with the basis that holds for them; the first line is for all others."""
    rules = {rule.partij_soort: rule for rule in Grondslagregel.objects.filter(regio=regio)}
    general = rules.get("")
    rows = []
    for soort, label in [("", ""), *PartijSoort.choices]:
        rule = rules.get(soort)
        holds = rule or general
        rows.append(
            BasisRow(
                soort,
                str(label),
                Grondslag(holds.basis) if holds else Grondslag.TOESTEMMING,
                rule.explanation if rule else "",
                rule is not None,
            )
        )
    return rows
