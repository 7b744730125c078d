# SPDX-License-Identifier: EUPL-1.2
"""What the guide does with a Doorverwijzing, and what the clock does when nobody answers."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import (
    Aanbod,
    Doorverwijzing,
    DoorverwijzingStap,
    Inzage,
    Toestemming,
    Toevoeging,
    Zaak,
)
from ..permissions.referral import may_refer
from ..queries.referral import open_needs, warnings_for
from ..rules.referral_states import Rol
from ..rules.sharing import ordered
from ..terms import Stap, Warmte
from .referral_steps import checked_text, last_step, locked, take
from .referral_timers import NEW, put_for_partner


@transaction.atomic
def start_referral(
    zaak_id: int,
    behoefte_id: int,
    *,
    partij_id: int,
    aanbod_id: int | None = None,
    warmth: str = Warmte.GEINFORMEERD,
    fields: Collection[str],
    note: str = "",
    despite_warnings: bool = False,
    form_key: str | None = None,
    by: Acting,
    at: datetime,
) -> Doorverwijzing:
    """Prepare a hand-over of one need to one partner of the same region. Nothing is shared yet.

    A second submit of the same form finds the first result.
    """
    zaak = (
        Zaak.objects.select_for_update(of=("self",))
        .select_related("regio", "sleutel")
        .filter(pk=zaak_id)
        .first()
    )
    if zaak is None or not may_refer(by, zaak):
        raise PermissionDenied
    if form_key:
        earlier = Doorverwijzing.objects.filter(form_key=form_key, zaak=zaak).first()
        if earlier:
            return earlier
    _is_owner(zaak, by)
    behoefte = open_needs(zaak).filter(pk=behoefte_id).first()
    if behoefte is None:
        raise RuleError(_("Choose a need of this question that is still open."), field="behoefte")
    partij, aanbod = _receiver(zaak, partij_id, aanbod_id)
    if partij.pk == by.partij.pk:
        raise RuleError(
            _(
                "This is your own organisation. Help the person yourself, or hand the question to a colleague."
            ),
            field="aanbod",
        )
    chosen = _fields(fields)
    note = checked_text(note, field="note", required=False)
    _warmth(warmth)
    warnings = warnings_for(zaak, behoefte.pk, partij, aanbod, at=at)
    if warnings and not despite_warnings:
        raise RuleError(" ".join(warning.text for warning in warnings), field="despite_warnings")
    try:
        with transaction.atomic():
            doorverwijzing = Doorverwijzing.objects.create(
                zaak=zaak,
                behoefte_key=behoefte.pk,
                need=behoefte.need,
                aanbod=aanbod,
                partij=partij,
                sender=by.user,
                sender_partij=by.partij,
                warmth=warmth,
                fields=chosen,
                sealed_note=zaak.seal(note) if note else "",
                created_at=at,
                form_key=form_key or None,
            )
    except IntegrityError as error:
        raise ConflictError(_("This form was sent before. Open the case again.")) from error
    take(
        doorverwijzing,
        Stap.CONCEPT,
        role=Rol.GIDS,
        by=by,
        at=at,
        detail={"velden": chosen, "warmte": str(warmth), "ondanks": [w.code for w in warnings]},
    )
    return doorverwijzing


@transaction.atomic
def change_draft(
    doorverwijzing_id: int,
    *,
    warmth: str,
    fields: Collection[str],
    note: str,
    expected: int | None = None,
    by: Acting,
    at: datetime,
) -> Doorverwijzing:
    """Change what would be shared. Once it was offered to the person, it stands."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    step = last_step(doorverwijzing)
    if step is None or step.kind != Stap.CONCEPT or (expected is not None and expected != step.sequence):
        raise ConflictError(_("The person was asked already. Call it back and begin again to change it."))
    note = checked_text(note, field="note", required=False)
    _warmth(warmth)
    doorverwijzing.warmth = warmth
    doorverwijzing.fields = _fields(fields)
    doorverwijzing.sealed_note = doorverwijzing.zaak.seal(note) if note else ""
    doorverwijzing.save(update_fields=["warmth", "fields", "sealed_note"])
    return doorverwijzing


