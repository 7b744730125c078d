# SPDX-License-Identifier: EUPL-1.2
"""Acts on people and invitations. The asking module checks rights and writes the audit line."""

import logging
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, secrets
from werkregio.foundation.errors import RuleError

from .models import Uitnodiging, User
from .queries import demo_objection, invitation_hash, user_by_email
from .rules import INVITATION_DAYS

logger = logging.getLogger(__name__)
# The chain of acts that belong to no region: people about themselves.
WITHOUT_REGION = "werkregio"
DEMO_PASSWORD = "werkregio-demo"  # noqa: S105 - of invented people, in demo mode only


@transaction.atomic
def invite(
    email: str, *, purpose: str, subject: str, payload: Mapping[str, Any], by: User | None, at: datetime
) -> tuple[Uitnodiging, str]:
    """A way in for one address, and the token of its link: 128 random bits, of which only a hash is kept."""
    token = secrets.new_token()
    invitation = Uitnodiging.objects.create(
        email=email.lower(),
        token_hash=invitation_hash(token),
        purpose=purpose,
        subject=subject,
        payload=dict(payload),
        invited_by=by,
        created_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    return invitation, token


@transaction.atomic
def renew_invitation(invitation_id: int, *, at: datetime) -> tuple[Uitnodiging, str]:
    """A fresh link for the same invitation; the one that was sent before stops working."""
    invitation = Uitnodiging.objects.select_for_update().get(pk=invitation_id)
    _refuse_answered(invitation)
    token = secrets.new_token()
    invitation.token_hash = invitation_hash(token)
    invitation.expires_at = at + timedelta(days=INVITATION_DAYS)
    invitation.mail_failed = ""
    invitation.save(update_fields=["token_hash", "expires_at", "mail_failed"])
    return invitation, token


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, at: datetime) -> Uitnodiging:
    """The link stops working."""
    invitation = Uitnodiging.objects.select_for_update().get(pk=invitation_id)
    _refuse_answered(invitation)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


def note_mail(invitation: Uitnodiging, problem: str) -> None:
    """Keep that the message could not be sent (the kind of problem, no address), or that it now was."""
    Uitnodiging.objects.filter(pk=invitation.pk).update(mail_failed=problem[:200])
    invitation.mail_failed = problem[:200]


@transaction.atomic
def use_invitation(token: str, *, purpose: str, user: User, at: datetime) -> Uitnodiging:
    """Mark the invitation as answered by this person, whose address it must be. Once."""
    invitation = (
        Uitnodiging.objects.select_for_update()
        .filter(token_hash=invitation_hash(token), purpose=purpose)
        .first()
    )
    if invitation is None or not invitation.is_open(at):
        raise RuleError(_("This invitation no longer works. Ask your organisation for a new one."))
    if invitation.email != user.email.lower():
        raise RuleError(_("This invitation is for another e-mail address than yours."))
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return invitation


def _refuse_answered(invitation: Uitnodiging) -> None:
    if invitation.accepted_at or invitation.withdrawn_at:
        raise RuleError(_("This invitation was already answered or withdrawn."))


@transaction.atomic
def create_user(email: str, *, name: str, password: str | None, language: str = "nl") -> User:
    """A new person; the caller saw that the address is theirs. Without password: sign-in by a broker."""
    if user_by_email(email):
        raise RuleError(_("There is already an account with this e-mail address. Sign in first."))
    if password is not None:
        check_password_strength(password, User(email=email.lower(), name=name))
    return User.objects.create_user(email, password, name=name.strip(), language=language)


def check_password_strength(password: str, user: User) -> None:
    """Refuse a password that is easy to guess, in words."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleError(" ".join(error.messages), field="password") from error


@transaction.atomic
def change_profile(user_id: int, *, name: str, language: str, at: datetime) -> User:
    """What people say about themselves: name and language."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])
    audit.record("user.changed", user, region=WITHOUT_REGION, by=user, at=at)
    return user


@transaction.atomic
def remove_factors(user: User) -> None:
    """Take away every second factor of somebody who lost them, and tell the person by mail.

    The person sets new ones after signing in; rights that need a factor wait until then.
    """
    Authenticator.objects.filter(user=user).delete()
    transaction.on_commit(lambda: _tell_of_removal(user))


def _tell_of_removal(user: User) -> None:
    try:
        send_mail(
            _("Werkregio: your second factor was removed"),
            _(
                "An administrator removed your second factor, because you lost it. Set a new one when you "
                "sign in. Did you not ask for this? Then tell the administrator of your organisation at once."
            ),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )
    except (smtplib.SMTPException, OSError) as error:
        # The act stands; the log of the server tells that the message failed, without the address.
        logger.warning("message about a removed factor failed: %s", type(error).__name__)


@transaction.atomic
def make_demo_user(name: str, email: str, language: str = "nl") -> User:
    """An invented person with the password of the demo and a one-time code. Only in demo mode."""
    objection = demo_objection()
    if objection:
        raise PermissionDenied(objection)
    user = user_by_email(email)
    if user is not None and not user.is_invented:
        raise PermissionDenied("A real person has this address.")
    if user is None:
        user = User.objects.create_user(email, DEMO_PASSWORD, name=name, language=language, is_invented=True)
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    return user


def make_player(name: str, email: str) -> User:
    """An invented person in a practice region: acts in its cases, and nobody can sign in as this one."""
    user = user_by_email(email)
    if user is not None and not user.is_invented:
        raise PermissionDenied("A real person has this address.")
    return user or User.objects.create_user(email, None, name=name, is_invented=True)


@transaction.atomic
def anonymise(user_id: int) -> None:
    """Take everything out of an account that says who it was; its key stays, for events and log.

    Whoever calls this has checked that the term is over and writes the audit line.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    Uitnodiging.objects.filter(email__iexact=user.email).delete()
    # Second factors, known addresses, broker accounts and the like hang on the account.
    for relation in user._meta.related_objects:
        if relation.related_model._meta.app_label in {"account", "mfa", "socialaccount"}:
            relation.related_model._default_manager.filter(**{relation.field.name: user}).delete()
    user.name, user.email = "", f"gewist-{user.pk}@gewist.invalid"
    user.language, user.is_active, user.last_login = "nl", False, None
    user.set_unusable_password()
    user.save()
