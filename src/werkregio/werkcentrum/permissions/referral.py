# SPDX-License-Identifier: EUPL-1.2
"""Who may hand a case over to a partner."""

from werkregio.regio.permissions import Acting

from ..models import Zaak


def may_refer(acting: Acting, zaak: Zaak) -> bool:
    """A guide of the same region, for a question that the person has not withdrawn."""
    return (
        acting.has("doorverwijzing.write")
        and zaak.regio_id == acting.regio_id
        and zaak.withdrawn_at is None
        and zaak.closed_at is None
    )


def may_see_referrals(acting: Acting, zaak: Zaak) -> bool:
    """Whoever may read the case sees to whom it was handed over."""
    return acting.has("zaak.read") and zaak.regio_id == acting.regio_id
