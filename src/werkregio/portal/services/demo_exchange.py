# SPDX-License-Identifier: EUPL-1.2
"""An invented neighbour sends its directory: some records are broken, the rest is there for guides and editors."""

import json
from datetime import datetime

from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.services import exchange

SOURCE = "Sociale kaart Buurland (verzonnen)"
_ID = "5d0f3f86-7c55-4f4e-9f0a-{:012d}"
_HELP = (
    ("Taalcafé", "U oefent Nederlands met buurtgenoten. U krijgt koffie.", "active"),
    ("Repaircafé als werkervaring", "U helpt mee met repareren. U leert met gereedschap werken.", "active"),
    ("Kledingbank", "U kiest kleding voor een sollicitatie.", "temporarily closed"),
    ("Inloop geldvragen", "U brengt uw post mee. Een vrijwilliger kijkt met u.", "active"),
)


def tend(regio: Arbeidsmarktregio, now: datetime) -> None:
    """Bring in the file as the editor of the region does."""
    member = (
        Lidmaatschap.objects.filter(partij__regio=regio, role="redacteur", partij__active=True)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    by = acting_of(member.user, member.partij_id, on=now.date()) if member else None
    if by is None:
        return
    giver = {"id": _ID.format(900), "name": "Stichting Buurland (verzonnen)", "description": "Welzijnswerk"}
    rows: list[object] = [
        {
            "id": _ID.format(number),
            "name": name,
            "description": text,
            "status": status,
            "organization": giver,
            "application_process": "Loop binnen. U hoeft geen afspraak te maken.",
            "service_areas": [{"id": _ID.format(800 + number), "name": "Buurland"}],
            "buurland_code": f"BL-{number}",
        }
        for number, (name, text, status) in enumerate(_HELP, start=1)
    ]
    rows[2:2] = [
        {"id": "BL-9", "name": "Wandelgroep", "status": "active"},
        {"id": _ID.format(9), "status": "active"},
        {"id": _ID.format(10), "name": "Fietsles", "status": "open"},
        {"id": _ID.format(11), "name": "Computerles", "status": "active", "email": "geen adres"},
        "losse regel",
    ]
    data = json.dumps({"services": rows}, ensure_ascii=False, indent=1).encode()
    file = exchange.try_file(data, filename="buurland.json", source=SOURCE, regio=regio, by=by, at=now)
    exchange.apply(file.pk, regio=regio, by=by, at=now)
