# SPDX-License-Identifier: EUPL-1.2
"""The guide hands a case over, step by step: to whom, what, with the person, check and send."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days

from ..forms.referral import AnswerForm, ChooseForm, WhatForm, WithdrawForm
from ..models import Aanbod, Doorverwijzing, Ondersteuningsbehoefte, Zaak
from ..permissions.referral import may_refer
from ..queries.basis import basis_for
from ..queries.needs import need_label
from ..queries.referral import (
    messages_of,
    open_needs,
    referral_for_guide,
    suggestions_for,
    warnings_for,
)
from ..queries.referral_rows import help_name, referral_row, shared_row
from ..queries.sharing import case_values, values_of
from ..rules.deep_links import sites_for
from ..rules.referral_states import OPEN, Rol, next_steps
from ..rules.sharing import REACH, chosen
from ..services import consent as consent_services
from ..services import log
from ..services import referral as services
from ..terms import Gegeven, Grondslag, Stap, Warmte
from .access import acting_with, found, refuse


@require_safe
def referral_start(request: HttpRequest, zaak: int, behoefte: int) -> HttpResponse:
    """Step 1: to whom? Help that fits the need and the municipality, with what one must know."""
    acting = acting_with(request, "doorverwijzing.write")
    case, need = _case_and_need(acting, zaak, behoefte)
    form = ChooseForm(request.GET)
    query, everything = "", False
    if form.is_valid():
        query, everything = form.cleaned_data["q"], form.cleaned_data["alles"]
    suggestions = [
        suggestion
        for suggestion in suggestions_for(case, need.need, at=clock.now(), query=query, everything=everything)
        if suggestion.aanbod.partij_id != acting.partij.pk
    ]
    context = _about(case, need) | {
        "form": form,
        "suggestions": suggestions[:50],
        "more": max(0, len(suggestions) - 50),
        "sites": sites_for(need.need),
        "partijen": Partij.objects.filter(regio_id=acting.regio_id)
        .filter(Q(active=True) | ~Q(email="") | ~Q(phone=""))
        .exclude(pk=acting.partij.pk)
        .order_by("naam"),
    }
    return render(request, "werkcentrum/referral/choose.html", context)


def referral_what(request: HttpRequest, zaak: int, behoefte: int) -> HttpResponse:
    """Step 2: exactly which data goes, with the real values beside each box."""
    acting = acting_with(request, "doorverwijzing.write")
    case, need = _case_and_need(acting, zaak, behoefte)
    partij, aanbod = _receiver(request, acting)
    at = clock.now()
    values = case_values(case, need.pk, need.need)
    warnings = warnings_for(case, need.pk, partij, aanbod, at=at)
    initial = {
        "warmth": Warmte.GEINFORMEERD,
        "fields": [code.value for code in _first_choice(values)],
        "form_key": secrets.new_token(),
    }
    form = WhatForm(request.POST or None, values=values, warn=bool(warnings), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.start_referral(
                case.pk,
                need.pk,
                partij_id=partij.pk,
                aanbod_id=aanbod.pk if aanbod else None,
                warmth=data["warmth"],
                fields=_with_note(data["fields"], data["note"]),
                note=data["note"],
                despite_warnings=data.get("despite_warnings", False),
                form_key=data["form_key"] or None,
                by=acting,
                at=at,
            )
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect("werkcentrum:referral", pk=made.pk)
    log.record_preparing(case, fields=[code.value for code in values], by=acting, at=at)
    context = _about(case, need) | {
        "form": form,
        "rows": _choices(form, values),
        "partij": partij,
        "help": help_name(Doorverwijzing(aanbod=aanbod)),
        "warnings": warnings,
        "basis": basis_for(case.regio, partij),
    }
    return render(request, "werkcentrum/referral/what.html", context, status=_status(form))


def referral_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft that the person was not asked about yet."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    if referral.stappen.all()[len(referral.stappen.all()) - 1].kind != Stap.CONCEPT:
        return redirect("werkcentrum:referral", pk=pk)
    values = values_of(referral)
    initial = {
        "warmth": referral.warmth,
        "fields": referral.fields,
        "note": values.get(Gegeven.TOELICHTING, ""),
        "expected": _sequence(referral),
    }
    form = WhatForm(request.POST or None, values=values, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.change_draft(
                pk,
                warmth=data["warmth"],
                fields=_with_note(data["fields"], data["note"]),
                note=data["note"],
                expected=data["expected"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect("werkcentrum:referral", pk=pk)
    _read(referral, values, acting)
    context = _about_referral(referral) | {"form": form, "rows": _choices(form, values), "warnings": []}
    return render(request, "werkcentrum/referral/what.html", context, status=_status(form))


@require_safe
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral: what goes to whom, where it stands, what comes next."""
    acting = acting_with(request, "zaak.read")
    return _page(request, acting, _mine(acting, pk))


