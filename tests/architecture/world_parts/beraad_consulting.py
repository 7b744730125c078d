# SPDX-License-Identifier: EUPL-1.2
"""Consulting, advice to the college and letters to councils in the worlds that the tests walk."""

from datetime import timedelta
from typing import Any

from tests import factories as f
from tests.factories_beraad_consulting import make_consultatie
from werkregio.beraad.models import Agendapunt, Besluit, Ronde, Vergadering
from werkregio.beraad.services import advies, consultatie
from werkregio.regio.models import Convenant, Geleding, Partij

# The roles of the board stand with its meetings.
ROLES: dict[str, str] = {}
PARTIJEN: dict[str, dict[str, Any]] = {}
OPEN_PAGES = {"beraad:meedenken_index", "beraad:meedenken"}


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    """One of everything of consulting and advising."""
    geleding = Geleding.objects.get(regio=world.regio, code="gemeenten")
    place = f.RegioGemeenteFactory(regio=world.regio).gemeente
    Partij.objects.filter(pk=partijen["gemeente"].pk).update(geleding=geleding, gemeente=place)
    item = _item(world, days=5)
    secretary, member = actings["secretaris"], actings["bestuurder"]
    written = advies.write_advies(_besluit(world, secretary, 1).pk, by=secretary, at=f.MOMENT)
    sent = advies.write_advies(_besluit(world, secretary, 2).pk, by=secretary, at=f.MOMENT)
    advies.send_advies(sent.pk, by=actings["voorzitter"], at=f.MOMENT)
    asked = make_consultatie(world, by=member)
    said = consultatie.note_input(asked.pk, tekst="Meer stages.", by=member, at=f.MOMENT)
    world.kwargs |= {
        "raadpleging": {"pk": item.pk, "geleding": "gemeenten"},
        "advies_besluit": {"besluit": written.besluit_id},
        "advies_pk": {"pk": sent.pk},
        "advies_step": {"pk": sent.pk, "act": "in-behandeling"},
        "advies_file": {"pk": sent.pk, "form": "html"},
        "consultatie_pk": {"pk": asked.pk},
        "consultatie_input": {"pk": asked.pk, "inbreng": said.pk},
        "meedenken_pk": {"pk": asked.pk},
    }


def _item(world: Any, *, days: int, **fields: Any) -> Agendapunt:
    start = f.MOMENT + timedelta(days=days)
    meeting = Vergadering.objects.create(
        regio=world.regio,
        gremium=world.things["board"],
        soort="regulier",
        titel=f"Zebra advies {world.name}",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    return Agendapunt.objects.create(
        gremium=meeting.gremium,
        vergadering=meeting,
        titel=f"Zebra plan {world.name}",
        soort="besluit",
        state="geagendeerd",
        **fields,
    )


def _besluit(world: Any, secretary: Any, number: int) -> Besluit:
    """A decision by consensus that costs money."""
    item = _item(world, days=-number)
    ronde = Ronde.objects.create(
        agendapunt=item, soort="consensus", nummer=1, opened_at=f.MOMENT, opened_by=secretary.user
    )
    ronde.closed_at, ronde.closed_by, ronde.consensus = f.MOMENT, secretary.user, True
    ronde.outcome = "aangenomen_consensus"
    ronde.save()
    return Besluit.objects.create(
        regio=world.regio,
        gremium=item.gremium,
        number=f"2020-{number:02d}",
        agendapunt=item,
        vergadering=item.vergadering,
        ronde=ronde,
        convenant=Convenant.objects.get(regio=world.regio, nummer=1),
        type="zwaarwegend_advies",
        titel=item.titel,
        tekst="Geld voor jobcoaches.",
        outcome=ronde.outcome,
        computation={},
        financial=True,
        taken_on=f.MOMENT.date(),
        at=f.MOMENT,
    )
