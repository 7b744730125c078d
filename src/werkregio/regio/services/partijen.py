# SPDX-License-Identifier: EUPL-1.2
"""Organisations: create, change, activate."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..models import Lidmaatschap, Partij
from ..permissions import Acting
from ..rules import members

# What a region administrator sets, and what an organisation may say of itself.
ALL_FIELDS = ("naam", "soort", "partner_soort", "geleding", "gemeente", "rol", "email", "phone")
OWN_FIELDS = ("rol", "email", "phone")


def locked_partij(partij_id: int, acting: Acting) -> Partij:
    """The organisation, held until the commit. One of another region is as absent as one that never was."""
    partij = (
        Partij.objects.select_for_update(of=("self",)).filter(pk=partij_id, regio_id=acting.regio_id).first()
    )
    if partij is None:
        raise PermissionDenied
    return partij


@transaction.atomic
def create_partij(*, by: Acting, at: datetime, **values: Any) -> Partij:
    """A new organisation, not active yet: first it gets an administrator."""
    if not permissions.may_create_partij(by):
        raise PermissionDenied
    _check(by, values)
    partij = Partij(
        regio_id=by.regio_id, code=_free_code(by.regio_id, values["naam"]), **_only(ALL_FIELDS, values)
    )
    partij.save()
    _record("partij.created", partij, by=by, at=at)
    return partij


@transaction.atomic
def change_partij(partij_id: int, *, by: Acting, at: datetime, **values: Any) -> Partij:
    """Change what is known of an organisation; its own administrator changes less than the region's."""
    partij = locked_partij(partij_id, by)
    if not permissions.may_change_partij(by, partij):
        raise PermissionDenied
    fields = ALL_FIELDS if by.has("partij.change_all") else OWN_FIELDS
    values = _only(fields, values)
    _check(by, values, partij)
    changed = [name for name, value in values.items() if getattr(partij, name) != value]
    if not changed:
        return partij
    for name in changed:
        setattr(partij, name, values[name])
    if "soort" in changed and partij.active:
        _refuse_without_admin(partij, at)
    partij.save(update_fields=changed)
    _record("partij.changed", partij, by=by, at=at, fields=sorted(changed))
    return partij


@transaction.atomic
def activate_partij(partij_id: int, *, by: Acting, at: datetime) -> Partij:
    """From now on its people can work here."""
    partij = locked_partij(partij_id, by)
    if not by.has("partij.change_all"):
        raise PermissionDenied
    if partij.active:
        raise RuleError(_("This organisation is already active."))
    _refuse_without_admin(partij, at)
    partij.active = True
    partij.save(update_fields=["active"])
    _record("partij.activated", partij, by=by, at=at)
    return partij


@transaction.atomic
def deactivate_partij(partij_id: int, *, by: Acting, at: datetime) -> Partij:
    """Its people can no longer work here, from this moment; their memberships stay."""
    partij = locked_partij(partij_id, by)
    if not by.has("partij.change_all"):
        raise PermissionDenied
    if not partij.active:
        raise RuleError(_("This organisation is not active."))
    if partij.pk == by.partij.pk:
        raise RuleError(
            _("You work for this organisation now. Another administrator of the region can stop it.")
        )
    partij.active = False
    partij.save(update_fields=["active"])
    _record("partij.deactivated", partij, by=by, at=at)
    return partij


def refuse_loss_of_admin(partij: Partij, message: str, *, at: datetime) -> None:
    """Call after a change of memberships, with the organisation locked."""
    if partij.active and not has_lasting_admin(partij, at=at):
        raise RuleError(message)


def has_lasting_admin(partij: Partij, *, at: datetime) -> bool:
    periods = [
        members.Period(*row)
        for row in Lidmaatschap.objects.filter(partij=partij, user__is_active=True).values_list(
            "role", "valid_from", "valid_to"
        )
    ]
    return members.has_lasting_admin(partij.soort, periods, on=at.date())


def _refuse_without_admin(partij: Partij, at: datetime) -> None:
    if not has_lasting_admin(partij, at=at):
        raise RuleError(
            _("This organisation has no administrator yet. Invite one first; then you can make it active.")
        )


def _only(names: tuple[str, ...], values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _check(by: Acting, values: dict[str, Any], partij: Partij | None = None) -> None:
    geleding = values.get("geleding")
    if geleding is not None and geleding.regio_id != by.regio_id:
        raise RuleError(_("This geleding belongs to another region."), field="geleding")
    same_name = Partij.objects.filter(regio_id=by.regio_id, naam__iexact=values.get("naam", ""))
    if partij is not None:
        same_name = same_name.exclude(pk=partij.pk)
    if "naam" in values and same_name.exists():
        raise RuleError(_("There is already an organisation with this name."), field="naam")


def _free_code(regio_id: int, naam: str) -> str:
    base = slugify(naam)[:40] or "partij"
    taken = set(
        Partij.objects.filter(regio_id=regio_id, code__startswith=base).values_list("code", flat=True)
    )
    return next(
        code for n in range(1, len(taken) + 2) if (code := base if n == 1 else f"{base}-{n}") not in taken
    )


def _record(action: str, partij: Partij, *, by: Acting, at: datetime, **detail: Any) -> None:
    audit.record(
        action, partij, region=by.regio.code, by=by.user, organisation=by.partij, at=at, detail=detail
    )