def referral_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the question of the partner; a refusal shows the page again with what was typed."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    if request.method != "POST":
        return redirect("werkcentrum:referral", pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.answer_partner(pk, data["text"], expected=data["expected"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Your answer was sent to the partner."))
            return redirect("werkcentrum:referral", pk=pk)
    return _page(request, acting, referral, form=form)


def referral_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 4: check what goes to whom with the real values, then send."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    if request.method == "POST":
        return _act(
            request,
            pk,
            services.send_referral,
            _("It was sent. The partner has three working days to open it."),
            acting,
        )
    values = values_of(referral)
    _read(referral, values, acting)
    context = _about_referral(referral) | {
        "fields": chosen(values, referral.fields),
        "sequence": _sequence(referral),
    }
    return render(request, "werkcentrum/referral/send.html", context)


@require_POST
def referral_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the person; the private page shows the question from now on."""
    acting = acting_with(request, "doorverwijzing.write")
    _mine(acting, pk)
    return _act(
        request, pk, services.offer_referral, _("The person can now answer on the private page."), acting
    )


def referral_recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it back, after a page that says what that does."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    if request.method == "POST":
        return _act(
            request, pk, services.recall_referral, _("It was called back. The partner sees nothing."), acting
        )
    return _confirm(request, referral, "recall")


def referral_lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that nobody reaches the person any more, after a page that says what that does."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    if request.method == "POST":
        return _act(
            request, pk, services.lose_contact, _("Noted. The question is on your worklist again."), acting
        )
    return _confirm(request, referral, "lost")


def referral_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The person told the guide to stop: access of the partner ends at once."""
    acting = acting_with(request, "doorverwijzing.write")
    referral = _mine(acting, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consent_services.withdraw(pk, via=form.cleaned_data["via"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Stopped. The partner sees nothing any more."))
            return redirect("werkcentrum:referral", pk=pk)
    return _confirm(request, referral, "withdraw", form=form)


def _page(
    request: HttpRequest, acting: Acting, referral: Doorverwijzing, form: AnswerForm | None = None
) -> HttpResponse:
    at = clock.now()
    values = values_of(referral)
    _read(referral, values, acting)
    row = referral_row(referral, at=at, closed=closing_days(acting.regio_id))
    may_act = may_refer(acting, referral.zaak) and referral.zaak.owner_id == acting.user.pk
    can = {step.value for step in next_steps(row.state, Rol.GIDS)} if may_act else set()
    context = _about_referral(referral) | {
        "row": row,
        "sequence": _sequence(referral),
        "fields": chosen(values, referral.fields),
        "consent": shared_row(referral, {}, language=get_language() or "nl", at=at),
        "messages_of": messages_of(referral),
        "can_offer": Stap.AANGEBODEN in can,
        "can_ask": row.state == Stap.AANGEBODEN and may_act,
        "can_send": Stap.VERZONDEN in can,
        "can_answer": Stap.ANTWOORD in can,
        "can_recall": Stap.TERUGGETROKKEN in can,
        "can_lose": Stap.CONTACT_VERLOREN in can,
        "can_withdraw": row.state in OPEN
        and row.state != Stap.CONCEPT
        and acting.has("doorverwijzing.write"),
        "timeline": [
            {
                "when": step.at,
                "title": step.label,
                "text": " ".join(
                    part
                    for part in (
                        step.reason,
                        _("Next door: %(name)s.") % {"name": step.next_door} if step.next_door else "",
                    )
                    if part
                ),
            }
            for step in reversed(row.steps)
        ],
    }
    context["form"] = form or AnswerForm(initial={"expected": context["sequence"]})
    return render(request, "werkcentrum/referral/referral.html", context, status=_status(form))


def _act(request: HttpRequest, pk: int, service: Any, done: str, acting: Acting) -> HttpResponse:
    expected = request.POST.get("expected", "")
    try:
        service(pk, expected=int(expected) if expected.isdigit() else None, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("werkcentrum:referral", pk=pk)


def _confirm(request: HttpRequest, referral: Doorverwijzing, what: str, form: Any = None) -> HttpResponse:
    context = _about_referral(referral) | {"what": what, "form": form, "sequence": _sequence(referral)}
    return render(request, "werkcentrum/referral/confirm.html", context, status=_status(form))


def _status(form: Any) -> int:
    """A form that was refused says so to a program too."""
    return 422 if form is not None and form.errors else 200


def _case_and_need(acting: Acting, zaak: int, behoefte: int) -> tuple[Zaak, Ondersteuningsbehoefte]:
    need = (
        Ondersteuningsbehoefte.objects.filter(pk=behoefte, zaak_id=zaak, zaak__regio_id=acting.regio_id)
        .select_related("zaak__regio", "zaak__sleutel", "zaak__gegevens", "zaak__gemeente")
        .first()
    )
    if (
        need is None
        or not may_refer(acting, need.zaak)
        or not open_needs(need.zaak).filter(pk=need.pk).exists()
    ):
        raise Http404
    return need.zaak, need


def _mine(acting: Acting, pk: int) -> Doorverwijzing:
    return found(referral_for_guide(acting, pk))


def _receiver(request: HttpRequest, acting: Acting) -> tuple[Partij, Aanbod | None]:
    """The choice of step 1 from the address: an offer, or an organisation without one."""
    aanbod, partij = request.GET.get("aanbod", ""), request.GET.get("partij", "")
    if aanbod.isdigit():
        offer = found(
            Aanbod.objects.filter(pk=int(aanbod), regio_id=acting.regio_id, active=True)
            .select_related("partij", "instrument")
            .first()
        )
        return offer.partij, offer
    if partij.isdigit():
        return found(Partij.objects.filter(pk=int(partij), regio_id=acting.regio_id).first()), None
    raise Http404


def _first_choice(values: dict[Gegeven, str]) -> list[Gegeven]:
    """Ticked beforehand: only what is needed to reach the person about this need."""
    reach = next((code for code in Gegeven if code in REACH and code in values), None)
    return [code for code in (Gegeven.VOORNAAM, Gegeven.BEHOEFTE, reach) if code and code in values]


def _with_note(fields: list[str], note: str) -> list[str]:
    """A note that was written goes along; without one the box means nothing."""
    rest = [code for code in fields if code != Gegeven.TOELICHTING]
    return [*rest, Gegeven.TOELICHTING.value] if note.strip() else rest


def _choices(form: WhatForm, values: dict[Gegeven, str]) -> list[dict[str, Any]]:
    """Each box with the value that would go."""
    return [
        {
            "box": box,
            "value": values.get(Gegeven(box.data["value"]), ""),
            "always": box.data["value"] == Gegeven.BEHOEFTE,
        }
        for box in form["fields"].subwidgets
        if box.data["value"] != Gegeven.TOELICHTING
    ]


def _about(zaak: Zaak, behoefte: Ondersteuningsbehoefte) -> dict[str, Any]:
    return {
        "zaak": zaak,
        "behoefte": behoefte,
        "need": need_label(behoefte.need, get_language() or "nl"),
        "referral": None,
    }


def _about_referral(referral: Doorverwijzing) -> dict[str, Any]:
    basis = basis_for(referral.zaak.regio, referral.partij)
    return {
        "referral": referral,
        "zaak": referral.zaak,
        "partij": referral.partij,
        "help": help_name(referral),
        "need": need_label(referral.need, get_language() or "nl"),
        "warmth": Warmte(referral.warmth).label,
        "basis": basis,
        "needs_consent": basis == Grondslag.TOESTEMMING,
    }


def _sequence(referral: Doorverwijzing) -> int:
    return max((step.sequence for step in referral.stappen.all()), default=0)


def _read(referral: Doorverwijzing, values: dict[Gegeven, str], acting: Acting) -> None:
    fields = [field.code.value for field in chosen(values, referral.fields)]
    log.record_reading(referral, fields=fields, by=acting, at=clock.now())
