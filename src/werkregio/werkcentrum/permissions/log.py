# SPDX-License-Identifier: EUPL-1.2
"""Who may read the log: the lines, never the files that they speak of."""

from werkregio.regio.permissions import Acting

from ..models import Zaak


def may_read_log(acting: Acting) -> bool:
    return acting.has("log.read")


def may_read_lines_of(acting: Acting, zaak: Zaak) -> bool:
    """Staff who may read a case see who saw it."""
    return acting.has("zaak.read") and zaak.regio_id == acting.regio_id
