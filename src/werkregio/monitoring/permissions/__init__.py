# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with signals (table 4.6): staff drafts, the Beraad reads; roles stand with the board."""

from werkregio.regio.permissions import Acting

from ..models import Signaal


def may_read_signalen(acting: Acting) -> bool:
    return acting.has("beraad.read")


def may_write_signaal(acting: Acting, regio_id: int) -> bool:
    return regio_id == acting.regio_id and acting.has("signaal.write")


def may_read_signaal(acting: Acting, signaal: Signaal) -> bool:
    """A draft is for who drafts; from sharing on the Beraad and its staff read it."""
    if signaal.regio_id != acting.regio_id or not may_read_signalen(acting):
        return False
    return acting.has("signaal.write") or signaal.state != "concept"
