# SPDX-License-Identifier: EUPL-1.2
"""Pages of bringing in and giving out files: choose, look at the report, store, undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from ..forms.exchange import FileForm, WhyForm
from ..models import Invoer
from ..queries import directory_table, hsds_export
from ..queries import exchange as queries
from ..rules.exchange import OUTCOMES, clean
from ..services import exchange as services
from ..terms import InvoerSoort, InvoerStand
from .access import acting_with, found, refuse

RIGHT = "directory.edit"


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """What can be taken along, a file to bring in, and what was brought in before."""
    acting = acting_with(request, RIGHT)
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = services.try_file(
                upload.read(),
                filename=upload.name,
                source=form.source_name,
                regio=acting.regio,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect("werkcentrum:exchange_file", pk=made.pk)
    page = Paginator(queries.files_of(acting.regio), queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, queries.counts_shown(row)) for row in page.object_list],
        "sources": queries.sources_of(acting.regio),
        "api": f"{request.scheme}://{request.get_host()}/hsds/v3/",
    }
    return render(request, "werkcentrum/exchange/exchange.html", context, status=_status(form))


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The whole directory as a table to change."""
    acting = acting_with(request, RIGHT)
    # The mark at the start tells spreadsheet programs that the file is UTF-8.
    text = "\ufeff" + directory_table.table(acting.regio)
    return _download(text.encode(), "text/csv; charset=utf-8", f"wegwijzer-{_stamp(acting)}.csv")


@require_safe
def hsds_json(request: HttpRequest) -> HttpResponse:
    """Our own directory and that of others as HSDS, or one source as it came."""
    acting = acting_with(request, RIGHT)
    own, source = _chosen(request, acting)
    text = hsds_export.as_json(acting.regio, own=own, source=source)
    return _download(text.encode(), "application/json", f"hsds-{_stamp(acting)}.json")


@require_safe
def hsds_zip(request: HttpRequest) -> HttpResponse:
    """The same as tables."""
    acting = acting_with(request, RIGHT)
    own, source = _chosen(request, acting)
    data = hsds_export.as_zip(hsds_export.as_tables(acting.regio, own=own, source=source))
    return _download(data, "application/zip", f"hsds-{_stamp(acting)}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one file, and going on with it."""
    acting = acting_with(request, RIGHT)
    invoer = found(queries.file_of(acting.regio_id, pk))
    act = request.POST.get("act", "")
    form = WhyForm(request.POST if act == "apply" and _asks_why(invoer) else None)
    if request.method == "POST" and act == "drop":
        return _drop(request, acting, pk)
    if request.method == "POST" and act == "apply" and (not _asks_why(invoer) or form.is_valid()):
        reason = form.cleaned_data["reason"] if _asks_why(invoer) else ""
        try:
            services.apply(pk, regio=acting.regio, by=acting, at=clock.now(), reason=reason)
        except ConflictError as error:
            services.look_again(pk, regio=acting.regio, by=acting, at=clock.now())
            messages.error(request, error.message)
        except RuleError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Stored. You can undo this as a whole."))
        return redirect("werkcentrum:exchange_file", pk=pk)
    return _file_page(request, invoer, form)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a table."""
    acting = acting_with(request, RIGHT)
    invoer = found(queries.file_of(acting.regio_id, pk))
    text = "\ufeff" + queries.report_csv(invoer)
    return _download(text.encode(), "text/csv; charset=utf-8", f"verslag-{pk}.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back everything that one file did."""
    acting = acting_with(request, RIGHT)
    invoer = found(queries.file_of(acting.regio_id, pk))
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.undo(
                pk, regio=acting.regio, by=acting, at=clock.now(), reason=form.cleaned_data["reason"]
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Everything that this file did was undone."))
            return redirect("werkcentrum:exchange_file", pk=pk)
    context = {
        "invoer": invoer,
        "form": form,
        "counts": queries.counts_shown(invoer),
        "possible": queries.undoable(invoer),
        "is_table": invoer.kind == InvoerSoort.DIRECTORY,
    }
    return render(request, "werkcentrum/exchange/undo.html", context, status=_status(form))


def _drop(request: HttpRequest, acting: Acting, pk: int) -> HttpResponse:
    try:
        services.throw_away(pk, regio=acting.regio, by=acting)
    except RuleError as error:
        messages.error(request, error.message)
        return redirect("werkcentrum:exchange_file", pk=pk)
    messages.success(request, _("Thrown away. Nothing was stored."))
    return redirect("werkcentrum:exchange")


def _file_page(request: HttpRequest, invoer: Invoer, form: WhyForm) -> HttpResponse:
    outcome = request.GET.get("uitkomst", "")
    lines = queries.chosen_lines(invoer, outcome)
    page = Paginator(lines, queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context: dict[str, Any] = {
        "invoer": invoer,
        "form": form,
        "counts": queries.counts_shown(invoer),
        "outcome": outcome if outcome in OUTCOMES else "",
        "page": page,
        "rows": [queries.line_shown(row) for row in page.object_list],
        "is_trial": invoer.state == InvoerStand.TRIAL,
        "asks_why": _asks_why(invoer),
        "does_something": invoer.counts.get("new", 0) + invoer.counts.get("changed", 0),
        "can_undo": queries.undoable(invoer),
    }
    return render(request, "werkcentrum/exchange/file.html", context, status=_status(form))


def _asks_why(invoer: Invoer) -> bool:
    """A change of our own pages has a reason in their history."""
    return invoer.kind == InvoerSoort.DIRECTORY


def _chosen(request: HttpRequest, acting: Acting) -> tuple[Any, str | None]:
    source = clean(request.GET.get("bron", ""))[:80]
    if source:
        return (), source
    site = f"{request.scheme}://{request.get_host()}"
    return hsds_export.own_records(acting.regio, site, clock.today()), None


def _stamp(acting: Acting) -> str:
    return f"{acting.regio.code}-{clock.today().isoformat()}"


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
