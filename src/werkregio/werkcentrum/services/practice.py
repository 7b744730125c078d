# SPDX-License-Identifier: EUPL-1.2
"""In a practice region: no contact of real people, partners that a trainer plays, and a clean start.

Every act here refuses any other kind of region.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting
from werkregio.regio.rules.practice import (
    EXAMPLE_EMAIL,
    EXAMPLE_PHONE,
    is_invented_email,
    is_invented_phone,
)
from werkregio.regio.terms import RegioSoort

from ..models import Doorverwijzing, Loket, Zaak
from ..permissions.practice import as_partner, may_train
from ..terms import Afwijsreden, Bewaarmethode, Bewaarstaat, Stap
from . import inbox
from .erasure import ACTIVITY, erase
from .referral_steps import SYSTEM, By, locked, state_of
from .referral_timers import lapse_now

ACCEPT, DECLINE, SILENT = "aannemen", "afwijzen", "zwijgen"
ANSWERS = (ACCEPT, DECLINE, SILENT)


def refuse_real_contact(regio: Arbeidsmarktregio, *, phone: str, email: str) -> None:
    """In a practice region nothing of a real person is kept: a number or address that can exist is refused."""
    if regio.soort != RegioSoort.OEFEN:
        return
    if not is_invented_phone(phone):
        raise RuleError(
            _("This is for practice: type no number of a real person. Use %(example)s.")
            % {"example": EXAMPLE_PHONE},
            field="phone",
        )
    if not is_invented_email(email):
        raise RuleError(
            _("This is for practice: type no address of a real person. Use %(example)s.")
            % {"example": EXAMPLE_EMAIL},
            field="email",
        )


@transaction.atomic
def play_partner(
    doorverwijzing_id: int, *, answer: str, reason: str = Afwijsreden.VOL, by: Acting, at: datetime
) -> Stap:
    """The trainer answers as the partner would: yes, no with a reason, or nothing until the term is over."""
    if not may_train(by):
        raise PermissionDenied
    referral = Doorverwijzing.objects.select_related("partij", "zaak").filter(pk=doorverwijzing_id).first()
    if referral is None or referral.zaak.regio_id != by.regio_id:
        raise PermissionDenied
    if answer not in ANSWERS:
        raise RuleError(_("Choose what the partner does."), field="answer")
    partner = as_partner(by, referral.partij)
    if answer == SILENT:
        if not lapse_now(referral.pk, at=at):
            raise RuleError(_("This referral does not wait for the partner any more."))
        return Stap.VERLOPEN
    inbox.receive_referral(referral.pk, by=partner, at=at)
    if answer == ACCEPT:
        inbox.accept_referral(referral.pk, by=partner, at=at)
    else:
        inbox.decline_referral(referral.pk, reason=reason, by=partner, at=at)
    return Stap(state_of(locked(referral.pk)) or Stap.CONCEPT)


@transaction.atomic
def empty(regio: Arbeidsmarktregio, *, by: By, at: datetime) -> int:
    """Erase every case of a practice region; the log stays. Returns how many."""
    if regio.soort != RegioSoort.OEFEN or (isinstance(by, Acting) and not may_train(by)):
        raise PermissionDenied
    if isinstance(by, Acting) and by.regio_id != regio.pk:
        raise PermissionDenied
    keys = list(Zaak.objects.filter(regio=regio, erased_at__isnull=True).values_list("pk", flat=True))
    for key in keys:
        # No counts are kept: nothing here ever happened.
        erase(
            key,
            state=Bewaarstaat.VOORBIJ,
            method=Bewaarmethode.VERWIJDEREN,
            reason="oefenen",
            by=by if isinstance(by, Acting) else SYSTEM,
            at=at,
        )
    audit.record(
        "oefenregio.leeg",
        regio,
        region=regio.code,
        by=by.user if isinstance(by, Acting) else by,
        at=at,
        organisation=by.partij if isinstance(by, Acting) else "",
        detail={"zaken": len(keys)},
        activity=ACTIVITY,
    )
    return len(keys)


def copy_counters(origin: Arbeidsmarktregio, regio: Arbeidsmarktregio) -> None:
    """The counters of a region as invented ones: same names and hours, no address that can be called."""
    places = {place.gemeente.slug: place.gemeente for place in regio.lidmaatschappen.all()}
    for loket in Loket.objects.filter(regio=origin).select_related("gemeente"):
        if loket.gemeente.slug in places:
            Loket.objects.get_or_create(
                regio=regio,
                gemeente=places[loket.gemeente.slug],
                naam=loket.naam,
                defaults={
                    "address": "Voorbeeldplein 1 (verzonnen)",
                    "hours": loket.hours,
                    "languages": loket.languages,
                    "walk_in": loket.walk_in,
                    "is_invented": True,
                },
            )
