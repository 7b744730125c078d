# SPDX-License-Identifier: EUPL-1.2
"""Refused, not found and out of order: plain words and a way out."""

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


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke must not break this page too."""
    return HttpResponse(render_to_string("portal/server_error.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or the browser keeps no cookies: say what to do."""
    return render(request, "portal/csrf.html", status=403)
