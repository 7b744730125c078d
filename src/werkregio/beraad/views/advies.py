# SPDX-License-Identifier: EUPL-1.2
"""The zwaarwegend advies: list, page, document, the steps of Beraad and college."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.design.document_parts import body_html
from werkregio.foundation import clock, kept_files
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.advies import AdviesForm, AnswerForm
from ..models import Besluit
from ..permissions import consulting as permissions
from ..queries import advies as queries
from ..rules.advies_states import may_follow
from ..services import advies as services
from ..terms_consulting import AdviesStaat
from .access import acting_with, found, refuse
from .document_answers import FORMS, document_response

_READERS = ("beraad.read", "advies.read", "advies.write")
_STEPS: dict[str, Callable[..., object]] = {
    "aanbieden": services.send_advies,
    "in-behandeling": services.take_up,
    "teruggekoppeld": services.report_back,
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was advised and what the college made of it."""
    acting = acting_with(request, *_READERS)
    state = request.GET.get("stand", "")
    state = state if state in AdviesStaat.values else ""
    context = {
        "rows": queries.adviezen(acting, state=state),
        "without": queries.without_advies(acting),
        "states": AdviesStaat.choices,
        "state": state,
    }
    return render(request, "beraad/advies/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, besluit: int) -> HttpResponse:
    """Write the words around a decision."""
    acting = acting_with(request, "advies.write")
    row = found(Besluit.objects.filter(pk=besluit, regio_id=acting.regio_id).first())
    before = getattr(row, "advies", None)
    initial = {
        "toelichting": before.toelichting if before else "",
        "begrotingsregel": before.begrotingsregel if before else "",
        "minderheid": before.minderheid if before else queries.minority_view(row),
    }
    form = AdviesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_advies(row.pk, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("beraad:advies", pk=made.pk)
    context = {"form": form, "besluit": row, "amount": queries.amount_in_words(row.amount)}
    return render(request, "beraad/advies/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def advies(request: HttpRequest, pk: int) -> HttpResponse:
    """The document, its road, and the form of the college. A POST records the answer of the college."""
    acting = acting_with(request, *_READERS)
    row = found(queries.advies_for(acting, pk))
    decides = permissions.may_decide_advies(acting, row, on=clock.today())
    form = None
    if decides and row.state == AdviesStaat.IN_BEHANDELING:
        form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _answered(request, acting, row.pk, form):
            return redirect("beraad:advies", pk=pk)
    context = {
        "advies": row,
        "form": form,
        "body": body_html(queries.document_of(row), with_title=False),
        "title": queries.document_of(row).title,
        "steps": row.stappen.all(),
        "acts": _acts(acting, row, decides=decides),
        "may_write": permissions.may_write_advies(acting, row.regio_id)
        and row.state == AdviesStaat.OPGESTELD,
    }
    return render(request, "beraad/advies/page.html", context, status=422 if form and form.errors else 200)


def _answered(request: HttpRequest, acting: Acting, pk: int, form: AnswerForm) -> bool:
    typed = dict(form.cleaned_data)
    document = typed.pop("document")
    answer = services.Answer(**typed, filename=document.name, content=document.read())
    try:
        services.record_answer(pk, answer, by=acting, at=clock.now())
    except RuleError as error:
        refuse(form, error)
        return False
    messages.success(request, _("Recorded. It comes on the agenda of the next meeting of the Beraad."))
    return True


def _acts(acting: Acting, row: Any, *, decides: bool) -> list[tuple[str, str]]:
    acts = []
    if permissions.may_send_advies(acting, row) and may_follow(row.state, AdviesStaat.AANGEBODEN):
        acts.append(("aanbieden", _("Send to the college")))
    if decides and may_follow(row.state, AdviesStaat.IN_BEHANDELING):
        acts.append(("in-behandeling", _("The college takes it up")))
    if acting.has("advies.record") and may_follow(row.state, AdviesStaat.TERUGGEKOPPELD):
        acts.append(("teruggekoppeld", _("The Beraad heard the answer")))
    return acts


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step on the road of an advice."""
    acting = acting_with(request, *_READERS)
    row = found(queries.advies_for(acting, pk))
    try:
        found(_STEPS.get(act))(row.pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saved."))
    return redirect("beraad:advies", pk=pk)


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The advice as a file, or the document of the college."""
    acting = acting_with(request, *_READERS)
    row = found(queries.advies_for(acting, pk))
    if form == "college":
        if not row.document_sha256:
            raise Http404
        response = HttpResponse(kept_files.read(row.document_sha256), content_type=row.document_type)
        ending = row.document_name.rsplit(".", 1)[-1]
        response["Content-Disposition"] = f'attachment; filename="besluit-college-{row.pk}.{ending}"'
        return response
    if form not in FORMS:
        raise Http404
    try:
        return document_response(queries.document_of(row), form)
    except RuleError as error:
        messages.error(request, error.message)
        return redirect("beraad:advies", pk=pk)


def panel(besluit: Besluit, acting: Acting | None) -> dict[str, Any] | None:
    """On the page of a decision: the advice and what the college made of it."""
    if acting is None or besluit.regio_id != acting.regio_id or not queries.asks_advies(besluit):
        return None
    row = queries.advies_of(besluit, acting)
    return {"advies": row, "besluit": besluit, "may_write": acting.has("advies.write")}
