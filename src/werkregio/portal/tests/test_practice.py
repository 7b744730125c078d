# SPDX-License-Identifier: EUPL-1.2
"""A practice region: invented people, said on every page, and nothing that goes out or is counted."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory

from werkregio import design
from werkregio.foundation import audit, outbox
from werkregio.foundation.errors import InputError, RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.foundation.terms import OutboxState
from werkregio.portal.services import practice
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap, Partij
from werkregio.regio.queries import acting_of, default_regio, gemeenten_of, regio_for_host
from werkregio.regio.rules.practice import is_invented_email, is_invented_phone
from werkregio.regio.services.loading import load_regio
from werkregio.regio.services.practice import sync_members
from werkregio.regio.services.uitnodigingen import invite
from werkregio.werkcentrum.models import (
    Doorverwijzing,
    HulpTelling,
    Instrument,
    Zaak,
    Zaakgebeurtenis,
    Zaakstatistiek,
)
from werkregio.werkcentrum.permissions.practice import as_partner
from werkregio.werkcentrum.queries.referral_state import with_state
from werkregio.werkcentrum.queries.zaak import statuses
from werkregio.werkcentrum.services import intake
from werkregio.werkcentrum.services.practice import empty, play_partner
from werkregio.werkcentrum.terms import Stap, ZaakStatus

pytestmark = pytest.mark.django_db
BANNER = "Oefenomgeving: verzonnen mensen, er gaat niets naar buiten"
HOST = "oefen.localhost"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A real region with a guide and an administrator, and its practice region. Made once."""
    from django.db import connection, transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        load_regio("noord-limburg", soort="echt", by="system", at=MOMENT)
        home = Arbeidsmarktregio.objects.get(code="noord-limburg")
        home.hosts = ["localhost"]
        home.save()
        werkcentrum = Partij.objects.get(regio=home, code="werkcentrum")
        Partij.objects.filter(pk=werkcentrum.pk).update(active=True)
        guide = LidmaatschapFactory(partij=werkcentrum, role="gids").user
        trainer = LidmaatschapFactory(partij=werkcentrum, role="regiobeheerder").user
        regio, number = practice.make("noord-limburg", anew=False, by="system", at=MOMENT)
        yield {"home": home, "regio": regio, "guide": guide, "trainer": trainer, "number": number}
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        assert not connection.in_atomic_block


def acting(world, who):
    partij = Partij.objects.get(regio=world["regio"], code="werkcentrum")
    return acting_of(world[who], partij.pk, on=MOMENT.date())


def client_of(world, who, *, practising=True):
    client = Client(HTTP_HOST="localhost")
    client.force_login(world[who])
    if practising:
        partij = Partij.objects.get(regio=world["regio"], code="werkcentrum")
        client.post(reverse("regio:acting"), {"partij": partij.pk})
    return client


def waiting(world):
    rows = with_state(Doorverwijzing.objects.filter(zaak__regio=world["regio"]))
    return rows.filter(state="verzonden").order_by("pk")


def test_twenty_invented_cases_in_every_state(world):
    zaken = Zaak.objects.filter(regio=world["regio"])
    assert world["number"] == zaken.count() == 20
    assert not zaken.filter(is_invented=False).exists()
    assert set(statuses(zaken).values()) == set(ZaakStatus)
    states = Counter(
        with_state(Doorverwijzing.objects.filter(zaak__regio=world["regio"])).values_list("state", flat=True)
    )
    assert {"concept", "verzonden", "ontvangen", "geaccepteerd", "afgewezen", "verlopen"} <= set(states)


def test_places_organisations_and_directory_are_copies(world):
    home, regio = world["home"], world["regio"]
    names = [list(gemeenten_of(one, on=MOMENT.date()).values_list("naam", "slug")) for one in (home, regio)]
    assert names[0] == names[1]
    assert {row.gm_code[:2] for row in gemeenten_of(regio, on=MOMENT.date())} == {"OE"}
    copies = Partij.objects.filter(regio=regio)
    assert set(copies.values_list("code", flat=True)) == set(home.partijen.values_list("code", flat=True))
    assert not copies.filter(is_invented=False).exists()
    assert all(partij.email.endswith(f"@{regio.code}.example") for partij in copies)
    codes = [
        set(Instrument.objects.filter(regio=one).values_list("code", flat=True)) for one in (home, regio)
    ]
    assert codes[0] == codes[1] != set()


def test_making_it_again_changes_nothing_and_anew_starts_again(world):
    before = set(Zaak.objects.filter(regio=world["regio"]).values_list("pk", flat=True))
    _regio, number = practice.make("noord-limburg", anew=False, by="system", at=MOMENT)
    assert number == 0
    call_command("oefenregio", "noord-limburg", opnieuw=True)
    left = set(Zaak.objects.filter(regio=world["regio"], erased_at__isnull=True).values_list("pk", flat=True))
    assert len(left) == 20
    assert not left & before
    assert audit.verify(world["regio"].code) == []


