# SPDX-License-Identifier: EUPL-1.2
"""Pages of another counter: type a question for somebody, and see how what was entered stands."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries

from ..forms.entered import EnteredFilter, EnterForm
from ..queries import entered as queries
from ..queries.danger import danger_helps, danger_texts
from ..queries.entered import Wanted
from ..queries.intake import language_name, promise
from ..services import entered as services
from ..services import wegwijzer
from ..services.intake import NewQuestion
from ..terms import Vrager
from .access import acting_with, found, refuse

PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the question of somebody who sits beside you. Numbers for danger go before saving."""
    acting = acting_with(request, "loket.enter")
    gemeenten = regio_queries.gemeenten_of(acting.regio, on=clock.today())
    if request.method != "POST":
        return _form_page(request, EnterForm(gemeenten=gemeenten), secrets.new_token())
    form_key = request.POST.get("form_key", "")[:64] or secrets.new_token()
    form = EnterForm(request.POST, gemeenten=gemeenten)
    if not form.is_valid():
        return _form_page(request, form, form_key)
    data = form.cleaned_data
    kinds = wegwijzer.bare_router().danger(data["vraag"])
    if kinds and request.POST.get("gezien") != _seen(data["vraag"]):
        return _form_page(request, form, form_key, danger=kinds.kinds)
    question = NewQuestion(
        vraag=data["vraag"],
        language=data["taal"],
        asker=data["vrager"] or Vrager.INWONER,
        gemeente=data["gemeente"],
        reach_by=data["weg"],
        phone=data["telefoon"],
        email=data["email"],
        first_name=data["voornaam"],
    )
    try:
        left = services.enter_question(
            question, told=data["told"], form_key=form_key, by=acting, at=clock.now()
        )
    except RuleError as error:
        names = {"phone": "telefoon", "first_name": "voornaam", "reach_by": "weg"}
        refuse(form, RuleError(error.message, field=names.get(error.field or "", error.field)))
        return _form_page(request, form, form_key)
    context = {
        "zaak": left.zaak,
        "code": left.code,
        "promise": promise(left.zaak),
        "language_name": language_name(left.zaak.language),
    }
    return render(request, "werkcentrum/entered/done.html", context)


def _seen(text: str) -> str:
    """A sign that the numbers were shown for exactly these words; another question shows them again."""
    return secrets.keyed_hash(text, purpose="danger-seen")


def _form_page(
    request: HttpRequest, form: EnterForm, form_key: str, *, danger: tuple[str, ...] = ()
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "form_key": form_key}
    if danger:
        language = form.cleaned_data["taal"]
        context |= {
            "t": danger_texts(language),
            "helps": danger_helps(language, danger)[:3],
            "gezien": _seen(form.cleaned_data["vraag"]),
        }
    return render(request, "werkcentrum/entered/enter.html", context, status=422 if form.errors else 200)


def _wanted(request: HttpRequest) -> tuple[EnteredFilter, Wanted]:
    form = EnteredFilter(request.GET or None)
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    return form, Wanted(
        query=data.get("q", ""),
        status=data.get("status", ""),
        since=data.get("vanaf"),
        sort=data.get("sort", "") or "nieuwste",
    )


@never_cache
@require_safe
def entered(request: HttpRequest) -> HttpResponse:
    """What this organisation entered, and how it stands."""
    acting = acting_with(request, "loket.entered")
    form, wanted = _wanted(request)
    keys, states = queries.list_entered(acting, wanted)
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": queries.rows(list(page.object_list), states, on=clock.today()),
        "count": len(keys),
        "searched": bool(wanted.query or wanted.status or wanted.since),
        "may_enter": acting.has("loket.enter"),
        "organisation": acting.partij.naam,
        "export_query": request.GET.urlencode(),
    }
    return render(request, "werkcentrum/entered/list.html", context)


@never_cache
@require_safe
def entered_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table."""
    acting = acting_with(request, "loket.entered")
    _form, wanted = _wanted(request)
    today = clock.today()
    with transaction.atomic():
        keys, states = queries.list_entered(acting, wanted)
        rows = queries.rows(keys, states, on=today)
        services.record_export(len(rows), by=acting, at=clock.now())
    return _csv(rows, f"ingevoerde-vragen-{today:%Y-%m-%d}.csv")


def _csv(rows: list[queries.Row], filename: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["nummer", "ingevoerd op", "status", "bij organisatie"])
    for row in rows:
        writer.writerow([row.reference, row.entered_on.isoformat(), row.status, row.organisation])
    return response


@never_cache
@require_safe
def entered_one(request: HttpRequest, reference: str) -> HttpResponse:
    """The steps of one question in words; nothing of what was asked."""
    acting = acting_with(request, "loket.entered")
    zaak = found(queries.entered_one(acting, reference))
    (row,) = queries.rows([zaak.pk], queries.statuses([zaak.pk]), on=clock.today())
    context = {"row": row, "steps": queries.steps(zaak), "regio": acting.regio}
    return render(request, "werkcentrum/entered/one.html", context)
