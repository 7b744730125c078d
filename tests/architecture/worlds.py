# SPDX-License-Identifier: EUPL-1.2
"""Two regions with one of everything, for the tests that walk all pages."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from tests import factories as f
from werkregio.accounts.services import invite
from werkregio.foundation.models import OutboxItem
from werkregio.regio import queries as regio_queries
from werkregio.werkcentrum.models import Loket, Nazorgvraag, Verbeterverzoek, Verzoek
from werkregio.werkcentrum.queries import hsds, hsds_terms
from werkregio.werkcentrum.queries.aftercare import token_of
from werkregio.werkcentrum.queries.directory_content import content_of
from werkregio.werkcentrum.services import (
    appointments,
    consent,
    directory,
    exchange,
    referral,
    retention_rules,
    rights,
)
from werkregio.werkcentrum.services.consent import load_consent_texts
from werkregio.werkcentrum.services.partner_link import new_link

from . import world_parts

# Which organisation of the world gives which role.
ROLES = {
    "gids": "werkcentrum",
    "redacteur": "werkcentrum",
    "kwaliteitsbeoordelaar": "werkcentrum",
    "fg": "werkcentrum",
    "regiobeheerder": "werkcentrum",
    "professional": "partner",
    "partnerbeheerder": "partner",
    "loketmedewerker": "bibliotheek",
    **{role: at for part in world_parts.parts() for role, at in part.ROLES.items()},
}
# Words that stand in a world's own rows: they must never be seen from the other one.
MARK = "Zebra"


@dataclass
class World:
    """One region with its people and things. `kwargs` gives what stands in the address of a page.

    `things` is what one part makes and another one uses, such as the board.
    """

    name: str
    regio: Any
    clients: dict[str, Client] = field(default_factory=dict)
    kwargs: dict[str, dict[str, Any]] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)


def make_world(name: str) -> World:
    """A region with a guide's case that was sent to a partner, an entry, an offer, a counter, an invitation."""
    regio = f.RegioFactory(code=name, naam=f"{MARK} {name}", hosts=[f"{name}.localhost"])
    world = World(name, regio)
    gemeente = f.RegioGemeenteFactory(regio=regio, gemeente__naam=f"{MARK}stad {name}").gemeente
    partijen = {
        "werkcentrum": f.PartijFactory(regio=regio, naam=f"{MARK}werk {name}", soort="werkcentrum"),
        "partner": f.PartijFactory(
            regio=regio, naam=f"{MARK}partner {name}", soort="uwv", email="p@p.example"
        ),
        "bibliotheek": f.PartijFactory(regio=regio, naam=f"{MARK}bieb {name}", soort="bibliotheek"),
    }
    for part in world_parts.parts():
        for key, fields in part.PARTIJEN.items():
            partijen[key] = f.PartijFactory(regio=regio, naam=f"{MARK} {key} {name}", **fields)
    actings = {}
    memberships = {}
    for role, at in ROLES.items():
        membership = f.LidmaatschapFactory(partij=partijen[at], role=role, user__name=f"{MARK} {role} {name}")
        client = Client(HTTP_HOST=f"{name}.localhost")
        client.force_login(membership.user)
        world.clients[role] = client
        memberships[role] = membership
        actings[role] = regio_queries.acting_of(membership.user, partijen[at].pk, on=f.MOMENT.date())
    instrument = f.InstrumentFactory(regio=regio, slug=f"zebra-{name}")
    instrument.teksten.update(name=f"{MARK} hulp {name}")
    directory.new_version(instrument, content_of(instrument), by=None, at=f.MOMENT, reason="begin").save()
    aanbod = f.AanbodFactory(instrument=instrument, partij=partijen["partner"], route_person="Bel.")
    loket = Loket.objects.create(regio=regio, gemeente=gemeente, naam=f"{MARK} loket {name}")
    guide = actings["gids"]
    zaak = f.ZaakFactory(
        regio=regio, owner=guide.user, gemeente=gemeente, gegevens={"voornaam": f"{MARK}naam"}
    )
    behoefte = f.BehoefteFactory(zaak=zaak)
    sent = _sent(zaak, behoefte, partijen["partner"], guide)
    employer = f.WerkgeversvraagFactory(
        zaak__regio=regio,
        zaak__owner=guide.user,
        zaak__gegevens={"voornaam": f"{MARK}werkgever"},
        werkgever__naam=f"{MARK} bakkerij {name}",
        owner=guide.user,
        owner_partij=partijen["werkcentrum"],
        owner_since=f.MOMENT,
    )
    vacature = f.VacatureFactory(vraag=employer)
    f.GroepFactory(vraag=employer)
    invitation, _token = invite(
        "nieuw@voorbeeld.example",
        purpose="lidmaatschap",
        subject=f"partij:{partijen['partner'].pk}",
        payload={"partij": partijen["partner"].pk, "roles": ["professional"]},
        by=actings["partnerbeheerder"].user,
        at=f.MOMENT,
    )
    partner = {"pk": partijen["partner"].pk}
    service = hsds.service_id(regio, instrument.code, partijen["partner"].code)
    brought_in = _brought_in(regio, name)
    granted = _granted_request(regio, zaak, guide)
    held = retention_rules.hold(
        zaak.reference,
        reason="klacht",
        until=f.MOMENT.date() + timedelta(days=9),
        by=actings["fg"],
        at=f.MOMENT,
    )
    asked = Verbeterverzoek.objects.create(
        instrument=instrument,
        partij=partijen["partner"],
        reason="onvolledig",
        due_on=f.MOMENT.date(),
        asked_at=f.MOMENT,
    )
    second = f.InstrumentFactory(regio=regio)
    rule = f.SamenloopFactory(regio=regio, instrument_a=instrument, instrument_b=second)
    world.kwargs = {
        "instrument_slug": {"slug": instrument.slug},
        "topic_code": {"code": "werk-zoeken"},
        "gemeente_slug": {"slug": gemeente.slug},
        "instrument": {"pk": instrument.pk},
        "instrument_version": {"pk": instrument.pk, "version": 1},
        "instrument_offer": {"pk": instrument.pk, "offer": aanbod.pk},
        "loket": {"pk": loket.pk},
        **_appointments(loket, guide, zaak, sent),
        "combination_pk": {"pk": rule.pk},
        "fund_pk": {"pk": f.FondsFactory(regio=regio).pk},
        "own_offer_pk": {"pk": aanbod.pk},
        "offer_figure": {"pk": aanbod.pk, "fact": _figure(aanbod)},
        "own_offer": {"offer": aanbod.pk},
        "request_pk": {"pk": asked.pk},
        "zaak_reference": {"reference": zaak.reference},
        "entered_reference": {
            "reference": f.ZaakFactory(regio=regio, opened_partij=partijen["bibliotheek"]).reference
        },
        "zaak_pk": {"zaak": zaak.pk},
        "zaak_and_behoefte": {"zaak": zaak.pk, "behoefte": behoefte.pk},
        "referral_pk": {"pk": sent.pk},
        "inbox_pk": {"pk": sent.pk},
        "message_pk": {"pk": OutboxItem.objects.filter(subject=zaak.subject).first().pk},
        "inbox_pk_and_act": {"pk": sent.pk, "act": "afwijzen"},
        "employer_reference": {"reference": employer.zaak.reference},
        "employer_vacancy": {"reference": employer.zaak.reference, "vacature": vacature.pk},
        "partij_soort": {"soort": "uwv"},
        "retention_rule": {"model": "Zaak", "state": "afgesloten"},
        "hold_pk": {"pk": held.pk},
        "verzoek_pk": {"pk": granted.pk},
        "verzoek_pk_and_act": {"pk": granted.pk, "act": "uitvoeren"},
        "own-partij": partner,
        "own-werkcentrum": {"pk": partijen["werkcentrum"].pk},
        "own-partij-invitation": {**partner, "invitation": invitation.pk},
        "own-lid": {"pk": memberships["professional"].pk},
        "webhook_act": {"act": "proef"},
        "nazorg_token": {"token": token_of(_asked(zaak))},
        "language": {"language": "nl"},
        "token": {"token": "bestaat-niet"},
        "partner_token": {"token": new_link(sent, at=f.MOMENT)},
        "token_and_act": {"token": new_link(sent, at=f.MOMENT), "act": "accepteren"},
        "provider_id": {"provider_id": "bestaat-niet"},
        "key": {"key": "bestaat-niet"},
        "exchange_file": {"pk": brought_in.pk},
        "exchange_source": {"pk": brought_in.records.get().pk},
        "hsds_service": {"id": service},
        "hsds_organization": {"id": hsds.organisation_id(regio, partijen["partner"].code)},
        "hsds_at_place": {"id": hsds.at_place_id(service, hsds.offer_place_id(service))},
        "hsds_taxonomy": {"id": next(iter(hsds_terms.taxonomies().values())).id},
        "hsds_term": {"id": next(iter(hsds_terms.terms().values())).id},
    }
    for part in world_parts.parts():
        part.add(world, partijen=partijen, actings=actings)
    return world


