# SPDX-License-Identifier: EUPL-1.2
"""Who sets terms, and who handles what people ask about their own data."""

from werkregio.regio.permissions import Acting

from ..models import Verzoek, Zaak


def may_change_terms(acting: Acting) -> bool:
    """Terms, holds, and what erasing did: the data protection officer."""
    return acting.has("bewaren.change")


def may_list_requests(acting: Acting) -> bool:
    return acting.has("verzoek.own")


def may_handle_request(acting: Acting, verzoek: Verzoek) -> bool:
    """The officer all of the region; a guide those about the own questions."""
    if verzoek.regio_id != acting.regio_id:
        return False
    if acting.has("verzoek.all"):
        return True
    return acting.has("verzoek.own") and verzoek.zaak is not None and verzoek.zaak.owner_id == acting.user.pk


def may_enter_request_of(acting: Acting, zaak: Zaak | None) -> bool:
    """Write down a request that came by letter, phone or at the counter."""
    if acting.has("verzoek.all"):
        return zaak is None or zaak.regio_id == acting.regio_id
    return (
        acting.has("verzoek.own")
        and zaak is not None
        and zaak.regio_id == acting.regio_id
        and zaak.owner_id == acting.user.pk
    )
