# SPDX-License-Identifier: EUPL-1.2
"""The region itself: its data, municipalities, geledingen and staff roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.foundation.errors import ConflictError, RuleError

from .. import permissions, queries
from ..forms.gegevens import RegioForm
from ..services import gegevens as services
from .entry import entering, show_refusal


def regio_detail(request: HttpRequest) -> HttpResponse:
    acting = entering(request, permissions.may_see_regio)
    context = {
        "region": acting.regio,
        "periodes": queries.periodes_of(acting.regio),
        "geledingen": queries.geledingen_of(acting.regio, on=clock.today()),
        "staffuncties": acting.regio.staffuncties.all(),
        "may_change": permissions.may_change_regio(acting),
        "today": clock.today(),
    }
    return render(request, "regio/regio.html", context)


def regio_change(request: HttpRequest) -> HttpResponse:
    acting = entering(request, permissions.may_change_regio)
    now = {name: getattr(acting.regio, name) for name in services.FIELDS}
    form = RegioForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        seen = {name: request.POST.get(f"seen-{name}", "") for name in services.FIELDS}
        try:
            services.change_regio(by=acting, at=clock.now(), seen=seen, **form.cleaned_data)
        except ConflictError as error:
            messages.warning(request, error.message)
            return redirect("regio:regio-change")
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The data of the region were saved."))
            return redirect("regio:regio")
    return render(
        request,
        "regio/regio_form.html",
        {"form": form, "seen": now, "region": acting.regio},
        status=422 if form.errors else 200,
    )
