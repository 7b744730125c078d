# SPDX-License-Identifier: EUPL-1.2
"""The week of a guide: slots and who comes, free or busy of colleagues; making slots, one slot."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days, partijen_of

from ..forms.appointments import HandOverForm, SlotForm, SlotsForm
from ..models import Loket
from ..permissions.appointments import may_change_slot
from ..queries import appointment_slots as slot_queries
from ..queries import appointments as queries
from ..queries.appointment_words import skipped_words
from ..queries.zaak import guides_of
from ..rules.appointment_series import Plan, plan
from ..services import appointment_slots as services
from ..terms import Plaats
from .access import acting_with, found, refuse


def monday_of(text: str, today: date) -> date:
    """The Monday of an asked day; of this week when it cannot be read."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = today
    # A year that no calendar holds would break the sums.
    if not 2000 <= day.year <= 2100:
        day = today
    return day - timedelta(days=day.weekday())


def week_context(monday: date, today: date) -> dict[str, Any]:
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "previous": monday - timedelta(days=7),
        "following": monday + timedelta(days=7),
        "is_this_week": monday <= today < monday + timedelta(days=7),
        "today": today,
    }


def guide_choices(acting: Acting) -> list[tuple[int, str]]:
    return [(guide.pk, guide.name) for guide in guides_of(acting.regio_id, on=clock.today())]


@require_safe
@never_cache
def agenda(request: HttpRequest) -> HttpResponse:
    """The own week; of a colleague only free or busy."""
    acting = acting_with(request, "tijdvak.write")
    at, today = clock.now(), clock.today()
    monday = monday_of(request.GET.get("week", ""), today)
    days = [monday + timedelta(days=step) for step in range(7)]
    slots = (
        slot_queries.counted(
            slot_queries.slots_between(acting.regio_id, days[0], days[-1]).filter(guide=acting.user)
        )
        .select_related("loket", "partij")
        .order_by("start", "pk")
    )
    lines = queries.lines(queries.of_guide(acting, acting.user.pk, days[0], days[-1], at=at))
    by_day: dict[date, list[dict[str, Any]]] = {day: [] for day in days}
    for slot in slots:
        start = slot.start.astimezone(AMSTERDAM)
        by_day[start.date()].append(
            {
                "slot": slot,
                "start": start,
                "end": slot.end.astimezone(AMSTERDAM),
                "people": lines.get(slot.pk, []),
                "free": max(0, slot.capacity - slot.taken),
                "past": slot.end <= at,
            }
        )
    guides = list(guides_of(acting.regio_id, on=today))
    context = {
        **week_context(monday, today),
        "days": [(day, rows) for day, rows in by_day.items() if rows or day.weekday() < 5],
        "any_slots": any(by_day.values()),
        "away": slot_queries.absent_days([acting.user.pk], days[0], days[-1]),
        "colleagues": slot_queries.free_or_busy(acting, guides, days[:5]),
        "weekdays": days[:5],
    }
    return render(request, "werkcentrum/appointments/agenda.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slots_new(request: HttpRequest) -> HttpResponse:
    """Make slots: first what would be made, with what is left out; then make it."""
    acting = acting_with(request, "tijdvak.write")
    at, today = clock.now(), clock.today()
    lokets = queries.lokets_for(acting)
    form = SlotsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "soort": "gesprek",
            "loket": lokets[0].pk if len(lokets) == 1 else None,
            "plaats": Plaats.LOKET if lokets else Plaats.TELEFOON,
            "guide": acting.user.pk,
            "first": today,
        },
        lokets=[(row.pk, row.naam) for row in lokets],
        guides=guide_choices(acting),
        partijen=partijen_of(acting.regio).values_list("pk", "naam"),
        today=today,
    )
    context: dict[str, Any] = {"form": form, "lokets": lokets}
    if request.method == "POST" and form.is_valid():
        made = _plan(acting, form, lokets, at)
        chosen = set(request.POST.getlist("slot"))
        if request.POST.get("act") == "make":
            wanted = [slot for slot in made.slots if slot.start.isoformat() in chosen]
            try:
                if made.slots and not wanted:
                    raise RuleError(_("Tick one time or more."))
                slots = services.make_slots(
                    form.values(), wanted, series=request.POST.get("series", "")[:24], by=acting, at=at
                )
            except RuleError as error:
                refuse(form, error)
            except PermissionDenied:
                form.add_error("loket", _("You make times at your own counter only."))
            else:
                first = slots[0].start.astimezone(AMSTERDAM).date()
                messages.success(request, _("%(n)d times made.") % {"n": len(slots)})
                return redirect(f"{reverse('werkcentrum:agenda')}?week={first.isoformat()}")
        double = slot_queries.overlapping(form.values().guide_id, made.slots)
        context |= {
            "plan": made,
            "series": request.POST.get("series") or secrets.new_token()[:24],
            "preview": [
                {
                    "slot": slot,
                    "key": slot.start.isoformat(),
                    "overlaps": slot.start in double,
                    # The first look leaves out what would be double; after that the choice of the guide holds.
                    "chosen": slot.start.isoformat() in chosen if chosen else slot.start not in double,
                }
                for slot in made.slots
            ],
            "skipped": [(day, skipped_words(why)) for day, why in made.skipped],
        }
    return render(
        request, "werkcentrum/appointments/slots_new.html", context, status=422 if form.errors else 200
    )


