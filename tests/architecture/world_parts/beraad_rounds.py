# SPDX-License-Identifier: EUPL-1.2
"""A vote that is open, a decision in the register, an item that waits: for the tests that walk all pages."""

from datetime import date, timedelta
from typing import Any

from tests import factories as f
from werkregio.beraad.models import Agendapunt, Besluit, Gremium, Ronde, Stembriefje, Vergadering
from werkregio.regio.models import Convenant, Geleding, Mandaat, Zetel

ROLES: dict[str, str] = {}
PARTIJEN: dict[str, dict[str, Any]] = {}
OPEN_PAGES = {
    "beraad:besluiten_public",
    "beraad:besluiten_public_csv",
    "beraad:besluiten_public_json",
    "beraad:besluiten_atom",
    "beraad:besluiten_rss",
    "beraad:besluit_public",
}
SINCE = date(2024, 1, 1)


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    """One of everything of deciding."""
    gremium, _new = Gremium.objects.get_or_create(
        regio=world.regio,
        soort="beraad",
        defaults={"code": "beraad", "naam": f"Zebra beraad {world.name}", "valid_from": SINCE},
    )
    convenant = Convenant.objects.filter(regio=world.regio).first() or Convenant.objects.create(
        regio=world.regio, nummer=1, naam=f"Zebra convenant {world.name}", valid_from=SINCE
    )
    geleding, _new = Geleding.objects.get_or_create(
        regio=world.regio, code="sbb", defaults={"naam": f"Zebra SBB {world.name}", "valid_from": SINCE}
    )
    zetel = Zetel.objects.create(
        regio=world.regio, geleding=geleding, partij=partijen["gemeente"], functie="x", valid_from=SINCE
    )
    member = actings["bestuurder"].user
    mandaat = Mandaat.objects.create(zetel=zetel, user=member, valid_from=SINCE)
    meeting = Vergadering.objects.create(
        regio=world.regio,
        gremium=gremium,
        soort="regulier",
        titel=f"Zebra stemming {world.name}",
        starts_at=f.MOMENT,
        ends_at=f.MOMENT + timedelta(hours=2),
        state="open",
        convenant=convenant,
    )
    voting = _item(world, meeting, "stemming_open")
    _round(voting, member, consensus=False)
    vote = Ronde.objects.create(
        agendapunt=voting, soort="stemming", nummer=2, opened_at=f.MOMENT, opened_by=member
    )
    briefje = Stembriefje.objects.create(
        ronde=vote,
        geleding=geleding,
        volgnummer=1,
        keuze="voor",
        mandaat=mandaat,
        form_key="x",
        at=f.MOMENT,
        by=member,
    )
    adopted = _item(world, meeting, "vastgesteld")
    ronde = _round(adopted, member, consensus=True)
    besluit = Besluit.objects.create(
        regio=world.regio,
        gremium=gremium,
        number="2026-01",
        agendapunt=adopted,
        vergadering=meeting,
        ronde=ronde,
        convenant=convenant,
        type="vaststelling",
        titel=f"Zebra besluit {world.name}",
        tekst="Zebra tekst",
        outcome="aangenomen_consensus",
        computation={},
        taken_on=f.MOMENT.date(),
        at=f.MOMENT,
    )
    waiting = _item(world, None, "concept", gremium=gremium)
    world.kwargs |= {
        "beraad_item": {"pk": voting.pk},
        "beraad_open_vote": {"pk": vote.pk},
        "beraad_ballot": {"pk": briefje.pk},
        "beraad_round": {"pk": ronde.pk},
        "beraad_besluit": {"pk": besluit.pk},
        "beraad_besluit_number": {"number": besluit.number},
        "beraad_waiting": {"pk": waiting.pk},
        "beraad_gremium_code": {"code": gremium.code if world.name == "kwik" else _own_code(gremium)},
    }


def _own_code(gremium: Gremium) -> str:
    """A code that only this region has, so that its register can be asked from the other one."""
    code = f"tafel-{gremium.regio.code}"
    Gremium.objects.get_or_create(
        regio=gremium.regio,
        code=code,
        defaults={"soort": "thematafel", "naam": "Zebra tafel", "valid_from": SINCE},
    )
    return code


def _item(world: Any, meeting: Any, state: str, gremium: Any = None) -> Agendapunt:
    return Agendapunt.objects.create(
        gremium=gremium or meeting.gremium,
        vergadering=meeting,
        titel=f"Zebra {state} {world.name}",
        soort="besluit",
        voorstel="Zebra voorstel",
        besluit_type="vaststelling",
        financial=False,
        state=state,
    )


def _round(item: Agendapunt, user: Any, *, consensus: bool) -> Ronde:
    ronde = Ronde.objects.create(
        agendapunt=item, soort="consensus", nummer=1, opened_at=f.MOMENT, opened_by=user
    )
    ronde.closed_at, ronde.closed_by, ronde.consensus = f.MOMENT, user, consensus
    ronde.outcome = "aangenomen_consensus" if consensus else ""
    ronde.save()
    return ronde
