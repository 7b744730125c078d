# SPDX-License-Identifier: EUPL-1.2
"""Who may see and act on the file of a resident. Nobody outside the region, nobody without the role."""

from werkregio.regio.permissions import Acting

from ..models import Zaak
from ..terms import Leesreden


def may_list_zaken(acting: Acting | None) -> bool:
    return acting is not None and acting.has("zaak.list")


def may_open_zaak(acting: Acting | None) -> bool:
    """Type a question for somebody on the phone or at the counter."""
    return acting is not None and acting.has("zaak.open")


def may_read_zaak(acting: Acting | None, zaak: Zaak) -> bool:
    return acting is not None and acting.has("zaak.read") and zaak.regio_id == acting.regio_id


def may_write_zaak(acting: Acting | None, zaak: Zaak) -> bool:
    return acting is not None and acting.has("zaak.write") and zaak.regio_id == acting.regio_id


def own_reason(acting: Acting, zaak: Zaak) -> Leesreden | None:
    """Why this guide reads the file, when the file itself says so; None: the guide has to say why."""
    if zaak.owner_id == acting.user.pk:
        return Leesreden.EIGEN
    if zaak.owner_id is None and zaak.closed_at is None and zaak.withdrawn_at is None:
        return Leesreden.NIEUW
    return None


# What a guide can choose when the file is a colleague's, or closed.
CHOOSABLE_REASONS = (Leesreden.CONTACT, Leesreden.WAARNEMING, Leesreden.OVERDRACHT, Leesreden.KWALITEIT)
