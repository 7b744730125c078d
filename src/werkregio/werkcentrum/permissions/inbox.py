# SPDX-License-Identifier: EUPL-1.2
"""Who of a partner may see and answer what was handed over to it."""

from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing


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
