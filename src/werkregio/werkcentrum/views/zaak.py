# SPDX-License-Identifier: EUPL-1.2
"""The conversation page of a guide. Page and audit line commit together: no read without a line."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.zaak import ReasonForm
from ..models import Zaak
from ..permissions.zaak import CHOOSABLE_REASONS, may_read_zaak, own_reason
from ..queries import appointments, referral, rights
from ..queries.zaak import personal, zaak_by_key, zaak_by_reference
from ..queries.zaak_page import CasePage, case_page
from ..rules.answer import Answer
from ..rules.obstacles import found_in
from ..services import intake
from ..services import worklist as worklist_services
from ..services import zaak as services
from .access import acting_with, found
from .zaak_forms import ACTS, Act, forms_of

# A reason that was given holds for this long; then it is asked again.
REASON_HOLDS = timedelta(minutes=30)
_REASONS = "zaak_reasons"
ADVICE_LANGUAGES = ("nl", "en")


def _zaak(request: HttpRequest, reference: str, right: str) -> tuple[Acting, Zaak]:
    acting = acting_with(request, right)
    zaak = found(zaak_by_reference(acting, reference))
    if not may_read_zaak(acting, zaak):
        raise Http404
    return acting, zaak


def _reason(request: HttpRequest, acting: Acting, zaak: Zaak, *, in_act: bool = False) -> str | None:
    """Why this guide reads the file: it follows from the case, or was given less than half an hour ago.

    An act that began while the reason held may be finished later (`in_act`), so that no note is lost.
    """
    own = own_reason(acting, zaak)
    if own is not None:
        return own
    given, until = request.session.get(_REASONS, {}).get(str(zaak.pk), ("", 0))
    return given if given and (in_act or until > clock.now().timestamp()) else None


@require_safe
@never_cache
def zaak(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one question."""
    if reference.isdigit():
        # A link by key, from pages that know no number.
        acting = acting_with(request, "zaak.read")
        return redirect("werkcentrum:zaak", reference=found(zaak_by_key(acting, int(reference))).reference)
    acting, zaak = _zaak(request, reference, "zaak.read")
    reason = _reason(request, acting, zaak)
    if reason is None:
        return _ask_reason(request, zaak, ReasonForm(reasons=CHOOSABLE_REASONS))
    return _page(request, acting, zaak, reason)


def _ask_reason(request: HttpRequest, zaak: Zaak, form: Form, typed: list[str] | None = None) -> HttpResponse:
    """Nothing of the file yet: only its number and with whom it is, and what was typed and not saved."""
    context = {"form": form, "zaak": zaak, "typed": typed}
    return render(request, "werkcentrum/zaak/reason.html", context, status=422 if form.errors else 200)


@require_POST
def reason(request: HttpRequest, reference: str) -> HttpResponse:
    _acting, zaak = _zaak(request, reference, "zaak.read")
    form = ReasonForm(request.POST, reasons=CHOOSABLE_REASONS)
    if not form.is_valid():
        return _ask_reason(request, zaak, form)
    given = request.session.get(_REASONS, {})
    given[str(zaak.pk)] = (form.cleaned_data["reason"], (clock.now() + REASON_HOLDS).timestamp())
    request.session[_REASONS] = given
    return redirect("werkcentrum:zaak", reference=zaak.reference)


def _router_answer(zaak: Zaak) -> Answer | None:
    who = personal(zaak)
    if not who.vraag:
        return None
    question = intake.NewQuestion(
        vraag=who.vraag,
        language=zaak.language,
        question_language=who.vraag_taal,
        asker=zaak.asker,
        gemeente=zaak.gemeente.gm_code if zaak.gemeente else "",
    )
    return intake.route(zaak.regio, question)


def _contact_facts(page: CasePage) -> list[tuple[object, object]]:
    """Who it is and how to reach the person; at the top of the page."""
    who = page.who
    return [
        (_("First name"), who.voornaam),
        (_("Full name"), who.naam),
        (_("Reach by"), page.reach),
        (_("Phone number"), who.telefoon),
        (_("E-mail address"), who.email),
        (_("Guide"), page.zaak.owner.name if page.zaak.owner else _("Nobody yet")),
    ]


