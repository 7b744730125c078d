# SPDX-License-Identifier: EUPL-1.2
"""What the receiving partner does with a Doorverwijzing."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, DoorverwijzingStap, Toevoeging, Uitkomst
from ..permissions.inbox import may_act_on_referral
from ..queries.inbox import was_sent_to
from ..rules.referral_states import Rol
from ..terms import Afwijsreden, Stap, Uitkomstsoort
from .referral_steps import checked_text, locked, state_of, take


@transaction.atomic
def receive_referral(doorverwijzing_id: int, *, by: Acting, at: datetime) -> DoorverwijzingStap | None:
    """The partner opened it for the first time. Later openings change nothing and return None."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    if state_of(doorverwijzing) != Stap.VERZONDEN:
        return None
    return take(doorverwijzing, Stap.ONTVANGEN, role=Rol.PARTNER, by=by, at=at)


@transaction.atomic
def ask_guide(
    doorverwijzing_id: int, text: str, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """Ask the guide for more; the text is encrypted under the key of the case."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    text = checked_text(text, field="text")
    step = take(doorverwijzing, Stap.VRAAG, role=Rol.PARTNER, by=by, at=at, expected=expected)
    _write(doorverwijzing, text, by=by, at=at)
    return step


@transaction.atomic
def accept_referral(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """The partner will help."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    return take(doorverwijzing, Stap.GEACCEPTEERD, role=Rol.PARTNER, by=by, at=at, expected=expected)


@transaction.atomic
def decline_referral(
    doorverwijzing_id: int,
    *,
    reason: str,
    next_door_id: int | None = None,
    text: str = "",
    expected: int | None = None,
    by: Acting,
    at: datetime,
) -> DoorverwijzingStap:
    """The partner cannot help: why not, and who may. The need goes back to the guide, it does not end."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    if reason not in Afwijsreden.values:
        raise RuleError(
            _("Say why you cannot help. The guide needs it to find another door."), field="reason"
        )
    next_door = None
    if next_door_id:
        next_door = Partij.objects.filter(pk=next_door_id, regio_id=doorverwijzing.zaak.regio_id).first()
        if next_door is None or next_door.pk == doorverwijzing.partij_id:
            raise RuleError(_("Choose another organisation of this region."), field="next_door")
    text = checked_text(text, field="text", required=False)
    if text:
        _write(doorverwijzing, text, by=by, at=at)
    return take(
        doorverwijzing,
        Stap.AFGEWEZEN,
        role=Rol.PARTNER,
        by=by,
        at=at,
        expected=expected,
        reason=reason,
        next_door=next_door,
        detail={"volgende": next_door.pk if next_door else None},
    )


@transaction.atomic
def note_first_contact(
    doorverwijzing_id: int, *, contact_on: date | None, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """The partner spoke to the person, on a day between accepting and today."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    if contact_on is None:
        raise RuleError(_("Give the day of the first contact."), field="contact_on")
    if contact_on > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day is still to come. Give the day when you spoke."), field="contact_on")
    sent = doorverwijzing.stappen.filter(kind=Stap.VERZONDEN).first()
    if sent and contact_on < sent.at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day lies before the referral was sent."), field="contact_on")
    return take(
        doorverwijzing,
        Stap.EERSTE_CONTACT,
        role=Rol.PARTNER,
        by=by,
        at=at,
        expected=expected,
        contact_on=contact_on,
    )


@transaction.atomic
def begin_help(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """The help has started."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    return take(doorverwijzing, Stap.GESTART, role=Rol.PARTNER, by=by, at=at, expected=expected)


@transaction.atomic
def finish_help(
    doorverwijzing_id: int, *, outcome: str, expected: int | None = None, by: Acting, at: datetime
) -> Uitkomst:
    """The help is done and this came of it; the partner's access ends."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    if outcome not in Uitkomstsoort.values:
        raise RuleError(_("Choose what came of it."), field="outcome")
    step = take(
        doorverwijzing,
        Stap.AFGEROND,
        role=Rol.PARTNER,
        by=by,
        at=at,
        expected=expected,
        detail={"uitkomst": outcome},
    )
    return Uitkomst.objects.create(doorverwijzing=doorverwijzing, kind=outcome, at=at, actor=step.actor)


@transaction.atomic
def lose_contact(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """The partner cannot reach the person any more; the guide takes it up."""
    doorverwijzing = _for_partner(doorverwijzing_id, by)
    return take(doorverwijzing, Stap.CONTACT_VERLOREN, role=Rol.PARTNER, by=by, at=at, expected=expected)


def _for_partner(doorverwijzing_id: int, by: Acting) -> Doorverwijzing:
    doorverwijzing = locked(doorverwijzing_id)
    if not may_act_on_referral(by, doorverwijzing) or not was_sent_to(by.partij, doorverwijzing):
        raise PermissionDenied
    return doorverwijzing


def _write(doorverwijzing: Doorverwijzing, text: str, *, by: Acting, at: datetime) -> None:
    Toevoeging.objects.create(
        zaak=doorverwijzing.zaak,
        at=at,
        author="partner",
        user=by.user if isinstance(by.user, User) else None,
        doorverwijzing=doorverwijzing,
        sealed=doorverwijzing.zaak.seal(text),
    )
