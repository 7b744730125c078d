# SPDX-License-Identifier: EUPL-1.2
"""The page behind the link of an after-care message, and the answers as counts."""

import csv
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.stateless import stateless_post
from werkregio.regio.permissions import Acting

from ..queries import aftercare as queries
from ..queries.needs import need_label, needs
from ..services import aftercare as services
from ..terms import Nazorgkeuze
from .access import acting_with


@login_not_required
@stateless_post
@require_http_methods(["GET", "HEAD", "POST"])
def aftercare(request: HttpRequest, token: str) -> HttpResponse:
    """Buttons, one for each answer. Looking changes nothing and never uses the link up (ruling A8)."""
    at, problem = clock.now(), ""
    asked = queries.by_token(token, at=at)
    if asked is None or not asked.open:
        return render(request, "werkcentrum/aftercare/closed.html", status=404 if asked is None else 410)
    if request.method == "POST":
        try:
            services.answer(token, request.POST.get("choice", ""), at=at)
        except RuleError as error:
            problem = error.message
        asked = queries.by_token(token, at=at)
    chosen = asked.last_choice if asked else ""
    context = {
        "choices": [
            {"value": choice.value, "label": choice.label, "chosen": choice.value == chosen}
            for choice in Nazorgkeuze
            if choice != Nazorgkeuze.NIET_MEER
        ],
        "stop": Nazorgkeuze.NIET_MEER,
        "chosen": chosen,
        "thanks": request.method == "POST" and not problem,
        "reopened": chosen == Nazorgkeuze.NIET_GEHOLPEN,
        "stopped": chosen == Nazorgkeuze.NIET_MEER,
        "problem": problem,
    }
    return render(request, "werkcentrum/aftercare/ask.html", context, status=422 if problem else 200)


def _period(request: HttpRequest) -> tuple[date, date, str]:
    """The asked period; one that cannot be read gives the last year, with a sentence."""
    last = clock.today()
    first = last - timedelta(days=365)
    try:
        start = date.fromisoformat(request.GET["van"]) if request.GET.get("van") else first
        end = date.fromisoformat(request.GET["tot"]) if request.GET.get("tot") else last
    except ValueError:
        return first, last, _("Write a date as year-month-day, for example 2026-11-24.")
    if end < start:
        return first, last, _("The last day may not come before the first day.")
    if start.year not in clock.YEARS_OF_REPORTS or end.year not in clock.YEARS_OF_REPORTS:
        return first, last, _("Choose days between the years 2000 and 2100.")
    return start, end, ""


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """How people are doing after the help, as counts under the publishing limit; `?vorm=csv` to take along."""
    acting = acting_with(request, "telling.read")
    first, last, problem = _period(request)
    language = get_language() or "nl"
    choices = sorted(
        ((code, need_label(code, language)) for code in needs()), key=lambda pair: pair[1].casefold()
    )
    need = request.GET.get("behoefte", "")
    need = need if need in dict(choices) else ""
    rows = queries.outcomes(acting.regio, first=first, last=last, need=need, at=clock.now())
    if request.GET.get("vorm") == "csv":
        return _csv(acting, first, last, rows)
    context = {
        "rows": [(row, list(zip(queries.columns(), row.cells, strict=True))) for row in rows],
        "columns": queries.columns(),
        "first": first,
        "last": last,
        "need": need,
        "needs": choices,
        "problem": problem,
        "limit": acting.regio.publishing_limit,
        "query": request.GET.urlencode(),
    }
    return render(request, "werkcentrum/aftercare/outcomes.html", context)


def _csv(acting: Acting, first: date, last: date, rows: list[queries.OutcomeRow]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nazorg-{acting.regio.code}-{first}-{last}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Moment"), *queries.columns(), _("Total")])
    for row in rows:
        cells = [*row.cells, row.total]
        writer.writerow([row.moment, *(cell.in_file for cell in cells)])
    return response
