# SPDX-License-Identifier: EUPL-1.2
"""Who sees questions of employers, and who of them sees the contact person.

All partners of the region see which company asks what and who has it. The contact person, and what was
written in own words, is for the owner and for whom the owner shares it with.
"""

from werkregio.regio.permissions import Acting

from ..models import Werkgeversvraag
from ..terms_employers import Verzoeksoort, Verzoekstaat


def may_list_employers(acting: Acting | None) -> bool:
    return acting is not None and acting.has("werkgever.read")


def may_see_employer(acting: Acting, vraag: Werkgeversvraag) -> bool:
    return acting.has("werkgever.read") and vraag.zaak.regio_id == acting.regio_id


def may_act_on_employer(acting: Acting, vraag: Werkgeversvraag) -> bool:
    return acting.has("werkgever.write") and vraag.zaak.regio_id == acting.regio_id


def is_owner(acting: Acting, vraag: Werkgeversvraag) -> bool:
    """The contact: this person, acting for the organisation that has the question."""
    return vraag.owner_id == acting.user.pk and vraag.owner_partij_id == acting.partij.pk


def may_see_contact(acting: Acting, vraag: Werkgeversvraag) -> bool:
    """The owner, and partners that joined in and with whom it was shared. Reading is written in the log."""
    zaak = vraag.zaak
    if not may_see_employer(acting, vraag) or zaak.withdrawn_at is not None:
        return False
    if is_owner(acting, vraag):
        return True
    # Read from what is loaded: pages fetch the requests with the question.
    return zaak.closed_at is None and any(
        row.kind == Verzoeksoort.MEEDOEN
        and row.state == Verzoekstaat.AKKOORD
        and row.contact_shared
        and row.by_partij_id == acting.partij.pk
        for row in vraag.verzoeken.all()
    )
