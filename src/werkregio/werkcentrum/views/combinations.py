# SPDX-License-Identifier: EUPL-1.2
"""Pages of the editor for what goes together."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.combinations import CombinationFilter, CombinationForm, combination_initial
from ..models import Samenloop
from ..queries import combinations as queries
from ..services.combinations import save_combination
from .access import acting_with, found, refuse

PAGE = 25


@require_safe
def combination_list(request: HttpRequest) -> HttpResponse:
    """All rules of the region."""
    acting, language = acting_with(request, "directory.edit"), get_language() or "nl"
    form = CombinationFilter(request.GET)
    form.is_valid()
    data = form.cleaned_data
    listed = queries.combinations_listed(
        acting.regio,
        query=data.get("zoek", ""),
        kind=data.get("soort", ""),
        unverified=bool(data.get("ongezien")),
    )
    page = Paginator(listed, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, *queries.pair_names(row, language)) for row in page.object_list],
    }
    return render(request, "werkcentrum/editor/combinations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def combination(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One rule, new (`pk` is None) or changed."""
    acting = acting_with(request, "directory.edit")
    row = None
    if pk is not None:
        row = found(Samenloop.objects.filter(pk=pk, regio_id=acting.regio_id).first())
    form = CombinationForm(
        request.POST or None,
        initial=combination_initial(row) if row else None,
        entries=queries.entry_choices(acting.regio, get_language() or "nl"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_combination(
                form.values(),
                instrument_a=form.cleaned_data["instrument_a"],
                instrument_b=form.cleaned_data["instrument_b"],
                pk=pk,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The rule is saved."))
            return redirect("werkcentrum:combinations")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "werkcentrum/editor/combination.html", {"row": row, "form": form}, status=status)
