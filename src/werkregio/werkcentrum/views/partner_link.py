# SPDX-License-Identifier: EUPL-1.2
"""The page behind the link of a partner without account: look, ask a code, read, answer (ruling A8)."""

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.stateless import stateless_post

from ..models import Partnerlink
from ..queries import inbox as inbox_queries
from ..queries.needs import need_label
from ..queries.sharing import visible_fields
from ..services import inbox as inbox_services
from ..services import partner_link as services
from ..terms import Gegeven, Stap
from .access import found, refuse
from .inbox import answer_forms, referral_context, take_answer


def _link(token: str) -> Partnerlink | None:
    return services.link_of(token, at=clock.now())


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "werkcentrum/partner_link/closed.html", status=404)


@login_not_required
@stateless_post
@require_http_methods(["GET", "HEAD", "POST"])
def partner_link(request: HttpRequest, token: str) -> HttpResponse:
    """First name and need; then a code to the known address; then everything that was shared."""
    link = _link(token)
    if link is None:
        return _closed(request)
    at, context = clock.now(), {"problem": "", "sent_to": "", "asked": False}
    if request.method == "POST":
        try:
            if request.POST.get("act") == "code":
                context["sent_to"], context["asked"] = services.ask_code(token, at=at), True
            else:
                context["asked"] = True
                signed = services.open_with(token, request.POST.get("code", ""), at=at)
                return _opened(request, link, token, signed)
        except RuleError as error:
            context["problem"] = error.message
    if request.method == "GET":
        services.note_opening(link, at=at)
    acting, referral = services.acting_by(link), link.doorverwijzing
    first_names = [
        field.value for field in visible_fields(acting, referral, at) if field.code == Gegeven.VOORNAAM
    ]
    address = services.address_of(referral)
    context |= {
        "first_name": first_names[0] if first_names else "",
        "need": need_label(referral.need, get_language() or "nl"),
        "referral": referral,
        "regio": referral.zaak.regio,
        "address": services.masked(address[1]) if address else "",
    }
    return render(
        request, "werkcentrum/partner_link/start.html", context, status=422 if context["problem"] else 200
    )


@login_not_required
@stateless_post
@require_POST
def partner_link_act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """One answer, with the pass that the right code gave. After it the link has ended."""
    link = _link(token)
    if link is None:
        return _closed(request)
    at, signed = clock.now(), request.POST.get("pass", "")
    if not services.is_open(link, signed, at=at):
        context = {"expired": True, "link": reverse("werkcentrum:partner_link", args=[token])}
        return render(request, "werkcentrum/partner_link/closed.html", context, status=422)
    acting = services.acting_by(link)
    form = answer_forms(acting, request.POST).get(act)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            said = take_answer(act, link.doorverwijzing_id, form.cleaned_data, acting)
        except RuleError as error:
            refuse(form, error)
        else:
            services.after_answer(link, at=at)
            referral = inbox_queries.referral_for_partner(acting, link.doorverwijzing_id)
            context = referral_context(acting, found(referral)) | {"said": said, "acts": {}}
            return render(request, "werkcentrum/partner_link/answered.html", context)
    return _opened(request, link, token, signed, act=act, form=form)


def _opened(
    request: HttpRequest,
    link: Partnerlink,
    token: str,
    signed: str,
    *,
    act: str = "",
    form: Form | None = None,
) -> HttpResponse:
    """Everything that was shared, and the answers; the first time tells the guide that it was received."""
    acting, pk = services.acting_by(link), link.doorverwijzing_id
    referral = found(inbox_queries.referral_for_partner(acting, pk))
    if referral.state == Stap.VERZONDEN:
        inbox_services.receive_referral(pk, by=acting, at=clock.now())
        referral = found(inbox_queries.referral_for_partner(acting, pk))
    context = referral_context(acting, referral, act=act, form=form) | {
        "act_base": reverse("werkcentrum:partner_link", args=[token]),
        "link_pass": signed,
        "title": _("Referral %(reference)s") % {"reference": referral.zaak.reference},
    }
    return render(request, "werkcentrum/partner_link/referral.html", context)
