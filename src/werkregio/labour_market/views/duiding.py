# SPDX-License-Identifier: EUPL-1.2
"""What figures mean: the list, writing about a figure, and the second person who publishes it or sends it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio
from werkregio.regio.permissions import Acting

from ..forms.duiding import DuidingFilter, DuidingForm, FigureForm, ReviewForm
from ..models import Duiding
from ..permissions import duiding as permissions
from ..queries import areas, duidingen, figures
from ..queries.measuring import UnknownChoice, UnknownMeasure
from ..queries.tables import UnknownTableError
from ..rules.periods import parse
from ..services import duiding as services
from ..terms_figures import DuidingState

PAGE = 25


def _acting(request: HttpRequest, may: Any) -> Acting:
    acting = regio.acting(request)
    if acting is None or not may(acting):
        raise PermissionDenied
    return acting


@require_GET
def duiding_list(request: HttpRequest) -> HttpResponse:
    acting = _acting(request, permissions.may_read)
    form = DuidingFilter(request.GET)
    form.is_valid()
    found = duidingen.duidingen(
        acting, state=form.cleaned_data.get("state", ""), words=form.cleaned_data.get("q", "")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page_obj": page,
        "rows": duidingen.listed(list(page.object_list), acting),
        "may_write": permissions.may_write(acting),
    }
    return render(request, "labour_market/duiding/list.html", context)


def duiding_new(request: HttpRequest) -> HttpResponse:
    """The figure is chosen in the address; then the page shows it with the form to write about it."""
    acting = _acting(request, permissions.may_write)
    chosen = FigureForm(request.GET or None, regio_id=acting.regio_id, initial={"area": acting.regio.am_code})
    figure = None
    if request.GET and chosen.is_valid():
        try:
            data = chosen.cleaned_data
            figure = figures.figures(acting.regio, data["measure"], [data["area"]], data["period"])[0]
        except (UnknownMeasure, UnknownChoice, UnknownTableError):
            chosen.add_error("measure", _("This measure or table is not loaded."))
    form = DuidingForm(request.POST or None)
    if request.method == "POST" and figure is not None and form.is_valid():
        try:
            made = services.write(
                chosen.cleaned_data["measure"],
                chosen.cleaned_data["area"],
                figure.outcome.period,
                {},
                **form.cleaned_data,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Saved. A second person looks at it before it is shown."))
            return redirect("labour_market:duiding", made.pk)
    # One summary of errors: that of the form that was sent.
    context = {"chosen": chosen, "figure": figure, "writing": form, "form": form if form.is_bound else chosen}
    refused = (form.is_bound and form.errors) or (chosen.is_bound and chosen.errors)
    return render(request, "labour_market/duiding/new.html", context, status=422 if refused else 200)


def duiding(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them beside the figure of now, and for a second person the buttons."""
    acting = _acting(request, permissions.may_read)
    one = duidingen.duidingen(acting).filter(pk=pk).first()
    if one is None:
        raise Http404
    may_review = permissions.may_review(acting, one) and one.state == DuidingState.WAITING
    form = ReviewForm(request.POST or None)
    if request.method == "POST":
        if not may_review:
            raise PermissionDenied
        if form.is_valid() and _reviewed(request, one, form, acting):
            return redirect("labour_market:duiding", one.pk)
    context = {
        "duiding": one,
        "measure": duidingen.measure_name(one.measure),
        "area": areas.book(acting.regio_id).name(one.area),
        "figure": _as_it_is_now(acting, one),
        "before": duidingen.before(one),
        "uses": figures.uses(acting.regio, one.measure, one.area),
        "may_review": may_review,
        "form": form,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "labour_market/duiding/duiding.html", context, status=status)


def _reviewed(request: HttpRequest, one: Duiding, form: ReviewForm, acting: Acting) -> bool:
    try:
        if "publish" in request.POST:
            services.publish(one.pk, by=acting, at=clock.now())
            messages.success(request, _("Published."))
        else:
            services.send_back(one.pk, note=form.cleaned_data["note"], by=acting, at=clock.now())
            messages.success(request, _("Sent back to the writer."))
    except RuleError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True


def _as_it_is_now(acting: Acting, one: Duiding) -> figures.Figure | None:
    try:
        area = areas.asked(one.area, areas.book(acting.regio_id))
        return figures.figures(acting.regio, one.measure, [area], parse(one.period), one.chosen)[0]
    except (ValueError, UnknownTableError):
        # The table or the area is gone: what was written stays.
        return None
