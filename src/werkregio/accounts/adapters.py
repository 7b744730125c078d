# SPDX-License-Identifier: EUPL-1.2
"""How allauth behaves here: nobody signs up, a token with a BSN is refused, a factor once set stays."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import User


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """An account starts with an invitation of an organisation, never with a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names the account in the authenticator app."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)


class BrokerAdapter(DefaultSocialAccountAdapter):
    """Sign-in through a broker: only for people who were invited, and never with a BSN (ruling B17)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims = sociallogin.account.extra_data
        if _carries_bsn(claims):
            # Nothing of the token is kept or logged.
            sociallogin.account.extra_data = {}
            self._refuse(request, _("This sign-in carries a citizen service number. We do not accept that."))
        # Keep only what is needed to recognise the person next time.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").lower()
        verified = any(address.verified for address in sociallogin.email_addresses)
        user = User.objects.filter(email=email, is_active=True).first() if email and verified else None
        if user is None:
            self._refuse(
                request, _("We do not know this account. Ask the administrator of your organisation.")
            )
        sociallogin.connect(request, user)

    @staticmethod
    def _refuse(request: HttpRequest, message: str) -> None:
        messages.error(request, message)
        raise ImmediateHttpResponse(redirect("account_login"))


def _carries_bsn(claims: Any) -> bool:
    """Whether any claim, however deep, is named or typed as a BSN."""
    if isinstance(claims, dict):
        return any("bsn" in str(key).lower() or _carries_bsn(value) for key, value in claims.items())
    if isinstance(claims, list):
        return any(_carries_bsn(item) for item in claims)
    return isinstance(claims, str) and "bsn" in claims.lower() and any(c.isdigit() for c in claims)
