# SPDX-License-Identifier: EUPL-1.2
"""Places on an agenda: the next free one, and the closing item that stays behind what is added."""

from django.db.models import Max

from ..models import Vergadering
from ..terms import AgendapuntStaat

CLOSING = "rondvraag"


def next_place(vergadering: Vergadering | None) -> int:
    """The place behind the last item of a meeting; the first where there is no meeting yet."""
    if vergadering is None:
        return 1
    return (vergadering.agendapunten.aggregate(last=Max("position"))["last"] or 0) + 1


def keep_last(vergadering: Vergadering | None) -> None:
    """The closing item stays behind what is added."""
    if vergadering is None:
        return
    last = vergadering.agendapunten.filter(template_key=CLOSING, state=AgendapuntStaat.GEAGENDEERD)
    highest = vergadering.agendapunten.aggregate(last=Max("position"))["last"] or 0
    last.exclude(position=highest).update(position=highest + 1)
