# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a meeting as data: presence, items with words and decisions, actions. No names of persons."""

from typing import Any

from werkregio.foundation.clock import AMSTERDAM

from ..models import Vergadering
from ..terms import Openbaarheid
from .meetings import OFF_AGENDA
from .presence import stays_of


def content_of(vergadering: Vergadering) -> dict[str, Any]:
    """What the minutes hold, from the rows of the meeting; in six queries."""
    stays = [
        {
            "wie": str(stay.zetel.geleding or stay.zetel.partij),
            "partij": stay.zetel.partij.naam,
            "functie": stay.zetel.functie,
            "vervanger": stay.substitute,
            "van": f"{stay.since.astimezone(AMSTERDAM):%H:%M}",
            "tot": f"{stay.until.astimezone(AMSTERDAM):%H:%M}" if stay.until else "",
        }
        for stay in stays_of(vergadering)
    ]
    rows = (
        vergadering.agendapunten.exclude(state__in=OFF_AGENDA)
        .select_related("behandeling", "besluit")
        .prefetch_related("actiepunten__partij", "rondes")
        .order_by("position", "pk")
    )
    items = []
    for number, row in enumerate(rows, start=1):
        words = getattr(row, "behandeling", None)
        besluit = getattr(row, "besluit", None)
        last = max(
            (ronde for ronde in row.rondes.all() if ronde.outcome), key=lambda r: r.nummer, default=None
        )
        items.append(
            {
                "punt": row.pk,
                "nummer": number,
                "titel": row.titel,
                "soort": row.soort,
                "staat": row.state,
                "besloten": row.openbaarheid == Openbaarheid.BESLOTEN,
                "conclusie": words.conclusie if words else "",
                "verslag": words.verslag if words else "",
                "besluit": {"nummer": besluit.number, "tekst": besluit.tekst} if besluit else None,
                "uitkomst": last.outcome if last else "",
                "uitleg": str(last.computation.get("uitleg", "")) if last else "",
                "acties": [
                    {
                        "wat": action.wat,
                        "wie": action.partij.naam if action.partij else action.who,
                        "voor": action.due.isoformat() if action.due else "",
                    }
                    for action in row.actiepunten.all()
                ],
            }
        )
    return {
        "titel": vergadering.titel,
        "geopend": vergadering.opened_at.isoformat() if vergadering.opened_at else "",
        "gesloten": vergadering.closed_at.isoformat() if vergadering.closed_at else "",
        "plaats": vergadering.location,
        "aanwezig": stays,
        "punten": items,
    }


def without_closed(content: dict[str, Any]) -> dict[str, Any]:
    """The public minutes: without closed items; who was there by geleding and function only."""
    return content | {"punten": [row for row in content["punten"] if not row["besloten"]]}
