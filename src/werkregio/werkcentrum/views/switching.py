# SPDX-License-Identifier: EUPL-1.2
"""Step forward, step back: the public page, and the same from the case of a person."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkregio.regio import queries as regio_queries

from ..forms.switching import SwitchForm
from ..permissions.zaak import may_read_zaak
from ..queries import switching as queries
from ..queries.needs import need_label
from ..queries.zaak import zaak_by_reference
from ..rules.switching import BACK, FORWARD
from .access import acting_with, found


@login_not_required
@require_safe
def switching(request: HttpRequest) -> HttpResponse:
    """Where somebody is, which steps there are from there, and how to get back."""
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    language = get_language() or "nl"
    all_steps = queries.steps()
    here = request.GET.get("van", "")
    place = all_steps.place(here)
    wanted = all_steps.from_place(here) if place else list(all_steps.steps)
    places = queries.places_shown(language)
    context = {
        "places": [
            {
                "code": code,
                "name": name,
                "text": text,
                "current": code == here,
                "ahead": [queries.place_name(s.end, language) for s in all_steps.from_place(code, FORWARD)],
                "back": [queries.place_name(s.end, language) for s in all_steps.from_place(code, BACK)],
            }
            for code, name, text in places
        ],
        "chosen": next((name for code, name, _text in places if code == here), ""),
        "steps": queries.steps_shown(regio, wanted, language) if place else [],
        "text_language": queries.text_language(language),
        "source": all_steps.source,
        "as_of": all_steps.as_of,
        "verified": all_steps.verified,
    }
    return render(request, "werkcentrum/switching/switching.html", context)


@require_safe
@never_cache
def zaak_switch(request: HttpRequest, reference: str) -> HttpResponse:
    """From a case: choose where the person is and which way; it yields the right instruments."""
    acting = acting_with(request, "zaak.read")
    zaak = found(zaak_by_reference(acting, reference))
    if not may_read_zaak(acting, zaak):
        raise Http404
    language = get_language() or "nl"
    form = SwitchForm(request.GET or None, places=queries.places_shown(language))
    shown = []
    if form.is_valid():
        chosen = queries.steps().from_place(form.cleaned_data["van"], form.cleaned_data["richting"])
        gemeente = zaak.gemeente.gm_code if zaak.gemeente else ""
        shown = queries.steps_shown(acting.regio, chosen, language, gemeente=gemeente)
    context = {
        "zaak": zaak,
        "form": form,
        "steps": [(step, need_label(step.need, language)) for step in shown],
        "asked": form.is_bound and form.is_valid(),
        "text_language": queries.text_language(language),
        "verified": queries.steps().verified,
        "may_write": acting.has("zaak.write") and zaak.owner_id == acting.user.pk,
    }
    return render(request, "werkcentrum/switching/zaak.html", context, status=422 if form.errors else 200)
