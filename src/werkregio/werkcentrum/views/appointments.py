# SPDX-License-Identifier: EUPL-1.2
"""Appointments of a case: make one, move it, cancel it, ask for an interpreter, print the letter."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.appointments import BookForm, FindForm, InterpreterForm, TimeForm
from ..models import Boeking, Tijdvak, Zaak
from ..queries import appointment_slots as slot_queries
from ..queries import appointments as queries
from ..queries.appointment_facts import address_of, calendar_of, facts_of
from ..queries.counters import loketten_of
from ..queries.languages import LANGUAGE_NAMES
from ..queries.zaak import personal, zaak_by_reference
from ..rules.appointment_texts import About, languages, message
from ..services import appointment_choice as choice_services
from ..services import appointment_presence as presence
from ..services import appointments as services
from ..services.zaak import log
from ..terms import BoekingStatus, Tijdvaksoort
from .access import acting_with, found, refuse
from .agenda import guide_choices

PAGE = 25


def time_label(slot: Tijdvak) -> str:
    """One time for a guide to choose: day, hours, where, with whom, in which languages."""
    start, end = slot.start.astimezone(AMSTERDAM), slot.end.astimezone(AMSTERDAM)
    parts = [
        _("%(day)s from %(from)s to %(to)s")
        % {"day": date_format(start, "l j E"), "from": f"{start:%H:%M}", "to": f"{end:%H:%M}"},
        slot.loket.naam if slot.loket else str(slot.get_plaats_display()),
        slot.title,
        slot.guide.name if slot.guide else "",
        ", ".join(LANGUAGE_NAMES.get(code, code) for code in slot.languages),
    ]
    return " · ".join(part for part in parts if part)


def times_of(rows: Iterable[Any], label: Callable[[Tijdvak], str] = time_label) -> list[tuple[int, str]]:
    """Times for a form; a full workshop says that there is a waiting list."""
    times = []
    for slot in rows:
        said = label(slot)
        if slot.taken >= slot.capacity:
            said += " · " + _("full: you come on the waiting list")
        times.append((slot.pk, said))
    return times


def _zaak(request: HttpRequest, reference: str) -> tuple[Acting, Zaak]:
    acting = acting_with(request, "zaak.write")
    return acting, found(zaak_by_reference(acting, reference))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, reference: str) -> HttpResponse:
    """Free times for this question, and the appointment itself."""
    acting, zaak = _zaak(request, reference)
    at = clock.now()
    finder = FindForm(
        request.GET,
        lokets=[(row.pk, row.naam) for row in loketten_of(acting.regio)],
        guides=guide_choices(acting),
    )
    wanted = finder.cleaned_data if finder.is_valid() else {}
    soort = wanted.get("soort") or Tijdvaksoort.GESPREK.value
    three = soort == Tijdvaksoort.DRIEGESPREK
    rows = slot_queries.free_slots(
        acting.regio_id,
        soort,
        at=at,
        loket_id=wanted.get("loket"),
        guide_id=wanted.get("guide"),
        language=wanted.get("taal", ""),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    times = times_of(page.object_list)
    referrals = queries.open_referrals(zaak) if three else None
    form = BookForm(request.POST if request.method == "POST" else None, times=times, referrals=referrals)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.book(
                zaak.pk,
                data["tijdvak"],
                interpreter=data["interpreter"],
                doorverwijzing_id=data.get("doorverwijzing") or None,
                form_key=request.POST.get("form_key", "")[:64] or None,
                by=acting,
                at=at,
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The appointment is made. The person gets a message."))
            return redirect("werkcentrum:appointment", pk=made.pk)
    context = {
        "zaak": zaak,
        "finder": finder,
        "form": form,
        "times": times,
        "page_obj": page,
        "soort": soort,
        "soort_label": Tijdvaksoort(soort).label,
        "kinds": [(kind.value, kind.label, kind.value == soort) for kind in Tijdvaksoort],
        "no_referral": three and not referrals,
        "form_key": request.POST.get("form_key") or secrets.new_token(),
        "choosable": soort in [kind.value for kind in choice_services.CHOOSABLE],
        "is_open_choice": soort in queries.choices_of(zaak),
    }
    return render(request, "werkcentrum/appointments/book.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def choice(request: HttpRequest, reference: str) -> HttpResponse:
    """The person may choose a time on the own page, or no longer."""
    acting, zaak = _zaak(request, reference)
    soort = request.POST.get("soort", "")
    try:
        if request.POST.get("act") == "close":
            choice_services.close_choice(zaak.pk, soort, by=acting, at=clock.now())
            messages.success(request, _("The person does not choose a time any more."))
        else:
            choice_services.open_choice(zaak.pk, soort, by=acting, at=clock.now())
            messages.success(request, _("The person may choose a time on the own page now."))
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("werkcentrum:zaak", reference=zaak.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One appointment: move it, cancel it, confirm it, the interpreter, what happened."""
    acting = acting_with(request, "zaak.write")
    row = found(queries.boeking_for_guide(acting, pk))
    at = clock.now()
    free = slot_queries.free_slots(acting.regio_id, row.tijdvak.soort, at=at).exclude(pk=row.tijdvak_id)
    # A move is to a free place only, not to a waiting list.
    free = free.filter(taken__lt=F("capacity"))
    page = Paginator(free, PAGE).get_page(request.GET.get("page"))
    times = times_of(page.object_list)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = TimeForm(request.POST if act == "move" else None, times=times)
    asks = InterpreterForm(
        request.POST if act == "interpreter" else None, initial={"interpreter": row.interpreter}
    )
    problem = ""
    if act:
        try:
            said = _act(act, row, form, asks, acting, at)
        except RuleError as error:
            if act == "move":
                refuse(form, error)
            elif act == "interpreter":
                refuse(asks, error)
            else:
                problem = error.message
        else:
            if said:
                messages.success(request, said)
                return redirect("werkcentrum:appointment", pk=row.pk)
    shown = queries.shown(row, at=at)
    events = [
        {
            "when": event.at.astimezone(AMSTERDAM),
            "title": str(event.get_kind_display()),
            "text": "",
        }
        for event in reversed(row.gebeurtenissen.all())
    ]
    context = {
        "row": row,
        "shown": shown,
        "address": address_of(row.tijdvak),
        "events": events,
        "form": form,
        "asks": asks,
        "times": times,
        "page_obj": page,
        "problem": problem,
        "open_form": act,
        "over": shown.status
        in (BoekingStatus.AFGEZEGD, BoekingStatus.AFGEROND, BoekingStatus.NIET_VERSCHENEN),
    }
    bad = bool(problem or form.errors or asks.errors)
    return render(request, "werkcentrum/appointments/appointment.html", context, status=422 if bad else 200)


