# SPDX-License-Identifier: EUPL-1.2
"""Region, municipality, organisation, membership; convenant, seats and mandates."""

from .convenant import Convenant, ConvenantPartij, Mandaat, Voorzitterschap, Zetel
from .region import (
    Arbeidsmarktregio,
    Geleding,
    Gemeente,
    Leeftijdsgrens,
    Lidmaatschap,
    Partij,
    RegioGemeente,
    Sluitingsdag,
    Staffunctie,
    valid_on,
)

__all__ = [
    "Arbeidsmarktregio",
    "Convenant",
    "ConvenantPartij",
    "Geleding",
    "Gemeente",
    "Leeftijdsgrens",
    "Lidmaatschap",
    "Mandaat",
    "Partij",
    "RegioGemeente",
    "Sluitingsdag",
    "Staffunctie",
    "Voorzitterschap",
    "Zetel",
    "valid_on",
]
