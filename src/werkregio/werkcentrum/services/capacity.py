# SPDX-License-Identifier: EUPL-1.2
"""A partner says that an offer is full until a day, that there is room again, and how many it can help."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Aanbod, Capaciteitsmelding
from ..permissions.upkeep import may_confirm_offer
from ..rules.capacity import LONGEST_FULL
from ..terms import Capaciteitsoort

MOST_PLACES = 5000


@transaction.atomic
def set_room(
    offer_id: int, *, full_until: date | None, places: int | None, by: Acting, at: datetime
) -> Aanbod:
    """`full_until` None: there is room (again). `places` None: unknown how many."""
    offer = Aanbod.objects.select_for_update(of=("self",)).select_related("regio").filter(pk=offer_id).first()
    if offer is None or not may_confirm_offer(by, offer):
        raise PermissionDenied
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise RuleError(
            _("Fill in a number from 1 to %(most)d, or leave it empty.") % {"most": MOST_PLACES},
            field="places",
        )
    if full_until == offer.full_until and places == offer.places:
        return offer
    say_full(offer, full_until, by=by, at=at)
    offer.places = places
    offer.save(update_fields=["full_until", "places", "changed_at"])
    audit.record(
        "aanbod.ruimte",
        offer,
        region=offer.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"vol_tot": full_until.isoformat() if full_until else None, "plaatsen": places},
    )
    return offer


def say_full(offer: Aanbod, until: date | None, *, by: Acting, at: datetime) -> bool:
    """Note a changed fullness in the transaction of the caller, who saves the offer. Whether it changed."""
    if until == offer.full_until:
        return False
    today = at.astimezone(AMSTERDAM).date()
    if until is not None and until < today:
        raise RuleError(_("This day has passed. Choose today or a later day."), field="full_until")
    if until is not None and until > today + LONGEST_FULL:
        raise RuleError(
            _("Full for more than half a year: then say that this is not offered now."), field="full_until"
        )
    was_full = offer.full_until is not None and offer.full_until >= today
    if until is not None or was_full:
        Capaciteitsmelding.objects.create(
            aanbod=offer,
            kind=Capaciteitsoort.VOL if until else Capaciteitsoort.RUIMTE,
            until=until,
            at=at,
            actor=audit.reference(by.user),
            organisation=audit.reference(by.partij),
        )
    offer.full_until = until
    return True