def test_only_a_region_that_is_there_can_be_practised(world):
    for code in ("nergens", world["regio"].code, "midden-limburg"):
        with pytest.raises(InputError):
            practice.make(code, anew=False, by="system", at=MOMENT)


@pytest.mark.parametrize(
    "url", ["/nl/", "/nl/over/", "/nl/vraag-voor-gids/", "/nl/mijn-vraag/", "/nl/bestaat-niet/"]
)
def test_the_banner_stands_on_every_public_page(world, url):
    page = Client(HTTP_HOST=HOST).get(url).content.decode()
    assert BANNER in page
    assert "wr-demo--practice" in page
    assert BANNER not in Client(HTTP_HOST="localhost").get(url).content.decode()


@pytest.mark.parametrize("url", ["/nl/werk/", "/nl/werk/nieuw/", "/nl/werk/berichten/"])
def test_the_banner_stands_on_every_page_of_staff(world, url):
    assert BANNER in client_of(world, "guide").get(url).content.decode()
    assert BANNER not in client_of(world, "guide", practising=False).get(url).content.decode()


def test_the_print_keeps_the_banner():
    css = (Path(design.__file__).parent / "css" / "print.css").read_text()
    assert ".wr-demo:not(.wr-demo--practice)" in css


def test_nobody_lands_in_practice_without_choosing(world):
    assert acting_of(world["guide"], None, on=MOMENT.date()).regio == world["home"]
    assert regio_for_host("ergens.anders") == world["home"]
    assert default_regio() == world["home"]
    page = client_of(world, "guide", practising=False).get(reverse("regio:acting")).content.decode()
    assert page.count("Oefenen: verzonnen mensen, er gaat niets naar buiten") == 1


def test_all_messages_are_held_back(world):
    items = OutboxItem.objects.filter(region=world["regio"].code)
    kinds = {item.kind for item in items}
    assert "doorverwijzing.nieuw" in kinds
    # Every kind that any module knows: e-mail, text message, webhook, code of a partner, after-care.
    for kind in outbox.kinds:
        outbox.put(kind, "proef:1", key=f"oefen:{kind}", region=world["regio"].code, at=MOMENT)
    items.filter(state=OutboxState.WAITING).update(due_at=MOMENT)
    outbox.deliver_due(MOMENT + timedelta(minutes=1))
    done = items.exclude(state=OutboxState.WAITING)
    assert set(done.values_list("state", flat=True)) == {OutboxState.SKIPPED}
    reasons = set(done.filter(key__startswith="oefen:").values_list("problem", flat=True))
    assert reasons == {"practice"}
    assert mail.outbox == []


def test_nobody_is_invited_to_a_practice_region(world):
    by = acting(world, "trainer")
    with pytest.raises(RuleError):
        invite(
            by.partij.pk, email="a@b.example", roles=["gids"], link_for=lambda token: token, by=by, at=MOMENT
        )
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("phone", "email", "field"),
    [("06 12345678", "", "phone"), ("06 00000000", "iemand@gemeente.nl", "email")],
)
def test_contact_of_a_real_person_is_refused(world, phone, email, field):
    question = intake.NewQuestion(
        vraag="Ik zoek werk.", reach_by="bellen", phone=phone, email=email, channel="telefoon"
    )
    with pytest.raises(RuleError) as refused:
        intake.open_zaak(world["regio"], question, told=True, by=acting(world, "guide"), at=MOMENT)
    assert refused.value.field == field
    page = client_of(world, "guide").get("/nl/werk/nieuw/").content.decode()
    assert "Oefenen: typ alleen verzonnen mensen" in page


def test_what_is_invented():
    assert is_invented_phone("")
    assert is_invented_phone("077 000 00 00")
    assert is_invented_phone("+31 6 0000 0000")
    assert not is_invented_phone("06 12 34 56 78")
    assert is_invented_email(" Noor@Voorbeeld.EXAMPLE ")
    assert not is_invented_email("noor@example.nl")


def test_a_trainer_plays_the_partner(world):
    by = acting(world, "trainer")
    yes, no = waiting(world)[:2]
    assert play_partner(yes.pk, answer="aannemen", by=by, at=MOMENT) == Stap.GEACCEPTEERD
    assert play_partner(no.pk, answer="zwijgen", by=by, at=MOMENT) == Stap.VERLOPEN
    line = AuditLine.objects.filter(action__endswith="geaccepteerd").order_by("-pk").first()
    assert (line.actor, line.organisation) == (f"user:{by.user.pk}", f"partij:{yes.partij_id}")
    with pytest.raises(RuleError):
        play_partner(no.pk, answer="zwijgen", by=by, at=MOMENT)
    with pytest.raises(RuleError):
        play_partner(yes.pk, answer="iets", by=by, at=MOMENT)


