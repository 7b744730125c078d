# SPDX-License-Identifier: EUPL-1.2
"""Call, mail or come by: the counters of the region, open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from werkregio.foundation import clock
from werkregio.regio.queries import gemeenten_of

from ..queries.counters import languages_of, loketten_of, loketten_shown
from ..queries.directory import Wanted, entries_for_list, wanted_ids
from ..queries.directory_page import card
from ..queries.languages import LANGUAGE_NAMES
from .directory import region_of

# Enough to start with; the whole list is one link away.
LOCAL_HELP = 6


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """All counters; `taal` keeps those where a language is spoken."""
    regio = region_of(request)
    rows = list(loketten_of(regio))
    chosen = request.GET.get("taal", "")
    shown = [row for row in rows if not chosen or chosen in row.languages]
    context = {
        "regio": regio,
        "gemeenten": gemeenten_of(regio, on=clock.today()),
        "loketten": loketten_shown(shown, get_language() or "nl", clock.today()),
        "counter_languages": languages_of(rows),
        "chosen": chosen,
        "chosen_name": LANGUAGE_NAMES.get(chosen, chosen),
    }
    return render(request, "werkcentrum/counters/contact.html", context)


@login_not_required
@require_safe
def gemeente(request: HttpRequest, slug: str) -> HttpResponse:
    """The counters of one municipality of the region, and help that exists only there."""
    regio, language = region_of(request), get_language() or "nl"
    place = gemeenten_of(regio, on=clock.today()).filter(slug=slug).first()
    if place is None:
        raise Http404
    ids = wanted_ids(regio, Wanted(gemeente=slug), acting=None, language=language)
    own = [entry for entry in entries_for_list(ids, clock.today()) if entry.gemeenten.all()][:LOCAL_HELP]
    context = {
        "regio": regio,
        "gemeente": place,
        "loketten": loketten_shown(loketten_of(regio).filter(gemeente=place), language, clock.today()),
        "cards": [shown for entry in own if (shown := card(entry, language, slug))],
    }
    return render(request, "werkcentrum/counters/gemeente.html", context)
