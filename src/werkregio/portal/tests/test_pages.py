# SPDX-License-Identifier: EUPL-1.2
"""Home, texts, errors, health, counts: what everybody sees and what nobody may."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from tests.factories import MOMENT, InstrumentFactory, RegioFactory, RegioGemeenteFactory

from werkregio.werkcentrum.models import HulpTelling

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio():
    return RegioFactory(naam="Voorbeeldregio", hosts=["testserver", "localhost"])


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("page", ["", "over/", "privacy/", "toegankelijkheid/", "open/"])
def test_open_pages_set_no_cookie(client, regio, language, page):
    response = client.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert response.cookies == {}
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_doors_of_the_home_page_lead_to_a_filtered_list_and_to_employers(client, regio):
    InstrumentFactory(regio=regio, audience=["werkgever"])
    home = client.get("/en/").content.decode()
    doors = re.findall(r'href="(/en/hulp/\?[^"]+)"', home)
    assert len(doors) == 2
    assert 'href="/en/werkgever/"' in home
    door = re.search(r'href="(/en/hulp/\?[^"]+)"', client.get("/en/werkgever/").content.decode()).group(1)
    for address in (*doors, door):
        found = client.get(address).context
        assert len(found["active"]) == 1
        assert found["count"] == ("werkgever" in address)


def test_the_bare_address_follows_the_browser(client):
    assert client.get("/", headers={"Accept-Language": "ar,en;q=0.5"})["Location"] == "/ar/"
    assert client.get("/", headers={"Accept-Language": "xx"})["Location"] == "/nl/"


def test_arabic_is_written_from_right_to_left(client, regio):
    assert 'dir="rtl"' in client.get("/ar/").content.decode()
    assert 'dir="ltr"' in client.get("/nl/").content.decode()


def test_home_asks_a_fixed_number_of_queries(client, regio, django_assert_num_queries):
    client.get("/nl/")
    with django_assert_num_queries(2):
        client.get("/nl/")
    for _ in range(20):
        RegioGemeenteFactory(regio=regio)
    with django_assert_num_queries(2):
        client.get("/nl/")


def test_each_host_shows_its_own_region(client, regio):
    RegioFactory(naam="Andere regio", hosts=["tweede.localhost"])
    assert "Voorbeeldregio" in client.get("/nl/", headers={"Host": "localhost"}).content.decode()
    other = client.get("/nl/", headers={"Host": "tweede.localhost"}).content.decode()
    assert "Andere regio" in other
    assert "Voorbeeldregio" not in other


def test_an_empty_installation_still_answers(client):
    assert client.get("/nl/").status_code == 200


@pytest.mark.parametrize("address", ["/nl/bestaat-niet/", "/bestaat-niet", "/nl/werk/../etc/", "/xx/"])
def test_a_wrong_address_gets_a_page_with_a_way_out(client, regio, address):
    response = client.get(address, follow=True)
    assert response.status_code == 404
    assert 'href="/nl/"' in response.content.decode() or 'href="/' in response.content.decode()


def test_staff_pages_in_a_public_language_lead_to_dutch(signed_in):
    response = signed_in("gids").get("/ar/werk/?status=nieuw")
    assert response.status_code == 302
    assert response["Location"] == "/nl/werk/?status=nieuw"


def test_health_pages(client, monkeypatch):
    assert client.get("/gezond/live").json() == {"status": "ok"}
    assert client.get("/gezond/klaar").json() == {"status": "ok"}

    def breaks(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("werkregio.portal.health.MigrationExecutor", breaks)
    response = client.get("/gezond/klaar")
    assert response.status_code == 503
    assert response.json()["database"] == "no answer"


def test_a_ready_service_keeps_its_triggers(client):
    from django.db import connection

    with connection.cursor() as cursor:
        on = " ON foundation_auditline" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER foundation_auditline_no_update{on}")
    assert client.get("/gezond/klaar").json()["triggers"] == "missing"


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        ("gids", "/nl/werk/"),
        ("professional", "/nl/ons-werk/"),
        ("redacteur", "/nl/redactie/"),
        ("fg", "/nl/logboek/"),
    ],
)
def test_after_signing_in_the_first_page_of_the_work(signed_in, role, leads_to):
    assert signed_in(role).get("/nl/start/")["Location"] == leads_to


def telling(regio, need: str, asked: int, **fields) -> HulpTelling:
    return HulpTelling.objects.create(
        regio=regio, day=MOMENT.date() - timedelta(days=3), need=need, language="nl", asked=asked, **fields
    )


def test_counts_leave_small_numbers_out(signed_in):
    client = signed_in("regiobeheerder")
    telling(client.partij.regio, "werk-zoeken", 40, chosen=12)
    telling(client.partij.regio, "sroi", 3)
    telling(client.partij.regio, "diploma-evc", 15)
    rows = {row.code: row for row in client.get("/nl/tellingen/").context["tables"][0][1]}
    assert rows["werk-zoeken"].asked.value == 40
    assert rows["sroi"].asked.suppressed
    # The second smallest goes too: otherwise the total gives the first away.
    assert rows["diploma-evc"].asked.suppressed


def test_counts_as_csv_and_with_a_wrong_date(signed_in):
    client = signed_in("regiobeheerder")
    telling(client.partij.regio, "werk-zoeken", 40)
    text = client.get("/nl/tellingen/?vorm=csv").content.decode()
    assert "need,werk-zoeken,40" in text
    assert "Werkregio, eigen tellingen" in text
    page = client.get("/en/tellingen/?van=gisteren").content.decode()
    assert "year-month-day" in page


def test_counts_of_another_region_are_not_seen(signed_in):
    telling(RegioFactory(), "werk-zoeken", 400)
    assert "400" not in signed_in("regiobeheerder").get("/nl/tellingen/?vorm=csv").content.decode()


def test_a_public_page_stays_light(client, regio):
    """The page itself, without the files that a browser keeps; the whole first view is measured in the journeys."""
    InstrumentFactory(regio=regio)
    assert len(Client().get("/nl/").content) < 40_000
