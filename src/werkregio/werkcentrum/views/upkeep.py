# SPDX-License-Identifier: EUPL-1.2
"""A partner's own page: what waits, how fast it answers, and whether its offers still hold."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.queries import closing_days, gemeenten_of

from ..forms.upkeep import AnswerRequestForm, OwnOfferForm, own_offer_initial
from ..models import Verbeterverzoek
from ..queries import upkeep as queries
from ..queries.upkeep import name_of
from ..services import upkeep as services
from .access import acting_with, found, refuse

PAGE = 25
PARTS = ("alles", "bevestigen", "stop")


@require_safe
def our_work(request: HttpRequest) -> HttpResponse:
    """Where an organisation starts its day."""
    acting, at = acting_with(request, "aanbod.read"), clock.now()
    today, language, closed = clock.today(), _language(), closing_days(acting.regio_id)
    period = request.GET.get("periode", "6")
    period = period if period in queries.PERIODS else "6"
    part = request.GET.get("deel", "alles")
    part = part if part in PARTS else "alles"
    waiting = queries.open_referrals(acting, at=at, closed=closed)
    offers = queries.offers_in_order(acting, part, today)
    page = Paginator(offers, PAGE).get_page(request.GET.get("pagina"))
    requests = list(queries.open_requests(acting))
    to_confirm = offers if part == "bevestigen" else queries.offers_in_order(acting, "bevestigen", today)
    context = {
        "figures": _figures(acting.has("inbox.read"), waiting, len(to_confirm), requests),
        "may_open": acting.has("inbox.read"),
        "may_confirm": acting.has("aanbod.confirm"),
        "waiting": waiting[: queries.FIRST_ROWS],
        "waiting_count": len(waiting),
        "times": queries.times_of(
            acting.partij,
            since=today - timedelta(days=queries.PERIODS[period]),
            until=today,
            closed=closed,
            limit=acting.regio.publishing_limit,
        ),
        "limit": acting.regio.publishing_limit,
        "period": period,
        "periods": [("3", _("3 months")), ("6", _("6 months")), ("12", _("12 months"))],
        "part": part,
        "parts": [
            ("alles", _("All")),
            ("bevestigen", _("To confirm")),
            ("stop", _("Full or closed for a while")),
        ],
        "page": page,
        "rows": queries.offer_rows(page.object_list, language, today),
        "requests": [(row, name_of(row.instrument, language), row.due_on < today) for row in requests],
        "organisation": acting.partij.naam,
    }
    return render(request, "werkcentrum/upkeep/our_work.html", context)


def _figures(
    may_open: bool, waiting: list[queries.InboxRow], to_confirm: int, requests: list[Verbeterverzoek]
) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = []
    if may_open:
        late = sum(row.late_days > 0 for row in waiting)
        shown = [
            {"value": len(waiting), "label": _("open referrals"), "url": "#referrals"},
            {"value": late, "label": _("late"), "url": "#referrals"},
        ]
    return [
        *shown,
        {"value": to_confirm, "label": _("offers to confirm"), "url": "?deel=bevestigen#offers"},
        {"value": len(requests), "label": _("pages to mend"), "url": "#requests"},
    ]


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: this still holds."""
    acting = acting_with(request, "aanbod.confirm")
    offer = found(queries.own_offer(acting, pk))
    services.confirm_offer(offer.pk, by=acting, at=clock.now())
    messages.success(
        request, _("Thank you. %(name)s is confirmed.") % {"name": name_of(offer.instrument, _language())}
    )
    return redirect("werkcentrum:our_work")


@require_http_methods(["GET", "HEAD", "POST"])
def our_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the own offer; saving says that the rest holds."""
    acting = acting_with(request, "aanbod.confirm")
    offer = found(queries.own_offer(acting, pk))
    form = OwnOfferForm(
        request.POST or None,
        initial=own_offer_initial(offer),
        gemeenten=[(row.gm_code, row.naam) for row in gemeenten_of(acting.regio, on=clock.today())],
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_own_offer(
                offer.pk,
                form.values(),
                gemeenten=form.cleaned_data["gemeenten"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The offer is saved and confirmed."))
            return redirect("werkcentrum:our_work")
    context = {
        "offer": offer,
        "name": name_of(offer.instrument, _language()),
        "form": form,
        "row": queries.offer_rows([offer], _language(), clock.today())[0],
        "events": offer.bevestigingen.select_related("by")[:10],
    }
    return render(request, "werkcentrum/upkeep/our_offer.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def our_request(request: HttpRequest, pk: int) -> HttpResponse:
    """What this organisation was asked to mend, and its answer."""
    acting = acting_with(request, "aanbod.confirm")
    asked = found(queries.open_requests(acting).filter(pk=pk).first())
    form = AnswerRequestForm(request.POST or None, initial={"answer": asked.answer})
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_request(asked.pk, form.cleaned_data["answer"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Thank you. The reviewer sees your answer."))
            return redirect("werkcentrum:our_work")
    context = {
        "asked": asked,
        "name": name_of(asked.instrument, _language()),
        "quality": queries.quality_of_entry(asked.instrument, clock.today()),
        "form": form,
        "late": asked.due_on < clock.today(),
    }
    return render(request, "werkcentrum/upkeep/our_request.html", context, status=_status(form))


def _status(form: OwnOfferForm | AnswerRequestForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _language() -> str:
    return get_language() or "nl"
