# SPDX-License-Identifier: EUPL-1.2
"""What somebody arranges around appointments: interpreters, days off, the settings and counts of the region."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.appointments import AbsenceForm, ChangeHoursForm, HandOverForm
from ..queries import appointment_slots as slot_queries
from ..queries import appointments as queries
from ..queries.appointment_counts import MonthRow, month_rows
from ..queries.appointment_facts import change_hours
from ..queries.worklist import due_of
from ..queries.zaak import zaak_by_reference
from ..services import appointment_choice, appointment_slots, worklist
from .access import acting_with, found, refuse
from .agenda import guide_choices, monday_of, week_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interpreters(request: HttpRequest) -> HttpResponse:
    """Which interpreters are needed in a week, and whether they are arranged. To print."""
    acting = acting_with(request, "tijdvak.write")
    at = clock.now()
    monday = monday_of(request.GET.get("week", ""), clock.today())
    if request.method == "POST":
        row = found(queries.boeking_for_guide(acting, _number(request.POST.get("boeking", ""))))
        try:
            appointment_choice.interpreter_arranged(
                row.pk, arranged=request.POST.get("act") == "arranged", by=acting, at=at
            )
        except RuleError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Saved."))
        return redirect(f"{reverse('werkcentrum:interpreters')}?week={monday.isoformat()}")
    context = week_context(monday, clock.today())
    rows = queries.interpreter_needs(acting, monday, context["sunday"], at=at)
    context |= {"rows": rows, "to_arrange": sum(not row.interpreter_arranged for row in rows)}
    return render(request, "werkcentrum/appointments/interpreters.html", context)


def _number(text: str) -> int:
    if not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Days off of guides, with the appointments and questions that somebody has to take over."""
    acting = acting_with(request, "tijdvak.write")
    at, today = clock.now(), clock.today()
    act = request.POST.get("act", "") if request.method == "POST" else ""
    guides = guide_choices(acting)
    form = AbsenceForm(
        request.POST if act == "add" else None,
        initial={"guide": acting.user.pk, "first_day": today, "last_day": today},
        guides=guides,
    )
    problem = ""
    if act:
        try:
            said = _absence_act(act, request, form, guides)
        except RuleError as error:
            if act == "add":
                refuse(form, error)
            else:
                problem = error.message
        except PermissionDenied:
            raise Http404 from None
        else:
            if said:
                messages.success(request, said)
                return redirect("werkcentrum:absence")
    rows = []
    absences = list(slot_queries.absences(acting.regio_id, on_or_after=today)[:50])
    waiting = due_of(
        acting,
        {row.user_id for row in absences},
        until=max((row.last_day for row in absences), default=today),
        today=today,
    )
    for found_row in absences:
        others = [choice for choice in guides if choice[0] != found_row.user_id]
        rows.append(
            {
                "row": found_row,
                "people": queries.to_hand_over(
                    acting, found_row.user_id, found_row.first_day, found_row.last_day, at=at
                ),
                "questions": [
                    one for one in waiting.get(found_row.user_id, []) if one.due <= found_row.last_day
                ],
                "own": found_row.user_id == acting.user.pk,
                "guides": others,
            }
        )
    context = {"form": form, "rows": rows, "problem": problem}
    bad = bool(problem or form.errors)
    return render(request, "werkcentrum/appointments/absence.html", context, status=422 if bad else 200)


def _absence_act(act: str, request: HttpRequest, form: AbsenceForm, guides: list[tuple[int, str]]) -> str:
    """What to say when it is done; nothing when the form has errors."""
    acting, at = acting_with(request, "tijdvak.write"), clock.now()
    if act == "add":
        if not form.is_valid():
            return ""
        data = form.cleaned_data
        _made, freed = appointment_slots.add_absence(
            data["guide"], first_day=data["first_day"], last_day=data["last_day"], by=acting, at=at
        )
        return _("Saved. %(n)d free times were taken back.") % {"n": freed}
    if act == "end":
        appointment_slots.end_absence(_number(request.POST.get("absence", "")), by=acting, at=at)
        return _("Taken away. Make new times if the guide is there after all.")
    if act == "hand_over":
        give = HandOverForm(request.POST, guides=guides)
        if not give.is_valid():
            raise RuleError(_("Choose who takes it over."))
        guide = appointment_slots.hand_over_slot(
            _number(request.POST.get("slot", "")), to=give.cleaned_data["guide"], by=acting, at=at
        )
        return _("%(name)s takes it over.") % {"name": guide.name}
    if act == "give_question":
        give = HandOverForm(request.POST, guides=guides)
        if not give.is_valid():
            raise RuleError(_("Choose who takes it over."))
        zaak = found(zaak_by_reference(acting, request.POST.get("question", "")))
        guide = worklist.hand_over(zaak.pk, to=give.cleaned_data["guide"], by=acting, at=at)
        return _("%(reference)s is with %(name)s now.") % {"reference": zaak.reference, "name": guide.name}
    raise Http404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Until when somebody changes an appointment alone."""
    acting = acting_with(request, "loket.change")
    form = ChangeHoursForm(
        request.POST if request.method == "POST" else None, initial={"hours": change_hours(acting.regio)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            appointment_slots.set_change_hours(form.cleaned_data["hours"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("werkcentrum:appointment_settings")
    return render(
        request,
        "werkcentrum/appointments/settings.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Appointments by month: held, moved, did not come. Small numbers are not shown."""
    acting = acting_with(request, "telling.read")
    rows = month_rows(acting, today=clock.today(), at=clock.now())
    if request.GET.get("vorm") == "csv":
        return _csv(acting.regio.code, rows)
    context: dict[str, Any] = {"rows": rows, "limit": acting.regio.publishing_limit}
    return render(request, "werkcentrum/appointments/counts.html", context)


def _csv(code: str, rows: list[MonthRow]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="afspraken-{code}.csv"'
    out = csv.writer(response)
    out.writerow(["maand", "doorgegaan", "niet verschenen", "afgezegd", "verzet", "tolk gevraagd", "bron"])
    for row in rows:
        cells = [cell.in_file for cell in row.cells]
        out.writerow([f"{row.month:%Y-%m}", *cells, "Werkregio, eigen tellingen"])
    return response
