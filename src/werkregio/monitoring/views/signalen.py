# SPDX-License-Identifier: EUPL-1.2
"""Signals: list, form, page with the next step, export, and the report of dead ends as a signal."""

import csv
import json
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.design import documents
from werkregio.design.document_parts import page_html
from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.signalen import CloseForm, PassForm, ReplyForm, SignaalForm
from ..queries import signalen as queries
from ..rules.signal_states import FIXED, may_follow
from ..services import signalen as services
from ..terms import SignaalStaat
from .access import acting_with, found, refuse

_FORMS: dict[str, type[Form]] = {
    "doorgeven": PassForm,
    "antwoord": ReplyForm,
    "sluiten": CloseForm,
}
_STATE = {
    "delen": SignaalStaat.AMBTELIJK_GEDEELD,
    "beraad": SignaalStaat.IN_BERAAD,
    "doorgeven": SignaalStaat.DOORGEGEVEN,
    "antwoord": SignaalStaat.BEANTWOORD,
    "sluiten": SignaalStaat.GESLOTEN,
}
_ACTS: dict[str, Any] = {
    "delen": services.share,
    "beraad": services.bring_to_beraad,
    "doorgeven": services.pass_on,
    "antwoord": services.note_answer,
    "sluiten": services.close,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All signals that somebody may read."""
    acting = acting_with(request, "beraad.read")
    state, search = request.GET.get("stand", ""), request.GET.get("zoek", "").strip()
    state = state if state in SignaalStaat.values else ""
    context = {
        "rows": queries.signalen(acting, state=state, search=search),
        "state": state,
        "search": search,
        "states": SignaalStaat.choices,
        "may_write": acting.has("signaal.write"),
    }
    return render(request, "monitoring/signalen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new signal, or the words of one that is not with the Beraad yet."""
    acting = acting_with(request, "signaal.write")
    row = found(queries.signaal_for(acting, pk)) if pk is not None else None
    initial = {name: getattr(row, name) for name in SignaalForm.base_fields} if row else {}
    form = SignaalForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = services.Told(**form.cleaned_data)
        try:
            if row is None:
                made = services.draft(told, by=acting, at=clock.now())
            else:
                made = services.change(row.pk, told, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("monitoring:signaal", pk=made.pk)
    return render(
        request, "monitoring/write.html", {"form": form, "signaal": row}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One signal; a POST takes the step that is named in `act`."""
    acting = acting_with(request, "beraad.read")
    row = found(queries.signaal_for(acting, pk))
    act = request.POST.get("act", "")
    writes = acting.has("signaal.write")
    possible = [name for name, state in _STATE.items() if writes and may_follow(row.state, state)]
    shown = {
        name: kind(request.POST if name == act else None, prefix=name)
        for name, kind in _FORMS.items()
        if name in possible
    }
    if request.method == "POST":
        if not writes or act not in _ACTS:
            raise Http404
        form = shown.get(act)
        if form is None or form.is_valid():
            try:
                _ACTS[act](row.pk, **(form.cleaned_data if form else {}), by=acting, at=clock.now())
            except RuleError as error:
                if form is None:
                    messages.error(request, error.message)
                    return redirect("monitoring:signaal", pk=pk)
                refuse(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("monitoring:signaal", pk=pk)
    groups, sectors = queries.labels(row)
    context = {
        "signaal": row,
        "groups": groups,
        "sectors": sectors,
        "forms": shown,
        "form": shown.get(act),
        "may_share": "delen" in possible,
        "may_bring": "beraad" in possible,
        "may_change": writes and row.state not in FIXED,
        "steps": row.stappen.all(),
    }
    failed = bool(shown.get(act) and shown[act].errors)
    return render(request, "monitoring/signaal.html", context, status=422 if failed else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Signals with a decision of the Beraad: `?vorm=json`, `csv` or `pdf`; a table when nothing is asked."""
    form = request.GET.get("vorm", "csv")
    acting = acting_with(request, "beraad.read")
    rows = queries.exportable(acting)
    name = f"signalen-{acting.regio.code}-{clock.today()}.{form}"
    if form == "json":
        response: HttpResponse = JsonResponse({"signalen": [queries.fields_of(row) for row in rows]})
    elif form == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        writer = csv.writer(response, delimiter=";")
        for place, row in enumerate(rows):
            fields = queries.fields_of(row)
            if place == 0:
                writer.writerow(fields)
            writer.writerow([json.dumps(v) if isinstance(v, list) else v for v in fields.values()])
    elif form == "pdf":
        document = queries.document_of(rows, acting.regio.naam)
        try:
            content = documents.pdf(page_html(document), title=document.title, language=document.language)
        except RuleError as error:
            messages.error(request, error.message)
            return redirect("monitoring:signalen")
        response = HttpResponse(content, content_type="application/pdf")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def dead_ends(request: HttpRequest) -> HttpResponse:
    """The month report of dead ends becomes a signal in one act."""
    acting = acting_with(request, "signaal.write")
    try:
        made = services.from_dead_ends(request.POST.get("maand", ""), by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
        return redirect("monitoring:signalen")
    return redirect("monitoring:signaal", pk=made.pk)
