# SPDX-License-Identifier: EUPL-1.2
"""Carry out what a person was granted: erase, keep still, stop, or say that copy or correction was done."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Verzoek, Zaak
from ..terms import Bewaarmethode, Bewaarstaat, Bewaarstopreden, Gebeurtenis, Rechtenverzoek, Verzoekstapsoort
from .consent import withdraw_all
from .erasure import erase
from .retention_rules import set_hold
from .rights import for_carrying_out, record_step_done
from .zaak import day_of, save, tell

RESTRICTED_FOR = timedelta(days=365)


@transaction.atomic
def carry_out(verzoek_id: int, *, corrected: bool = False, by: Acting, at: datetime) -> Verzoek:
    """Do what was granted, at once. Erasing goes through the same function as a term that is over."""
    verzoek = for_carrying_out(verzoek_id, by)
    zaak = verzoek.zaak
    if zaak is None:
        raise RuleError(_("There is no question that belongs to this request."))
    match Rechtenverzoek(verzoek.kind):
        case Rechtenverzoek.INZAGE | Rechtenverzoek.MEENEMEN:
            if not verzoek.stappen.filter(kind=Verzoekstapsoort.GEGEVEN).exists():
                raise RuleError(_("Open the copy first and give it to the person."))
        case Rechtenverzoek.VERBETEREN:
            if not corrected:
                raise RuleError(
                    _("Correct the data in the question first. Then tick the box."), field="corrected"
                )
        case Rechtenverzoek.WISSEN:
            _erase(verzoek, zaak, by, at)
        case Rechtenverzoek.BEPERKEN:
            set_hold(
                zaak,
                reason=Bewaarstopreden.BEPERKING,
                until=day_of(at) + RESTRICTED_FOR,
                by=by,
                at=at,
            )
        case Rechtenverzoek.BEZWAAR:
            _stop(zaak, by, at)
    record_step_done(verzoek, by=by, at=at)
    return verzoek


def _erase(verzoek: Verzoek, zaak: Zaak, by: Acting, at: datetime) -> None:
    if zaak.bewaarstops.filter(
        lifted_at__isnull=True,
        until__gte=day_of(at),
        reason__in=[Bewaarstopreden.RECHTSZAAK, Bewaarstopreden.KLACHT],
    ).exists():
        raise RuleError(
            _("A complaint or court case needs this data (GDPR article 17.3.e). Lift the hold first.")
        )
    erase(
        zaak.pk,
        state=Bewaarstaat.INGETROKKEN if zaak.withdrawn_at or not zaak.closed_at else Bewaarstaat.AFGESLOTEN,
        method=Bewaarmethode.STATISTIEK,
        reason="verzoek:wissen",
        by=by,
        at=at,
    )
    # The case is emptied in the database: what this request still carried went with it.
    verzoek.refresh_from_db()


def _stop(zaak: Zaak, by: Acting, at: datetime) -> None:
    """An objection was granted: nothing is done with the data any more, and the short term begins."""
    if zaak.withdrawn_at is not None or zaak.erased_at is not None:
        return
    withdraw_all(zaak, by=by, at=at)
    zaak.withdrawn_at = at
    zaak.next_step, zaak.next_step_due = "", None
    tell(zaak, Gebeurtenis.INGETROKKEN, by=by, at=at)
    save(zaak, "withdrawn_at", "next_step", "next_step_due")
