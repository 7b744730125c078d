# SPDX-License-Identifier: EUPL-1.2
"""Papers: bring in, change, read; all at once; the register of documents."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import partijen_of

from ..forms.papers import PaperForm, RegisterFilter, kinds
from ..models import Stuk
from ..queries import meetings as meeting_queries
from ..queries import papers as queries
from ..rules.paper_files import PDF
from ..services import paper_bundles
from ..services import papers as services
from .access import acting_with, found, refuse


def download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file that the browser takes for what it is; only a PDF may open in the page."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _form(acting: Acting, request: HttpRequest, initial: dict[str, Any], *, own: bool) -> PaperForm:
    sent = request.method == "POST"
    return PaperForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial=initial,
        partijen=partijen_of(acting.regio).values_list("pk", "naam"),
        own=own,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in a paper at an item."""
    acting = acting_with(request, "stuk.write")
    item = found(meeting_queries.item_of(acting, pk))
    initial = {"state": "definitief", "openbaarheid": item.openbaarheid, "kind": "notitie"}
    return _bring_in(request, acting, initial, agendapunt_id=pk, item=item)


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: HttpRequest) -> HttpResponse:
    """Bring in a document of the region that belongs to no item."""
    acting = acting_with(request, "stuk.write")
    return _bring_in(request, acting, {"state": "definitief", "openbaarheid": "besloten", "kind": "overig"})


def _bring_in(
    request: HttpRequest,
    acting: Acting,
    initial: dict[str, Any],
    *,
    agendapunt_id: int | None = None,
    item: Any = None,
) -> HttpResponse:
    form = _form(acting, request, initial, own=False)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = services.add_paper(
                form.values(),
                upload.name,
                upload.read(),
                agendapunt_id=agendapunt_id,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The paper lies on the table."))
            return redirect("beraad:paper", pk=made.pk)
    context = {"form": form, "item": item}
    return render(request, "beraad/papers/form.html", context, status=422 if form.errors else 200)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its versions and checksums."""
    acting = acting_with(request, "beraad.read")
    stuk = found(queries.stuk_of(acting, pk))
    context = {
        "stuk": stuk,
        "kind": dict(kinds()).get(stuk.kind, stuk.kind),
        "versions": list(stuk.versies.order_by("-nummer")),
        "may_write": acting.has("stuk.write"),
    }
    return render(request, "beraad/papers/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its data, or bring in a newer file."""
    acting = acting_with(request, "stuk.write")
    stuk = found(queries.stuk_of(acting, pk))
    names = ("titel", "kind", "state", "openbaarheid", "closed_because", "dated")
    initial = {name: getattr(stuk, name) for name in names} | {"owner": stuk.owner_id or ""}
    form = _form(acting, request, initial, own=True)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.change_paper(
                pk,
                form.values(),
                name=upload.name if upload else "",
                content=upload.read() if upload else None,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The paper is changed."))
            return redirect("beraad:paper", pk=pk)
    context = {"form": form, "stuk": stuk}
    return render(request, "beraad/papers/form.html", context, status=422 if form.errors else 200)


@require_POST
def paper_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the table."""
    acting = acting_with(request, "stuk.write")
    found(queries.stuk_of(acting, pk))
    try:
        services.drop_paper(pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The paper is off the table. Its versions are kept."))
    return redirect("beraad:paper", pk=pk)


@require_safe
def paper_file(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """The file of a version; a draft in PDF carries its watermark."""
    acting = acting_with(request, "beraad.read")
    return file_response(found(queries.stuk_of(acting, pk)), nummer)


def file_response(stuk: Stuk, nummer: int) -> HttpResponse:
    version = found(stuk.versies.filter(nummer=nummer).first())
    try:
        content = paper_bundles.shown(version, stuk.state)
    except (OSError, RuleError):
        raise Http404 from None
    return download(content, version.media_type, version.filename, inline=version.media_type == PDF)


@require_safe
def all_papers(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Everything at once: one PDF, or a zip to read offline."""
    acting = acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    try:
        if form == "pdf":
            return download(paper_bundles.all_in_one(acting, meeting), PDF, f"vergadering-{pk}.pdf")
        return download(paper_bundles.offline(acting, meeting), "application/zip", f"vergadering-{pk}.zip")
    except OSError:
        messages.error(request, _("A file is missing on the server. Tell the administrator."))
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("beraad:vergadering", pk=pk)


def _wanted(request: HttpRequest, acting: Acting) -> tuple[RegisterFilter, Any]:
    form = RegisterFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.register_of(
        acting,
        search=wanted.get("zoek", "").strip(),
        kind=wanted.get("kind", ""),
        state=wanted.get("state", ""),
        public=wanted.get("public", ""),
    )
    return form, rows


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The register of documents."""
    acting = acting_with(request, "beraad.read")
    form, rows = _wanted(request, acting)
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "labels": dict(kinds()),
        "export_query": request.GET.urlencode(),
        "may_write": acting.has("stuk.write"),
    }
    return render(request, "beraad/papers/register.html", context)


@require_safe
def documents_csv(request: HttpRequest) -> HttpResponse:
    """The same list for a spreadsheet."""
    acting = acting_with(request, "beraad.read")
    _ignored, rows = _wanted(request, acting)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(
        ["titel", "soort", "versie", "staat", "eigenaar", "datum", "openbaarheid", "agendapunt", "besluit"]
    )
    for row in rows:
        item = row.agendapunt
        besluit = getattr(item, "besluit", None) if item else None
        values = [
            row.titel,
            row.kind,
            row.version or "",
            row.state,
            row.owner.naam if row.owner else "",
            row.dated.isoformat() if row.dated else "",
            row.openbaarheid,
            item.titel if item else "",
            besluit.number if besluit else "",
        ]
        # A cell that begins as a formula is text for the spreadsheet.
        writer.writerow([f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@") else cell for cell in values])
    return download(("\ufeff" + target.getvalue()).encode(), "text/csv; charset=utf-8", "documenten.csv")
