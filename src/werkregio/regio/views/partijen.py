# SPDX-License-Identifier: EUPL-1.2
"""Organisations of the region: list, one, new, change, activate."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from .. import permissions, queries
from ..forms.partijen import SORTS, OwnPartijForm, PartijFilter, PartijForm
from ..permissions import role_label
from ..services import partijen as services
from .entry import entering, show_refusal, visible_partij


def partij_list(request: HttpRequest) -> HttpResponse:
    acting = entering(request, permissions.may_list_partijen)
    form = PartijFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    rows = queries.admin_partijen(acting.regio, on=clock.today())
    if wanted.get("q"):
        rows = rows.filter(naam__icontains=wanted["q"])
    if wanted.get("soort"):
        rows = rows.filter(soort=wanted["soort"])
    if wanted.get("state"):
        rows = rows.filter(active=wanted["state"] == "active")
    rows = rows.order_by(*SORTS.get(wanted.get("sort") or "naam", SORTS["naam"]))
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "may_create": permissions.may_create_partij(acting),
        "filtered": any(wanted.get(name) for name in ("q", "soort", "state")),
    }
    return render(request, "regio/partij_list.html", context)


def partij_detail(request: HttpRequest, pk: int) -> HttpResponse:
    acting, partij = visible_partij(request, pk, permissions.may_see_partij)
    leden_visible = permissions.may_see_leden(acting, partij)
    leden = queries.leden_of(acting.regio, on=clock.today()).filter(partij=partij)
    page = Paginator(leden, 25).get_page(request.GET.get("page")) if leden_visible else None
    context = {
        "partij": partij,
        "page_obj": page,
        "leden": [(lid, role_label(lid.role)) for lid in page] if page else [],
        "leden_visible": leden_visible,
        "invitations": queries.invitations_of(partij, at=clock.now()) if leden_visible else [],
        "may_change": permissions.may_change_partij(acting, partij),
        "may_invite": permissions.may_invite(acting, partij),
        "may_end": permissions.may_end_lidmaatschap(acting, partij),
        "may_activate": acting.has("partij.change_all") and partij.pk != acting.partij.pk,
        "may_list": permissions.may_list_partijen(acting),
    }
    return render(request, "regio/partij.html", context)


def own_partij(request: HttpRequest) -> HttpResponse:
    """The organisation that somebody works for now."""
    acting = entering(request, lambda acting: permissions.may_see_partij(acting, acting.partij))
    return redirect("regio:partij", pk=acting.partij.pk)


def partij_new(request: HttpRequest) -> HttpResponse:
    acting = entering(request, permissions.may_create_partij)
    form = PartijForm(request.POST or None, regio=acting.regio, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            partij = services.create_partij(by=acting, at=clock.now(), **form.cleaned_data)
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The organisation was added. Now invite an administrator for it."))
            return redirect("regio:partij", pk=partij.pk)
    return render(request, "regio/partij_form.html", {"form": form}, status=422 if form.errors else 200)


def partij_change(request: HttpRequest, pk: int) -> HttpResponse:
    acting, partij = visible_partij(request, pk, permissions.may_change_partij)
    form_class = PartijForm if acting.has("partij.change_all") else OwnPartijForm
    form = form_class(request.POST or None, instance=partij, regio=acting.regio, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            services.change_partij(pk, by=acting, at=clock.now(), **form.cleaned_data)
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The changes were saved."))
            return redirect("regio:partij", pk=pk)
    return render(
        request,
        "regio/partij_form.html",
        {"form": form, "partij": partij},
        status=422 if form.errors else 200,
    )


@require_POST
def partij_activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make active, or stop: the field `act` says which."""
    acting, partij = visible_partij(request, pk, lambda acting, partij: acting.has("partij.change_all"))
    try:
        if request.POST.get("act") == "stop":
            services.deactivate_partij(pk, by=acting, at=clock.now())
            messages.success(request, _("%(partij)s is no longer active.") % {"partij": partij.naam})
        else:
            services.activate_partij(pk, by=acting, at=clock.now())
            messages.success(request, _("%(partij)s is active now.") % {"partij": partij.naam})
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("regio:partij", pk=pk)
