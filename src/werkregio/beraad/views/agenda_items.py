# SPDX-License-Identifier: EUPL-1.2
"""The page of an item; making, changing, ordering and moving items."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.design.panels import panels_of
from werkregio.foundation import clock
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Zetel, valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import geledingen_of
from werkregio.regio.terms import ZetelSoort

from ..forms.agenda import AnswerForm, DisputeForm, ItemForm, item_initial
from ..models import Agendapunt, Gremium, Vergadering
from ..queries import meetings as queries
from ..rules.states import BEFORE, MET
from ..services import agenda as services
from ..services import work_area
from ..terms import AgendapuntStaat
from .access import acting_with, found, refuse

CHANGEABLE = (AgendapuntStaat.CONCEPT, AgendapuntStaat.GEAGENDEERD, AgendapuntStaat.AANGEHOUDEN)


def _item_form(
    acting: Acting, data: Any, *, fixed: bool, initial: dict[str, Any] | None = None, day: Any = None
) -> ItemForm:
    on = day or clock.today()
    partners = (
        Zetel.objects.filter(valid_on(on), regio_id=acting.regio_id, soort=ZetelSoort.STRATEGISCH)
        .order_by("partij__naam")
        .values_list("partij_id", "partij__naam")
    )
    return ItemForm(
        data,
        initial=initial,
        geledingen=[(row.code, row.naam) for row in geledingen_of(acting.regio, on=on)],
        partners=list(dict.fromkeys(partners)),
        fixed=fixed,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item for a meeting."""
    acting = acting_with(request, "agenda.write", "agenda.propose")
    meeting = found(queries.vergadering_of(acting, pk))
    initial = {
        "soort": "bespreking",
        "minutes": 10,
        "openbaarheid": "openbaar",
        "area": "all",
        "presenter": "",
    }
    day = meeting.starts_at.astimezone(AMSTERDAM).date()
    sent = request.method == "POST"
    form = _item_form(acting, request.POST if sent else None, fixed=False, initial=initial, day=day)
    if sent and form.is_valid():
        try:
            made = services.add_item(meeting.gremium_id, pk, form.values(), by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            said = (
                _("The item is on the agenda.")
                if acting.has("agenda.write")
                else _("Your proposal is with the secretary.")
            )
            messages.success(request, said)
            return redirect("beraad:agendapunt", pk=made.pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "beraad/agenda/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item before it is dealt with."""
    acting = acting_with(request, "agenda.write", "agenda.propose")
    item = found(queries.item_of(acting, pk))
    sent = request.method == "POST"
    form = _item_form(
        acting,
        request.POST if sent else None,
        fixed=item.werkgebied_fixed_at is not None,
        initial=item_initial(item),
    )
    if sent and form.is_valid():
        try:
            services.change_item(pk, form.values(), by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The item is changed."))
            return redirect("beraad:agendapunt", pk=pk)
    context = {"form": form, "item": item, "meeting": item.vergadering}
    return render(request, "beraad/agenda/form.html", context, status=422 if form.errors else 200)


@require_safe
def agendapunt(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: what is asked, who decides, what it costs, papers, history, and what other parts show here."""
    acting = acting_with(request, "beraad.read")
    return item_page(request, acting, found(queries.item_of(acting, pk)))


def item_page(
    request: HttpRequest, acting: Acting, item: Agendapunt, dispute_form: DisputeForm | None = None
) -> HttpResponse:
    at = clock.now()
    meeting = item.vergadering
    papers = queries.papers_of_item(acting, item)
    may_write = acting.has("agenda.write")
    other_meetings = (
        Vergadering.objects.filter(gremium=item.gremium, state__in=BEFORE)
        .exclude(pk=item.vergadering_id)  # type: ignore[misc]
        .order_by("starts_at")
        if may_write
        else Vergadering.objects.none()
    )
    context = {
        "item": item,
        "meeting": meeting,
        "papers": papers,
        "werkgebied": list(item.werkgebied.all()),
        "guests": list(item.gasten.select_related("partij")),
        "area_changes": list(item.werkgebied_wijzigingen.all()),
        "disputes": list(item.werkgebied_bezwaren.select_related("geleding")),
        "history": queries.history_of(item),
        "may_write": may_write,
        "may_change": (may_write or (acting.has("agenda.propose") and item.state == AgendapuntStaat.CONCEPT))
        and item.state in CHANGEABLE,
        "may_paper": acting.has("stuk.write"),
        "may_dispute": acting.has("bezwaar.write")
        and (meeting is None or meeting.state not in MET)
        and work_area.geleding_of(item, acting, at) is not None,
        "other_meetings": list(other_meetings),
        "before": meeting is None or meeting.state in BEFORE,
        "dispute_form": dispute_form or DisputeForm(),
        "answer_form": AnswerForm(),
        "form": dispute_form,
        "panels": panels_of("beraad.agendapunt", item, acting),
    }
    return render(request, "beraad/agenda/item.html", context, status=422 if dispute_form else 200)


@require_POST
def item_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, withdraw, hold over, copy, on another agenda."""
    acting = acting_with(request, "agenda.write")
    item = found(queries.item_of(acting, pk))
    act, at = request.POST.get("act", ""), clock.now()
    target = request.POST.get("vergadering", "")
    wanted = int(target) if target.isdecimal() and len(target) < 12 else None
    try:
        if act in ("omhoog", "omlaag"):
            services.move(pk, -1 if act == "omhoog" else 1, by=acting, at=at)
        elif act == "intrekken":
            services.withdraw(pk, by=acting, at=at)
            messages.success(request, _("The item is withdrawn."))
        elif act == "aanhouden":
            made = services.hold_over(pk, by=acting, at=at)
            messages.success(
                request,
                _("Held over: it is on the agenda of %(meeting)s.") % {"meeting": made.vergadering}
                if made.vergadering
                else _("Held over: it waits until a meeting is planned."),
            )
        elif act == "kopie":
            made = services.copy_item(pk, wanted, by=acting, at=at)
            messages.success(request, _("This is the copy."))
            return redirect("beraad:agendapunt", pk=made.pk)
        elif act == "agenderen":
            services.put_on(pk, wanted, by=acting, at=at)
            messages.success(request, _("The item is on the agenda."))
        else:
            raise Http404
    except RuleError as error:
        messages.error(request, error.message)
    back = request.POST.get("terug", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("beraad:agendapunt", pk=item.pk)


@require_POST
def agenda_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order after dragging: `volgorde` holds the keys, with commas."""
    acting = acting_with(request, "agenda.write")
    found(queries.vergadering_of(acting, pk))
    keys = [
        int(key) for key in request.POST.get("volgorde", "").split(",") if key.isdecimal() and len(key) < 12
    ]
    if not keys:
        raise Http404
    try:
        services.reorder(pk, keys, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("beraad:vergadering", pk=pk)


@require_POST
def agenda_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The fixed items of this kind of meeting."""
    acting = acting_with(request, "agenda.write")
    found(queries.vergadering_of(acting, pk))
    try:
        number = services.use_template(pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(n)d fixed items are on the agenda.") % {"n": number})
    return redirect("beraad:vergadering", pk=pk)


@require_POST
def item_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """A member says that the work area is not right."""
    acting = acting_with(request, "bezwaar.write")
    item = found(queries.item_of(acting, pk))
    form = DisputeForm(request.POST)
    if form.is_valid():
        try:
            work_area.dispute(pk, form.cleaned_data["reason"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The secretary answers before the meeting."))
            return redirect("beraad:agendapunt", pk=pk)
    return item_page(request, acting, item, form)


@require_POST
def dispute_answer(request: HttpRequest, pk: int, dispute: int) -> HttpResponse:
    """The secretary says what becomes of it."""
    acting = acting_with(request, "agenda.write")
    item = found(queries.item_of(acting, pk))
    found(item.werkgebied_bezwaren.filter(pk=dispute).first())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what becomes of it."))
        return redirect("beraad:agendapunt", pk=pk)
    try:
        work_area.answer(dispute, form.cleaned_data["answer"], by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("beraad:agendapunt", pk=pk)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Items that wait for a meeting, and drafts that were proposed."""
    acting = acting_with(request, "beraad.read")
    rows = queries.waiting_items(acting)
    gremia = Gremium.objects.filter(pk__in={row.gremium_id for row in rows})
    meetings = list(
        Vergadering.objects.filter(gremium__in=gremia, state__in=BEFORE).order_by("starts_at", "pk")
    )
    context = {
        "rows": [
            {"item": row, "meetings": [one for one in meetings if one.gremium_id == row.gremium_id]}
            for row in rows
        ],
        "may_write": acting.has("agenda.write"),
    }
    return render(request, "beraad/agenda/waiting.html", context)