def test_a_trainer_says_no_on_the_page(world):
    client = client_of(world, "trainer")
    row = waiting(world)[0]
    page = client.get("/nl/oefenen/")
    assert row.pk in [one.pk for one in page.context["rows"]]
    client.post(f"/nl/oefenen/{row.pk}/", {"answer": "afwijzen", "reason": "doelgroep"})
    state = with_state(Doorverwijzing.objects.filter(pk=row.pk)).get().state
    assert state == Stap.AFGEWEZEN
    assert row.pk not in [one.pk for one in client.get("/nl/oefenen/").context["rows"]]
    # The same form of a page that was open for too long.
    again = client.post(f"/nl/oefenen/{row.pk}/", {"answer": "aannemen"}, follow=True)
    assert again.status_code == 200


def test_the_page_of_the_trainer_is_for_trainers_in_practice_only(world):
    row = waiting(world)[0]
    for client in (client_of(world, "guide"), client_of(world, "trainer", practising=False)):
        assert client.get("/nl/oefenen/").status_code == 404
        assert client.post(f"/nl/oefenen/{row.pk}/", {"answer": "aannemen"}).status_code == 404
        assert client.post("/nl/oefenen/opnieuw/").status_code == 404
    home = acting_of(world["trainer"], None, on=MOMENT.date())
    for refused in (
        lambda: play_partner(row.pk, answer="aannemen", by=home, at=MOMENT),
        lambda: play_partner(row.pk, answer="aannemen", by=acting(world, "guide"), at=MOMENT),
        lambda: empty(world["home"], by="system", at=MOMENT),
        lambda: empty(world["regio"], by=home, at=MOMENT),
        lambda: practice.reset(by=home, at=MOMENT),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    with pytest.raises(PermissionError):
        as_partner(home, row.partij)


def test_the_reset_asks_first_and_then_starts_again(world):
    client = client_of(world, "trainer")
    before = set(Zaak.objects.filter(regio=world["regio"]).values_list("pk", flat=True))
    assert client.get("/nl/oefenen/opnieuw/").status_code == 200
    assert (
        set(Zaak.objects.filter(regio=world["regio"], erased_at=None).values_list("pk", flat=True)) == before
    )
    client.post("/nl/oefenen/opnieuw/")
    left = Zaak.objects.filter(regio=world["regio"], erased_at=None)
    assert left.count() == 20
    assert not before & set(left.values_list("pk", flat=True))
    assert AuditLine.objects.filter(action="oefenregio.opnieuw", region=world["regio"].code).exists()
    assert audit.verify(world["regio"].code) == []


def test_nothing_of_practice_is_counted_in_the_region(world):
    home = world["home"]
    assert not Zaak.objects.filter(regio=home).exists()
    assert not HulpTelling.objects.filter(regio=home).exists()
    assert not OutboxItem.objects.filter(region=home.code).exists()
    empty(world["regio"], by="system", at=MOMENT)
    assert not Zaakstatistiek.objects.exists()
    assert not Zaakgebeurtenis.objects.exclude(zaak__regio=world["regio"]).exists()
    trainer = client_of(world, "trainer", practising=False)
    for url in ("/nl/tellingen/", "/nl/tellingen/vastlopers/", "/nl/tellingen/nazorg/", "/nl/tellingen/vol/"):
        response = trainer.get(url)
        assert response.status_code == 200
        assert "(oefenen)" not in response.content.decode().split("<main")[1]
    open_data = Client(HTTP_HOST="localhost").get("/hsds/v3/organizations?per_page=100")
    assert open_data.status_code == 200
    assert "oefenen" not in open_data.content.decode()


def test_who_leaves_the_region_leaves_practice_too(world):
    regio, guide = world["regio"], world["guide"]
    home = Lidmaatschap.objects.get(user=guide, partij__regio=world["home"])
    home.valid_from, home.valid_to = MOMENT.date() - timedelta(days=9), MOMENT.date() - timedelta(days=1)
    home.save()
    sync_members(regio, at=MOMENT)
    assert Lidmaatschap.objects.get(user=guide, partij__regio=regio).valid_to == MOMENT.date()
    # The invented guides stay: the cases are theirs.
    assert Lidmaatschap.objects.filter(partij__regio=regio, role="gids", valid_to=None).count() == 2


def test_nobody_can_sign_in_as_a_player(world):
    players = Lidmaatschap.objects.filter(
        partij__regio=world["regio"], user__email__endswith=f"@{world['regio'].code}.example"
    )
    assert players.exists()
    assert not any(row.user.has_usable_password() for row in players)


def test_a_region_without_partners_gets_the_cases_without_one(db):
    home = PartijFactory(soort="werkcentrum", code="werkcentrum", active=True).regio
    _regio, number = practice.make(home.code, anew=False, by="system", at=MOMENT)
    assert 0 < number < 20
