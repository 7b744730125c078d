# SPDX-License-Identifier: EUPL-1.2
"""Who of a partner may see and answer what was handed over to it."""

from typing import Any

from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing

# How the log names whoever answers by a link and a code: no account stands behind it.
LINK: Any = "partner-link"


def by_link(partij: Partij) -> Acting:
    """Somebody of this organisation without account: may read and answer what was sent there, nothing else."""
    return Acting(user=LINK, partij=partij, roles=frozenset(), rights=frozenset({"inbox.read", "inbox.act"}))


def may_list_inbox(acting: Acting) -> bool:
    return acting.has("inbox.read")


def may_read_referral(acting: Acting, doorverwijzing: Doorverwijzing) -> bool:
    """Only the organisation that it was sent to, and only in its own region."""
    return (
        acting.has("inbox.read")
        and doorverwijzing.partij_id == acting.partij.pk
        and doorverwijzing.zaak.regio_id == acting.regio_id
    )


def may_act_on_referral(acting: Acting, doorverwijzing: Doorverwijzing) -> bool:
    return acting.has("inbox.act") and may_read_referral(acting, doorverwijzing)
