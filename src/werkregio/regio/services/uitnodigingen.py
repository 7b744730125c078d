# SPDX-License-Identifier: EUPL-1.2
"""Invitations: an administrator lets somebody in, by a link in a message (rulings A2 and A8)."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from werkregio.accounts import queries as accounts
from werkregio.accounts import services as account_services
from werkregio.accounts.models import Uitnodiging, User
from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..models import Lidmaatschap, Partij
from ..permissions import Acting, role_label
from ..rules import members, role_book
from ..terms import RegioSoort
from .leden import add_lidmaatschappen, refuse_roles
from .partijen import has_lasting_admin, locked_partij

PURPOSE = "lidmaatschap"
LinkFor = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation and whether its message went out."""

    invitation: Uitnodiging
    mailed: bool


def subject_of(partij: Partij) -> str:
    """How invitations say to which organisation they lead."""
    return f"partij:{partij.pk}"


def invite(
    partij_id: int, *, email: str, roles: list[str], link_for: LinkFor, by: Acting, at: datetime
) -> Sent:
    """Keep the invitation, then send it. A message that cannot be sent undoes nothing: it can be sent again."""
    with transaction.atomic():
        partij = locked_partij(partij_id, by)
        if not permissions.may_invite(by, partij):
            raise PermissionDenied
        refuse_roles(by, partij, roles)
        _refuse_practice(partij)
        _refuse_double(partij, email, roles, at)
        invitation, token = account_services.invite(
            email,
            purpose=PURPOSE,
            subject=subject_of(partij),
            payload={"partij": partij.pk, "roles": roles},
            by=by.user,
            at=at,
        )
        _record("invitation.made", invitation, by=by, at=at, partij=partij.pk, roles=roles)
    return send(invitation, partij, link_for(token))


def resend(invitation_id: int, *, link_for: LinkFor, by: Acting, at: datetime) -> Sent:
    """A fresh link, sent again; the one before stops working."""
    with transaction.atomic():
        partij = _partij_of(invitation_id, by)
        _refuse_practice(partij)
        invitation, token = account_services.renew_invitation(invitation_id, at=at)
        _record("invitation.renewed", invitation, by=by, at=at, partij=partij.pk)
    return send(invitation, partij, link_for(token))


@transaction.atomic
def withdraw(invitation_id: int, *, by: Acting, at: datetime) -> Uitnodiging:
    """The link stops working."""
    partij = _partij_of(invitation_id, by)
    invitation = account_services.withdraw_invitation(invitation_id, at=at)
    _record("invitation.withdrawn", invitation, by=by, at=at, partij=partij.pk)
    return invitation


@transaction.atomic
def invite_first_admin(partij: Partij, email: str, *, at: datetime) -> tuple[Uitnodiging, str]:
    """The first administrator of a region, invited by whoever installs it. Later ones are invited on the site."""
    partij = Partij.objects.select_for_update(of=("self",)).select_related("regio").get(pk=partij.pk)
    if partij.active and has_lasting_admin(partij, at=at):
        raise RuleError(
            _("%(partij)s already has an administrator, who can invite others.") % {"partij": partij}
        )
    invitation, token = account_services.invite(
        email,
        purpose=PURPOSE,
        subject=subject_of(partij),
        payload={"partij": partij.pk, "roles": [members.admin_role(partij.soort)], "activate": True},
        by=None,
        at=at,
    )
    audit.record("invitation.made", _named(invitation), region=partij.regio.code, by="system", at=at)
    return invitation, token


@transaction.atomic
def accept(token: str, *, user: User, at: datetime) -> Partij:
    """This person joins the organisation with the roles of the invitation."""
    invitation = account_services.use_invitation(token, purpose=PURPOSE, user=user, at=at)
    partij = (
        Partij.objects.select_for_update(of=("self",))
        .select_related("regio")
        .filter(pk=invitation.payload["partij"])
        .first()
    )
    if partij is None or not partij.regio.active:
        raise RuleError(_("This organisation no longer works with us."))
    roles = [code for code in invitation.payload["roles"] if code in role_book.roles]
    add_lidmaatschappen(user, partij, roles, on=at.date())
    if invitation.payload.get("activate") and not partij.active:
        partij.active = True
        partij.save(update_fields=["active"])
    audit.record(
        "invitation.accepted",
        _named(invitation),
        region=partij.regio.code,
        by=user,
        organisation=partij,
        at=at,
        detail={"partij": partij.pk, "roles": roles},
    )
    return partij


@transaction.atomic
def accept_as_new(
    token: str, *, name: str, password: str, language: str, at: datetime
) -> tuple[User, Partij]:
    """Make the account of the invited address and join. The link shows that the address is theirs."""
    invitation = accounts.invitation_by_token(token, purpose=PURPOSE)
    if invitation is None or not invitation.is_open(at):
        raise RuleError(_("This invitation no longer works. Ask your organisation for a new one."))
    user = account_services.create_user(invitation.email, name=name, password=password, language=language)
    return user, accept(token, user=user, at=at)


def _partij_of(invitation_id: int, by: Acting) -> Partij:
    invitation = Uitnodiging.objects.filter(pk=invitation_id, purpose=PURPOSE).first()
    if invitation is None:
        raise PermissionDenied
    partij = locked_partij(invitation.payload["partij"], by)
    if not permissions.may_invite(by, partij):
        raise PermissionDenied
    return partij


def _refuse_practice(partij: Partij) -> None:
    if partij.regio.soort == RegioSoort.OEFEN:
        raise RuleError(_("A practice region sends no messages, so nobody can be invited here."))


def _refuse_double(partij: Partij, email: str, roles: list[str], at: datetime) -> None:
    if accounts.open_invitations(subject_of(partij), at=at).filter(email=email.lower(), expires_at__gt=at):
        raise RuleError(
            _("This person is already invited. You can send the invitation again from the list."),
            field="email",
        )
    has = set(
        Lidmaatschap.objects.filter(
            user__email=email.lower(), partij=partij, valid_to__isnull=True
        ).values_list("role", flat=True)
    )
    if set(roles) <= has:
        raise RuleError(_("This person already has this role here."), field="email")


def send(invitation: Uitnodiging, partij: Partij, link: str) -> Sent:
    """Send the message of an invitation; a failure is kept with it, to be shown and tried again."""
    context = {
        "partij": partij,
        "roles": [role_label(code) for code in invitation.payload["roles"]],
        "link": link,
        "expires_at": invitation.expires_at,
        "invited_by": invitation.invited_by,
    }
    try:
        send_mail(
            _("Werkregio: invitation of %(partij)s") % {"partij": partij.naam},
            render_to_string("regio/mail/invitation.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [invitation.email],
        )
    except (smtplib.SMTPException, OSError) as error:
        # The kind of problem, not its text: that may hold the address.
        account_services.note_mail(invitation, type(error).__name__)
        return Sent(invitation, mailed=False)
    return Sent(invitation, mailed=True)


def _named(invitation: Uitnodiging) -> str:
    return f"uitnodiging:{invitation.pk}"


def _record(action: str, invitation: Uitnodiging, *, by: Acting, at: datetime, **detail: object) -> None:
    audit.record(
        action,
        _named(invitation),
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )
