# SPDX-License-Identifier: EUPL-1.2
"""Age limits of the region by date: the list with what holds now, and the form for another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..forms.age_limits import AgeLimitForm
from ..queries import age_limits_of
from ..rules.age_limits import limit_on
from ..services import age_limits as services
from ..terms import Grens
from .entry import entering, show_refusal


def age_limits(request: HttpRequest) -> HttpResponse:
    """The list, the form, and a button to take a limit away that does not hold yet."""
    acting = entering(request, permissions.may_change_regio)
    today = clock.today()
    form = AgeLimitForm(
        request.POST if "add" in request.POST else None, initial={"code": Grens.DOORSTROOMPUNT}
    )
    if request.method == "POST" and "remove" in request.POST:
        try:
            removed = services.remove_limit(request.POST["remove"], by=acting, at=clock.now())
        except RuleError as error:
            messages.error(request, error.message)
        else:
            if removed is not None:
                messages.success(request, _("The limit was taken away."))
        return redirect("regio:age-limits")
    if request.method == "POST" and form.is_valid():
        try:
            services.set_limit(**form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved. Answers follow it from that day on."))
            return redirect("regio:age-limits")
    groups = []
    for grens in Grens:
        rows = age_limits_of(acting.regio, grens.value)
        now = limit_on(rows, today)
        groups.append(
            {
                "label": grens.label,
                "rows": [
                    {
                        "limit": row,
                        "holds": now is not None and row == now,
                        "may_remove": row.own and row.valid_from >= today,
                    }
                    for row in rows
                ],
            }
        )
    context = {"form": form, "groups": groups}
    return render(
        request, "regio/age_limits.html", context, status=422 if form.is_bound and form.errors else 200
    )
