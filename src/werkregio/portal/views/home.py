# SPDX-License-Identifier: EUPL-1.2
"""Home: one box for one question, and the way to a language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request

from werkregio.foundation import clock
from werkregio.foundation.kept_pages import kept
from werkregio.regio import queries as regio_queries
from werkregio.werkcentrum.queries.stamp import public_page

from ..tile_map import tiles


@login_not_required
def to_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the language of the browser; nothing is kept."""
    response = redirect(f"/{get_language_from_request(request)}/")
    response["Vary"] = "Accept-Language"
    return response


@login_not_required
@kept(public_page)
def home(request: HttpRequest) -> HttpResponse:
    """One box: what is your question about work?"""
    regio = regio_queries.regio(request)
    gemeenten = regio_queries.gemeenten_now(regio, on=clock.today()) if regio else []
    return render(
        request,
        "portal/home.html",
        {"map": tiles(regio, gemeenten) if regio else None, "gemeenten": gemeenten},
    )