@transaction.atomic
def offer_referral(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> Doorverwijzing:
    """Ask the person; from now on the private page shows the question."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    take(doorverwijzing, Stap.AANGEBODEN, role=Rol.GIDS, by=by, at=at, expected=expected)
    return doorverwijzing


@transaction.atomic
def send_referral(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> Doorverwijzing:
    """Send it to the partner, on the consent or information that stands, and open exactly those fields."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    toestemming = (
        Toestemming.objects.filter(doorverwijzing=doorverwijzing, intrekking__isnull=True, until__gt=at)
        .order_by("-pk")
        .first()
    )
    if toestemming is None:
        raise RuleError(_("The person has not agreed yet, or took it back. Nothing was sent."))
    step = take(
        doorverwijzing,
        Stap.VERZONDEN,
        role=Rol.GIDS,
        by=by,
        at=at,
        expected=expected,
        toestemming=toestemming,
        detail={"velden": toestemming.fields},
    )
    Inzage.objects.create(
        doorverwijzing=doorverwijzing,
        partij=doorverwijzing.partij,
        toestemming=toestemming,
        fields=toestemming.fields,
        valid_from=at,
        valid_until=toestemming.until,
    )
    put_for_partner(NEW, doorverwijzing, sequence=step.sequence, at=at)
    return doorverwijzing


@transaction.atomic
def answer_partner(
    doorverwijzing_id: int, text: str, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """Answer the question of the partner; the text is encrypted under the key of the case."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    text = checked_text(text, field="text")
    step = take(doorverwijzing, Stap.ANTWOORD, role=Rol.GIDS, by=by, at=at, expected=expected)
    Toevoeging.objects.create(
        zaak=doorverwijzing.zaak,
        at=at,
        author="gids",
        user=by.user,
        doorverwijzing=doorverwijzing,
        sealed=doorverwijzing.zaak.seal(text),
    )
    return step


@transaction.atomic
def recall_referral(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """Call it back before the partner met the person; access ends at once."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    return take(doorverwijzing, Stap.TERUGGETROKKEN, role=Rol.GIDS, by=by, at=at, expected=expected)


@transaction.atomic
def lose_contact(
    doorverwijzing_id: int, *, expected: int | None = None, by: Acting, at: datetime
) -> DoorverwijzingStap:
    """The guide writes down that the partner cannot reach the person any more."""
    doorverwijzing = _for_guide(doorverwijzing_id, by)
    return take(doorverwijzing, Stap.CONTACT_VERLOREN, role=Rol.GIDS, by=by, at=at, expected=expected)


def _for_guide(doorverwijzing_id: int, by: Acting) -> Doorverwijzing:
    doorverwijzing = locked(doorverwijzing_id)
    if not may_refer(by, doorverwijzing.zaak):
        raise PermissionDenied
    _is_owner(doorverwijzing.zaak, by)
    return doorverwijzing


def _is_owner(zaak: Zaak, by: Acting) -> None:
    if zaak.owner_id != by.user.pk:
        raise RuleError(_("This question is with another guide or with nobody. Take it over first."))


def _receiver(zaak: Zaak, partij_id: int, aanbod_id: int | None) -> tuple[Partij, Aanbod | None]:
    aanbod = None
    if aanbod_id:
        aanbod = (
            Aanbod.objects.select_related("partij")
            .filter(pk=aanbod_id, regio_id=zaak.regio_id, active=True)
            .first()
        )
        if aanbod is None or aanbod.partij_id != partij_id:
            raise RuleError(_("This help is not offered here any more. Choose another."), field="aanbod")
        if not aanbod.takes_referrals:
            raise RuleError(
                _("This partner takes no referrals for this help: the person goes there directly."),
                field="aanbod",
            )
    partij = Partij.objects.filter(pk=partij_id, regio_id=zaak.regio_id).first()
    if partij is None:
        raise RuleError(_("Choose an organisation of this region."), field="aanbod")
    if not partij.active and not can_be_reached(aanbod, partij):
        raise RuleError(
            _(
                "This organisation has no account, and the directory holds no e-mail address or phone number "
                "to send a safe link to."
            ),
            field="aanbod",
        )
    return partij, aanbod


def can_be_reached(aanbod: Aanbod | None, partij: Partij) -> bool:
    """Whether a link can go to an address that the directory holds (ruling A8)."""
    own = (aanbod.contact_email, aanbod.contact_phone) if aanbod else ()
    return any((*own, partij.email, partij.phone))


def _fields(fields: Collection[str]) -> list[str]:
    try:
        return ordered(fields)
    except ValueError as error:
        raise RuleError(_("Choose fields from the list."), field="fields") from error


def _warmth(warmth: str) -> None:
    if warmth not in Warmte.values:
        raise RuleError(_("Choose how you hand over."), field="warmth")
