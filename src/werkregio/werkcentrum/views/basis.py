# SPDX-License-Identifier: EUPL-1.2
"""The legal basis of sharing, by kind of organisation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.basis import GrondslagForm
from ..queries.basis import bases_of
from ..services.basis import change_basis
from .access import acting_with, refuse

# The address of the rule that holds for every kind without a rule of its own.
ALL = "alle"


@require_safe
def basis(request: HttpRequest) -> HttpResponse:
    """Every kind of organisation with the basis that holds now."""
    acting = acting_with(request, "grondslag.change")
    rows = [(row, row.soort or ALL) for row in bases_of(acting.regio)]
    return render(request, "werkcentrum/log/bases.html", {"rows": rows})


def basis_edit(request: HttpRequest, soort: str) -> HttpResponse:
    """Change the basis for one kind."""
    acting = acting_with(request, "grondslag.change")
    code = "" if soort == ALL else soort
    row = next((row for row in bases_of(acting.regio) if row.soort == code), None)
    if row is None:
        raise Http404
    form = GrondslagForm(request.POST or None, initial={"basis": row.basis, "explanation": row.explanation})
    if request.method == "POST" and form.is_valid():
        try:
            change_basis(code, **form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved. It holds for everyone who is asked from now on."))
            return redirect("werkcentrum:basis")
    return render(
        request,
        "werkcentrum/log/basis_edit.html",
        {"form": form, "row": row},
        status=422 if form.errors else 200,
    )
