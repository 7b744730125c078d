# SPDX-License-Identifier: EUPL-1.2
"""Deciding on an item in the meeting: the page of the item, the ballot of a member, the result of a round."""

import secrets
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.rounds import BallotForm, ContributionForm, ObjectionForm, OralForm, SettledForm
from ..models import Agendapunt, Ronde, Stembriefje
from ..queries.decide_page import DecidePage, decide_page, result_of
from ..services import ballots, rounds
from ..terms import Keuze
from .access import acting_with, found, refuse

READ = "beraad.read"


def _item(acting: Acting, pk: int) -> Agendapunt:
    rows = Agendapunt.objects.filter(gremium__regio_id=acting.regio_id)
    if not acting.has("beraad.read_closed"):
        rows = rows.filter(openbaarheid="openbaar")
    related = "gremium__regio", "vergadering__gremium__regio", "vergadering__convenant"
    return found(rows.select_related(*related).filter(pk=pk).first())


def _forms(page: DecidePage) -> dict[str, Form]:
    return {
        "objection": ObjectionForm(page=page, prefix="bezwaar"),
        "contribution": ContributionForm(page=page, prefix="bijdrage"),
        "oral": OralForm(page=page, prefix="mondeling"),
        "settled": SettledForm(prefix="slot"),
    }


def panel(item: Agendapunt, acting: Acting | None) -> dict[str, Any] | None:
    """What stands on the page of an item: where deciding is, and the way to it."""
    if acting is None or item.gremium.regio_id != acting.regio_id or item.soort != "besluit":
        return None
    page = decide_page(acting, item, clock.now())
    return {"item": item, "page": page, "rondes": page.rondes}


@require_safe
@never_cache
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The item as the meeting decides on it: who is there, what round is open, what one may do."""
    acting = acting_with(request, READ)
    return _decide(request, acting, _item(acting, pk), {})


def _decide(
    request: HttpRequest, acting: Acting, item: Agendapunt, wrong: dict[str, Form], status: int = 200
) -> HttpResponse:
    page = decide_page(acting, item, clock.now())
    forms = _forms(page) | wrong
    context = {
        "item": item,
        "page": page,
        "forms": forms,
        "form": next(iter(wrong.values()), None),
        "form_key": secrets.token_hex(16),
        "results": [result_of(one, get_language() or "nl") for one in page.rondes if one.closed_at],
    }
    return render(request, "beraad/decide/decide.html", context, status=status)


@require_POST
@never_cache
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the chair, the secretary or a member; a refusal is told on the page of the item."""
    acting = acting_with(request, READ)
    item = _item(acting, pk)
    asked = request.POST.get("act", "")
    if asked in _TYPED:
        return _typed(request, acting, item, asked)
    at = clock.now()
    try:
        if asked == "start":
            rounds.start_item(item.pk, by=acting, at=at)
        elif asked == "consensus":
            rounds.open_consensus(item.pk, by=acting, at=at)
        elif asked == "vote":
            rounds.open_vote(item.pk, by=acting, at=at)
        elif asked in {"reached", "not_reached"}:
            settled = bool(request.POST.get("slot-settled"))
            ronde = _open_round(item)
            rounds.close_consensus(ronde.pk, reached=asked == "reached", settled=settled, by=acting, at=at)
        elif asked == "close":
            rounds.close_vote(_open_round(item).pk, by=acting, at=at)
        else:
            raise RuleError(_("Choose what you want to do."))
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _DONE[asked]())
    return redirect("beraad:beslissen", pk=item.pk)


_DONE = {
    "start": lambda: _("The item is being discussed."),
    "consensus": lambda: _("The consensus round is open."),
    "vote": lambda: _("The vote is open."),
    "reached": lambda: _("The consensus round is closed."),
    "not_reached": lambda: _("Recorded: consensus was not reached."),
    "close": lambda: _("The vote is closed and counted."),
}


def _open_round(item: Agendapunt) -> Ronde:
    ronde = item.rondes.filter(closed_at__isnull=True).first()
    if ronde is None:
        raise RuleError(_("No round is open on this item."))
    return ronde


_TYPED = {"objection", "contribution", "oral"}


