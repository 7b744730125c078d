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
from .duties import Plichtbewijs
from .gremium import (
    Gremium,
    GremiumPartij,
)
from .programmes import Tafel, Thema, ThemaTafel
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
    "Plichtbewijs",
    "Rectificatie",
    "RegisterHoofd",
    "RegisterRegel",
    "Ronde",
    "Stem",
    "Stembriefje",
    "Stuk",
    "StukVersie",
    "Tafel",
    "Thema",
    "ThemaTafel",
    "Vergadering",
]
