# SPDX-License-Identifier: EUPL-1.2
"""The year plan with its checks, and the copy of last year's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkregio.foundation import clock
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError

from ..models import Vergadering
from ..queries.board import beraad_of, convenant_on
from ..rules.year_plan import Check, Finding, Planned, check_year, wanted_in
from ..services.year_plan import copy_year
from ..terms import VergaderingSoort, VergaderingStaat
from .access import acting_with, found


def sentence(check: Check) -> str:
    """A finding in words."""
    values = {
        "found": check.found,
        "wanted": check.wanted,
        "day": date_format(check.day, "j F Y") if check.day else "",
    }
    return {
        Finding.TOO_FEW: _("%(found)d meetings are planned; the convenant asks %(wanted)d."),
        Finding.TOO_MANY: _("%(found)d meetings are planned, more than the %(wanted)d of the convenant."),
        Finding.BROAD_TOO_FEW: _("%(found)d brede bijeenkomsten are planned; the convenant asks %(wanted)d."),
        Finding.BROAD_NOT_COUPLED: _("The brede bijeenkomst of %(day)s is not coupled to a meeting."),
        Finding.BROAD_FAR_FROM_ITS_MEETING: _(
            "The brede bijeenkomst of %(day)s stands %(found)d days from the meeting it belongs to."
        ),
        Finding.LONG_GAP: _("After the meeting of %(day)s there is none for %(found)d days."),
    }[check.finding] % values


@require_http_methods(["GET", "HEAD", "POST"])
def year_plan(request: HttpRequest) -> HttpResponse:
    """The meetings of a year, and what the convenant would have."""
    acting = acting_with(request, "vergadering.write")
    gremium = beraad_of(acting.regio)
    today = clock.today()
    typed = (request.POST if request.method == "POST" else request.GET).get("jaar", "")
    year = int(typed) if typed.isdecimal() and 2000 <= int(typed[:6]) <= 2100 else today.year
    if request.method == "POST":
        try:
            number = copy_year(found(gremium).pk, year, by=acting, at=clock.now())
        except RuleError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("%(n)d meetings are planned. Nobody got a message.") % {"n": number})
        return redirect(f"{reverse('beraad:year_plan')}?jaar={year}")
    rows = (
        list(
            Vergadering.objects.filter(gremium=gremium, starts_at__year=year)
            .exclude(state=VergaderingStaat.GEANNULEERD)
            .select_related("coupled_to")
        )
        if gremium
        else []
    )
    context: dict[str, Any] = {"gremium": gremium, "year": year, "rows": rows, "findings": []}
    # The rules of the year: those of its last day, so that a new convenant counts from its own year on.
    convenant = convenant_on(acting.regio, today.replace(year=year, month=12, day=31))
    if convenant is not None:
        wanted = wanted_in(year, convenant.meetings_a_year, convenant.meetings_in_year)
        # The start-up year 2025 had no fixed number of brede bijeenkomsten.
        broad = 0 if str(year) in convenant.meetings_in_year else convenant.brede_a_year
        planned = [
            Planned(
                row.starts_at.astimezone(AMSTERDAM).date(),
                row.soort == VergaderingSoort.BREED,
                row.coupled_to.starts_at.astimezone(AMSTERDAM).date() if row.coupled_to else None,
            )
            for row in rows
            if row.soort != VergaderingSoort.BESLOTEN
        ]
        context |= {
            "convenant": convenant,
            "wanted": wanted,
            "broad": broad,
            "findings": [sentence(one) for one in check_year(planned, wanted=wanted, broad=broad)],
        }
    return render(request, "beraad/year/plan.html", context)
