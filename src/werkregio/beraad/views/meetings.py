# SPDX-License-Identifier: EUPL-1.2
"""The list of meetings, the page of one with its agenda, and its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.design.panels import panels_of
from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.meetings import CancelForm, MeetingFilter, MeetingForm, initial_of
from ..models import Vergadering
from ..queries import meetings as queries
from ..queries.meeting_calendar import entry_of
from ..queries.presence import stays_of
from ..rules.meeting_calendar import calendar_of
from ..rules.states import BEFORE, VERGADERING
from ..services import meetings as services
from ..terms import VergaderingSoort, VergaderingStaat
from .access import acting_with, found, refuse

PER_PAGE = 25
STATUS = {
    VergaderingStaat.GEPLAND: "new",
    VergaderingStaat.UITGENODIGD: "info",
    VergaderingStaat.OPEN: "waits",
    VergaderingStaat.GESLOTEN: "waits",
    VergaderingStaat.VERSLAG_CONCEPT: "waits",
    VergaderingStaat.VERSLAG_VASTGESTELD: "done",
    VergaderingStaat.GEANNULEERD: "error",
}


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings, to search and filter."""
    acting = acting_with(request, "beraad.read")
    at, today = clock.now(), clock.today()
    gremia = queries.gremia_of(acting.regio_id, on=today)
    data = (
        request.GET if any(name in request.GET for name in ("zoek", "gremium", "soort", "wanneer")) else None
    )
    form = MeetingFilter(data or {"wanneer": "komend"}, gremia=gremia)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.meetings_of(
        acting,
        search=wanted.get("zoek", "").strip(),
        gremium=int(wanted["gremium"]) if wanted.get("gremium") else None,
        soort=wanted.get("soort", ""),
        when=wanted.get("wanneer", ""),
        at=at,
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    convenant = queries.convenant_on(acting.regio, today)
    checks = queries.papers_checks(page.object_list, days=queries.papers_days(convenant), today=today)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [
            {"meeting": row, "check": checks.get(row.pk), "status": STATUS[VergaderingStaat(row.state)]}
            for row in page.object_list
        ],
        "filtered": data is not None,
        "may_write": acting.has("vergadering.write"),
    }
    return render(request, "beraad/meetings/list.html", context)


def _form(
    acting: Acting, data: Any = None, *, own: Vergadering | None = None, initial: Any = None
) -> MeetingForm:
    today = clock.today()
    regular = Vergadering.objects.filter(
        regio_id=acting.regio_id, soort=VergaderingSoort.REGULIER, state__in=BEFORE
    )
    return MeetingForm(
        data,
        initial=initial,
        gremia=queries.gremia_of(acting.regio_id, on=today),
        meetings=(regular.exclude(pk=own.pk) if own else regular).order_by("starts_at"),
        fixed_gremium=own is not None,
    )


def _refused(form: MeetingForm, error: RuleError) -> None:
    refuse(form, RuleError(error.message, field=form.errors_at(error.field)))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    acting = acting_with(request, "vergadering.write")
    sent = request.method == "POST"
    initial = {"starts": "10:00", "ends": "12:00", "titel": _("Meeting of the Regionaal Beraad")}
    form = _form(acting, request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        try:
            made = services.plan(int(form.cleaned_data["gremium"]), form.values(), by=acting, at=clock.now())
        except RuleError as error:
            _refused(form, error)
        else:
            messages.success(request, _("The meeting is planned. Nobody got a message yet."))
            return redirect("beraad:vergadering", pk=made.pk)
    return render(request, "beraad/meetings/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, place or title before the meeting."""
    acting = acting_with(request, "vergadering.write")
    vergadering = found(queries.vergadering_of(acting, pk))
    sent = request.method == "POST"
    form = _form(acting, request.POST if sent else None, own=vergadering, initial=initial_of(vergadering))
    if sent and form.is_valid():
        try:
            services.change(pk, form.values(), by=acting, at=clock.now())
        except RuleError as error:
            _refused(form, error)
        else:
            messages.success(request, _("The meeting is changed."))
            return redirect("beraad:vergadering", pk=pk)
    context = {"form": form, "meeting": vergadering}
    return render(request, "beraad/meetings/form.html", context, status=422 if form.errors else 200)


@require_safe
def vergadering(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: facts, agenda with papers, who comes, and what upper parts show here."""
    acting = acting_with(request, "beraad.read")
    return _page(request, acting, found(queries.vergadering_of(acting, pk)))


def _page(
    request: HttpRequest, acting: Acting, meeting: Vergadering, cancel_form: CancelForm | None = None
) -> HttpResponse:
    today = clock.today()
    agenda = queries.agenda_of(acting, meeting)
    guests = queries.guests_of(meeting)
    convenant = queries.rules_for(meeting)
    days = queries.papers_days(convenant)
    state = VergaderingStaat(meeting.state)
    own = next((guest for guest in guests if guest.user_id == acting.user.pk), None)
    stays = stays_of(meeting) if meeting.opened_at or state in BEFORE else []
    context = {
        "meeting": meeting,
        "status": STATUS[state],
        "agenda": agenda,
        "check": queries.papers_checks([meeting], days=days, today=today).get(meeting.pk),
        "guests": guests,
        "coming": queries.coming(guests),
        "own": own,
        "convenant": convenant,
        "coupled": list(meeting.coupled.all()),
        "stays": stays,
        "may_write": acting.has("vergadering.write"),
        "may_agenda": acting.has("agenda.write"),
        "may_propose": acting.has("agenda.write") or acting.has("agenda.propose"),
        "may_presence": acting.has("aanwezigheid.write") or acting.has("spreken"),
        "may_minutes": acting.has("verslag.write"),
        "before": state in BEFORE,
        "steps": [step.value for step in VERGADERING[state]],
        "panels": panels_of("beraad.vergadering", meeting, acting),
        "cancel_form": cancel_form or CancelForm(),
        "form": cancel_form,
    }
    return render(
        request, "beraad/meetings/meeting.html", context, status=422 if cancel_form is not None else 200
    )


_ACTS: dict[str, Callable[..., Vergadering]] = {
    "uitnodigen": services.invite,
    "openen": services.open_meeting,
    "sluiten": services.close_meeting,
}


@require_POST
def meeting_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite, open, close, or call off."""
    acting = acting_with(request, "vergadering.write")
    meeting = found(queries.vergadering_of(acting, pk))
    act = request.POST.get("act", "")
    said = {
        "uitnodigen": _("The invitations are on their way."),
        "openen": _("The meeting is open."),
        "sluiten": _("The meeting is closed. Open items go along to the next one."),
    }
    if act == "annuleren":
        form = CancelForm(request.POST)
        if form.is_valid():
            try:
                services.cancel(pk, reason=form.cleaned_data["reason"], by=acting, at=clock.now())
            except RuleError as error:
                refuse(form, error)
            else:
                messages.success(request, _("The meeting is called off."))
                return redirect("beraad:vergadering", pk=pk)
        return _page(request, acting, meeting, form)
    if act not in _ACTS:
        raise Http404
    try:
        _ACTS[act](pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said[act])
    return redirect("beraad:vergadering", pk=pk)


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as a file for one's own calendar."""
    acting = acting_with(request, "beraad.read")
    meeting = found(queries.vergadering_of(acting, pk))
    content = calendar_of([entry_of(meeting)], name=meeting.titel)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="vergadering-{meeting.pk}.ics"'
    return response
