# SPDX-License-Identifier: EUPL-1.2
"""Consultations for staff and geledingen: make, open, codes, close, what was done with each input, tell back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms import consultatie as forms
from ..models import Consultatie
from ..queries import consultatie as queries
from ..services import consultatie as services
from ..terms_consulting import ConsultatieStaat
from .access import acting_with, found, refuse

_RIGHTS = ("consultatie.write", "raadpleging.write")
Acting = Any


@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest) -> HttpResponse:
    """The consultations that somebody handles."""
    acting = acting_with(request, *_RIGHTS)
    state, search = request.GET.get("stand", ""), request.GET.get("zoek", "").strip()
    state = state if state in ConsultatieStaat.values else ""
    rows = queries.consultaties(acting, state=state, search=search)
    context = {"rows": rows, "state": state, "search": search, "states": ConsultatieStaat.choices}
    return render(request, "beraad/consultatie/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a consultation; open or anonymous is chosen here."""
    acting = acting_with(request, *_RIGHTS)
    form = forms.StartForm(request.POST or None, initial={"opens_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.start(services.Draft(**form.cleaned_data), [], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Made. Add the questions."))
            return redirect("beraad:consultatie", pk=row.pk)
    return render(request, "beraad/consultatie/new.html", {"form": form}, status=422 if form.errors else 200)


def _question(typed: dict[str, Any]) -> services.Question:
    nl = typed.pop("keuzes_nl").splitlines()
    en = typed.pop("keuzes_en").splitlines()
    nl, en = [x for x in nl if x.strip()], [x for x in en if x.strip()]
    pairs = [(text, en[place] if place < len(en) else "") for place, text in enumerate(nl)]
    return services.Question(keuzes=pairs, **typed)


def _forms(row: Consultatie, act: str, request: HttpRequest) -> dict[str, Form]:
    """The forms that the state of a consultation allows; the one that was sent holds what was typed."""
    kinds: dict[str, type[Form]] = {}
    if row.state == ConsultatieStaat.CONCEPT:
        kinds["vraag"] = forms.QuestionForm
    if row.toegang == "code" and row.state in (ConsultatieStaat.CONCEPT, ConsultatieStaat.OPEN):
        kinds["codes"] = forms.CodesForm
    if row.state in (ConsultatieStaat.OPEN, ConsultatieStaat.GESLOTEN):
        kinds["inbreng"] = forms.InputForm
    if row.state == ConsultatieStaat.GESLOTEN:
        kinds["terugkoppelen"] = forms.TellBackForm
    return {name: kind(request.POST if name == act else None, prefix=name) for name, kind in kinds.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one consultation; each form says in `act` what it asks."""
    acting = acting_with(request, *_RIGHTS)
    row = found(queries.consultatie_for(acting, pk))
    act = request.POST.get("act", "")
    made = _forms(row, act, request)
    codes: list[str] = []
    status = 200
    if request.method == "POST":
        form = made.get(act)
        try:
            if act in ("openen", "sluiten"):
                _step(act, row, acting)
                return redirect("beraad:consultatie", pk=pk)
            if form is None:
                raise Http404
            if form.is_valid():
                codes = _do(act, row, form.cleaned_data, acting)
                if not codes:
                    messages.success(request, _("Saved."))
                    return redirect("beraad:consultatie", pk=pk)
                made = _forms(row, "", request)
            else:
                status = 422
        except RuleError as error:
            status = 422
            if form is None:
                messages.error(request, error.message)
            else:
                refuse(form, error)
    context = {
        "consultatie": row,
        "questions": row.vragen.all(),
        "forms": made,
        "form": made.get(act),
        "codes": codes,
        "number_of_codes": row.codes.count(),
        "inputs": row.inbreng.all(),
        "results": queries.results(row) if row.state != ConsultatieStaat.CONCEPT else None,
        "limit": acting.regio.publishing_limit,
    }
    return render(request, "beraad/consultatie/page.html", context, status=status)


def _step(act: str, row: Consultatie, acting: Acting) -> None:
    step = services.open_consultatie if act == "openen" else services.close
    step(row.pk, by=acting, at=clock.now())


def _do(act: str, row: Consultatie, typed: dict[str, Any], acting: Acting) -> list[str]:
    at = clock.now()
    if act == "vraag":
        services.add_question(row.pk, _question(typed), by=acting, at=at)
    elif act == "codes":
        return services.make_codes(row.pk, typed["number"], by=acting, at=at)
    elif act == "inbreng":
        services.note_input(row.pk, tekst=typed["tekst"], by=acting, at=at)
    else:
        services.tell_back(row.pk, **typed, by=acting, at=at)
    return []


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, inbreng: str) -> HttpResponse:
    """What was done with one input."""
    acting = acting_with(request, *_RIGHTS)
    row = found(queries.consultatie_for(acting, pk))
    input_ = found(row.inbreng.filter(pk=inbreng).first())
    initial = {
        name: getattr(input_, name)
        for name in forms.DecideForm.base_fields
        if getattr(input_, name) != "nieuw"
    }
    form = forms.DecideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_input(row.pk, inbreng, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("beraad:consultatie", pk=pk)
    context = {"form": form, "consultatie": row, "input": input_}
    return render(request, "beraad/consultatie/decide.html", context, status=422 if form.errors else 200)
