# SPDX-License-Identifier: EUPL-1.2
"""Memberships: change role and period, end; and the choice for which organisation somebody works."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.accounts import services as account_services
from werkregio.accounts.models import User
from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..models import Lidmaatschap, Partij
from ..permissions import Acting
from ..rules import Role, members, role_book
from .partijen import locked_partij, refuse_loss_of_admin


def grantable_roles(acting: Acting, partij: Partij) -> list[Role]:
    """The roles that this person may give to people of this organisation."""
    return role_book.grantable(partij.soort, by_region=permissions.may_give_region_wide_roles(acting))


def refuse_roles(acting: Acting, partij: Partij, codes: list[str]) -> None:
    """Refuse a role that does not exist, does not fit the organisation, or is not this person's to give."""
    allowed = {role.code for role in grantable_roles(acting, partij)}
    if not codes:
        raise RuleError(_("Choose at least one role."), field="roles")
    if not set(codes) <= allowed:
        raise RuleError(_("You cannot give this role for this organisation."), field="roles")


def add_lidmaatschappen(user: User, partij: Partij, codes: list[str], *, on: date) -> list[Lidmaatschap]:
    """Give the roles that this person does not have yet. Part of another act, that locks and records."""
    present = set(
        Lidmaatschap.objects.filter(user=user, partij=partij, valid_to__isnull=True).values_list(
            "role", flat=True
        )
    )
    return [
        Lidmaatschap.objects.create(user=user, partij=partij, role=code, valid_from=on)
        for code in codes
        if code not in present
    ]


def _locked(lidmaatschap_id: int, by: Acting) -> tuple[Lidmaatschap, Partij]:
    found = Lidmaatschap.objects.filter(pk=lidmaatschap_id, partij__regio_id=by.regio_id).first()
    if found is None:
        raise PermissionDenied
    # The organisation is the lock: of two administrators who leave at the same moment, one is refused.
    partij = locked_partij(found.partij_id, by)
    if not permissions.may_end_lidmaatschap(by, partij):
        raise PermissionDenied
    return Lidmaatschap.objects.select_for_update(of=("self",)).get(pk=lidmaatschap_id), partij


@transaction.atomic
def change_lidmaatschap(
    lidmaatschap_id: int, *, role: str, valid_to: date | None, by: Acting, at: datetime
) -> Lidmaatschap:
    """Another role, or another last day. Another role ends this membership and begins a new one."""
    lidmaatschap, partij = _locked(lidmaatschap_id, by)
    today = at.date()
    _refuse_ended(lidmaatschap, today)
    if valid_to is not None and valid_to < max(today, lidmaatschap.valid_from):
        raise RuleError(_("The last day lies in the past. Choose today or a later day."), field="valid_to")
    detail: dict[str, Any] = {"role": role}
    longer = lidmaatschap.valid_to is not None and (valid_to is None or valid_to > lidmaatschap.valid_to)
    if longer or role != lidmaatschap.role:
        refuse_roles(by, partij, [role])
    if role != lidmaatschap.role:
        if Lidmaatschap.objects.filter(
            user_id=lidmaatschap.user_id, partij=partij, role=role, valid_to__isnull=True
        ).exists():
            raise RuleError(_("This person already has this role."), field="role")
        detail["role_before"] = lidmaatschap.role
        _end(lidmaatschap, today)
        lidmaatschap = Lidmaatschap.objects.create(
            user_id=lidmaatschap.user_id,
            partij=partij,
            role=role,
            valid_from=today,
            valid_to=valid_to,
            lender_id=lidmaatschap.lender_id,
        )
    else:
        lidmaatschap.valid_to = valid_to
        lidmaatschap.save(update_fields=["valid_to"])
    refuse_loss_of_admin(partij, _last_admin(partij), at=at)
    _record("lidmaatschap.changed", lidmaatschap, by=by, at=at, **detail)
    return lidmaatschap


@transaction.atomic
def end_lidmaatschap(lidmaatschap_id: int, *, by: Acting, at: datetime) -> Lidmaatschap:
    """Access stops at once."""
    lidmaatschap, partij = _locked(lidmaatschap_id, by)
    _refuse_ended(lidmaatschap, at.date())
    _end(lidmaatschap, at.date())
    refuse_loss_of_admin(partij, _last_admin(partij), at=at)
    _record("lidmaatschap.ended", lidmaatschap, by=by, at=at, role=lidmaatschap.role)
    return lidmaatschap


@transaction.atomic
def reset_second_factor(lidmaatschap_id: int, *, by: Acting, at: datetime) -> User:
    """For somebody who lost phone and recovery codes. Only who administers all that the person works for may."""
    lidmaatschap, _partij = _locked(lidmaatschap_id, by)
    _refuse_ended(lidmaatschap, at.date())
    user = lidmaatschap.user
    if user.pk == by.user.pk:
        raise RuleError(_("Your own second factor you change in your profile."))
    others = Lidmaatschap.objects.filter(user=user).exclude(valid_to__lt=at.date()).select_related("partij")
    if not all(permissions.may_end_lidmaatschap(by, other.partij) for other in others):
        raise RuleError(
            _("This person also works for another organisation. Ask the administrator of the region.")
        )
    account_services.remove_factors(user)
    _record("second_factor.removed", lidmaatschap, by=by, at=at)
    return user


def _end(lidmaatschap: Lidmaatschap, today: date) -> None:
    lidmaatschap.valid_from, lidmaatschap.valid_to = members.ended_at_once(lidmaatschap.valid_from, on=today)
    lidmaatschap.save(update_fields=["valid_from", "valid_to"])


def _refuse_ended(lidmaatschap: Lidmaatschap, today: date) -> None:
    if lidmaatschap.valid_to is not None and lidmaatschap.valid_to < today:
        raise RuleError(_("This membership has already ended."))


def _last_admin(partij: Partij) -> str:
    return _(
        "This is the last administrator of %(partij)s. Invite another administrator first, and wait until "
        "that person has accepted. Or ask the administrator of the region to stop the organisation."
    ) % {"partij": partij.naam}


@transaction.atomic
def choose_organisation(user: User, partij_id: int, *, at: datetime) -> Partij:
    """From now on this person works for this organisation. The caller keeps the choice in the session."""
    lidmaatschap = (
        Lidmaatschap.objects.filter(
            user=user, partij_id=partij_id, partij__active=True, partij__regio__active=True
        )
        .filter(valid_from__lte=at.date())
        .exclude(valid_to__lt=at.date())
        .select_related("partij__regio")
        .first()
    )
    if lidmaatschap is None:
        raise PermissionDenied
    partij = lidmaatschap.partij
    audit.record("acting.chosen", partij, region=partij.regio.code, by=user, organisation=partij, at=at)
    return partij


def _record(action: str, lidmaatschap: Lidmaatschap, *, by: Acting, at: datetime, **detail: Any) -> None:
    audit.record(
        action,
        lidmaatschap,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"user": lidmaatschap.user_id, "partij": lidmaatschap.partij_id, **detail},
    )
