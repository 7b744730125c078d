# SPDX-License-Identifier: EUPL-1.2
"""The decision register for the board and its staff: list, CSV, one decision, its execution and correction."""

import csv
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.design.panels import panels_of
from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.links import Face, links_of
from werkregio.regio.permissions import Acting

from ..forms.decisions import CorrectionForm, ProgressForm, RegisterFilter
from ..models import Besluit
from ..permissions import deciding as permissions
from ..queries import decisions as queries
from ..queries.decide_page import result_of
from ..queries.history import road_of
from ..services import decisions as services
from .access import acting_with, found, refuse

PAGE = 25
READ = "beraad.read"


def wanted_of(request: HttpRequest, rows: QuerySet[Besluit]) -> tuple[RegisterFilter, queries.Wanted]:
    """The filter of the address; a wrong choice is told at its field and left out."""
    form = RegisterFilter(request.GET or None, years=queries.years(rows), themes=queries.themes(rows))
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    return form, queries.Wanted(
        query=data.get("q", ""),
        year=data.get("jaar", ""),
        type=data.get("type", ""),
        outcome=data.get("uitkomst", ""),
        execution=data.get("uitvoering", ""),
        theme=data.get("thema", ""),
        sort=data.get("sort", ""),
    )


def list_context(request: HttpRequest, rows: QuerySet[Besluit]) -> dict[str, Any]:
    """The register as a list, for staff and for everybody."""
    form, wanted = wanted_of(request, rows)
    page = Paginator(queries.narrowed(rows, wanted), PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "wanted": wanted,
        "page_obj": page,
        "rows": page.object_list,
        "count": page.paginator.count,
        "export_query": request.GET.urlencode(),
    }


def csv_response(rows: QuerySet[Besluit]) -> HttpResponse:
    """The register as a file that a spreadsheet opens."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="besluiten-{clock.today():%Y-%m-%d}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(queries.CSV_HEADER)
    for row in queries.csv_rows(rows):
        # A text that begins as a formula would be reckoned by a spreadsheet.
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in row])
    return response


@require_safe
@never_cache
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions that this person may read."""
    acting = acting_with(request, READ)
    return render(request, "beraad/decisions/list.html", list_context(request, queries.readable(acting)))


@require_safe
@never_cache
def decisions_csv(request: HttpRequest) -> HttpResponse:
    """The same list, filtered the same, as CSV."""
    acting = acting_with(request, READ)
    rows = queries.readable(acting)
    _form, wanted = wanted_of(request, rows)
    return csv_response(queries.narrowed(rows, wanted))


def _besluit(acting: Acting, pk: int) -> Besluit:
    return found(queries.readable(acting).select_related("ronde", "regio").filter(pk=pk).first())


@require_safe
@never_cache
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision with its arithmetic, what it led to, and what hangs on it."""
    acting = acting_with(request, READ)
    return _page(request, acting, _besluit(acting, pk))


def _page(
    request: HttpRequest,
    acting: Acting,
    besluit: Besluit,
    wrong: dict[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = wrong or {}
    correction = CorrectionForm(initial={"titel": besluit.titel_nu, "tekst": besluit.tekst_nu})  # type: ignore[attr-defined]
    context = {
        "besluit": besluit,
        "result": result_of(besluit.ronde, get_language() or "nl"),
        "corrections": besluit.rectificaties.select_related("decided_by"),
        "progress": besluit.voortgang.all(),
        "road": road_of(besluit.agendapunt),
        "progress_form": wrong.get("progress")
        or (
            ProgressForm(initial={"staat": besluit.execution})  # type: ignore[attr-defined]
            if permissions.may_follow_up(acting, besluit)
            else None
        ),
        "correction_form": wrong.get("correction")
        or (correction if permissions.may_propose_rectification(acting, besluit) else None),
        "form": next(iter(wrong.values()), None),
        "correcting": "correction" in wrong,
        "panels": panels_of("beraad.besluit", besluit, acting),
        "links": links_of("besluit", besluit.pk, region=besluit.regio.code),
    }
    return render(request, "beraad/decisions/decision.html", context, status=status)


@require_POST
@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the execution goes."""
    acting = acting_with(request, "actiepunt.write")
    besluit = _besluit(acting, pk)
    form = ProgressForm(request.POST)
    if form.is_valid():
        try:
            services.note_progress(besluit.pk, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The execution is up to date."))
            return redirect("beraad:besluit", pk=besluit.pk)
    return _page(request, acting, besluit, {"progress": form}, status=422)


@require_POST
@never_cache
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a correction, which the Beraad decides on."""
    acting = acting_with(request, "rectificatie.propose")
    besluit = _besluit(acting, pk)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            services.propose_rectification(besluit.pk, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(
                request,
                _("The correction waits for a meeting: the Beraad decides on it, the old text stays."),
            )
            return redirect("beraad:wachtlijst")
    return _page(request, acting, besluit, {"correction": form}, status=422)


def faces(ids: Iterable[str]) -> dict[str, Face]:
    """How decisions show where something of another floor hangs on them."""
    rows = Besluit.objects.filter(pk__in=[int(one) for one in ids if one.isdigit()])
    return {
        str(row.pk): Face(f"{row.number} {row.titel}", reverse("beraad:besluit", kwargs={"pk": row.pk}))
        # A closed title is not told on a page of another floor.
        if row.public
        else Face(row.number, reverse("beraad:besluit", kwargs={"pk": row.pk}))
        for row in rows
    }
