# SPDX-License-Identifier: EUPL-1.2
"""What people ask: counts per need, language and asker, without any person."""

import csv
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.regio import permissions
from werkregio.regio import queries as regio_queries
from werkregio.werkcentrum.queries.counting import CountRow, counts_by, overrides
from werkregio.werkcentrum.queries.tries import many_wrong_codes

COLUMNS = ("need", "language", "asker")


def _period(request: HttpRequest) -> tuple[date, date, str]:
    """The asked period; a date that cannot be read gives the last three months, with a sentence."""
    last = clock.today()
    first = last - timedelta(days=91)
    try:
        asked_first = date.fromisoformat(request.GET["van"]) if request.GET.get("van") else first
        asked_last = date.fromisoformat(request.GET["tot"]) if request.GET.get("tot") else last
    except ValueError:
        return first, last, _("Write a date as year-month-day, for example 2026-11-24.")
    if asked_last < asked_first:
        return first, last, _("The last day may not come before the first day.")
    if asked_first.year not in clock.YEARS_OF_REPORTS or asked_last.year not in clock.YEARS_OF_REPORTS:
        return first, last, _("Choose days between the years 2000 and 2100.")
    return asked_first, asked_last, ""


def counts(request: HttpRequest) -> HttpResponse:
    """Counts over a period; with `?vorm=csv` as a table to take along."""
    acting = regio_queries.acting(request)
    if acting is None or not permissions.may_see_tellingen(acting):
        raise PermissionDenied
    first, last, problem = _period(request)
    language = translation.get_language() or "nl"
    tables = {
        column: counts_by(acting.regio, column, first=first, last=last, language=language)
        for column in COLUMNS
    }
    if request.GET.get("vorm") == "csv":
        return _csv(acting.regio.code, first, last, tables)
    titles = {"need": _("By subject"), "language": _("By language"), "asker": _("By who asks")}
    context = {
        "tables": [(titles[column], rows) for column, rows in tables.items()],
        "overrides": overrides(acting.regio, first=first, last=last),
        "first": first,
        "last": last,
        "problem": problem,
        "limit": acting.regio.publishing_limit,
        "many_wrong": many_wrong_codes(acting.regio.code, at=clock.now()),
    }
    return render(request, "portal/counts.html", context)


def _csv(code: str, first: date, last: date, tables: dict[str, list[CountRow]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="vragen-{code}-{first}-{last}.csv"'
    out = csv.writer(response)
    out.writerow(["soort", "code", "gesteld", "doorgegaan", "van", "tot", "bron"])
    for column, rows in tables.items():
        for row in rows:
            values = [cell.in_file for cell in (row.asked, row.chosen)]
            out.writerow([column, row.code, *values, first, last, "Werkregio, eigen tellingen"])
    return response
