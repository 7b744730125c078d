# SPDX-License-Identifier: EUPL-1.2
"""Pages of what is loaded: the list, one dataset with its versions and imports, and fetching a table of CBS."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.datasets import FetchForm, SearchForm
from ..models import Dataset
from ..queries import datasets as queries
from ..services import cbs
from ..tasks import run_import
from .access import acting_with, found, refuse, status_of

PER_PAGE = 25


@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """What is loaded, and the imports of late."""
    acting = acting_with(request, "dataset.read")
    form = SearchForm(request.GET)
    rows = queries.datasets(regio_id=acting.regio_id)
    if form.is_valid():
        for word in form.cleaned_data["zoek"].split()[:6]:
            rows = rows.filter(Q(title__icontains=word) | Q(table_id__icontains=word))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "search": form,
        "page": page,
        "runs": queries.runs_of(acting.regio_id)[:10],
        "may_import": acting.has("dataset.import"),
        "may_fetch": acting.has("dataset.fetch"),
        "searched": bool(request.GET.get("zoek")),
    }
    return render(request, "labour_market/datasets/list.html", context)


@require_safe
def dataset(request: HttpRequest, pk: int) -> HttpResponse:
    """One dataset: what it holds, its versions, the imports that made them."""
    acting = acting_with(request, "dataset.read")
    row: Dataset = found(queries.dataset_of(acting.regio_id, pk))
    runs = queries.runs_of(acting.regio_id).filter(version__dataset=row)
    described = queries.description(row)
    context = {
        "dataset": row,
        "described": described,
        "versions": row.versions.order_by("-number")[:PER_PAGE],
        "runs": runs[:PER_PAGE],
        "topics": list(described.topics.values())[:500] if described else [],
        "dimensions": list(described.dimensions.values()) if described else [],
        "may_fetch": acting.has("dataset.fetch") and row.kind == "cbs",
    }
    return render(request, "labour_market/datasets/dataset.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request: HttpRequest) -> HttpResponse:
    """Ask the worker to fetch a table of CBS."""
    acting = acting_with(request, "dataset.fetch")
    form = FetchForm(
        request.POST if request.method == "POST" else None, initial={"table_id": request.GET.get("tabel")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                run = cbs.ask(form.cleaned_data["table_id"].strip(), by=acting, at=clock.now())
                if run.state == "waiting":
                    run_import.enqueue(run.pk)
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The table is on the list. It is fetched in the background."))
            return redirect("labour_market:import_run", pk=run.pk)
    return render(request, "labour_market/datasets/fetch.html", {"form": form}, status=status_of(form))
