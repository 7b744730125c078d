# SPDX-License-Identifier: EUPL-1.2
"""Who makes slots, who makes appointments for whom, and what a partner sees of them."""

from werkregio.regio.permissions import Acting

from ..models import Boeking, Loket, Tijdvak, Zaak
from ..terms import Tijdvaksoort


def may_see_agenda(acting: Acting) -> bool:
    """Slots of the region, with free or busy; who comes is a file of its own."""
    return acting.has("tijdvak.write")


def may_use_loket(acting: Acting, loket: Loket) -> bool:
    """The own counter: that of the own municipality, or any of the region for who works for all of it."""
    if not acting.has("tijdvak.write") or loket.regio_id != acting.regio_id:
        return False
    return acting.partij.gemeente_id is None or acting.partij.gemeente_id == loket.gemeente_id


def may_make_slot(acting: Acting, loket: Loket | None) -> bool:
    """Slots at the own counter; online and by phone every guide makes."""
    return acting.has("tijdvak.write") and (loket is None or may_use_loket(acting, loket))


def may_change_slot(acting: Acting, tijdvak: Tijdvak) -> bool:
    if tijdvak.regio_id != acting.regio_id or not acting.has("tijdvak.write"):
        return False
    return tijdvak.guide_id == acting.user.pk or may_make_slot(acting, tijdvak.loket)


def may_make_appointment(acting: Acting, zaak: Zaak) -> bool:
    """Any guide of the region: whoever takes the call makes the appointment."""
    return acting.has("zaak.write") and zaak.regio_id == acting.regio_id


def may_note_presence(acting: Acting, boeking: Boeking) -> bool:
    return may_make_appointment(acting, boeking.zaak)


def may_see_talk(acting: Acting, boeking: Boeking) -> bool:
    """A partner sees the talk with the three of us of a hand-over to itself, and no other appointment."""
    return (
        acting.has("inbox.read")
        and boeking.tijdvak.soort == Tijdvaksoort.DRIEGESPREK
        and boeking.doorverwijzing is not None
        and boeking.doorverwijzing.partij_id == acting.partij.pk
        and boeking.zaak.regio_id == acting.regio_id
    )


def may_end_talk(acting: Acting, boeking: Boeking) -> bool:
    return acting.has("inbox.act") and may_see_talk(acting, boeking)


def may_set_terms_of_change(acting: Acting) -> bool:
    """Until when a person changes an appointment alone: who keeps the counters of the region."""
    return acting.has("loket.change")


def may_see_appointment_counts(acting: Acting) -> bool:
    return acting.has("telling.read")
