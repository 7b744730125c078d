# SPDX-License-Identifier: EUPL-1.2
"""A partner keeps its own offers right: says that they still hold, changes them, answers what was asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Aanbod, Aanbodbevestiging, Verbeterverzoek
from ..permissions.upkeep import may_answer_request, may_confirm_offer
from .capacity import say_full

# What a partner may change of its own offer. Whether it is offered at all is settled with the editor.
OWN_FIELDS = (
    "languages",
    "route_person",
    "route_person_link",
    "route_professional",
    "takes_referrals",
    "opening_hours",
    "accessibility",
    "contact_email",
    "contact_phone",
    "suspended_until",
    "update_rhythm_days",
)
# A stop that lasts longer is the end of the offer: then the editor must know.
LONGEST_STOP = timedelta(days=366)


@transaction.atomic
def confirm_offer(offer_id: int, *, by: Acting, at: datetime) -> Aanbodbevestiging:
    """ "This still holds." A second click on the same day adds nothing."""
    offer = _locked(offer_id, by)
    today = at.astimezone(AMSTERDAM).date()
    last = offer.bevestigingen.first()
    if last is not None and offer.last_confirmed_on == today == last.at.astimezone(AMSTERDAM).date():
        return last
    return _confirmed(offer, [], by=by, at=at, today=today)


@transaction.atomic
def change_own_offer(
    offer_id: int, values: dict[str, Any], *, gemeenten: Iterable[str], by: Acting, at: datetime
) -> Aanbodbevestiging:
    """The partner changes its offer; that also says that the rest holds."""
    offer = _locked(offer_id, by)
    today = at.astimezone(AMSTERDAM).date()
    until = values["suspended_until"]
    if until != offer.suspended_until:
        _check_stop(until, today)
    wanted = set(gemeenten)
    places = [row for row in gemeenten_of(by.regio, on=today) if row.gm_code in wanted]
    if len(places) != len(wanted):
        raise RuleError(_("Choose municipalities of this region."), field="gemeenten")
    changed = [name for name in OWN_FIELDS if getattr(offer, name) != values[name]]
    for name in changed:
        setattr(offer, name, values[name])
    if "full_until" in values and say_full(offer, values["full_until"], by=by, at=at):
        changed.append("full_until")
    if {row.pk for row in offer.gemeenten.all()} != {row.pk for row in places}:
        offer.gemeenten.set(places)
        changed.append("gemeenten")
    return _confirmed(offer, changed, by=by, at=at, today=today)


@transaction.atomic
def answer_request(request_id: int, text: str, *, by: Acting, at: datetime) -> Verbeterverzoek:
    """The organisation says what it did about a page, or why it cannot. A reviewer looks at it and closes it."""
    request = (
        Verbeterverzoek.objects.select_for_update()
        .filter(pk=request_id, instrument__regio_id=by.regio_id)
        .first()
    )
    if request is None or not may_answer_request(by, request):
        raise PermissionDenied
    if request.closed_at is not None:
        raise RuleError(_("This was closed already."))
    if not text.strip():
        raise RuleError(_("Say what you did, or why it cannot be done."), field="answer")
    request.answer, request.answered_at = text.strip(), at
    request.save(update_fields=["answer", "answered_at"])
    _record("verbeterverzoek.answered", request, by=by, at=at, detail={"instrument": request.instrument_id})
    return request


def _locked(offer_id: int, by: Acting) -> Aanbod:
    offer = (
        Aanbod.objects.select_for_update(of=("self",))
        .select_related("instrument")
        .filter(pk=offer_id, regio_id=by.regio_id, active=True)
        .first()
    )
    # Another organisation, another region and no such offer look the same.
    if offer is None or not may_confirm_offer(by, offer):
        raise PermissionDenied
    return offer


def _check_stop(until: date | None, today: date) -> None:
    if until is None:
        return
    if until < today:
        raise RuleError(
            _("This day is past. Leave it empty when you take new requests."), field="suspended_until"
        )
    if until > today + LONGEST_STOP:
        raise RuleError(
            _("This is more than a year away. Ask the editor to end the offer instead."),
            field="suspended_until",
        )


def _confirmed(
    offer: Aanbod, changed: list[str], *, by: Acting, at: datetime, today: date
) -> Aanbodbevestiging:
    offer.last_confirmed_on = today
    offer.save()
    event = Aanbodbevestiging.objects.create(
        aanbod=offer, at=at, by=by.user, partij=by.partij, changed=changed
    )
    _record(
        "aanbod.changed" if changed else "aanbod.confirmed",
        offer,
        by=by,
        at=at,
        detail={"instrument": offer.instrument.code, "fields": changed},
    )
    return event


def _record(action: str, thing: Any, *, by: Acting, at: datetime, detail: dict[str, Any]) -> None:
    audit.record(
        action, thing, region=by.regio.code, by=by.user, organisation=by.partij, at=at, detail=detail
    )
