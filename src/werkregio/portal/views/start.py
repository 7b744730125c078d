# SPDX-License-Identifier: EUPL-1.2
"""After signing in: the first page of your work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from werkregio.regio import queries as regio_queries

from ..menu import staff_menu


def start(request: HttpRequest) -> HttpResponse:
    """Leads to the first page of the menu; somebody without a role reads what to do."""
    acting = regio_queries.acting(request)
    menu = staff_menu(acting) if acting else []
    if menu:
        return redirect(menu[0].url)
    return render(request, "portal/start.html", {"acting": acting})