def _appointments(loket: Any, guide: Any, zaak: Any, sent: Any) -> dict[str, dict[str, Any]]:
    """A time with somebody in it, and a talk with the three of us."""
    place = {"loket": loket, "guide": guide.user}
    later = f.MOMENT + timedelta(days=4)
    slot = f.TijdvakFactory(**place)
    talk = f.TijdvakFactory(**place, soort="driegesprek", start=later)
    booked = appointments.book(zaak.pk, slot.pk, by=guide, at=f.MOMENT)
    three = appointments.book(zaak.pk, talk.pk, doorverwijzing_id=sent.pk, by=guide, at=f.MOMENT)
    return {
        "slot_pk": {"pk": slot.pk},
        "boeking_pk": {"pk": booked.pk},
        "talk_pk": {"pk": three.pk},
        "slot_soort": {"soort": "gesprek"},
    }


def _asked(zaak: Any) -> Nazorgvraag:
    """An after-care question that waits for its answer."""
    return Nazorgvraag.objects.create(
        zaak=zaak, moment="2w", ended_on=f.MOMENT.date(), asked_at=f.MOMENT, need="werk-zoeken"
    )


def _granted_request(regio: Any, zaak: Any, guide: Any) -> Any:
    """A request to see everything, of a person who is known, that was granted."""
    made = Verzoek.objects.create(
        regio=regio,
        zaak=zaak,
        number=f"R-26-{regio.pk:05d}",
        kind="inzage",
        received_at=f.MOMENT,
        due=f.MOMENT.date() + timedelta(days=30),
        identity="legitimatie",
    )
    return rights.decide(made.pk, decision="toegewezen", by=guide, at=f.MOMENT)


