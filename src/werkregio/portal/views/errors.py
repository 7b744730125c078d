# SPDX-License-Identifier: EUPL-1.2
"""Refused, not found and out of order: plain words and a way out."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every address that leads nowhere."""
    raise Http404


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/refused.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/not_found.html", status=404)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only a button leads to was opened by itself, from the history or a copied link."""
    response = render(request, "portal/wrong_method.html", status=405)
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke must not break this page too."""
    return HttpResponse(render_to_string("portal/server_error.html"), status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    """Rendered without reading the request: what is too large is not taken in."""
    text = render_to_string("portal/too_large.html", {"megabytes": settings.LARGEST_FILE // 1_000_000})
    response = HttpResponse(text, status=413)
    # What is still on its way is not waited for.
    response["Connection"] = "close"
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or the browser keeps no cookies: say what to do."""
    return render(request, "portal/csrf.html", status=403)
