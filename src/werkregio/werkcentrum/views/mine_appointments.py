# SPDX-License-Identifier: EUPL-1.2
"""Appointments on the private page: choose a time, move, cancel, say that one comes, take the calendar file."""

from datetime import date
from itertools import groupby
from typing import cast

from django.core.exceptions import PermissionDenied
from django.forms.boundfield import BoundWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from werkregio.foundation import clock, secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError

from ..forms.appointments import TimeForm
from ..models import Boeking, Tijdvak, Zaak
from ..queries import appointment_slots as slot_queries
from ..queries import appointments as queries
from ..queries.appointment_facts import change_hours, when_words
from ..rules.appointment_states import person_may_change
from ..services import appointments as services
from ..services.referral_steps import PERSON
from ..terms import BoekingStatus, Tijdvaksoort
from .access import found
from .appointments import calendar_response, times_of
from .mine import done, person_page

# On a phone a longer list is not read; the next times come when these are gone.
MOST_TIMES = 20


def _times(
    request: HttpRequest, zaak: Zaak, soort: str, *, but: int | None = None
) -> tuple[list[tuple[int, str]], dict[str, object]]:
    """Free times at one counter, short enough for a phone, and the other counters to choose from.

    First stands the counter in the own municipality; without one, everything together.
    """
    rows = slot_queries.free_slots(zaak.regio_id, soort, at=clock.now(), alone=True)
    if but is not None:
        rows = rows.exclude(pk=but)
    places = slot_queries.places_of(rows)
    asked = request.GET.get("loket", "")
    chosen = next((place for place in places if str(place.pk) == asked), None)
    if chosen is None and asked != "alle":
        chosen = next((place for place in places if place.gemeente_id == zaak.gemeente_id), None)
    if chosen is not None:
        rows = rows.filter(loket=chosen)
    shown = list(rows[:MOST_TIMES])
    where = {slot.pk: slot.start.astimezone(AMSTERDAM).date() for slot in shown}
    times = times_of(shown, lambda slot: _short(slot, with_place=chosen is None))
    return times, {"places": places if len(places) > 1 else [], "chosen": chosen, "day_of": where}


def _days(form: TimeForm, day_of: dict[int, date]) -> list[tuple[date, list[BoundWidget]]]:
    """The buttons of the form under the day that they are on."""
    buttons = zip(form["tijdvak"].subwidgets, day_of.values(), strict=True)
    return [
        (day, [button for button, _day in group]) for day, group in groupby(buttons, key=lambda pair: pair[1])
    ]


def _short(slot: Tijdvak, *, with_place: bool) -> str:
    """The hour, under the heading of its day; where only when it differs."""
    parts = [f"{slot.start.astimezone(AMSTERDAM):%H:%M}", slot.title]
    if slot.loket is None:
        parts.append(str(slot.get_plaats_display()))
    elif with_place:
        parts.append(slot.loket.naam)
    return " · ".join(part for part in parts if part)


def _choose_page(
    request: HttpRequest, zaak: Zaak, form: TimeForm, heading: str, send: str, **context: object
) -> HttpResponse:
    shown = {"heading": heading, "send": send, "form": form, "phone": zaak.regio.phone, **context}
    shown["days"] = _days(form, cast("dict[int, date]", context["day_of"]))
    status = 422 if form.errors else 200
    return render(request, "werkcentrum/mine/appointment_times.html", shown, status=status)


@person_page
def choose(request: HttpRequest, zaak: Zaak, soort: str) -> HttpResponse:
    """Free times of one kind that the guide opened for this person."""
    if soort not in queries.choices_of(zaak) or soort not in Tijdvaksoort.values:
        return redirect("werkcentrum:mine")
    times, where = _times(request, zaak, soort)
    form = TimeForm(request.POST if request.method == "POST" else None, times=times)
    if request.method == "POST" and form.is_valid():
        try:
            services.book(
                zaak.pk,
                form.cleaned_data["tijdvak"],
                form_key=request.POST.get("form_key", "")[:64] or None,
                by=PERSON,
                at=clock.now(),
            )
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        except PermissionDenied:
            raise Http404 from None
        else:
            return done("afspraak")
    return _choose_page(
        request,
        zaak,
        form,
        _("Choose a time"),
        _("Make the appointment"),
        times=times,
        **where,
        form_key=request.POST.get("form_key") or secrets.new_token(),
    )


def _own(zaak: Zaak, pk: int) -> Boeking:
    return found(queries.mine_boeking(zaak, pk))


def _too_late(zaak: Zaak, row: Boeking) -> bool:
    if queries.status_in(row, clock.now()) == BoekingStatus.WACHTLIJST:
        return False
    return not person_may_change(row.tijdvak.start, now=clock.now(), hours=change_hours(zaak.regio))


@person_page
def move(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """Another time for an appointment, until a set time before."""
    row = _own(zaak, pk)
    if row.tijdvak.soort == Tijdvaksoort.DRIEGESPREK or _too_late(zaak, row):
        return done("afspraak-bellen")
    times, where = _times(request, zaak, row.tijdvak.soort, but=row.tijdvak_id)
    form = TimeForm(request.POST if request.method == "POST" else None, times=times)
    if request.method == "POST" and form.is_valid():
        try:
            services.move(row.pk, form.cleaned_data["tijdvak"], zaak_id=zaak.pk, by=PERSON, at=clock.now())
        except RuleError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        except PermissionDenied:
            raise Http404 from None
        else:
            return done("afspraak-verzet")
    return _choose_page(
        request,
        zaak,
        form,
        _("Move your appointment"),
        _("Move to this time"),
        times=times,
        **where,
        now_at=when_words(row.tijdvak),
    )


@person_page
def cancel(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """First what it means, then the act."""
    row = _own(zaak, pk)
    if _too_late(zaak, row):
        return done("afspraak-bellen")
    if request.method == "POST":
        try:
            services.cancel(row.pk, zaak_id=zaak.pk, by=PERSON, at=clock.now())
        except RuleError:
            return done("veranderd")
        return done("afspraak-afgezegd")
    context = {
        "heading": _("Do you want to cancel your appointment?"),
        "text": when_words(row.tijdvak),
        "send": _("Yes, cancel"),
        "send_kind": "danger",
    }
    return render(request, "werkcentrum/mine/form.html", context)


@person_page
def confirm(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """I will come."""
    row = _own(zaak, pk)
    if request.method != "POST":
        return redirect("werkcentrum:mine")
    try:
        services.confirm(row.pk, zaak_id=zaak.pk, by=PERSON, at=clock.now())
    except RuleError:
        return done("veranderd")
    return done("afspraak-ja")


@person_page
def calendar(request: HttpRequest, zaak: Zaak, pk: int) -> HttpResponse:
    """The file for a calendar: no name, and nothing about why."""
    return calendar_response(_own(zaak, pk))
