# SPDX-License-Identifier: EUPL-1.2
"""Our closed lists as taxonomies of HSDS: needs, groups of people, costs, and units of figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from werkregio.connectors.hsds.ids import own_id
from werkregio.connectors.hsds.writing import Taxonomy, Term

from ..rules.facts import UNITS
from ..rules.wordbook import ACUTE, GUIDE, OUT_OF_SCOPE
from ..terms import Doelgroep, Kosten
from .needs import needs

NEED, GROUP, COSTS, FIGURE = "behoefte", "doelgroep", "kosten", "cijfer"
# Marks of the question box: no need that help is offered for.
_NO_SUBJECT = frozenset({OUT_OF_SCOPE, GUIDE, ACUTE})
_TAXONOMIES = {
    NEED: ("Ondersteuningsbehoefte", "Waar iemand hulp bij zoekt: de vaste lijst van het Werkcentrum."),
    GROUP: ("Doelgroep", "Voor wie de hulp is."),
    COSTS: ("Kosten", "Of de hulp gratis is."),
    FIGURE: ("Cijfer", "Een bedrag, leeftijd, termijn of percentage. Het cijfer staat in de waarde."),
}
_GROUP_WORDS = {
    "werkzoekende": "Werkzoekenden",
    "werkende": "Werkenden",
    "jongere": "Jongeren",
    "zelfstandige": "Zelfstandigen",
    "nieuwkomer": "Nieuwkomers",
    "werkgever": "Werkgevers",
    "professional": "Professionals",
}
_COST_WORDS = {"free": "Gratis", "paid": "U betaalt zelf", "varies": "De kosten verschillen"}


@dataclass(frozen=True, slots=True)
class TermKey:
    """Which list and which code a term of HSDS stands for."""

    taxonomy: str
    code: str


@cache
def taxonomies() -> dict[str, Taxonomy]:
    """Our lists by their code."""
    return {
        code: Taxonomy(own_id("taxonomy", code), name, description, version="1")
        for code, (name, description) in _TAXONOMIES.items()
    }


@cache
def terms() -> dict[TermKey, Term]:
    """Every term of every list, in the order of the lists."""
    return {key: _term(key, name, text) for key, name, text in _words()}


@cache
def terms_by_id() -> dict[str, TermKey]:
    return {term.id: key for key, term in terms().items()}


def taxonomy_code(taxonomy_id: str) -> str | None:
    return next((code for code, row in taxonomies().items() if row.id == taxonomy_id.lower()), None)


def _term(key: TermKey, name: str, text: str) -> Term:
    return Term(own_id("term", key.taxonomy, key.code), key.code, name, text, taxonomies()[key.taxonomy])


def _words() -> Iterator[tuple[TermKey, str, str]]:
    for code, need in needs().items():
        if code not in _NO_SUBJECT:
            yield TermKey(NEED, code), need.label("nl"), need.for_guide("nl")
    for code in Doelgroep.values:
        name = _GROUP_WORDS.get(code, code)
        yield TermKey(GROUP, code), name, f"Hulp voor: {name.lower()}."
    for code in Kosten.values:
        if code in _COST_WORDS:
            yield TermKey(COSTS, code), _COST_WORDS[code], f"{_COST_WORDS[code]}."
    for unit in UNITS:
        words = unit.replace("-", " ")
        yield TermKey(FIGURE, unit), words.capitalize(), f"Een cijfer in: {words}."
