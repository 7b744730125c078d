# SPDX-License-Identifier: EUPL-1.2
"""Small acts around an appointment: let the person choose a time, arrange the interpreter."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Tijdkeuze
from ..permissions.appointments import may_make_appointment
from ..queries.languages import LANGUAGE_NAMES
from ..terms import Tijdvaksoort
from .appointment_steps import locked
from .zaak import locked as locked_zaak
from .zaak import log, still_open

CHOOSABLE = (Tijdvaksoort.GESPREK, Tijdvaksoort.WORKSHOP, Tijdvaksoort.INLOOP)


@transaction.atomic
def open_choice(zaak_id: int, soort: str, *, by: Acting, at: datetime) -> Tijdkeuze:
    """The person may choose a time for this kind on the own page. A second time changes nothing."""
    zaak = locked_zaak(zaak_id)
    if not may_make_appointment(by, zaak):
        raise PermissionDenied
    still_open(zaak)
    if soort not in [kind.value for kind in CHOOSABLE]:
        raise RuleError(_("Choose what kind of appointment it is."), field="soort")
    there = Tijdkeuze.objects.filter(zaak=zaak, soort=soort, closed_at__isnull=True).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            made = Tijdkeuze.objects.create(zaak=zaak, soort=soort, opened_by=by.user, opened_at=at)
    except IntegrityError as error:
        raise RuleError(_("The person may choose this already.")) from error
    log("tijdkeuze.geopend", zaak, by=by, at=at, soort=soort)
    return made


@transaction.atomic
def close_choice(zaak_id: int, soort: str, *, by: Acting, at: datetime) -> None:
    """The person chooses no longer."""
    zaak = locked_zaak(zaak_id)
    if not may_make_appointment(by, zaak):
        raise PermissionDenied
    closed = Tijdkeuze.objects.filter(zaak=zaak, soort=soort, closed_at__isnull=True).update(closed_at=at)
    if closed:
        log("tijdkeuze.gesloten", zaak, by=by, at=at, soort=soort)


@transaction.atomic
def ask_interpreter(
    boeking_id: int, language: str, *, zaak_id: int | None = None, by: Acting, at: datetime
) -> None:
    """Ask for an interpreter, for another language, or for none any more."""
    boeking = locked(boeking_id, zaak_id=zaak_id)
    if not may_make_appointment(by, boeking.zaak):
        raise PermissionDenied
    if language and language not in LANGUAGE_NAMES:
        raise RuleError(_("Choose a language from the list."), field="interpreter")
    if boeking.interpreter == language:
        return
    boeking.interpreter, boeking.interpreter_arranged_at = language, None
    boeking.save(update_fields=["interpreter", "interpreter_arranged_at"])
    log("boeking.tolk", boeking.zaak, by=by, at=at, boeking=boeking.pk, taal=language)


@transaction.atomic
def interpreter_arranged(boeking_id: int, *, arranged: bool, by: Acting, at: datetime) -> None:
    """Who arranges interpreters ticks one off, or says that it fell through."""
    boeking = locked(boeking_id)
    if not may_make_appointment(by, boeking.zaak):
        raise PermissionDenied
    if not boeking.interpreter:
        raise RuleError(_("No interpreter was asked for this appointment."))
    boeking.interpreter_arranged_at = at if arranged else None
    boeking.save(update_fields=["interpreter_arranged_at"])
    log("boeking.tolk_geregeld", boeking.zaak, by=by, at=at, boeking=boeking.pk, geregeld=arranged)
