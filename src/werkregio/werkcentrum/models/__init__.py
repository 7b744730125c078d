# SPDX-License-Identifier: EUPL-1.2
"""Tables of the one door: directory, case, referral and consent."""

from .aftercare import Nazorgantwoord, Nazorgvraag
from .appointments import (
    Afspraakinstelling,
    Afwezigheid,
    Boeking,
    Boekingsgebeurtenis,
    Plek,
    Tijdkeuze,
    Tijdvak,
)
from .capacity import Capaciteitsmelding
from .combinations import Samenloop
from .counters import Loket
from .counting import HulpTelling
from .directory import Aanbod, Feit, Instrument, InstrumentBehoefte, InstrumentTekst, Voorwaarde, Wijziging
from .employers import (
    Groep,
    Vacature,
    Werkgever,
    Werkgeversgebeurtenis,
    Werkgeversverzoek,
    Werkgeversvraag,
)
from .exchange import Bronrecord, Invoer
from .funds import Fonds
from .partner_link import Partnercode, Partnerlink
from .referral import (
    Doorverwijzing,
    DoorverwijzingStap,
    Grondslagregel,
    Herinnering,
    Intrekking,
    Inzage,
    Toestemming,
    Toestemmingstekst,
    Uitkomst,
)
from .retention import Bewaarregel, Bewaarstop, Opruimronde, Wisaankondiging, Zaakstatistiek
from .rights import Verzoek, Verzoekstap
from .upkeep import Aanbodbevestiging, Feitwijziging, Kwaliteitscontrole, Verbeterverzoek
from .webhooks import Webhook
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
    "Aanbodbevestiging",
    "Afsluiting",
    "Afspraak",
    "Afspraakinstelling",
    "Afwezigheid",
    "Bewaarregel",
    "Bewaarstop",
    "Boeking",
    "Boekingsgebeurtenis",
    "Bronrecord",
    "Capaciteitsmelding",
    "Codepoging",
    "Doorverwijzing",
    "DoorverwijzingStap",
    "Feit",
    "Feitwijziging",
    "Fonds",
    "Groep",
    "Grondslagregel",
    "Herinnering",
    "HulpTelling",
    "Instrument",
    "InstrumentBehoefte",
    "InstrumentTekst",
    "Intrekking",
    "Invoer",
    "Inzage",
    "Kwaliteitscontrole",
    "Loket",
    "Nazorgantwoord",
    "Nazorgvraag",
    "Ondersteuningsbehoefte",
    "Opruimronde",
    "Partnercode",
    "Partnerlink",
    "Plek",
    "Samenloop",
    "Tijdkeuze",
    "Tijdvak",
    "Toestemming",
    "Toestemmingstekst",
    "Toevoeging",
    "Uitkomst",
    "Vacature",
    "Verbeterverzoek",
    "Verzoek",
    "Verzoekstap",
    "Voorwaarde",
    "Webhook",
    "Werkgever",
    "Werkgeversgebeurtenis",
    "Werkgeversverzoek",
    "Werkgeversvraag",
    "Wijziging",
    "Wisaankondiging",
    "Woord",
    "Zaak",
    "Zaakgebeurtenis",
    "Zaakgegevens",
    "Zaaksleutel",
    "Zaakstatistiek",
]