def _page(
    request: HttpRequest,
    acting: Acting,
    zaak: Zaak,
    reason: str,
    *,
    failed: tuple[Act, Form] | None = None,
    problem: str = "",
) -> HttpResponse:
    """Show the case and write down that it was read, in one transaction."""
    answer = _router_answer(zaak)
    language = get_language() or "nl"
    with transaction.atomic():
        page = case_page(zaak, answer=answer, language=language, today=clock.today())
        response = render(
            request,
            "werkcentrum/zaak/zaak.html",
            {
                "page": page,
                "zaak": zaak,
                "version": zaak.version,
                "is_owner": zaak.owner_id == acting.user.pk,
                "problem": problem,
                "form": failed[1] if failed else None,
                "reasons": CHOOSABLE_REASONS,
                "contact_facts": _contact_facts(page),
                "hints": [code.label for code in found_in(page.who.vraag)],
                **forms_of(acting, page, failed=failed, language=language),
                **referral.zaak_context(zaak, acting, at=clock.now()),
                **appointments.zaak_block(zaak, at=clock.now()),
                "may_book": acting.has("zaak.write"),
                **rights.zaak_context(acting, zaak, today=clock.today()),
                "walk_in_lokets": appointments.lokets_for(acting),
            },
            status=422 if failed or problem else 200,
        )
        services.record_read(zaak, reason=reason, by=acting, at=clock.now())
    return response


@require_POST
@never_cache
def act(request: HttpRequest, reference: str) -> HttpResponse:
    """One act of the page. A refusal shows the page again with everything that was typed."""
    acting, zaak = _zaak(request, reference, "zaak.write")
    reason = _reason(request, acting, zaak, in_act=True)
    wanted = ACTS.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    if reason is None:
        # A colleague took it over in the meantime: what was typed is not lost.
        typed = [str(value) for name, value in request.POST.items() if "-" in name and len(value) > 20]
        return _ask_reason(request, zaak, ReasonForm(reasons=CHOOSABLE_REASONS), typed)
    version = request.POST.get("version", "")
    form = wanted.form(acting, zaak, request.POST) if wanted.form else None
    if form is not None and not form.is_valid():
        return _page(request, acting, zaak, reason, failed=(wanted, form))
    try:
        said = wanted.do(
            acting,
            zaak,
            form.cleaned_data if form else {},
            request.POST,
            int(version) if version.isdigit() else None,
        )
    except RuleError as error:
        zaak = found(zaak_by_reference(acting, reference))
        if form is None:
            return _page(request, acting, zaak, reason, problem=error.message)
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return _page(request, acting, zaak, reason, failed=(wanted, form))
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, said)
    if wanted.leaves:
        return redirect("werkcentrum:worklist")
    return redirect("werkcentrum:zaak", reference=zaak.reference)


@never_cache
def code(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask first, then give a new code for the private page. It is shown on this answer only."""
    acting, zaak = _zaak(request, reference, "zaak.write")
    context: dict[str, Any] = {"zaak": zaak, "version": zaak.version}
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            context["code"] = worklist_services.new_code(
                zaak.pk, version=int(version) if version.isdigit() else None, by=acting, at=clock.now()
            )
        except RuleError as error:
            messages.error(request, error.message)
            return redirect("werkcentrum:zaak", reference=zaak.reference)
    return render(request, "werkcentrum/zaak/code.html", context)


@require_safe
@never_cache
def advice(request: HttpRequest, reference: str) -> HttpResponse:
    """A sheet to take along: needs, agreements and help in plain words, in Dutch or English."""
    acting, zaak = _zaak(request, reference, "zaak.read")
    reason = _reason(request, acting, zaak)
    if reason is None:
        return redirect("werkcentrum:zaak", reference=zaak.reference)
    own = "nl" if zaak.language == "nl" else "en"
    chosen = request.GET.get("taal", own)
    language = chosen if chosen in ADVICE_LANGUAGES else own
    with transaction.atomic(), translation.override(language):
        page: CasePage = case_page(zaak, answer=None, language=language, today=clock.today())
        response = render(
            request,
            "werkcentrum/zaak/advice.html",
            {"page": page, "zaak": zaak, "language": language, "today": clock.today(), "regio": zaak.regio},
        )
        services.log("zaak.advice", zaak, by=acting, at=clock.now(), reason=str(reason), language=language)
    return response