def _plan(acting: Acting, form: SlotsForm, lokets: list[Loket], at: datetime) -> Plan:
    series, values = form.series(), form.values()
    loket = next((row for row in lokets if row.pk == values.loket_id), None)
    absent = (
        slot_queries.absent_days([values.guide_id], series.first, series.last) if values.guide_id else set()
    )
    at_counter = values.plaats == Plaats.LOKET and loket is not None
    return plan(
        series,
        hours=loket.hours if at_counter and loket else None,
        exceptions=loket.exceptions if at_counter and loket else (),
        closed=closing_days(acting.regio_id),
        absent=absent,
        now=at,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slot(request: HttpRequest, pk: int) -> HttpResponse:
    """One slot: who comes, who waits; change it, hand it over, take it back, print the list."""
    acting = acting_with(request, "tijdvak.write")
    row = found(slot_queries.slot_for_guide(acting, pk))
    at = clock.now()
    own = may_change_slot(acting, row) and row.taken_back_at is None
    act = request.POST.get("act", "") if request.method == "POST" else ""
    guides = [choice for choice in guide_choices(acting) if choice[0] != row.guide_id]
    form = SlotForm(
        request.POST if act == "change" else None,
        initial={"title": row.title, "capacity": row.capacity, "self_book": row.self_book},
        soort=row.soort,
    )
    give = HandOverForm(request.POST if act == "hand_over" else None, guides=guides)
    problem = ""
    if act:
        try:
            said = _slot_act(act, acting, row.pk, form, give, at)
        except RuleError as error:
            shown_at = form if act == "change" else give if act == "hand_over" else None
            if shown_at is None:
                problem = error.message
            else:
                refuse(shown_at, error)
        else:
            if said:
                messages.success(request, said)
                return redirect("werkcentrum:slot", pk=row.pk)
    people, waiting = queries.of_slot(acting, row.pk, at=at)
    context = {
        "row": row,
        "start": row.start.astimezone(AMSTERDAM),
        "end": row.end.astimezone(AMSTERDAM),
        "people": people,
        "waiting": waiting,
        "free": max(0, row.capacity - row.taken),
        "own": own,
        "past": row.end <= at,
        "form": form,
        "give": give,
        "guides": guides,
        "problem": problem,
        "sure": act == "take_back" and bool(problem),
    }
    bad = bool(problem or form.errors or give.errors)
    return render(request, "werkcentrum/appointments/slot.html", context, status=422 if bad else 200)


def _slot_act(act: str, acting: Acting, pk: int, form: SlotForm, give: HandOverForm, at: datetime) -> str:
    """What to say when it is done; nothing when the form has errors."""
    if act == "change":
        if not form.is_valid():
            return ""
        data = form.cleaned_data
        services.change_slot(
            pk,
            capacity=data.get("capacity", 1),
            title=data.get("title", ""),
            self_book=data.get("self_book", False),
            by=acting,
            at=at,
        )
        return _("Saved.")
    if act == "hand_over":
        if not give.is_valid():
            return ""
        guide = services.hand_over_slot(pk, to=give.cleaned_data["guide"], by=acting, at=at)
        return _("%(name)s takes it over.") % {"name": guide.name}
    if act == "take_back":
        services.take_back(pk, by=acting, at=at)
        return _("This time is not offered any more.")
    if act == "take_back_all":
        number = services.take_back(pk, with_people=True, by=acting, at=at)
        return _("Cancelled. %(n)d people get a message.") % {"n": number}
    raise PermissionDenied
