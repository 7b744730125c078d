# SPDX-License-Identifier: EUPL-1.2
"""Members: list, change, end; invite, send again, withdraw; and the choice of organisation."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from .. import permissions, queries
from ..forms.leden import InviteForm, LidFilter, LidForm
from ..models import Lidmaatschap
from ..permissions import Acting, role_label
from ..rules import role_book
from ..services import leden as services
from ..services import uitnodigingen
from ..terms import RegioSoort
from .entry import entering, person, show_refusal, visible_partij

SORTS = {
    "name": ["user__name", "partij__naam", "role"],
    "partij": ["partij__naam", "user__name"],
    "from": ["-valid_from", "user__name"],
}


def lid_list(request: HttpRequest) -> HttpResponse:
    acting = entering(request, permissions.may_list_leden)
    form = LidFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    rows = queries.leden_of(acting.regio, on=clock.today(), with_ended=bool(wanted.get("ended")))
    if wanted.get("q"):
        rows = rows.filter(Q(user__name__icontains=wanted["q"]) | Q(user__email__icontains=wanted["q"]))
    if wanted.get("role"):
        rows = rows.filter(role=wanted["role"])
    rows = rows.order_by(*SORTS.get(wanted.get("sort") or "name", SORTS["name"]))
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "leden": [(lid, role_label(lid.role)) for lid in page],
        "filtered": bool(wanted.get("q") or wanted.get("role")),
        "today": clock.today(),
    }
    return render(request, "regio/lid_list.html", context)


def _visible_lid(request: HttpRequest, pk: int) -> tuple[Acting, Lidmaatschap]:
    acting = queries.acting(request)
    if acting is None:
        raise PermissionDenied
    lid = queries.leden_of(acting.regio, on=clock.today(), with_ended=True).filter(pk=pk).first()
    if lid is None or not permissions.may_end_lidmaatschap(acting, lid.partij):
        raise Http404
    return acting, lid


def lid_change(request: HttpRequest, pk: int) -> HttpResponse:
    acting, lid = _visible_lid(request, pk)
    roles = services.grantable_roles(acting, lid.partij)
    if lid.role in role_book.roles and lid.role not in {role.code for role in roles}:
        roles = [role_book.roles[lid.role], *roles]
    initial = {"role": lid.role, "valid_to": lid.valid_to}
    form = LidForm(request.POST or None, initial=initial, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_lidmaatschap(
                pk,
                role=form.cleaned_data["role"],
                valid_to=form.cleaned_data["valid_to"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The membership was changed."))
            return redirect("regio:partij", pk=lid.partij_id)
    context = {
        "form": form,
        "lid": lid,
        "role": role_label(lid.role),
        "ended": _has_ended(lid, clock.today()),
    }
    return render(request, "regio/lid_form.html", context, status=422 if form.errors else 200)


def _has_ended(lid: Lidmaatschap, today: date) -> bool:
    return lid.valid_to is not None and lid.valid_to < today


@require_POST
def lid_end(request: HttpRequest, pk: int) -> HttpResponse:
    acting, lid = _visible_lid(request, pk)
    try:
        services.end_lidmaatschap(pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
        return redirect("regio:lid-change", pk=pk)
    messages.success(
        request, _("%(name)s no longer works for %(partij)s.") % {"name": lid.user, "partij": lid.partij}
    )
    # Whoever ended the own membership may no longer see the organisation.
    if lid.user_id == acting.user.pk:
        return redirect("regio:acting")
    return redirect("regio:partij", pk=lid.partij_id)


@require_POST
def lid_reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    acting, _lid = _visible_lid(request, pk)
    try:
        user = services.reset_second_factor(pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("%(name)s can sign in with the password and set a new second factor.") % {"name": user}
        )
    return redirect("regio:lid-change", pk=pk)


def _link_for(request: HttpRequest) -> uitnodigingen.LinkFor:
    return lambda token: request.build_absolute_uri(reverse("regio:invitation", args=[token]))


def _tell(request: HttpRequest, sent: uitnodigingen.Sent) -> None:
    if sent.mailed:
        messages.success(
            request, _("The invitation was sent to %(email)s.") % {"email": sent.invitation.email}
        )
    else:
        messages.error(
            request,
            _(
                "The invitation is kept, but the message could not be sent. Send it again later from the list."
            ),
        )


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    acting, partij = visible_partij(request, pk, permissions.may_invite)
    form = InviteForm(request.POST or None, roles=services.grantable_roles(acting, partij))
    if request.method == "POST" and form.is_valid():
        try:
            sent = uitnodigingen.invite(
                pk,
                email=form.cleaned_data["email"],
                roles=form.cleaned_data["roles"],
                link_for=_link_for(request),
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            show_refusal(form, error)
        else:
            _tell(request, sent)
            return redirect("regio:partij", pk=pk)
    return render(
        request, "regio/invite.html", {"form": form, "partij": partij}, status=422 if form.errors else 200
    )


@require_POST
def invitation_act(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Send again, or withdraw: the field `act` says which."""
    acting, partij = visible_partij(request, pk, permissions.may_invite)
    if not queries.invitations_of(partij, at=clock.now(), pk=invitation):
        raise Http404
    try:
        if request.POST.get("act") == "withdraw":
            uitnodigingen.withdraw(invitation, by=acting, at=clock.now())
            messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
        else:
            _tell(
                request,
                uitnodigingen.resend(invitation, link_for=_link_for(request), by=acting, at=clock.now()),
            )
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("regio:partij", pk=pk)


def acting_choice(request: HttpRequest) -> HttpResponse:
    """For which organisation somebody works now. A POST with `partij` chooses."""
    user = person(request)
    if request.method == "POST":
        chosen = request.POST.get("partij", "")
        if not chosen.isdecimal() or len(chosen) > 18:
            raise PermissionDenied
        partij = services.choose_organisation(user, int(chosen), at=clock.now())
        request.session[queries.ACTING_SESSION_KEY] = partij.pk
        messages.success(request, _("You now work for %(partij)s.") % {"partij": partij.naam})
        next_url = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(next_url, {request.get_host()}, request.is_secure())
        return redirect(next_url if safe else settings.LOGIN_REDIRECT_URL)
    lidmaatschappen = list(queries.lidmaatschappen_of(user, on=clock.today()))
    roles: dict[int, list[str]] = {}
    for lidmaatschap in lidmaatschappen:
        roles.setdefault(lidmaatschap.partij_id, []).append(role_label(lidmaatschap.role))
    acting = queries.acting(request)
    choices = [
        {
            "partij": partij,
            "roles": roles[partij.pk],
            "practice": partij.regio.soort == RegioSoort.OEFEN,
            "current": acting is not None and acting.partij.pk == partij.pk,
        }
        for partij in queries.organisations_of(user, on=clock.today())
    ]
    return render(request, "regio/acting.html", {"choices": choices})
