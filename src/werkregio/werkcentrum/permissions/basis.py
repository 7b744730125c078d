# SPDX-License-Identifier: EUPL-1.2
"""Who may say on which legal basis data is shared."""

from werkregio.regio.permissions import Acting


def may_read_bases(acting: Acting) -> bool:
    return acting.has("grondslag.change") or acting.has("log.read")


def may_change_bases(acting: Acting) -> bool:
    return acting.has("grondslag.change")
