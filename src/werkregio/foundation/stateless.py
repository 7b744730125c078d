# SPDX-License-Identifier: EUPL-1.2
"""Posts without session or cookie: they refuse a foreign origin instead of asking for a token (ruling A7)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from . import content

_OWN_SITE = frozenset({"same-origin", "none"})


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site, or the person, sent this request.

    `Sec-Fetch-Site` decides when it is there. A page with `Referrer-Policy: no-referrer` posts with
    `Origin: null`, so an older browser that sends only that is let in: no session stands behind
    these posts, so a foreign page could do no more than its maker can do alone.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OWN_SITE
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return True
    return urlsplit(origin).netloc.lower() == request.get_host().lower()


def stateless_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page that answers a POST on the same request, keeps nothing and sets no cookie.

    Nothing of it stays in a cache, and its address is not told to the next site.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") and not comes_from_here(request):
            raise PermissionDenied
        # Nothing that pages are made of changes here: counts of questions stand on no public page.
        with content.one_state():
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped
