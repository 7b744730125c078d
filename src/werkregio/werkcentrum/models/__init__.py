# SPDX-License-Identifier: EUPL-1.2
"""Tables of the one door: directory, case, referral and consent."""

from .counters import Loket
from .counting import HulpTelling
from .directory import Aanbod, Feit, Instrument, InstrumentBehoefte, InstrumentTekst, Voorwaarde, Wijziging
from .referral import (
    Doorverwijzing,
    DoorverwijzingStap,
    Grondslagregel,
    Intrekking,
    Inzage,
    Toestemming,
    Toestemmingstekst,
    Uitkomst,
)
from .words import Woord
from .zaak import (
    Afsluiting,
    Afspraak,
    Codepoging,
    Ondersteuningsbehoefte,
    Toevoeging,
    Zaak,
    Zaakgebeurtenis,
    Zaakgegevens,
    Zaaksleutel,
)

__all__ = [
    "Aanbod",
    "Afsluiting",
    "Afspraak",
    "Codepoging",
    "Doorverwijzing",
    "DoorverwijzingStap",
    "Feit",
    "Grondslagregel",
    "HulpTelling",
    "Instrument",
    "InstrumentBehoefte",
    "InstrumentTekst",
    "Intrekking",
    "Inzage",
    "Loket",
    "Ondersteuningsbehoefte",
    "Toestemming",
    "Toestemmingstekst",
    "Toevoeging",
    "Uitkomst",
    "Voorwaarde",
    "Wijziging",
    "Woord",
    "Zaak",
    "Zaakgebeurtenis",
    "Zaakgegevens",
    "Zaaksleutel",
]
