# SPDX-License-Identifier: EUPL-1.2
"""Consulting, advice to the college and letters to councils in the worlds that the tests walk."""

from typing import Any

from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting
from tests.factories_beraad_consulting import acting_as, acting_of_seat, make_besluit, make_consultatie
from werkregio.beraad.services import advies, consultatie
from werkregio.regio.models import Partij

ROLES: dict[str, str] = {"college": "college", "griffie": "college"}
PARTIJEN: dict[str, dict[str, Any]] = {"college": {"soort": "gemeente"}}
OPEN_PAGES = {"beraad:meedenken_index", "beraad:meedenken"}
# Roles that write for a geleding: their organisation belongs to it.
_WRITERS = ("bestuurder", "plaatsvervanger", "regionaal-adviseur")


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    board = getattr(world, "things", {}).get("board") or make_board(world.regio)
    gemeente = f.RegioGemeenteFactory(regio=world.regio).gemeente
    if world.regio.centrumgemeente is None:
        world.regio.centrumgemeente = gemeente
        world.regio.save(update_fields=["centrumgemeente"])
    Partij.objects.filter(pk=partijen["college"].pk).update(gemeente=world.regio.centrumgemeente)
    places = {actings[role].partij.pk for role in _WRITERS if role in actings}
    Partij.objects.filter(pk__in=places).update(geleding=board.geledingen["uwv"])
    item = make_item(make_meeting(board, days=5))
    secretary = acting_as("secretaris", regio=world.regio)
    written = advies.write_advies(make_besluit(board).pk, by=secretary, at=f.MOMENT)
    sent = advies.write_advies(make_besluit(board).pk, by=secretary, at=f.MOMENT)
    advies.send_advies(sent.pk, by=acting_of_seat(board, "centrumgemeente"), at=f.MOMENT)
    asked = make_consultatie(board, by=actings.get("secretaris") or secretary)
    said = consultatie.note_input(asked.pk, tekst="Meer stages.", by=secretary, at=f.MOMENT)
    world.kwargs |= {
        "consultatie_pk": {"pk": asked.pk},
        "consultatie_input": {"pk": asked.pk, "inbreng": said.pk},
        "meedenken_pk": {"pk": asked.pk},
        "raadpleging": {"pk": item.pk, "geleding": "uwv"},
        "advies_besluit": {"besluit": written.besluit_id},
        "advies_pk": {"pk": sent.pk},
        "advies_step": {"pk": sent.pk, "act": "in-behandeling"},
        "advies_file": {"pk": sent.pk, "form": "html"},
    }
