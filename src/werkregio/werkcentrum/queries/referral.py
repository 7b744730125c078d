# SPDX-License-Identifier: EUPL-1.2
"""Where a Doorverwijzing stands: its last step, and what the guide sees of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Partij

from ..models import Aanbod, Doorverwijzing, DoorverwijzingStap, Zaak
from ..rules.referral_states import OPEN
from ..terms import Stap


def with_state(referrals: QuerySet[Doorverwijzing]) -> QuerySet[Doorverwijzing]:
    """Each referral with `state`, `state_at` and `last_sequence`: those of its last step."""
    last = DoorverwijzingStap.objects.filter(doorverwijzing=OuterRef("pk")).order_by("-sequence")
    return referrals.annotate(
        state=Subquery(last.values("kind")[:1]),
        state_at=Subquery(last.values("at")[:1]),
        last_sequence=Subquery(last.values("sequence")[:1]),
    )


def latest_of_each_need(zaak: Zaak) -> list[tuple[Stap, datetime]]:
    """State and moment of the newest referral of every need of a case; ended ones before it do not count."""
    newest: dict[int, tuple[Stap, datetime]] = {}
    rows = with_state(Doorverwijzing.objects.filter(zaak=zaak).order_by("pk")).values_list(
        "behoefte_key", "state", "state_at"
    )
    for need, state, moment in rows:
        if state:
            newest[need] = (Stap(state), moment)
    return list(newest.values())


@dataclass(frozen=True, slots=True)
class Waarschuwing:
    """Something to know before handing over; a code for the log and a sentence for the guide."""

    code: str
    text: str


def warnings_for(
    zaak: Zaak, behoefte_key: int, partij: Partij, aanbod: Aanbod | None, *, at: datetime
) -> list[Waarschuwing]:
    """What speaks against this receiver now: a stop, or the same need was brought there before."""
    warnings = []
    today = at.astimezone(AMSTERDAM).date()
    if aanbod is not None and aanbod.suspended_until and aanbod.suspended_until >= today:
        warnings.append(
            Waarschuwing(
                "gepauzeerd",
                _("This help takes nobody until %(day)s.")
                % {"day": date_format(aanbod.suspended_until, "j F Y")},
            )
        )
    states = set(
        with_state(Doorverwijzing.objects.filter(zaak=zaak, partij=partij, behoefte_key=behoefte_key))
        .order_by()
        .values_list("state", flat=True)
    )
    if states & {state.value for state in OPEN}:
        warnings.append(Waarschuwing("dubbel", _("This need is with this organisation already.")))
    if Stap.AFGEWEZEN.value in states:
        warnings.append(Waarschuwing("eerder-afgewezen", _("This organisation declined this need before.")))
    return warnings
