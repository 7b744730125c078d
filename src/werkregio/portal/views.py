# SPDX-License-Identifier: EUPL-1.2
"""Home, error pages and the way to a language."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request


@login_not_required
def to_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the language of the browser; nothing is kept."""
    language = get_language_from_request(request)
    response = redirect(f"/{language}/")
    response["Vary"] = "Accept-Language"
    return response


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """One box: what is your question about work?"""
    return render(request, "portal/home.html")


@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every address that leads nowhere."""
    raise Http404


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/refused.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/server_error.html", status=500)
