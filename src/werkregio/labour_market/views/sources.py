# SPDX-License-Identifier: EUPL-1.2
"""Pages of the catalogue of sources and the library."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.files import csv_files
from werkregio.regio.permissions import Acting

from ..forms.sources import FilterForm, SourceForm
from ..models import Source
from ..queries import sources as queries
from ..services import sources as services
from .access import acting_with, download, found, refuse, status_of


def _chosen(request: HttpRequest, acting: Acting) -> tuple[FilterForm, list[queries.Row]]:
    form = FilterForm(request.GET, tags=queries.tags_of(acting.regio_id))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.rows_of(
        acting.regio_id,
        text=wanted.get("zoek", ""),
        tag=wanted.get("label", ""),
        fresh=wanted.get("versheid", ""),
        use=wanted.get("gebruik", ""),
        on=clock.today(),
    )
    return form, rows


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The catalogue, with who looks after what and how fresh it is."""
    acting = acting_with(request, "bron.read")
    form, rows = _chosen(request, acting)
    page = Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "search": form,
        "page": page,
        "may_change": acting.has("bron.change"),
        "query": request.GET.urlencode(),
        "searched": any(request.GET.get(name) for name in ("zoek", "label", "versheid", "gebruik")),
    }
    return render(request, "labour_market/sources/list.html", context)


@require_safe
def sources_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a table."""
    acting = acting_with(request, "bron.read")
    _form, rows = _chosen(request, acting)
    head = [
        "code",
        "titel",
        "uitgever",
        "adres",
        "labels",
        "ritme",
        "laatste",
        "verwacht",
        "versheid",
        "adres_werkt",
    ]
    lines = [
        [
            *(
                row.source.code,
                row.source.title,
                row.source.publisher,
                row.source.url,
                "; ".join(row.source.tags),
            ),
            *(
                row.source.rhythm,
                str(row.last or ""),
                str(row.expected or ""),
                row.freshness,
                row.source.link_state,
            ),
        ]
        for row in rows
    ]
    return download(csv_files.write(head, lines, delimiter=";"), "bronnen.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source; whoever may, changes what the region keeps of it."""
    acting = acting_with(request, "bron.read")
    row: queries.Row = found(queries.row_of(acting.regio_id, pk, on=clock.today()))
    return _edit(request, acting, row.source, row)


@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest) -> HttpResponse:
    """An own entry for the library."""
    return _edit(request, acting_with(request, "bron.change"), None, None)


def _edit(
    request: HttpRequest, acting: Acting, changed: Source | None, row: queries.Row | None
) -> HttpResponse:
    may_change = acting.has("bron.change")
    sent = request.method == "POST"
    form = SourceForm(
        request.POST if sent and may_change else None,
        people=queries.people_of(acting.regio_id, on=clock.today()),
        partijen=queries.partijen_of(acting.regio_id),
        source=changed,
    )
    if sent and may_change and form.is_valid():
        try:
            saved = services.save(changed, form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("labour_market:source", pk=saved.pk)
    context = {"form": form, "row": row, "source": changed, "may_change": may_change}
    return render(request, "labour_market/sources/source.html", context, status=status_of(form))
