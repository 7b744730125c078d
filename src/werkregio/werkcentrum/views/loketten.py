# SPDX-License-Identifier: EUPL-1.2
"""Pages of the region administrator for the counters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.queries import gemeenten_of

from ..forms.counters import ExceptionRows, LoketForm, exception_initial, loket_initial
from ..forms.editor import forget_errors, with_another_row
from ..queries.counters import loketten_of, loketten_shown
from ..services.counters import remove_loket, save_loket
from .access import acting_with, found, refuse

_ROWS = "uitzonderingen"


@require_safe
def loketten(request: HttpRequest) -> HttpResponse:
    """All counters of the region, to change them."""
    acting = acting_with(request, "loket.change")
    rows = list(loketten_of(acting.regio))
    shown = loketten_shown(rows, get_language() or "nl", clock.today())
    context = {"rows": list(zip(rows, shown, strict=True))}
    return render(request, "werkcentrum/counters/manage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def loket(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One counter, new (`pk` is None) or changed."""
    acting = acting_with(request, "loket.change")
    row = None if pk is None else found(loketten_of(acting.regio).filter(pk=pk).first())
    data = request.POST or None
    adding = request.POST.get("act") == "add_row"
    if adding:
        data = with_another_row(request.POST, _ROWS)
    places = [(place.gm_code, place.naam) for place in gemeenten_of(acting.regio, on=clock.today())]
    form = LoketForm(data, initial=loket_initial(row) if row else None, gemeenten=places)
    rows = ExceptionRows(data, initial=exception_initial(row) if row else None, prefix=_ROWS)
    if adding:
        forget_errors(form, rows)
    elif request.POST.get("act") == "remove" and row is not None:
        try:
            remove_loket(row.pk, by=acting, at=clock.now())
        except RuleError as error:
            messages.error(request, error.message)
            return redirect("werkcentrum:loket", pk=row.pk)
        messages.success(request, _("The counter is removed."))
        return redirect("werkcentrum:loketten")
    elif request.method == "POST" and form.is_valid() and rows.is_valid():
        kept = [
            part.row() for part in rows.forms if part.cleaned_data and not part.cleaned_data.get("DELETE")
        ]
        values = {**form.values(), "exceptions": sorted(kept, key=lambda entry: entry["date"])}
        try:
            save_loket(values, gemeente=form.cleaned_data["gemeente"], loket_id=pk, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The counter is saved."))
            return redirect("werkcentrum:loketten")
    wrong = not adding and form.is_bound and (bool(form.errors) or any(rows.errors))
    context = {"form": form, "rows": rows, "row": row}
    return render(request, "werkcentrum/counters/change.html", context, status=422 if wrong else 200)
