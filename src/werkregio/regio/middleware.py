# SPDX-License-Identifier: EUPL-1.2
"""Each request knows its region (by host) and how its person acts (by membership)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from werkregio.foundation import clock

from . import queries


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

    @staticmethod
    def _acting(request: Any) -> Any:
        # A public page reads no session: a visitor without session cookie is nobody, at no cost.
        if not request.user.is_authenticated:
            return None
        chosen = request.session.get(queries.ACTING_SESSION_KEY)
        return queries.acting_of(request.user, chosen, on=clock.today())