def _act(act: str, row: Boeking, form: TimeForm, asks: InterpreterForm, acting: Acting, at: datetime) -> str:
    """What to say when it is done; nothing when the form has errors."""
    if act == "move":
        if not form.is_valid():
            return ""
        services.move(row.pk, form.cleaned_data["tijdvak"], by=acting, at=at)
        return _("Moved. The person gets a message with the new time.")
    if act == "interpreter":
        if not asks.is_valid():
            return ""
        choice_services.ask_interpreter(row.pk, asks.cleaned_data["interpreter"], by=acting, at=at)
        return _("Saved.")
    if act == "confirm":
        services.confirm(row.pk, by=acting, at=at)
        return _("Noted: the person will come.")
    if act in ("cancel", "cancel_person"):
        services.cancel(row.pk, person_asked=act == "cancel_person", by=acting, at=at)
        return _("Cancelled. The person gets a message.")
    raise Http404


@require_safe
@never_cache
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter to print, in the language of the person or another one of ours."""
    acting = acting_with(request, "zaak.write")
    row = found(queries.boeking_for_guide(acting, pk))
    facts, language = facts_of(row)
    asked = request.GET.get("taal", "")
    if asked in languages():
        facts, language = facts_of(row, asked)
    status = queries.status_in(row, clock.now())
    about = About.CANCEL if status == BoekingStatus.AFGEZEGD else About.INVITE
    who = personal(row.zaak)
    with translation.override(language):
        context = {
            "row": row,
            "said": message(about, language, facts),
            "language": language,
            "direction": "rtl" if language == "ar" else "ltr",
            "letter_languages": [(code, LANGUAGE_NAMES[code], code == language) for code in languages()],
            "name": who.name,
            "regio": row.zaak.regio,
            "today": clock.today(),
        }
    with transaction.atomic():
        # The letter and its line commit together, as everything that shows who somebody is.
        response = render(request, "werkcentrum/appointments/letter.html", context)
        log("boeking.brief", row.zaak, by=acting, at=clock.now(), boeking=row.pk, taal=language)
    return response


@require_safe
@never_cache
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file, for a guide who sends it another way."""
    acting = acting_with(request, "zaak.write")
    row = found(queries.boeking_for_guide(acting, pk))
    return calendar_response(row)


def calendar_response(row: Boeking) -> HttpResponse:
    content = calendar_of(row, queries.events_in(row), made_at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@never_cache
def partner_act(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner says of a talk with the three of us that it was held, or that the person did not come."""
    acting = acting_with(request, "inbox.act")
    row = Boeking.objects.filter(
        pk=pk, zaak__regio_id=acting.regio_id, doorverwijzing__partij_id=acting.partij.pk
    ).first()
    row = found(row)
    acts = {"klaar": presence.held, "niet": presence.did_not_come}
    act = acts.get(request.POST.get("act", ""))
    if act is None or row.doorverwijzing_id is None:
        raise Http404
    try:
        act(row.pk, by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, _("Thank you. It is written down, and the guide sees it."))
    return redirect("werkcentrum:inbox_referral", pk=row.doorverwijzing_id)
