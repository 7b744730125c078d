# SPDX-License-Identifier: EUPL-1.2
"""Tables of the Regionaal Beraad."""

from .advies import Advies, AdviesStap
from .besluit import Besluit, Bezwaar, Rectificatie, RegisterHoofd, RegisterRegel, Ronde, Stem, Stembriefje
from .consultatie import (
    Antwoord,
    Consultatie,
    ConsultatieCode,
    ConsultatieVraag,
    GebruiktFormulier,
    Inbreng,
    Inzending,
    Terugmeldadres,
)
from .duties import Plichtbewijs
from .gremium import Gremium, GremiumPartij
from .programmes import Tafel, Thema, ThemaTafel
from .raadpleging import Raadpleging, Terugkoppeling
from .raadsinformatie import Raadsbrief, RaadsbriefGemeente, Raadsinbreng
from .uitvoering import BesluitVoortgang, Bijdrage, RectificatieVoorstel
from .vergadering import Aanwezigheid, Agendapunt, Stuk, StukVersie, Vergadering
from .verslag import Actiepunt, Behandeling, Spreeknotitie, VerslagVersie
from .voorbereiding import (
    Agendafeed,
    AgendapuntGast,
    DatumAntwoord,
    DatumDeelnemer,
    DatumOptie,
    Datumprikker,
    Genodigde,
    WerkgebiedBezwaar,
    WerkgebiedWijziging,
)

__all__ = [
    "Aanwezigheid",
    "Actiepunt",
    "Advies",
    "AdviesStap",
    "Agendafeed",
    "Agendapunt",
    "AgendapuntGast",
    "Antwoord",
    "Behandeling",
    "Besluit",
    "BesluitVoortgang",
    "Bezwaar",
    "Bijdrage",
    "Consultatie",
    "ConsultatieCode",
    "ConsultatieVraag",
    "DatumAntwoord",
    "DatumDeelnemer",
    "DatumOptie",
    "Datumprikker",
    "GebruiktFormulier",
    "Genodigde",
    "Gremium",
    "GremiumPartij",
    "Inbreng",
    "Inzending",
    "Plichtbewijs",
    "Raadpleging",
    "Raadsbrief",
    "RaadsbriefGemeente",
    "Raadsinbreng",
    "Rectificatie",
    "RectificatieVoorstel",
    "RegisterHoofd",
    "RegisterRegel",
    "Ronde",
    "Spreeknotitie",
    "Stem",
    "Stembriefje",
    "Stuk",
    "StukVersie",
    "Tafel",
    "Terugkoppeling",
    "Terugmeldadres",
    "Thema",
    "ThemaTafel",
    "Vergadering",
    "VerslagVersie",
    "WerkgebiedBezwaar",
    "WerkgebiedWijziging",
]
