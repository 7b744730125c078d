# SPDX-License-Identifier: EUPL-1.2
"""The Beraad of a world with a seat, a mandate, a draft convenant, a table: `world.things["board"]` is its gremium."""

from datetime import date
from typing import Any

from tests import factories as f
from werkregio.beraad.models import Gremium, GremiumPartij, Plichtbewijs, Tafel, Thema
from werkregio.regio.models import Convenant, ConvenantPartij, Geleding, Mandaat, Zetel

# The roles of the board stand with its meetings.
ROLES: dict[str, str] = {}
PARTIJEN: dict[str, dict[str, Any]] = {}
OPEN_PAGES: set[str] = set()


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    """One of everything of who sits and by which rules."""
    regio, since, mark = world.regio, date(2024, 1, 1), f"Zebra {world.name}"
    board = Gremium.objects.create(
        regio=regio, soort="beraad", code="beraad", naam=f"{mark} beraad", valid_from=since
    )
    table = Gremium.objects.create(
        regio=regio, soort="thematafel", code="jongeren", naam=f"{mark} jongeren", valid_from=since
    )
    line = GremiumPartij.objects.create(gremium=table, partij=partijen["gemeente"], valid_from=since)
    geleding = Geleding.objects.create(
        regio=regio, code="gemeenten", naam=f"{mark} gemeenten", valid_from=since
    )
    zetel = Zetel.objects.create(
        regio=regio,
        geleding=geleding,
        partij=partijen["gemeente"],
        functie=f"{mark} functie",
        valid_from=since,
    )
    mandaat = Mandaat.objects.create(zetel=zetel, user=actings["bestuurder"].user, valid_from=since)
    Convenant.objects.create(regio=regio, nummer=1, naam=f"{mark} convenant", valid_from=since)
    draft = Convenant.objects.create(regio=regio, nummer=2, naam=f"{mark} concept")
    ConvenantPartij.objects.create(convenant=draft, partij=partijen["gemeente"], geleding=geleding)
    shown = Plichtbewijs.objects.create(
        regio=regio,
        plicht="secretariaat",
        dated=since,
        tekst=f"{mark} bewijs",
        at=f.MOMENT,
        by=actings["secretaris"].user,
    )
    Tafel.objects.create(regio=regio, code="ruimte", naam=f"{mark} ruimte", soort="programma")
    thema = Thema.objects.create(regio=regio, code="zorg", naam=f"{mark} zorg")
    world.things["board"] = board
    world.kwargs |= {
        "convenant_pk": {"pk": draft.pk},
        "convenant_step": {"pk": draft.pk, "step": "toets"},
        "convenant_party": {"pk": draft.pk, "partij": partijen["gemeente"].pk, "step": "besluit"},
        "zetel_pk": {"pk": zetel.pk},
        "mandaat_pk": {"pk": mandaat.pk},
        "geleding_pk": {"pk": geleding.pk},
        "gremium_pk": {"pk": table.pk},
        "gremium_line": {"pk": table.pk, "line": line.pk},
        "bewijs_pk": {"pk": shown.pk},
        "plicht_code": {"code": "secretariaat"},
        "thema_pk": {"pk": thema.pk},
    }
