# SPDX-License-Identifier: EUPL-1.2
"""The counter today: who comes when, here or not, and somebody who walks in."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Loket
from ..queries import appointments as queries
from ..queries import worklist
from ..queries.zaak import zaak_by_reference
from ..services import appointment_presence as services
from ..terms import BoekingStatus
from .access import acting_with, found

MOST_FOUND = 10
# What stands first at a counter: who is here, then who is expected.
_HERE = (BoekingStatus.BINNEN,)
_DONE = (BoekingStatus.AFGEROND, BoekingStatus.NIET_VERSCHENEN)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        return today
    return day if abs((day - today).days) <= 366 else today


@require_safe
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """The only counter, or a choice of counters."""
    acting = acting_with(request, "tijdvak.write")
    lokets = queries.lokets_for(acting)
    if len(lokets) == 1:
        return redirect("werkcentrum:counter_day", pk=lokets[0].pk)
    return render(request, "werkcentrum/appointments/counters.html", {"lokets": lokets})


@never_cache
def counter_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a day at one counter; a search for somebody who walks in goes by POST, out of the address."""
    acting = acting_with(request, "tijdvak.write")
    loket = _loket(acting, pk)
    at, today = clock.now(), clock.today()
    day = _day(request.GET.get("dag", ""), today)
    rows = queries.day_list(acting, loket, day, at=at)
    typed = request.POST.get("wie", "").strip()[:100] if request.method == "POST" else ""
    context = {
        "loket": loket,
        "lokets": queries.lokets_for(acting),
        "day": day,
        "today": today,
        "is_today": day == today,
        "previous": day - timedelta(days=1),
        "following": day + timedelta(days=1),
        "here": [row for row in rows if row.status in _HERE],
        "expected": [row for row in rows if row.status not in _HERE + _DONE],
        "done": [row for row in rows if row.status in _DONE],
        "count": len(rows),
        "typed": typed,
        "matches": _matches(acting, typed) if typed else [],
        "now": at,
    }
    return render(request, "werkcentrum/appointments/day.html", context)


def _loket(acting: Acting, pk: int) -> Loket:
    return found(next((row for row in queries.lokets_for(acting) if row.pk == pk), None))


def _matches(acting: Acting, typed: str) -> list[worklist.Row]:
    """Open questions that fit a number or a name, those that are due first."""
    today = clock.today()
    hits = worklist.worklist(acting, worklist.Filter(tab=worklist.REGION, query=typed), today=today)
    return worklist.rows(
        acting,
        hits.keys[:MOST_FOUND],
        hits.states,
        language=get_language() or "nl",
        today=today,
        searched=True,
    )


@require_POST
@never_cache
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody stands at the counter without an appointment."""
    acting = acting_with(request, "tijdvak.write")
    loket = _loket(acting, pk)
    zaak = found(zaak_by_reference(acting, request.POST.get("nummer", "")[:16]))
    try:
        services.walk_in(loket.pk, zaak.pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(number)s is here.") % {"number": zaak.reference})
    return redirect("werkcentrum:counter_day", pk=loket.pk)


_ACTS = {
    "binnen": services.arrived,
    "niet": services.did_not_come,
    "klaar": services.held,
    "terug": services.undo,
}


@require_POST
@never_cache
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Here, did not come, held; or that was a mistake. Back to the page where the button stood."""
    acting = acting_with(request, "zaak.write")
    row = found(queries.boeking_for_guide(acting, pk))
    act = request.POST.get("act", "")
    said = {
        "binnen": _("Noted: the person is here."),
        "niet": _("Noted. The worklist says to call."),
        "klaar": _("Noted: held."),
        "terug": _("Put right. Choose again."),
    }
    if act not in _ACTS:
        raise Http404
    try:
        _ACTS[act](row.pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, said[act])
    back = request.POST.get("terug_naar", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect(reverse("werkcentrum:appointment", kwargs={"pk": row.pk}))
