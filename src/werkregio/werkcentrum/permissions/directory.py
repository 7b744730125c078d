# SPDX-License-Identifier: EUPL-1.2
"""Who may see and change entries of the directory, its words and the counters."""

from werkregio.regio.permissions import Acting

from ..models import Instrument
from ..terms import Gebruik, InstrumentStatus


def may_see_instrument(acting: Acting | None, instrument: Instrument) -> bool:
    """Everyone sees public entries; staff of the region sees professional ones, editors also drafts."""
    staff = acting is not None and acting.regio_id == instrument.regio_id
    if instrument.status == InstrumentStatus.CONCEPT:
        return staff and may_edit_directory(acting)
    return instrument.use == Gebruik.PUBLIC or staff


def may_edit_directory(acting: Acting | None) -> bool:
    return acting is not None and acting.has("directory.edit")


def may_edit_instrument(acting: Acting | None, instrument: Instrument) -> bool:
    return acting is not None and acting.regio_id == instrument.regio_id and may_edit_directory(acting)


def may_edit_words(acting: Acting | None) -> bool:
    return acting is not None and acting.has("woord.edit")


def may_change_loketten(acting: Acting | None) -> bool:
    return acting is not None and acting.has("loket.change")
