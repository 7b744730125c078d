# SPDX-License-Identifier: EUPL-1.2
"""Tables of the Regionaal Beraad."""

from .besluit import (
    Besluit,
    Bezwaar,
    Rectificatie,
    RegisterHoofd,
    RegisterRegel,
    Ronde,
    Stem,
    Stembriefje,
)
from .gremium import (
    Gremium,
    GremiumPartij,
)
from .vergadering import (
    Aanwezigheid,
    Agendapunt,
    Stuk,
    StukVersie,
    Vergadering,
)

__all__ = [
    "Aanwezigheid",
    "Agendapunt",
    "Besluit",
    "Bezwaar",
    "Gremium",
    "GremiumPartij",
    "Rectificatie",
    "RegisterHoofd",
    "RegisterRegel",
    "Ronde",
    "Stem",
    "Stembriefje",
    "Stuk",
    "StukVersie",
    "Vergadering",
]