def _typed(request: HttpRequest, acting: Acting, item: Agendapunt, asked: str) -> HttpResponse:
    at = clock.now()
    page = decide_page(acting, item, at)
    if asked == "objection":
        form: Form = ObjectionForm(request.POST, page=page, prefix="bezwaar")
    elif asked == "oral":
        form = OralForm(request.POST, page=page, prefix="mondeling")
    else:
        form = ContributionForm(request.POST, page=page, prefix="bijdrage")
    if form.is_valid():
        data = form.cleaned_data
        try:
            if asked == "objection":
                ballots.object_to(
                    _open_round(item).pk,
                    tekst=data["tekst"],
                    geleding_id=data.get("geleding"),
                    by=acting,
                    at=at,
                )
            elif asked == "oral":
                ballots.write_oral(
                    _open_round(item).pk,
                    geleding_id=data["geleding"],
                    keuze=data["keuze"],
                    motivering=data["motivering"],
                    form_key=request.POST.get("form_key", ""),
                    by=acting,
                    at=at,
                )
            else:
                ballots.contribute(item.pk, tekst=data["tekst"], zetel_id=data.get("zetel"), by=acting, at=at)
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect("beraad:beslissen", pk=item.pk)
    return _decide(request, acting, item, {asked: form}, status=422)


def _ronde(acting: Acting, pk: int) -> Ronde:
    ronde = (
        Ronde.objects.select_related("agendapunt")
        .filter(pk=pk, agendapunt__gremium__regio_id=acting.regio_id)
        .first()
    )
    item = _item(acting, found(ronde).agendapunt_id)
    ronde = found(ronde)
    ronde.agendapunt = item
    return ronde


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot of a member on a phone: three large buttons; what was given is told back."""
    acting = acting_with(request, READ)
    ronde = _ronde(acting, pk)
    form = BallotForm(request.POST or None)
    outside = False
    if request.method == "POST" and form.is_valid():
        try:
            briefje = ballots.cast(
                ronde.pk,
                keuze=request.POST.get("keuze", ""),
                motivering=form.cleaned_data["motivering"],
                form_key=request.POST.get("form_key", ""),
                by=acting,
                at=clock.now(),
            )
        except ballots.OutsideWorkAreaError as error:
            outside = True
            form.add_error(None, error.message)
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect("beraad:ontvangst", pk=briefje.pk)
    page = decide_page(acting, ronde.agendapunt, clock.now())
    context = {
        "ronde": ronde,
        "item": ronde.agendapunt,
        "page": page,
        "form": form,
        "outside": outside,
        "contribution": ContributionForm(
            page=page, prefix="bijdrage", initial={"tekst": form["motivering"].value()}
        ),
        "choices": Keuze.choices,
        # Kept when the form comes back, so that pressing again stays the same ballot.
        "form_key": request.POST.get("form_key") or secrets.token_hex(16),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "beraad/decide/ballot.html", context, status=status)


@require_safe
@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody voted, told to that person alone, with its time and number."""
    acting = acting_with(request, READ)
    briefje = found(
        Stembriefje.objects.select_related("ronde__agendapunt", "geleding", "mandaat__zetel__partij")
        .filter(pk=pk, ronde__agendapunt__gremium__regio_id=acting.regio_id)
        .first()
    )
    if briefje.by_id != acting.user.pk:
        # The choice of another is seen when the round is closed, and not before.
        return redirect("beraad:beslissen", pk=briefje.ronde.agendapunt_id)
    later = briefje.ronde.briefjes.filter(
        geleding_id=briefje.geleding_id, volgnummer__gt=briefje.volgnummer
    ).exists()
    return render(request, "beraad/decide/receipt.html", {"briefje": briefje, "later": later})


@require_safe
@never_cache
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What a closed round led to, with the arithmetic and the articles."""
    acting = acting_with(request, READ)
    ronde = _ronde(acting, pk)
    if ronde.closed_at is None:
        return redirect("beraad:beslissen", pk=ronde.agendapunt_id)
    context = {"item": ronde.agendapunt, "result": result_of(ronde, get_language() or "nl")}
    return render(request, "beraad/decide/result.html", context)
