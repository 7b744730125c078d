# SPDX-License-Identifier: EUPL-1.2
"""What happened and where it stands, said to the person: the words of the guides do not fit on the private page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..terms import Boekingsstap, BoekingStatus, Gebeurtenis, Stap, ZaakStatus

Words = str | Promise

STATUS: Mapping[ZaakStatus, Words] = {
    ZaakStatus.WACHT_OP_PERSOON: _("Waits for you"),
    ZaakStatus.WACHT_OP_PARTNER: _("Waits for an organisation"),
    ZaakStatus.BIJ_PARTNER: _("An organisation helps you"),
    ZaakStatus.NAZORG: _("Did it help?"),
    ZaakStatus.INGETROKKEN: _("Withdrawn by you"),
}
EVENTS: Mapping[Gebeurtenis, Words] = {
    Gebeurtenis.GEOPEND: _("You left your question"),
    Gebeurtenis.OVERGENOMEN: _("A guide took your question"),
    Gebeurtenis.OVERGEDRAGEN: _("Another guide goes on with your question"),
    Gebeurtenis.TERUGGELEGD: _("Your question waits for another guide"),
    Gebeurtenis.BEHOEFTE_GEKOZEN: _("Your guide wrote down what you need"),
    Gebeurtenis.AFSPRAAK_GEMAAKT: _("Something was agreed"),
    Gebeurtenis.AFSPRAAK_GEDAAN: _("Something that was agreed is done"),
    Gebeurtenis.TOEGEVOEGD: _("You added something"),
    Gebeurtenis.DOORVERWIJZING: _("Your question went to an organisation"),
    Gebeurtenis.TOESTEMMING: _("You agreed to sharing"),
    Gebeurtenis.TOESTEMMING_INGETROKKEN: _("The sharing stopped"),
    Gebeurtenis.BEHOEFTE_AFGESLOTEN: _("A part of your question is done"),
    Gebeurtenis.GEHOLPEN: _("You said that it helped"),
    Gebeurtenis.NIET_GEHOLPEN: _("You said that it did not help yet"),
    Gebeurtenis.HEROPEND: _("Your guide goes on with your question"),
    Gebeurtenis.INGETROKKEN: _("You withdrew the question"),
    Gebeurtenis.NIEUWE_CODE: _("You got a new code"),
    Gebeurtenis.AFGESLOTEN: _("Your question was closed"),
    Gebeurtenis.VERBETERD: _("Your question was changed"),
    Gebeurtenis.RECHTENVERZOEK: _("You asked something about your data"),
    Gebeurtenis.RECHT_BESLOTEN: _("We answered what you asked about your data"),
    Gebeurtenis.WISSEN_AANGEKONDIGD: _("We told you when we erase your data"),
    Gebeurtenis.GEWIST: _("Your data was erased"),
    Gebeurtenis.BERICHT: _("We sent you a message"),
    Gebeurtenis.NAZORG: _("You told us how it goes"),
    Gebeurtenis.HERINNERD: _("We reminded the organisation"),
    Gebeurtenis.BOEKING: _("Something about your appointment"),
    Gebeurtenis.PARTNER_LAAT: _("The organisation is late. Your guide asks them"),
}
STEPS: Mapping[Stap, Words] = {
    Stap.CONCEPT: _("Your guide prepares the question for an organisation"),
    Stap.AANGEBODEN: _("We asked whether we may share your data"),
    Stap.INGESTEMD: _("You agreed to sharing"),
    Stap.GEINFORMEERD: _("We told you what we share"),
    Stap.VERZONDEN: _("Your question was sent"),
    Stap.ONTVANGEN: _("The organisation received your question"),
    Stap.VRAAG: _("The organisation asked your guide something"),
    Stap.ANTWOORD: _("Your guide answered the organisation"),
    Stap.GEACCEPTEERD: _("The organisation is going to help you"),
    Stap.AFGEWEZEN: _("The organisation cannot help you. Your guide looks further"),
    Stap.EERSTE_CONTACT: _("The organisation contacted you"),
    Stap.GESTART: _("The help started"),
    Stap.AFGEROND: _("The help is done"),
    Stap.INGETROKKEN: _("The sharing stopped"),
    Stap.TERUGGETROKKEN: _("Your guide took the question back"),
    Stap.VERLOPEN: _("The organisation did not answer in time"),
    Stap.CONTACT_VERLOREN: _("The organisation could not reach you"),
}


def status_word(status: ZaakStatus) -> str:
    return str(STATUS.get(status, status.label))


def event_word(kind: Gebeurtenis, step: str) -> str:
    """One line of what happened; a step of a hand-over says more than that there was one."""
    if step in Stap.values and Stap(step) in STEPS:
        return str(STEPS[Stap(step)])
    return str(EVENTS.get(kind, kind.label))


BOOKING_STEPS: Mapping[Boekingsstap, Words] = {
    Boekingsstap.GEMAAKT: _("You got an appointment"),
    Boekingsstap.WACHTLIJST: _("You are on the waiting list"),
    Boekingsstap.PLEK: _("You got a place from the waiting list"),
    Boekingsstap.BEVESTIGD: _("You said that you will come"),
    Boekingsstap.VERZET: _("Your appointment got another time"),
    Boekingsstap.AFGEZEGD_PERSOON: _("You cancelled the appointment"),
    Boekingsstap.AFGEZEGD_LOKET: _("We cancelled the appointment"),
    Boekingsstap.BINNENGEKOMEN: _("You came in"),
    Boekingsstap.NIET_VERSCHENEN: _("You could not come. We call you"),
    Boekingsstap.AFGEROND: _("The talk was held"),
    Boekingsstap.HERSTELD: _("We put a mistake right"),
}
BOOKING_STATUS: Mapping[BoekingStatus, Words] = {
    BoekingStatus.WACHTLIJST: _("You are on the waiting list"),
    BoekingStatus.GEPLAND: _("Planned"),
    BoekingStatus.BEVESTIGD: _("You said that you will come"),
    BoekingStatus.VERWACHT: _("It is now"),
    BoekingStatus.BINNEN: _("You are here"),
}


def booking_word(step: str) -> str:
    """One line of what happened to an appointment."""
    known = step in Boekingsstap.values
    return str(BOOKING_STEPS[Boekingsstap(step)] if known else EVENTS[Gebeurtenis.BOEKING])


def appointment_word(status: BoekingStatus) -> str:
    return str(BOOKING_STATUS.get(status, status.label))
