# SPDX-License-Identifier: EUPL-1.2
"""A referral walked to a state through the services, for tests. All people are invented."""

from dataclasses import dataclass
from datetime import timedelta

from tests.factories import (
    MOMENT,
    AanbodFactory,
    BehoefteFactory,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
    ZaakFactory,
)

from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Doorverwijzing, Ondersteuningsbehoefte, Zaak
from werkregio.werkcentrum.services import consent, inbox, referral, referral_timers

MAIN_ROAD = [
    "concept",
    "aangeboden",
    "ingestemd",
    "verzonden",
    "ontvangen",
    "geaccepteerd",
    "eerste-contact",
    "gestart",
    "afgerond",
]
# Values that can be searched for in a page.
PERSONAL = {
    "voornaam": "Noortje",
    "naam": "Noortje Verzonnen",
    "telefoon": "06 00012345",
    "email": "noortje@voorbeeld.example",
    "vraag": "Mijn verhaal is van mij.",
}
ABOUT = {"doel": "Weer in de bakkerij staan", "wat_werkt": "Vroeg opstaan lukt goed"}
NOTE = "Bel liefst na drie uur"


@dataclass
class Road:
    """A region with a guide, a partner, a case with one need, and a referral on its way."""

    zaak: Zaak
    behoefte: Ondersteuningsbehoefte
    guide: Acting
    partner: Acting
    partij: Partij
    referral: Doorverwijzing

    @property
    def state(self) -> str:
        return self.referral.stappen.order_by("-sequence").first().kind

    @property
    def sequence(self) -> int:
        return self.referral.stappen.order_by("-sequence").first().sequence


def member(role: str, partij: Partij) -> Acting:
    """Somebody with this role, acting for this organisation."""
    lidmaatschap = LidmaatschapFactory(partij=partij, role=role)
    return acting_of(lidmaatschap.user, partij.pk, on=MOMENT.date())


def place(regio=None, *, fields=("voornaam", "behoefte"), soort="aanbieder") -> Road:
    """Everything up to a draft."""
    consent.load_consent_texts()
    regio = regio or RegioFactory()
    guide = member("gids", PartijFactory(regio=regio))
    partij = PartijFactory(regio=regio, soort=soort, naam="Taalhuis De Voorbeeldbrug")
    partner = member("professional", partij)
    zaak = ZaakFactory(regio=regio, owner=guide.user, gegevens=PERSONAL)
    behoefte = BehoefteFactory(
        zaak=zaak, need="basisvaardigheden-taal", sealed=zaak.seal(ABOUT), obstacles=["vervoer"]
    )
    aanbod = AanbodFactory(
        instrument=InstrumentFactory(regio=regio, needs=["basisvaardigheden-taal"]), partij=partij
    )
    made = referral.start_referral(
        zaak.pk,
        behoefte.pk,
        partij_id=partij.pk,
        aanbod_id=aanbod.pk,
        fields=fields,
        note=NOTE,
        by=guide,
        at=MOMENT,
    )
    return Road(zaak, behoefte, guide, partner, partij, made)


def walk(road: Road, to: str, *, at=MOMENT) -> Road:
    """Take the main road from where it is to a state; `vraag`, `antwoord` and the exits branch off."""
    if to == "vraag":
        walk(road, "ontvangen", at=at)
        inbox.ask_guide(road.referral.pk, "Kan zij op dinsdag?", by=road.partner, at=at)
    elif to == "antwoord":
        walk(road, "vraag", at=at)
        referral.answer_partner(road.referral.pk, "Ja, dinsdag kan.", by=road.guide, at=at)
    elif to == "afgewezen":
        walk(road, "ontvangen", at=at)
        inbox.decline_referral(road.referral.pk, reason="vol", by=road.partner, at=at)
    elif to == "ingetrokken":
        walk(road, "verzonden", at=at)
        consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=at)
    elif to == "teruggetrokken":
        walk(road, "verzonden", at=at)
        referral.recall_referral(road.referral.pk, by=road.guide, at=at)
    elif to == "verlopen":
        walk(road, "verzonden", at=at)
        referral_timers.lapse_overdue(at=at + timedelta(days=60))
    elif to == "contact-verloren":
        walk(road, "geaccepteerd", at=at)
        inbox.lose_contact(road.referral.pk, by=road.partner, at=at)
    else:
        for kind in MAIN_ROAD[MAIN_ROAD.index(road.state) + 1 : MAIN_ROAD.index(to) + 1]:
            _step(road, kind, at)
    return road


def _step(road: Road, kind: str, at) -> None:
    key = road.referral.pk
    if kind == "aangeboden":
        referral.offer_referral(key, by=road.guide, at=at)
    elif kind == "ingestemd":
        consent.give_consent(key, zaak=road.zaak, language="nl", at=at)
    elif kind == "verzonden":
        referral.send_referral(key, by=road.guide, at=at)
    elif kind == "ontvangen":
        inbox.receive_referral(key, by=road.partner, at=at)
    elif kind == "geaccepteerd":
        inbox.accept_referral(key, by=road.partner, at=at)
    elif kind == "eerste-contact":
        inbox.note_first_contact(key, contact_on=at.date(), by=road.partner, at=at)
    elif kind == "gestart":
        inbox.begin_help(key, by=road.partner, at=at)
    elif kind == "afgerond":
        inbox.finish_help(key, outcome="scholing", by=road.partner, at=at)
