# SPDX-License-Identifier: EUPL-1.2
"""What a guide does with a message that no machine could send: read it, send it again, settle it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from werkregio.foundation import audit, outbox
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import Parcel
from werkregio.regio.permissions import Acting

from ..models import Zaak
from ..queries.messages import message
from .zaak import log


def _mine(pk: int, by: Acting) -> tuple[OutboxItem, Zaak]:
    found = message(by, pk)
    if found is None or not by.has("zaak.write"):
        raise PermissionDenied
    return found


@transaction.atomic
def read(pk: int, *, by: Acting, at: datetime) -> Parcel | Skip:
    """The words and the address of a message, composed now. Somebody's address is read: that is logged."""
    item, zaak = _mine(pk, by)
    made = outbox.composed(item, at=at)
    log("zaak.bericht_gelezen", zaak, by=by, at=at, bericht=item.kind)
    return made


@transaction.atomic
def send_again(pk: int, *, by: Acting, at: datetime) -> bool:
    """Another try, at the choice of a guide. False when somebody else settled it meanwhile."""
    item, zaak = _mine(pk, by)
    found = outbox.retry(pk, region=by.regio.code, by=audit.reference(by.user), at=at)
    if found:
        log("zaak.bericht_opnieuw", zaak, by=by, at=at, bericht=item.kind)
    return found is not None


@transaction.atomic
def settle(pk: int, *, sent: bool, by: Acting, at: datetime) -> bool:
    """The guide printed, texted or called; or nobody needs it any more."""
    item, zaak = _mine(pk, by)
    found = outbox.settle_by_hand(pk, region=by.regio.code, sent=sent, by=audit.reference(by.user), at=at)
    if found:
        log("zaak.bericht_afgehandeld", zaak, by=by, at=at, bericht=item.kind, verzonden=sent)
    return found is not None
