# SPDX-License-Identifier: EUPL-1.2
"""The own closing days of a region: terms wait on them, and no appointment is planned."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..forms.closing_days import ClosingDayForm
from ..services import closing_days as services
from .entry import entering, show_refusal


def closing_days(request: HttpRequest) -> HttpResponse:
    """The list, the form for another day, and a button to take a day away."""
    acting = entering(request, permissions.may_change_regio)
    form = ClosingDayForm(request.POST if "add" in request.POST else None)
    if request.method == "POST" and "remove" in request.POST:
        day = services.open_again(request.POST["remove"], by=acting, at=clock.now())
        if day is not None:
            messages.success(request, _("Open again on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")})
        return redirect("regio:closing-days")
    if request.method == "POST" and form.is_valid():
        try:
            services.close(form.cleaned_data["day"], form.cleaned_data["why"], by=acting, at=clock.now())
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The day was added. Terms count on from the next working day."))
            return redirect("regio:closing-days")
    context = {
        "form": form,
        "coming": acting.regio.sluitingsdagen.filter(day__gte=clock.today()),
        "past": acting.regio.sluitingsdagen.filter(day__lt=clock.today()).order_by("-day")[:25],
    }
    return render(request, "regio/closing_days.html", context, status=422 if form.errors else 200)
