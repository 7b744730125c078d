# SPDX-License-Identifier: EUPL-1.2
"""An error is a page in plain language, also while debug is on."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from .views.errors import not_found, too_large, wrong_method


class FriendlyErrorMiddleware:
    """Shows our own page for refused and missing things: both look the same and say nothing of existence.

    A workspace page in a language that only the public path has leads to the same page in Dutch.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A program gets what it asked for; a person who opened the address of a button gets a page.
        if response.status_code == 405 and not response.content and request.method == "GET":
            return wrong_method(request, response.headers.get("Allow", ""))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        language = translation.get_language() or settings.LANGUAGE_CODE
        if language in settings.WORKSPACE_LANGUAGES or not getattr(view, "login_required", True):
            return None
        if request.method == "GET" and request.path.startswith(f"/{language}/"):
            return redirect(f"/{settings.LANGUAGE_CODE}/{request.get_full_path()[len(language) + 2 :]}")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404 | PermissionDenied):
            return not_found(request, exception)
        return None


class LargestRequestMiddleware:
    """Refuses a request that is too large before anything of it is read: whoever sends much costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)
