# SPDX-License-Identifier: EUPL-1.2
"""Requests about own data: the list by due date, one request with its acts, the copy and the letter."""

import csv
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

from ..forms.rights import CarryOutForm, DecideForm, ExtendForm, IdentityForm, RequestFilter, RequestForm
from ..models import Verzoek
from ..permissions.retention import may_list_requests
from ..queries import access_copy, letters
from ..queries import rights as queries
from ..rules.rights import ABOUT_A_COPY, State, may_extend
from ..services import rights as services
from ..services import worklist
from ..services.rights_acts import carry_out
from ..services.zaak import day_of
from ..terms import Rechtenverzoek
from .access import found, refuse

PAGE = 25
PARTS = (queries.OPEN, queries.DONE, queries.EVERYTHING)


def _acting(request: HttpRequest) -> Acting:
    acting = regio_queries.acting(request)
    if acting is None or not may_list_requests(acting):
        raise PermissionDenied
    return acting


def _chosen(request: HttpRequest) -> tuple[RequestFilter, dict[str, Any], str]:
    form = RequestFilter(request.GET or None)
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    part = request.GET.get("lijst", "")
    part = part if part in PARTS else queries.OPEN
    wanted = {"part": part, "kind": data.get("soort", ""), "search": data.get("q", "")}
    if request.GET.get("termijn") == "laat":
        wanted["late_on"] = clock.today()
    return form, wanted, part


@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """What is due first stands first."""
    acting = _acting(request)
    form, wanted, part = _chosen(request)
    today = clock.today()
    page = Paginator(queries.requests(acting, **wanted), PAGE).get_page(request.GET.get("page"))
    figures = queries.figures(acting, today)
    labels = {queries.OPEN: _("Open"), queries.DONE: _("Answered"), queries.EVERYTHING: _("All")}
    context = {
        "form": form,
        "page_obj": page,
        "rows": queries.rows(page.object_list, today),
        "part": part,
        "tabs": [{"label": labels[tab], "url": f"?lijst={tab}", "current": tab == part} for tab in PARTS],
        "kpis": [
            {"value": figures["late"], "label": _("late"), "url": "?termijn=laat"},
            {"value": figures["week"], "label": _("due within 7 days")},
            {"value": figures["open"], "label": _("open requests"), "url": "?lijst=open"},
        ],
        "filtered": bool(wanted["kind"] or wanted["search"] or "late_on" in wanted),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "werkcentrum/rights/list.html", context)


@require_safe
def requests_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as a table: no name, no text."""
    acting = _acting(request)
    _form, wanted, part = _chosen(request)
    rows = queries.rows(queries.requests(acting, **wanted), clock.today())
    worklist.record_export(len(rows), tab=f"verzoeken-{part}", by=acting, at=clock.now())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verzoeken-{clock.today():%Y-%m-%d}.csv"'
    out = csv.writer(response, lineterminator="\r\n")
    out.writerow(["nummer", "soort", "ontvangen", "uiterlijk", "stand", "besluit", "vraag"])
    for row in rows:
        out.writerow([row.number, row.kind, row.received, row.due, row.state, row.decision, row.reference])
    return response


@never_cache
def new_request(request: HttpRequest) -> HttpResponse:
    """Write down a request that did not come through the own page."""
    acting = _acting(request)
    form = RequestForm(
        request.POST or None,
        initial={
            "received_on": clock.today(),
            "form_key": secrets.new_token(),
            "reference": request.GET.get("vraag", "")[:16],
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter(**form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Written down. The term counts from the day on which it came in."))
            return redirect("werkcentrum:request", pk=made.pk)
    return render(
        request,
        "werkcentrum/rights/new.html",
        {"form": form, "only_own": not acting.has("verzoek.all")},
        status=422 if form.errors else 200,
    )


@require_safe
@never_cache
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, by when, what happened, and what can be done now."""
    acting = _acting(request)
    return _page(request, found(queries.request_of(acting, pk)), {})


