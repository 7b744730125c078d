# SPDX-License-Identifier: EUPL-1.2
"""The quality reviewer: the list by score, one entry with its reasons, asking, checking, closing."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import partijen_of

from ..forms.upkeep import AskForm, CheckForm, ReviewFilter
from ..models import Verbeterverzoek
from ..queries import review as queries
from ..queries.former_services import without_successor
from ..rules.upkeep import MEND_WITHIN
from ..services import review as services
from .access import acting_with, found, refuse


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """All entries of the region by score."""
    acting = acting_with(request, "kwaliteit.review")
    form, rows, everything = _rows(request, acting)
    page = Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": form,
        "page": page,
        "count": len(rows),
        "searched": len(rows) != everything,
        "query": request.GET.urlencode(),
        "today": clock.today(),
        "lost": [service.name(_language()) for service in without_successor(acting.regio)],
    }
    return render(request, "werkcentrum/upkeep/review.html", context)


@require_safe
def review_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    acting = acting_with(request, "kwaliteit.review")
    _form, rows, _everything = _rows(request, acting)
    text = io.StringIO()
    csv.writer(text).writerows(queries.csv_rows(rows))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"kwaliteit-{acting.regio.code}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(request: HttpRequest, acting: Acting) -> tuple[ReviewFilter, list[queries.ReviewRow], int]:
    everything = queries.review_rows(acting.regio, queries.Wanted(), _language(), clock.today())
    form = ReviewFilter(request.GET, owners=queries.owners_of(everything))
    return form, queries.chosen(everything, form.wanted(), clock.today()), len(everything)


@require_safe
def review_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: its score with reasons, who keeps it, what was asked, and both forms."""
    acting = acting_with(request, "kwaliteit.review")
    return _page(request, acting, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def review_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an organisation to mend this entry."""
    acting = acting_with(request, "kwaliteit.review")
    entry = found(queries.entry_for_review(acting.regio, pk))
    if request.method != "POST":
        return redirect("werkcentrum:review_entry", pk=pk)
    form = _ask_form(acting, entry, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.ask_owner(
                pk,
                partij_id=data["partij"],
                reason=data["reason"],
                note=data["note"],
                due_on=data["due_on"],
                keeps=data["keeps"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("Asked. The organisation gets a message and sees it on its own page.")
            )
            return redirect("werkcentrum:review_entry", pk=pk)
    return _page(request, acting, pk, ask=form)


@require_http_methods(["GET", "HEAD", "POST"])
def review_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark what was read in the source."""
    acting = acting_with(request, "kwaliteit.review")
    entry = found(queries.entry_for_review(acting.regio, pk))
    if request.method != "POST":
        return redirect("werkcentrum:review_entry", pk=pk)
    form = _check_form(entry, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.check_entry(
                pk,
                read_on=data["read_on"],
                facts=data.get("facts", []),
                whole=data["whole"],
                base_version=data["version"],
                by=acting,
                at=clock.now(),
            )
        except ConflictError as error:
            form.add_error(None, str(error))
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Marked as checked."))
            return redirect("werkcentrum:review_entry", pk=pk)
    return _page(request, acting, pk, check=form)


@require_POST
def review_close(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked is done."""
    acting = acting_with(request, "kwaliteit.review")
    asked = found(Verbeterverzoek.objects.filter(pk=pk, instrument__regio_id=acting.regio_id).first())
    services.close_request(asked.pk, by=acting, at=clock.now())
    messages.success(request, _("The request is closed."))
    return redirect("werkcentrum:review_entry", pk=asked.instrument_id)


def _page(
    request: HttpRequest,
    acting: Acting,
    pk: int,
    *,
    ask: AskForm | None = None,
    check: CheckForm | None = None,
) -> HttpResponse:
    entry = found(queries.entry_for_review(acting.regio, pk))
    today, language = clock.today(), _language()
    context = {
        "entry": entry,
        "row": queries.review_row(entry, language, today),
        "ask": ask or _ask_form(acting, entry),
        "check": check or _check_form(entry),
        "checks": entry.controles.select_related("by")[:10],
        "may_edit": acting.has("directory.edit"),
        "today": today,
    }
    wrong = any(form is not None and form.errors for form in (ask, check))
    return render(request, "werkcentrum/upkeep/review_entry.html", context, status=422 if wrong else 200)


def _ask_form(acting: Acting, entry: Any, data: Any = None) -> AskForm:
    keeper = queries.keeper_of(entry)
    return AskForm(
        data,
        auto_id="ask_%s",
        partijen=[(partij.pk, partij.naam) for partij in partijen_of(acting.regio)],
        initial={"partij": keeper, "due_on": clock.today() + MEND_WITHIN},
    )


def _check_form(entry: Any, data: Any = None) -> CheckForm:
    figures = [
        (place, f"{fact.label}: {fact.value or '–'} ({fact.date or '–'})")
        for place, fact in queries.figures_of(entry, _language(), clock.today())
    ]
    return CheckForm(
        data,
        auto_id="check_%s",
        figures=figures,
        initial={"read_on": clock.today(), "version": entry.version},
    )


def _language() -> str:
    return get_language() or "nl"
