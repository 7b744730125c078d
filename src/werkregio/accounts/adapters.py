# SPDX-License-Identifier: EUPL-1.2
"""How allauth behaves here: nobody signs up, secrets are sealed, and a broker lets in who was invited."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError

from . import queries, services

FRESH_SECONDS = 300


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """An account starts with an invitation of an organisation, never with a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page after signing in, in the language of the person."""
        language = getattr(request.user, "language", "")
        if language not in settings.WORKSPACE_LANGUAGES:
            return super().get_login_redirect_url(request)
        with translation.override(language):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first second factor of somebody who signed in a moment ago: the password was just typed."""
        request = context.request
        if app == "allauth.mfa" and not queries.has_second_factor(request.user):
            recent = time.time() - FRESH_SECONDS
            if any(record["at"] > recent for record in get_authentication_records(request, request.user)):
                return False
        return super().is_reauthentication_required(app=app)

    def format_email_subject(self, subject: str) -> str:
        return f"Werkregio: {subject}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes are kept sealed; the picture to scan fits the content policy (ruling B16)."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def _get_site_name(self) -> str:
        return "Werkregio"

    def build_totp_svg(self, url: str) -> str:
        """The code to scan as a plain SVG: one path, presentation attributes only."""
        import qrcode

        code = qrcode.QRCode(border=4)
        code.add_data(url)
        code.make(fit=True)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="240" height="240" '
            'role="img" aria-label="{1}"><path fill="#ffffff" d="M0 0h{0}v{0}H0z"/>'
            '<path fill="#000000" d="{2}"/></svg>',
            len(rows),
            _("QR code for your authenticator app"),
            path,
        )


class BrokerAdapter(DefaultSocialAccountAdapter):
    """Sign-in through a broker: only for people who were invited.

    What a token must hold, and that it must not hold a BSN, is checked in `oidc.py` before anything
    of it comes here.
    """

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        from .oidc import BrokerProvider

        found = super().get_provider(request, provider, client_id=client_id)
        if found.id == "openid_connect":
            return BrokerProvider(request, app=found.app)
        return found

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        verified = [a.email.lower() for a in sociallogin.email_addresses if a.verified]
        # Nothing of the token is kept but the pseudonym that tells who it is next time.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            if sociallogin.account.pk:
                sociallogin.account.save(update_fields=["extra_data"])
            if not sociallogin.user.is_active:
                self._refuse(request)
            return
        user = queries.user_by_email(verified[0]) if verified else None
        if user is None and verified and queries.is_invited(verified[0], at=clock.now()):
            # Somebody with an open invitation who works through a broker needs no password.
            try:
                name = sociallogin.user.name or verified[0].split("@")[0]
                user = services.create_user(verified[0], name=name[:120], password=None)
            except RuleError:
                user = None
        if user is None or not user.is_active:
            self._refuse(request)
        else:
            sociallogin.connect(request, user)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name") or " ".join(
            part for part in (data.get("first_name"), data.get("last_name")) if part
        )
        return user

    @staticmethod
    def _refuse(request: HttpRequest) -> None:
        messages.error(request, _("We do not know this account. Ask the administrator of your organisation."))
        raise ImmediateHttpResponse(redirect("account_login"))
