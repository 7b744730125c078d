# SPDX-License-Identifier: EUPL-1.2
"""The inbox of a partner: the list, one referral, and each answer. Works without scripts."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days

from ..forms.inbox import AskForm, ContactForm, DeclineForm, InboxFilter, OutcomeForm
from ..forms.referral import Stale
from ..queries import inbox as queries
from ..queries.appointments import talks_for_partner
from ..queries.needs import need_label
from ..queries.referral import messages_of
from ..queries.referral_rows import help_name
from ..queries.sharing import may_read_now, visible_fields
from ..rules.referral_states import Rol, next_steps
from ..services import inbox as services
from ..services import log
from ..terms import Stap, Warmte
from .access import acting_with, found, refuse

if TYPE_CHECKING:
    from ..queries.referral_state import WithState

PAGE = 25


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What was handed over to this organisation: to answer, at work, ended."""
    acting = acting_with(request, "inbox.read")
    part = request.GET.get("part", "nieuw")
    if part not in queries.PARTS:
        part = "nieuw"
    states = [state for state in Stap if state in queries.PARTS[part]]
    form = InboxFilter(request.GET, states=states)
    chosen = form.cleaned_data if form.is_valid() else {}
    found_rows = queries.inbox(
        acting,
        part=part,
        state=chosen.get("state", ""),
        search=chosen.get("q", ""),
        sort=chosen.get("sort", ""),
    )
    page = Paginator(found_rows, PAGE).get_page(request.GET.get("page"))
    at = clock.now()
    counts, closed = queries.inbox_counts(acting), closing_days(acting.regio_id)
    context = {
        # The filter is no form to be filled in: a wrong choice is left out, not shown as an error.
        "filter": form,
        "part": part,
        "parts": [
            {"code": "nieuw", "label": _("To answer"), "count": counts["nieuw"]},
            {"code": "lopend", "label": _("At work"), "count": counts["lopend"]},
            {"code": "klaar", "label": _("Ended"), "count": counts["klaar"]},
        ],
        "page_obj": page,
        "rows": [queries.inbox_row(row, acting, at=at, closed=closed) for row in page.object_list],
        "searched": bool(chosen.get("q") or chosen.get("state")),
    }
    return render(request, "werkcentrum/inbox/inbox.html", context)


@require_http_methods(["GET", "HEAD"])
def inbox_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral. Opening it for the first time tells the guide that it was received."""
    acting = acting_with(request, "inbox.read")
    referral = found(queries.referral_for_partner(acting, pk))
    if request.method == "GET" and acting.has("inbox.act") and referral.state == Stap.VERZONDEN:
        services.receive_referral(pk, by=acting, at=clock.now())
        referral = found(queries.referral_for_partner(acting, pk))
    return _page(request, acting, referral)


@require_POST
def inbox_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One answer of the partner. A refusal shows the page again with what was typed."""
    acting = acting_with(request, "inbox.act")
    referral = found(queries.referral_for_partner(acting, pk))
    form = answer_forms(acting, request.POST).get(act)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            done = take_answer(act, pk, form.cleaned_data, acting)
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect("werkcentrum:inbox_referral", pk=pk)
    return _page(
        request, acting, found(queries.referral_for_partner(acting, referral.pk)), act=act, form=form
    )


def take_answer(act: str, pk: int, data: dict[str, Any], acting: Acting) -> str:
    at, expected = clock.now(), data["expected"]
    if act == "vraag":
        services.ask_guide(pk, data["text"], expected=expected, by=acting, at=at)
        return _("Your question was sent to the guide.")
    if act == "accepteren":
        services.accept_referral(pk, expected=expected, by=acting, at=at)
        return _("Accepted. Contact the person within 15 working days.")
    if act == "afwijzen":
        services.decline_referral(
            pk,
            reason=data["reason"],
            next_door_id=data["next_door"],
            text=data["text"],
            expected=expected,
            by=acting,
            at=at,
        )
        return _("Declined. The guide looks for another door.")
    if act == "eerste-contact":
        services.note_first_contact(pk, contact_on=data["contact_on"], expected=expected, by=acting, at=at)
        return _("First contact noted.")
    if act == "gestart":
        services.begin_help(pk, expected=expected, by=acting, at=at)
        return _("Noted that the help has started.")
    if act == "uitkomst":
        services.finish_help(pk, outcome=data["outcome"], expected=expected, by=acting, at=at)
        return _("Done. Thank you. You see the data of the person no more.")
    services.lose_contact(pk, expected=expected, by=acting, at=at)
    return _("Noted. The guide takes it up.")


def answer_forms(acting: Acting, data: Any = None, sequence: int | None = None) -> dict[str, forms.Form]:
    """The forms of this page by the last part of their address."""
    initial = {"expected": sequence}
    return {
        "accepteren": Stale(data, initial=initial),
        "vraag": AskForm(data, initial=initial, auto_id="vraag_%s"),
        "afwijzen": DeclineForm(
            data, initial=initial, doors=queries.other_doors(acting), auto_id="afwijzen_%s"
        ),
        "eerste-contact": ContactForm(
            data, initial=initial | {"contact_on": clock.today()}, auto_id="contact_%s"
        ),
        "gestart": Stale(data, initial=initial),
        "uitkomst": OutcomeForm(data, initial=initial, auto_id="uitkomst_%s"),
        "contact-verloren": Stale(data, initial=initial),
    }


# Which step each act takes; it is offered only when the state allows it.
_STEPS = {
    "accepteren": Stap.GEACCEPTEERD,
    "vraag": Stap.VRAAG,
    "afwijzen": Stap.AFGEWEZEN,
    "eerste-contact": Stap.EERSTE_CONTACT,
    "gestart": Stap.GESTART,
    "uitkomst": Stap.AFGEROND,
    "contact-verloren": Stap.CONTACT_VERLOREN,
}


def _page(
    request: HttpRequest,
    acting: Acting,
    referral: "WithState",
    *,
    act: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    context = referral_context(acting, referral, act=act, form=form)
    context["act_base"] = reverse("werkcentrum:inbox_referral", args=[referral.pk])
    context["may_end_talks"] = acting.has("inbox.act")
    return render(request, "werkcentrum/inbox/referral.html", context)


def referral_context(
    acting: Acting, referral: "WithState", *, act: str = "", form: forms.Form | None = None
) -> dict[str, Any]:
    """What the page of one referral shows; reading the shared fields is logged."""
    at = clock.now()
    state = Stap(referral.state)
    fields = visible_fields(acting, referral, at)
    readable = may_read_now(acting, referral, at)
    log.record_reading(referral, fields=[field.code.value for field in fields], by=acting, at=at)
    possible = set(next_steps(state, Rol.PARTNER)) if acting.has("inbox.act") else set()
    shown = answer_forms(acting, sequence=referral.last_sequence)
    if act and form is not None:
        # The number stays that of the page that was filled in, so that an old page stays refused.
        shown[act] = form
    return {
        "referral": referral,
        "reference": referral.zaak.reference,
        "need": need_label(referral.need, get_language() or "nl"),
        "help": help_name(referral),
        "warmth": Warmte(referral.warmth).label,
        "state": state,
        "shape": queries.shape_for_partner(state),
        "fields": fields,
        "readable": readable,
        "until": referral.inzage.valid_until if readable else None,
        "letters": messages_of(referral) if readable else [],
        "talks": talks_for_partner(acting, referral, at=at) if readable else [],
        "timeline": queries.partner_steps(referral),
        "acts": {name.replace("-", "_"): shown[name] for name, step in _STEPS.items() if step in possible},
        "opened": act.replace("-", "_"),
        "form": form,
    }