def _forms(verzoek: Verzoek, bound: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """The acts that are possible now, each with its form."""
    state = queries.state(verzoek)
    possible: dict[str, Callable[[], forms.Form]] = {}
    if state in (State.IDENTITY, State.DECIDE) and verzoek.zaak_id and not verzoek.identity:
        possible["identiteit"] = IdentityForm
    if state in (State.IDENTITY, State.DECIDE):
        possible["besluiten"] = DecideForm
        if may_extend(day_of(verzoek.received_at), clock.today(), extended=verzoek.extended):
            possible["verlengen"] = ExtendForm
    if state == State.CARRY_OUT:
        possible["uitvoeren"] = lambda: CarryOutForm(kind=verzoek.kind)
    return {name: bound.get(name) or make() for name, make in possible.items()}


def _page(
    request: HttpRequest,
    verzoek: Verzoek,
    bound: dict[str, forms.Form],
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    words = queries.words_of(verzoek)
    context = {
        "verzoek": verzoek,
        "row": queries.rows([verzoek], clock.today())[0],
        "asked": words.get("vraag", ""),
        "explained": words.get("uitleg", ""),
        "events": queries.timeline(verzoek),
        "acts": _forms(verzoek, bound),
        "bad_forms": list(bound.values()),
        "problem": problem,
        "is_copy": verzoek.kind in ABOUT_A_COPY,
        "may_copy": services.granted_for_copy(verzoek),
        "erases": verzoek.kind == Rechtenverzoek.WISSEN,
        "stays": letters.what_stays(),
        "carry_words": _carry_words(verzoek.kind),
    }
    return render(request, "werkcentrum/rights/request.html", context, status=status)


def _carry_words(kind: str) -> tuple[str, str]:
    """What carrying out means, and the words of its button."""
    return {
        Rechtenverzoek.INZAGE.value: (
            _("Give the copy to the person, then close the request."),
            _("The copy was given"),
        ),
        Rechtenverzoek.MEENEMEN.value: (
            _("Give the file to the person, then close the request."),
            _("The file was given"),
        ),
        Rechtenverzoek.VERBETEREN.value: (
            _("The guide corrects the data in the question. Then close the request."),
            _("Close the request"),
        ),
        Rechtenverzoek.WISSEN.value: (
            _("Everything that the person told us is erased at once. Nobody can bring it back."),
            _("Erase now"),
        ),
        Rechtenverzoek.BEPERKEN.value: (
            _(
                "Nobody works on the question any more and nothing is erased, for a year or until you lift it."
            ),
            _("Restrict now"),
        ),
        Rechtenverzoek.BEZWAAR.value: (
            _(
                "Work on the question stops, every sharing ends, and the short term for withdrawn questions begins."
            ),
            _("Stop now"),
        ),
    }[kind]


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act; a refusal is shown at its form and keeps what was typed."""
    acting = _acting(request)
    verzoek = found(queries.request_of(acting, pk))
    at = clock.now()
    acts: dict[str, tuple[forms.Form, Callable[..., Any], str]] = {
        "identiteit": (IdentityForm(request.POST), services.establish, _("Written down.")),
        "verlengen": (ExtendForm(request.POST), services.extend, _("Extended. Send the letter today.")),
        "besluiten": (DecideForm(request.POST), services.decide, _("Decided. It stands on the own page.")),
        "uitvoeren": (CarryOutForm(request.POST, kind=verzoek.kind), carry_out, _("Done.")),
    }
    if act not in acts:
        raise Http404
    form, service, done = acts[act]
    problem = ""
    if form.is_valid():
        try:
            service(verzoek.pk, **form.cleaned_data, by=acting, at=at)
        except RuleError as error:
            refuse(form, error)
            problem = error.message
        else:
            messages.success(request, done)
            return redirect("werkcentrum:request", pk=pk)
    return _page(request, found(queries.request_of(acting, pk)), {act: form}, problem=problem, status=422)


@never_cache
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy to read and print; as a file with POST. Making it is a line that the person can see."""
    acting = _acting(request)
    verzoek = found(queries.request_of(acting, pk))
    if not services.granted_for_copy(verzoek) or verzoek.zaak is None:
        raise Http404
    typed = (request.POST if request.method == "POST" else request.GET).getlist("zonder")
    asked = {int(key) for key in typed if key.isdigit()}
    written = access_copy.additions(verzoek.zaak, asked)
    left_out = [row.pk for row in written if row.left_out]
    at = clock.now()
    as_file = request.method == "POST"
    with transaction.atomic():
        data = access_copy.full_copy(verzoek.zaak, at=at, left_out=left_out)
        services.give_copy(pk, form="bestand" if as_file else "pagina", left_out=left_out, by=acting, at=at)
    if as_file:
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="{verzoek.number}.json"'
        return response
    return render(
        request,
        "werkcentrum/rights/copy.html",
        {"verzoek": verzoek, "copy": data, "written": written, "left_out": left_out},
    )


@require_safe
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter that fits now, in the language of the person; name and address are written on the paper."""
    acting = _acting(request)
    verzoek = found(queries.request_of(acting, pk))
    language = request.GET.get("taal", "")
    if language not in letters.LANGUAGES:
        own = verzoek.zaak.language if verzoek.zaak else "nl"
        language = "nl" if own in ("nl", "") else "en"
    with translation.override(language):
        made = letters.letter_for(verzoek)
    context = {
        "verzoek": verzoek,
        "letter": made,
        "language": language,
        "other": "en" if language == "nl" else "nl",
        "today": clock.today(),
    }
    return render(request, "werkcentrum/rights/letter.html", context)
