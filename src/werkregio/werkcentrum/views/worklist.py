# SPDX-License-Identifier: EUPL-1.2
"""The worklist of a guide, the same as a table without personal data, and a question typed for somebody."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

from ..forms.worklist import NewZaakForm, WorklistFilter
from ..queries import worklist as queries
from ..queries.appointments import lokets_for
from ..queries.worklist import TABS, Filter
from ..queries.zaak import zaak_by_reference
from ..queries.zaak_page import suggested
from ..rules.answer import Answer
from ..services import intake, wegwijzer
from ..services import worklist as services
from ..services import zaak as zaak_services
from ..terms import Kanaal
from .access import acting_with, found

PAGE = 25


def _wanted(request: HttpRequest, acting: Acting) -> tuple[WorklistFilter, Filter]:
    """The filter of the address; a wrong choice is shown at its field and left out."""
    form = WorklistFilter(
        request.GET or None, gemeenten=regio_queries.gemeenten_now(acting.regio, on=clock.today())
    )
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    tab = request.GET.get("lijst", "")
    return form, Filter(
        tab=tab if tab in TABS else TABS[0],
        query=data.get("q", ""),
        status=data.get("status", ""),
        gemeente=data.get("gemeente", ""),
        sort=data.get("sort", ""),
        due=request.GET.get("termijn", ""),
    )


@require_safe
@never_cache
def worklist(request: HttpRequest) -> HttpResponse:
    """Which questions wait, whose turn it is, and by when."""
    acting = acting_with(request, "zaak.list")
    form, wanted = _wanted(request, acting)
    today = clock.today()
    result = queries.worklist(acting, wanted, today=today)
    page = Paginator(result.keys, PAGE).get_page(request.GET.get("page"))
    language = get_language() or "nl"
    rows = queries.rows(
        acting,
        list(page.object_list),
        result.states,
        language=language,
        today=today,
        searched=bool(wanted.query),
    )
    context = {
        "form": form,
        "wanted": wanted,
        "rows": rows,
        "page_obj": page,
        "count": len(result.keys),
        "capped": result.capped,
        "most_searched": queries.MOST_SEARCHED,
        "kpis": _kpis(result.kpis, wanted.tab),
        "tabs": _tabs(result.tabs, wanted.tab),
        "today": today,
        "may_open": acting.has("zaak.open"),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "werkcentrum/worklist/worklist.html", context)


def _kpis(figures: dict[str, int], tab: str) -> list[dict[str, Any]]:
    return [
        {
            "value": figures["late"],
            "label": _("late"),
            "note": _("do this first"),
            "url": f"?lijst={tab}&termijn=laat",
        },
        {
            "value": figures["week"],
            "label": _("this week"),
            "note": _("next step"),
            "url": f"?lijst={tab}&termijn=week",
        },
        {"value": figures["open"], "label": _("running questions"), "url": f"?lijst={tab}"},
        {
            "value": figures["after_care"],
            "label": _("after-care"),
            "note": _("ask whether it worked out"),
            "url": f"?lijst={tab}&status=nazorg",
        },
    ]


def _tabs(counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    labels = {"mijn": _("My questions"), "vrij": _("With nobody"), "regio": _("Whole region")}
    return [
        {"label": labels[tab], "count": counts[tab], "url": f"?lijst={tab}", "current": tab == current}
        for tab in TABS
    ]


@require_safe
@never_cache
def worklist_csv(request: HttpRequest) -> HttpResponse:
    """The list as a table: numbers, codes and days; no name, no contact, no question."""
    acting = acting_with(request, "zaak.list")
    _form, wanted = _wanted(request, acting)
    today = clock.today()
    with transaction.atomic():
        result = queries.worklist(acting, wanted, today=today)
        rows = queries.rows(
            acting, result.keys, result.states, language=get_language() or "nl", today=today, searched=False
        )
        services.record_export(len(rows), tab=wanted.tab, by=acting, at=clock.now())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="werklijst-{today:%Y-%m-%d}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["nummer", "gemeente", "status", "behoeften", "uiterlijk", "dagen te laat"])
    for row in rows:
        writer.writerow(
            [
                row.reference,
                row.gemeente,
                row.status,
                " ".join(row.needs),
                row.due.isoformat() if row.due else "",
                max(0, (today - row.due).days) if row.due else "",
            ]
        )
    return response


@require_POST
def zaak_take(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a question that is with nobody."""
    acting = acting_with(request, "zaak.write")
    zaak = found(zaak_by_reference(acting, reference))
    try:
        services.take(zaak.pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
        return redirect("werkcentrum:worklist")
    messages.success(request, _("This question is yours now."))
    return redirect("werkcentrum:zaak", reference=zaak.reference)


@never_cache
def new_zaak(request: HttpRequest) -> HttpResponse:
    """Type a question for somebody on the phone or at the counter; see suggestions before saving."""
    acting = acting_with(request, "zaak.open")
    if request.method != "POST":
        asked = request.GET.get("kanaal", "")
        initial = {"kanaal": asked} if asked in Kanaal.values else None
        return _new_page(request, acting, _new_form(acting, initial=initial), secrets.new_token(), None)
    form_key = request.POST.get("form_key", "")[:64] or secrets.new_token()
    text = request.POST.get("vraag", "")
    answer = _answer(acting, text, request.POST) if text.strip() else None
    form = _new_form(acting, request.POST, answer)
    if not form.is_valid() or request.POST.get("act") == "suggest":
        if request.POST.get("act") == "suggest" and "vraag" not in form.errors:
            # Only suggestions were asked for: what is not filled in yet is no mistake.
            form = _new_form(acting, None, answer, initial=request.POST.dict())
        return _new_page(request, acting, form, form_key, answer)
    data = form.cleaned_data
    question = intake.NewQuestion(
        vraag=data["vraag"],
        language=data["taal"],
        asker=data["vrager"],
        gemeente=data["gemeente"],
        reach_by=data["weg"],
        phone=data["telefoon"],
        email=data["email"],
        first_name=data["voornaam"],
        name=data["naam"],
        channel=data["kanaal"],
    )
    try:
        left = intake.open_zaak(
            acting.regio,
            question,
            told=data["told"],
            answer=answer,
            chosen=data.get("need", ""),
            form_key=form_key,
            by=acting,
            at=clock.now(),
        )
    except RuleError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return _new_page(request, acting, form, form_key, answer)
    if left.code is None:
        messages.info(request, _("This question was saved before. It is on your list once."))
        return redirect("werkcentrum:zaak", reference=left.zaak.reference)
    context = {"zaak": left.zaak, "code": left.code, "new": True}
    if left.zaak.channel == Kanaal.INLOOP:
        # Somebody stands at the counter: one click puts them on the list of today.
        context["walk_in_lokets"] = lokets_for(acting)
    return render(request, "werkcentrum/zaak/code.html", context)


def _answer(acting: Acting, text: str, data: Any) -> Answer | None:
    question = intake.NewQuestion(
        vraag=text[: zaak_services.LONGEST_QUESTION],
        language=data.get("taal", "nl"),
        asker=data.get("vrager", ""),
        gemeente=data.get("gemeente", ""),
    )
    return intake.route(acting.regio, question)


def _new_form(
    acting: Acting, data: Any = None, answer: Answer | None = None, initial: dict[str, Any] | None = None
) -> NewZaakForm:
    codes = [need.code for need in answer.needs[:3]] if answer else []
    return NewZaakForm(
        data,
        initial=initial,
        gemeenten=regio_queries.gemeenten_of(acting.regio, on=clock.today()),
        language=get_language() or "nl",
        suggested=codes,
    )


def _new_page(
    request: HttpRequest, acting: Acting, form: NewZaakForm, form_key: str, answer: Answer | None
) -> HttpResponse:
    text = request.POST.get("vraag", "")
    danger = bool(text and wegwijzer.bare_router().danger(text))
    context = {
        "form": form,
        "form_key": form_key,
        "suggestions": suggested(answer, get_language() or "nl"),
        "danger": danger,
    }
    status = 422 if form.errors else 200
    return render(request, "werkcentrum/worklist/new.html", context, status=status)
