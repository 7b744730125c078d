# SPDX-License-Identifier: EUPL-1.2
"""Each request knows its region (by host) and how its person acts (by membership)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from werkregio.foundation import clock

from . import queries

# Names of pages of the account that work before a second factor is set.
OPEN_WITHOUT_FACTOR = ("account_", "mfa_", "socialaccount_", "openid_connect_", "acting", "invitation")


class RegionMiddleware:
    """Put `request.regio` on each request, looked up only when a page asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.regio = SimpleLazyObject(lambda: queries.regio_for_host(request.get_host()))
        return self.get_response(request)


class ActingMiddleware:
    """Put `request.acting` on each request of a signed-in person, looked up only when asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: self._acting(request))
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead somebody whose role needs a second factor to set one; until then its rights are held back.

        Public pages and those of the account itself stay open, and cost no look-up.
        """
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match.namespace == "accounts" or (match.url_name or "").startswith(OPEN_WITHOUT_FACTOR):
            return None
        acting = queries.acting(request)
        if acting is None or not acting.second_factor_missing:
            return None
        return redirect("mfa_index")

    @staticmethod
    def _acting(request: Any) -> Any:
        # A public page reads no session: a visitor without session cookie is nobody, at no cost.
        if not request.user.is_authenticated:
            return None
        chosen = request.session.get(queries.ACTING_SESSION_KEY)
        return queries.acting_of(request.user, chosen, on=clock.today())
