# SPDX-License-Identifier: EUPL-1.2
"""The page of a trainer: which referrals wait for a partner that the trainer can play."""

from dataclasses import dataclass
from datetime import datetime

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, Zaak
from ..rules.referral_states import NOT_ANSWERED
from ..terms import Stap
from .needs import need_label
from .referral_state import with_state


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits for an answer."""

    pk: int
    reference: str
    partij: str
    need: str
    state: str
    since: datetime
    may_be_silent: bool


def waiting_for_partner(acting: Acting, *, language: str) -> list[Waiting]:
    """Every referral of this region that a partner has not answered, oldest first. One query."""
    rows = (
        with_state(Doorverwijzing.objects.filter(zaak__regio_id=acting.regio_id))
        .filter(state__in=[state.value for state in NOT_ANSWERED])
        .select_related("zaak", "partij")
        .order_by("state_at", "pk")
    )
    return [
        Waiting(
            row.pk,
            row.zaak.reference,
            row.partij.naam,
            need_label(row.need, language),
            str(Stap(row.state).label),
            row.state_at.astimezone(AMSTERDAM),
            # A question of the partner waits for the guide: then nobody is too late.
            row.state != Stap.VRAAG,
        )
        for row in rows
    ]


def open_cases(acting: Acting) -> int:
    """How many invented cases there are now."""
    return Zaak.objects.filter(regio_id=acting.regio_id, erased_at__isnull=True).count()
