# SPDX-License-Identifier: EUPL-1.2
"""Room: a partner tells it, the region sees what is full. And the month report of dead ends."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.capacity import RoomForm
from ..queries.capacity import capacities, room_in_words, what_is_full
from ..queries.dead_ends import Report, month_of, report
from ..queries.upkeep import name_of, own_offer
from ..services.capacity import set_room
from .access import acting_with, found, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def our_room(request: HttpRequest, offer: int) -> HttpResponse:
    """The partner says whether there is room for one of its offers."""
    acting = acting_with(request, "aanbod.confirm")
    row = found(own_offer(acting, offer))
    now = {"full_until": row.full_until, "places": row.places}
    form = RoomForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            set_room(row.pk, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved. Guides see it from now on."))
            return redirect("werkcentrum:our_work")
    room = capacities([row], clock.today())[row.pk]
    context = {
        "form": form,
        "name": name_of(row.instrument, get_language() or "nl"),
        "room": room_in_words(room),
        "warns": room.warns,
    }
    status = 422 if form.errors else 200
    return render(request, "werkcentrum/reports/our_room.html", context, status=status)


@require_safe
def full(request: HttpRequest) -> HttpResponse:
    """Which help has no room now, since when, and how many people it has."""
    acting = acting_with(request, "capaciteit.read")
    rows = what_is_full(acting.regio, clock.today())
    if request.GET.get("vorm") == "csv":
        response = _csv_response(f"vol-{acting.regio.code}-{clock.today()}.csv")
        writer = csv.writer(response, delimiter=";")
        writer.writerow(
            [_("Help"), _("Organisation"), _("Why"), _("Full since"), _("Until"), _("Times in a year")]
        )
        for row in rows:
            writer.writerow(
                [row.name, row.partij, row.why, row.since or "", row.until or "", row.times_in_year]
            )
        return response
    return render(request, "werkcentrum/reports/full.html", {"rows": rows, "today": clock.today()})


@require_safe
def dead_ends(request: HttpRequest) -> HttpResponse:
    """The report of one month; with `?vorm=csv` as a table to take along."""
    acting = acting_with(request, "telling.read")
    asked = request.GET.get("maand", "")
    first, last = month_of(asked, clock.today())
    made = report(acting.regio, first=first, last=last)
    if request.GET.get("vorm") == "csv":
        return _report_csv(acting.regio.code, made)
    context = {
        "report": made,
        "month": f"{first:%Y-%m}",
        "problem": bool(asked) and f"{first:%Y-%m}" != asked,
        "not_over": last >= clock.today(),
        "limit": acting.regio.publishing_limit,
    }
    return render(request, "werkcentrum/reports/dead_ends.html", context)


def _csv_response(name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _report_csv(code: str, made: Report) -> HttpResponse:
    response = _csv_response(f"vastlopers-{code}-{made.first:%Y-%m}.csv")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Table"), _("Line"), _("How many"), _("Note")])
    for title, rows in made.tables():
        for row in rows:
            writer.writerow([title, row.label, row.count.in_file, row.note])
    waits = ((_("First contact, by help"), made.by_offer), (_("First contact, by how warm"), made.by_warmth))
    for title, waiting in waits:
        for line in waiting:
            writer.writerow([title, line.label, line.count.in_file, line.days])
    return response
