# SPDX-License-Identifier: EUPL-1.2
"""The combination calculator. Stateless (ruling A7): what is typed is not stored, not logged, in no address."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from werkregio.foundation import clock
from werkregio.foundation.stateless import stateless_post
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.queries import gemeenten_of

from ..forms.calculator import GROUPS, CalculatorForm
from ..permissions.zaak import may_read_zaak
from ..queries.calculation import csv_rows, reckon, shown
from ..queries.zaak import zaak_by_reference
from ..services import stand
from .access import acting_with, found
from .directory import region_of


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@stateless_post
def calculator(request: HttpRequest) -> HttpResponse:
    """For everybody: fill in, see what may be possible, change it, take it along."""
    return _answer(request, region_of(request), {"shell": "design/page.html"})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calculator_in_case(request: HttpRequest, reference: str) -> HttpResponse:
    """For a guide beside a case: the same, and nothing of it comes into the case. The page reads no file."""
    acting = acting_with(request, "zaak.read")
    zaak = found(zaak_by_reference(acting, reference))
    if not may_read_zaak(acting, zaak):
        raise Http404
    return _answer(request, acting.regio, {"shell": "design/workspace.html", "zaak": zaak})


def _answer(request: HttpRequest, regio: Arbeidsmarktregio, page: dict[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, _form(regio), page)
    data, problem = request.POST, ""
    if "stand" in data:
        try:
            typed = QueryDict(stand.unpack(data["stand"])["typed"])
        except (stand.StandError, KeyError, TypeError, AttributeError):
            problem = _("This page was open too long. Please fill it in again.")
            return _form_page(request, _form(regio), {**page, "problem": problem})
        if "aanpassen" in data:
            # An unbound form with what was typed: nothing is called wrong before it is sent.
            first = {name: typed.getlist(name) if name == "doelgroep" else typed[name] for name in typed}
            return _form_page(request, _form(regio, initial=first), page)
    else:
        typed = data
    form = _form(regio, typed)
    if not form.is_valid():
        return _form_page(request, form, page)
    answer, known = reckon(regio, form.question())
    language = get_language() or "nl"
    code = form.cleaned_data["gemeente"]
    gemeente = dict(_gemeenten(regio)).get(code, "")
    told = shown(answer, known, language, gemeente)
    if "csv" in data:
        return _file(csv_rows(told))
    packed = _packed(form)
    context = {
        **page,
        "answer": told,
        "question": answer.question,
        "groups": [label for value, label in GROUPS if value in answer.question.groups],
        "gemeente": gemeente,
        "stand": packed,
        "language_posts": {"stand": packed, "language": "1"},
    }
    return render(request, "werkcentrum/calculator/result.html", context)


def _gemeenten(regio: Arbeidsmarktregio) -> list[tuple[str, str]]:
    return [(row.gm_code, row.naam) for row in gemeenten_of(regio, on=clock.today())]


def _form(
    regio: Arbeidsmarktregio, data: QueryDict | None = None, initial: dict[str, Any] | None = None
) -> CalculatorForm:
    return CalculatorForm(data, initial=initial, gemeenten=_gemeenten(regio), today=clock.today())


def _packed(form: CalculatorForm) -> str:
    """Only the fields of the form travel on, as they were typed."""
    typed = QueryDict(mutable=True)
    for name in form.fields:
        typed.setlist(name, form.data.getlist(name))  # type: ignore[attr-defined]
    return stand.pack({"typed": typed.urlencode()})


def _form_page(request: HttpRequest, form: CalculatorForm, page: dict[str, Any]) -> HttpResponse:
    context = {**page, "form": form}
    if form.is_bound:
        # The language bar posts what was typed again, mistakes and all.
        context["language_posts"] = {"stand": _packed(form), "language": "1"}
    return render(request, "werkcentrum/calculator/form.html", context, status=422 if form.errors else 200)


def _file(rows: list[list[str]]) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    # The mark at the start tells spreadsheet programs that the file is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rekenhulp.csv"'
    return response
