# SPDX-License-Identifier: EUPL-1.2
"""Who may train others in a practice region, and as whom the trainer then answers."""

from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import RegioSoort


def may_train(acting: Acting | None) -> bool:
    """The administrator of the practice region; the same right does nothing in any other region."""
    return acting is not None and acting.has("oefenen.train") and acting.regio.soort == RegioSoort.OEFEN


def as_partner(trainer: Acting, partij: Partij) -> Acting:
    """The trainer in the part of a partner: the log says who it was and for which organisation."""
    if not may_train(trainer) or partij.regio_id != trainer.regio_id:
        raise PermissionError("Only a trainer plays a partner, and only in the own practice region.")
    return Acting(
        user=trainer.user,
        partij=partij,
        roles=frozenset({"professional"}),
        rights=frozenset({"inbox.read", "inbox.act"}),
    )
