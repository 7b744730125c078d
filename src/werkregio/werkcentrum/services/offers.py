# SPDX-License-Identifier: EUPL-1.2
"""What a partner offers here, kept by an editor: how to get there as a person and as a professional."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Aanbod, Instrument
from ..permissions.directory import may_edit_instrument

FIELDS = (
    "languages",
    "route_person",
    "route_person_link",
    "route_professional",
    "takes_referrals",
    "opening_hours",
    "accessibility",
    "suspended_until",
    "contact_email",
    "contact_phone",
    "days_receive",
    "days_answer",
    "days_first_contact",
    "last_confirmed_on",
    "update_rhythm_days",
    "active",
)


@transaction.atomic
def save_offer(
    instrument_id: int,
    values: dict[str, Any],
    *,
    gemeenten: Iterable[str],
    partij_id: int | None = None,
    offer_id: int | None = None,
    by: Acting,
    at: datetime,
) -> Aanbod:
    """A new offer of `partij_id`, or a changed one. `gemeenten` holds codes; empty is the whole region."""
    entry = Instrument.objects.filter(pk=instrument_id, regio_id=by.regio_id).first()
    if entry is None or not may_edit_instrument(by, entry):
        raise PermissionDenied
    if offer_id is None:
        offer = Aanbod(regio_id=by.regio_id, instrument=entry, partij=_partij(entry, partij_id))
    else:
        found = Aanbod.objects.select_for_update().filter(pk=offer_id, instrument=entry).first()
        if found is None:
            raise PermissionDenied
        offer = found
    places = _places(by, set(gemeenten), at.date())
    changed = [name for name in FIELDS if getattr(offer, name) != values[name]]
    for name in changed:
        setattr(offer, name, values[name])
    offer.save()
    offer.gemeenten.set(places)
    audit.record(
        "aanbod.saved",
        offer,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"instrument": entry.code, "fields": changed},
    )
    return offer


def _partij(entry: Instrument, partij_id: int | None) -> Partij:
    partij = Partij.objects.filter(pk=partij_id or 0, regio_id=entry.regio_id).first()
    if partij is None:
        raise RuleError(_("Choose an organisation of this region."), field="partij")
    if Aanbod.objects.filter(instrument=entry, partij=partij).exists():
        raise RuleError(_("This organisation has an offer here already. Change that one."), field="partij")
    return partij


def _places(by: Acting, codes: set[str], on: date) -> list[Any]:
    places = [row for row in gemeenten_of(by.regio, on=on) if row.gm_code in codes]
    if len(places) != len(codes):
        raise RuleError(_("Choose municipalities of this region."), field="gemeenten")
    return places
