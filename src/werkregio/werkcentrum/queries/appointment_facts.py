# SPDX-License-Identifier: EUPL-1.2
"""What a message, a letter and a calendar file say about an appointment. Never a name, never a need."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from werkregio.foundation import secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.queries import site_of

from ..models import Afspraakinstelling, Boeking, Tijdvak
from ..rules.appointment_calendar import CalendarEntry, calendar_file
from ..rules.appointment_states import Event, effective, revision
from ..rules.appointment_texts import Facts, bring, place, title
from ..terms import Boekingsstap, Plaats
from .languages import LANGUAGE_NAMES
from .reach import written_language

DEFAULT_HOURS = 24


def change_hours(regio: Arbeidsmarktregio) -> int:
    """Until how many hours before a person moves or cancels alone; the default when a region chose nothing."""
    try:
        return regio.afspraakinstelling.change_hours
    except Afspraakinstelling.DoesNotExist:
        return DEFAULT_HOURS


def when_words(tijdvak: Tijdvak) -> str:
    """Day and time in the language that is active: `maandag 30 november 2026, 10:00`."""
    start = tijdvak.start.astimezone(AMSTERDAM)
    return f"{date_format(start, 'l j E Y')}, {start:%H:%M}"


def address_of(tijdvak: Tijdvak) -> str:
    """Name, street and place of the counter in one line."""
    if tijdvak.loket is None:
        return ""
    parts = (tijdvak.loket.naam, tijdvak.loket.address)
    return ", ".join(part for part in parts if part)


def facts_of(boeking: Boeking, language: str = "") -> tuple[Facts, str]:
    """The facts, with the language in which they are said: the one asked, else that of the person."""
    regio, slot = boeking.zaak.regio, boeking.tijdvak
    language = language or written_language(boeking.zaak.language)
    with translation.override(language):
        page = site_of(regio) + reverse("werkcentrum:mine")
        when = when_words(slot)
    phone = (slot.loket.phone if slot.loket else "") or regio.phone
    return (
        Facts(
            soort=slot.soort,
            plaats=slot.plaats,
            when=when,
            address=address_of(slot),
            accessibility=(slot.loket.accessibility if slot.loket else "").rstrip("."),
            interpreter=LANGUAGE_NAMES.get(boeking.interpreter, boeking.interpreter),
            change_hours=change_hours(regio),
            page=page,
            phone=phone,
        ),
        language,
    )


def calendar_of(boeking: Boeking, events: Iterable[Event], *, made_at: datetime) -> bytes:
    """The calendar file of an appointment; its number rises when it is moved or cancelled."""
    happened = list(events)
    facts, language = facts_of(boeking)
    slot, regio = boeking.tijdvak, boeking.zaak.regio
    ended = {Boekingsstap.AFGEZEGD_PERSOON, Boekingsstap.AFGEZEGD_LOKET}
    host = site_of(regio).partition("//")[2].partition(":")[0] or "werkregio.invalid"
    return calendar_file(
        CalendarEntry(
            uid=f"{secrets.keyed_hash(str(boeking.pk), purpose='afspraak')[:32]}@{host}",
            revision=revision(happened),
            title=title(language, soort=slot.soort, plaats=slot.plaats),
            place=facts.address if slot.plaats == Plaats.LOKET else place(language, facts),
            about="\n".join(bring(language, facts)),
            start=slot.start,
            end=slot.end,
            made_at=made_at,
            organiser=regio.email or f"werkcentrum@{host}",
            cancelled=bool(happened) and effective(happened)[-1].kind in ended,
        )
    )
