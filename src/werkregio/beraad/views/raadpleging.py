# SPDX-License-Identifier: EUPL-1.2
"""Consulting one's own people: the overview, the form of a geleding, releasing, telling back."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.raadpleging import RaadplegingForm, TerugkoppelingForm
from ..models import Agendapunt
from ..queries import raadpleging as queries
from ..services.raadpleging import Consulted, release, save_raadpleging, tell_back
from .access import acting_with, found, refuse


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who did not consult its people, and who did not tell them afterwards; `?vorm=csv` to take along."""
    acting = acting_with(request, "beraad.read")
    which = request.GET.get("toon", "")
    which = which if which in ("mist", "terug") else ""
    tables = queries.overview(acting, clock.today(), which=which)
    if request.GET.get("vorm") == "csv":
        return _csv(acting, tables)
    context = {
        "tables": tables,
        "which": which,
        "filters": [("", _("All")), ("mist", _("Not consulted in time")), ("terug", _("To tell back"))],
        "missing": sum(table.missing for table in tables),
    }
    return render(request, "beraad/raadpleging/overview.html", context)


def _csv(acting: Acting, tables: list[queries.ItemTable]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="raadpleging-{acting.regio.code}-{clock.today()}.csv"'
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [_("Item"), _("Meeting"), _("Geleding"), _("Consulted"), _("Too late"), _("To tell back")]
    )
    for table in tables:
        meeting = table.item.vergadering
        for line in table.lines:
            writer.writerow(
                [
                    table.item.titel,
                    meeting.starts_at.astimezone(clock.AMSTERDAM).date() if meeting else "",
                    line.geleding.naam,
                    line.stand.label,
                    _("yes") if line.missing else _("no"),
                    _("yes") if line.must_tell else _("no"),
                ]
            )
    return response


def _line(request: HttpRequest, pk: int, geleding: str) -> tuple[Acting, Agendapunt, queries.Line]:
    acting = acting_with(request, "raadpleging.write")
    item = found(queries.item_for(acting, pk))
    lines = queries.table_of(item, acting, clock.today()).lines
    line = found(next((line for line in lines if line.geleding.code == geleding and line.own), None))
    return acting, item, line


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, geleding: str) -> HttpResponse:
    """The geleding writes its own consultation."""
    acting, item, line = _line(request, pk, geleding)
    row = line.row
    initial = (
        {
            **{name: getattr(row, name) for name in RaadplegingForm.base_fields if name != "evidence"},
            "evidence": f"{row.evidence_kind}:{row.evidence_id}" if row.evidence_kind else "",
        }
        if row
        else {"starts_on": clock.today()}
    )
    evidence = queries.evidence_choices(acting.regio)
    form = RaadplegingForm(request.POST or None, initial=initial, evidence=evidence)
    if request.method == "POST" and form.is_valid():
        try:
            save_raadpleging(
                item.pk, line.geleding.pk, Consulted(**form.cleaned_data), by=acting, at=clock.now()
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("beraad:raadpleging", pk=item.pk, geleding=geleding)
    context = {
        "form": form,
        "item": item,
        "line": line,
        "tell_form": TerugkoppelingForm(initial={"done_on": clock.today()}, prefix="terug"),
    }
    return render(request, "beraad/raadpleging/edit.html", context, status=422 if form.errors else 200)


@require_POST
def release_mandate(request: HttpRequest, pk: int, geleding: str) -> HttpResponse:
    """Others may read the mandate in summary from now on, or not any more."""
    acting, item, line = _line(request, pk, geleding)
    released = request.POST.get("release") == "ja"
    try:
        release(item.pk, line.geleding.pk, released=released, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        words = _("The others of the Beraad can read your mandate.") if released else _("Taken back.")
        messages.success(request, words)
    return redirect("beraad:raadpleging", pk=item.pk, geleding=geleding)


@require_POST
def tell(request: HttpRequest, pk: int, geleding: str) -> HttpResponse:
    """Tick that one's own people know what came of it."""
    acting, item, line = _line(request, pk, geleding)
    form = TerugkoppelingForm(request.POST, prefix="terug")
    if form.is_valid():
        try:
            tell_back(item.pk, line.geleding.pk, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Ticked: your people were told."))
            return redirect("beraad:raadplegingen")
    context = {
        "form": RaadplegingForm(initial={}, evidence=queries.evidence_choices(acting.regio)),
        "item": item,
        "line": line,
        "tell_form": form,
        "only_tell": True,
    }
    return render(request, "beraad/raadpleging/edit.html", context, status=422)


def panel(item: Agendapunt, acting: Acting | None) -> dict[str, object] | None:
    """On the page of an item: the line of each geleding."""
    if acting is None or not acting.has("beraad.read") or not queries.needs_consulting(item):
        return None
    readable = queries.item_for(acting, item.pk)
    return {"table": queries.table_of(readable, acting, clock.today())} if readable else None
