# SPDX-License-Identifier: EUPL-1.2
"""OpenID Connect, stricter than the library: a nonce, a signature that is checked, and no BSN (ruling B17).

The settings of one broker stand in WERKREGIO_OIDC_APPS: `provider_id`, `name`, `client_id`, `secret` and
`settings` with `server_url`. Optional in `settings`: `organisation_claim` with `organisations`, a list of
the values of that claim that may enter.
"""

import hmac
import secrets as random
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from werkregio.foundation.identity import find_bsn

# All that is read of a token. The rest is forgotten before it could reach a table or a log.
WANTED_CLAIMS = ("sub", "email", "email_verified", "name", "given_name", "family_name")


class BrokerOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """Reads the answer of a broker."""

    expected_nonce: str | None = None

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        claims = self._checked_claims(app, id_token)
        every_claim: list[dict[str, Any]] = [claims]
        if app.settings.get("fetch_userinfo", True) and "userinfo_endpoint" in self.openid_config:
            userinfo = self._fetch_user_info(token.token)
            if userinfo.get("sub") != claims.get("sub"):
                raise OAuth2Error("userinfo is about somebody else")
            every_claim.append(userinfo)
        if carries_bsn(every_claim):
            refuse(request, _("This sign-in carries a citizen service number. We do not accept that."))
        merged = {**claims, **every_claim[-1]}
        self._refuse_other_organisation(request, app, merged)
        data = {name: merged[name] for name in WANTED_CLAIMS if name in merged}
        return self.get_provider().sociallogin_from_response(request, {"userinfo": data})

    def _checked_claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self._issuer(app),
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        nonce = claims.get("nonce")
        if not self.expected_nonce or not isinstance(nonce, str):
            raise OAuth2Error("no nonce")
        if not hmac.compare_digest(nonce, self.expected_nonce):
            raise OAuth2Error("wrong nonce")
        return claims

    def _issuer(self, app: SocialApp) -> str:
        """The issuer that we configured; what the discovery document says must be the same."""
        expected = app.settings.get("issuer") or app.settings["server_url"].split("/.well-known/")[0]
        if self.openid_config.get("issuer", "").rstrip("/") != expected.rstrip("/"):
            raise OAuth2Error("unknown issuer")
        return self.openid_config["issuer"]

    @staticmethod
    def _refuse_other_organisation(request: HttpRequest, app: SocialApp, claims: dict[str, Any]) -> None:
        name = app.settings.get("organisation_claim")
        if name and str(claims.get(name, "")) not in map(str, app.settings.get("organisations", [])):
            refuse(request, _("We do not know this organisation. Ask the administrator of your region."))


class BrokerProvider(OpenIDConnectProvider):
    """Sends a nonce along and keeps it with the state of this sign-in."""

    oauth2_adapter_class = BrokerOAuth2Adapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = random.token_urlsafe(24)
        # Parameters and scope in the address of our own page are not passed on.
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        kwargs["scope"] = self.get_scope()
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)


class BrokerCallbackView(OAuth2CallbackView):
    """Hands the nonce of the state to the reader of the token."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.expected_nonce = (state or {}).get("nonce")
        return state, response


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The browser comes back from the broker."""
    try:
        view = BrokerCallbackView.adapter_view(BrokerOAuth2Adapter(request, provider_id))
        response = view(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    response["Cache-Control"] = "no-store"
    return response


def refuse(request: HttpRequest, message: str) -> None:
    """Back to the sign-in page with a reason. Nothing of the token goes along."""
    messages.error(request, message)
    raise ImmediateHttpResponse(redirect("account_login"))


def carries_bsn(claims: Any) -> bool:
    """Whether any claim, however deep, is named or typed as a BSN, or holds nine digits that can be one."""
    if isinstance(claims, dict):
        return any("bsn" in str(key).lower() or carries_bsn(value) for key, value in claims.items())
    if isinstance(claims, list):
        return any(carries_bsn(item) for item in claims)
    if not isinstance(claims, str):
        return False
    text = claims.lower()
    if text == "bsn" or ("bsn" in text and any(c.isdigit() for c in text)):
        return True
    # Eight digits are a KvK number more often than an old BSN.
    return any(sum(c.isdigit() for c in claims[f.start : f.end]) == 9 for f in find_bsn(claims))
