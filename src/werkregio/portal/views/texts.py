# SPDX-License-Identifier: EUPL-1.2
"""Pages to read: about, privacy, accessibility, open source and data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkregio.regio import queries as regio_queries
from werkregio.werkcentrum.queries.term_words import public_terms


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    regio = regio_queries.regio(request)
    return render(request, "portal/privacy.html", {"terms": public_terms(regio) if regio else []})


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@login_not_required
def open_source(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/open_source.html")