def _sent(zaak: Any, behoefte: Any, partner: Any, guide: Any) -> Any:
    """A referral that the person agreed to and that is on its way."""
    load_consent_texts()
    made = referral.start_referral(
        zaak.pk, behoefte.pk, partij_id=partner.pk, fields=["voornaam", "behoefte"], by=guide, at=f.MOMENT
    )
    referral.offer_referral(made.pk, by=guide, at=f.MOMENT)
    consent.give_consent(made.pk, zaak=zaak, language="nl", at=f.MOMENT)
    return referral.send_referral(made.pk, by=guide, at=f.MOMENT)


def _brought_in(regio: Any, name: str) -> Any:
    """A file of a neighbour with one service."""
    row = {"id": "ac148810-d857-441c-9679-408f346de14b", "name": f"{MARK} buren {name}", "status": "active"}
    file = exchange.try_file(
        json.dumps(row).encode(),
        filename="buren.json",
        source=f"{MARK} {name}",
        regio=regio,
        by=None,
        at=f.MOMENT,
    )
    return exchange.apply(file.pk, regio=regio, by=None, at=f.MOMENT)


def _figure(aanbod: Any) -> int:
    return aanbod.feiten.create(
        key="prijs", label_nl=f"{MARK} prijs", value="25", unit="euro", as_of="2026"
    ).pk
