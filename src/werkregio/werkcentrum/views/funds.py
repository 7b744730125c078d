# SPDX-License-Identifier: EUPL-1.2
"""Training funds by sector or cao: the open list, and the pages of the editor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.funds import FundForm, FundSearch, fund_initial
from ..queries import funds as queries
from ..queries.editor import successor_choices
from ..services import funds as services
from .access import acting_with, found, refuse
from .directory import region_of


@login_not_required
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """The open list. A question that finds nothing says so, and says that the list may be short."""
    regio, language = region_of(request), get_language() or "nl"
    form = FundSearch(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    keys = queries.found_funds(regio, query)
    page = Paginator(keys, queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "count": len(keys),
        "any": bool(keys) or queries.funds_of(regio).exists(),
        "page": page,
        "rows": [queries.fund_shown(row, language) for row in queries.in_order(page.object_list)],
    }
    return render(request, "werkcentrum/directory/funds.html", context)


@require_safe
def fund_list(request: HttpRequest) -> HttpResponse:
    """The list of the editor, with what stopped."""
    acting = acting_with(request, "directory.edit")
    form = FundSearch(request.GET)
    form.fields["q"].label = _("Name, sector or cao")
    query = form.cleaned_data["q"] if form.is_valid() else ""
    keys = queries.found_funds(acting.regio, query, everything=True)
    page = Paginator(keys, queries.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"form": form, "count": len(keys), "page": page, "rows": queries.in_order(page.object_list)}
    return render(request, "werkcentrum/editor/funds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fund(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One fund, new (`pk` is None) or changed."""
    acting = acting_with(request, "directory.edit")
    row = None
    if pk is not None:
        row = found(queries.funds_of(acting.regio, everything=True).filter(pk=pk).first())
    form = FundForm(
        request.POST or None,
        initial=fund_initial(row) if row else None,
        entries=successor_choices(acting.regio, get_language() or "nl", without=None),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.save_fund(
                form.values(),
                instrument=form.cleaned_data["instrument"],
                pk=pk,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The fund is saved."))
            return redirect("werkcentrum:funds_edit")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "werkcentrum/editor/fund.html", {"fund": row, "form": form}, status=status)
