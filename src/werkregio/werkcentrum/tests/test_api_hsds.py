# SPDX-License-Identifier: EUPL-1.2
"""The HSDS API: every answer valid against the standard, only what is public, and no more queries than needed."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from tests.factories import (
    MOMENT,
    AanbodFactory,
    InstrumentFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.werkcentrum.models import Aanbod, Feit, Instrument, Loket, Voorwaarde
from werkregio.werkcentrum.queries.hsds import organisation_id, service_id
from werkregio.werkcentrum.rules.dead_ends import Waiting

from . import hsds_standard as standard

pytestmark = pytest.mark.django_db
ROOT = "/hsds/v3/"
LISTS = {
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "service_at_locations": "service_at_location",
}


@pytest.fixture
def regio():
    return RegioFactory(
        code="kwik", hosts=["kwik.localhost"], phone="077 000 00 00", email="vraag@kwik.example"
    )


@pytest.fixture
def api(regio):
    client = Client(HTTP_HOST="kwik.localhost")
    return lambda path="", **more: client.get(f"{ROOT}{path}", **more)


@pytest.fixture
def filled(regio):
    """An offer with everything known, one with nothing known, and an entry that nobody offers."""
    gemeente = RegioGemeenteFactory(regio=regio, gemeente__provincie="Limburg").gemeente
    counter = PartijFactory(regio=regio, code="werkcentrum", naam="Werkcentrum Kwik", soort="werkcentrum")
    entry = InstrumentFactory(regio=regio, code="A1", slug="cursus", costs_kind="varies")
    entry.voorwaarden.create(text_nl="U bent jonger dan 27.", kind="hard", expression="leeftijd < 27")
    Feit.objects.create(
        instrument=entry, key="prijs-cursus", label_nl="Prijs", value="150", unit="euro", as_of="2026"
    )
    Feit.objects.create(
        instrument=entry, key="duur", label_nl="Duur", value="3-6", unit="maand", as_of="2026"
    )
    Feit.objects.create(
        instrument=entry, key="oud", label_nl="Oud", value="1", unit="dag", valid_to=date(2020, 1, 1)
    )
    offer = AanbodFactory(
        instrument=entry,
        partij=counter,
        languages=["nl", "pl"],
        route_person="Bel of kom langs.",
        route_person_link="https://kwik.example/cursus",
        route_professional="Alleen voor beroepskrachten.",
        opening_hours="Elke ochtend",
        accessibility="Met lift.",
        contact_email="doorverwijzing@kwik.example",
        contact_phone="077 111 11 11",
        last_confirmed_on=date(2026, 11, 1),
    )
    offer.gemeenten.add(gemeente)
    Loket.objects.create(
        regio=regio,
        gemeente=gemeente,
        naam="Loket Kwik",
        address="Markt 1, 5911 HD Kwikstad",
        phone="077 222 22 22",
        hours={"ma": ["09:00-12:30"], "di": []},
        languages=["nl"],
        walk_in=True,
    )
    AanbodFactory(
        instrument__regio=regio, instrument__code="A2", partij=PartijFactory(regio=regio, soort="uwv")
    )
    InstrumentFactory(regio=regio, code="A3")
    return offer


@pytest.mark.parametrize(
    "query", ["", "?full=true", "?minimal=true", "?full_service=true", "?per_page=1&page=2"]
)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_valid(api, filled, name, query):
    response = api(name + query)
    assert response.status_code == 200
    assert response.json()["contents"]
    assert standard.page_problems(LISTS[name], response.json()) == []
    assert not response.cookies


@pytest.mark.parametrize("name", LISTS)
def test_every_detail_is_valid_and_what_the_list_said(api, filled, name):
    for row in api(name).json()["contents"]:
        found = api(f"{name}/{row['id']}")
        assert found.status_code == 200
        assert found.json()["id"] == row["id"]
        assert standard.problems(LISTS[name], found.json()) == []
        if name == "service_at_locations":
            # The document of the standard refers to the schema of a service here.
            assert standard.problems("service", found.json()) == []


def test_the_root_says_the_version(api):
    answer = api().json()
    assert set(answer) == set(standard.example("base"))
    assert answer["version"] == "3.0"
    assert api("openapi.json").json()["openapi"].startswith("3.1")


def test_a_service_tells_what_is_known(api, filled, regio):
    answer = api(f"services/{service_id(regio, 'A1', 'werkcentrum')}").json()
    assert answer["maximum_age"] == 26
    assert "minimum_age" not in answer
    assert answer["status"] == "active"
    assert answer["assured_date"] == "2026-11-01"
    assert answer["url"] == "http://kwik.localhost/nl/hulp/cursus/"
    assert [row["code"] for row in answer["languages"]] == ["nl", "pl"]
    (cost,) = answer["cost_options"]
    assert (cost["amount"], cost["currency"]) == (150, "EUR")
    codes = {row["taxonomy_term"]["code"]: row.get("value") for row in answer["attributes"]}
    assert codes["maand"] == "Duur: 3 tot 6 maanden, stand 2026"
    assert {"werk-zoeken", "werkzoekende", "varies"} <= set(codes)
    assert "dag" not in codes
    places = {row["location"]["name"]: row["location"] for row in answer["service_at_locations"]}
    assert places["Loket Kwik"]["addresses"][0]["postal_code"] == "5911 HD"
    assert places["Loket Kwik"]["schedules"][0]["byday"] == "MO"
    assert places["Werkcentrum Kwik"]["accessibility"][0]["description"] == "Met lift."


def test_nothing_that_is_not_public(api, filled, regio):
    InstrumentFactory(regio=regio, code="X1", use="professional")
    InstrumentFactory(regio=regio, code="X2", status="concept")
    InstrumentFactory(regio=regio, code="X3", same_as="A1")
    AanbodFactory(instrument__regio=regio, instrument__code="X4", partij__regio=regio, active=False)
    InstrumentFactory(code="X5")
    everything = b"".join(api("services?full=true&format=ndjson").streaming_content).decode()
    everything += api("organizations?full=true").content.decode()
    everything += api("service_at_locations?full=true").content.decode()
    for secret in ("doorverwijzing@", "077 111", "Alleen voor beroepskrachten"):
        assert secret not in everything
    urls = {json.loads(line)["name"] for line in everything.splitlines()[:3]}
    assert len(urls) == 3
    names = [row["name"] for row in api("services").json()["contents"]]
    assert [name[-2:] for name in names] == ["A1", "A2", "A3", "X4"]
    assert "Alleen" not in api(f"services/{service_id(regio, 'A1', 'werkcentrum')}").content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_id_is_a_problem_document(api, filled, name):
    for key in ("00000000-0000-0000-0000-000000000000", "geen-id", "%00", "a" * 500):
        response = api(f"{name}/{key}")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == 404


def test_what_is_of_another_region_does_not_exist(api, filled):
    other = RegioFactory(code="zwik", hosts=["zwik.localhost"])
    offer = AanbodFactory(instrument__regio=other, instrument__code="A1", partij__regio=other)
    key = service_id(other, "A1", offer.partij.code)
    there = Client(HTTP_HOST="zwik.localhost")
    assert there.get(f"{ROOT}services/{key}").status_code == 200
    assert api(f"services/{key}").status_code == 404
    assert api(f"organizations/{organisation_id(other, offer.partij.code)}").status_code == 404
    assert api(f"services?organization_id={organisation_id(other, offer.partij.code)}").json()["empty"]


def test_what_ended_is_told_only_to_who_asks_for_changes(api, filled, regio):
    Instrument.objects.filter(code="A1").update(status="ended", ended_on=date(2026, 6, 30))
    key = service_id(regio, "A1", "werkcentrum")
    assert key not in {row["id"] for row in api("services").json()["contents"]}
    changed = api("services?modified_after=2020-01-01").json()["contents"]
    assert {row["id"]: row["status"] for row in changed}[key] == "defunct"
    assert "2026-06-30" in api(f"services/{key}").json()["alert"]


def test_modified_after_counts_the_moment_itself(api, filled):
    Aanbod.objects.update(changed_at=MOMENT)
    Instrument.objects.update(changed_at=MOMENT)
    Instrument.objects.filter(code="A3").update(changed_at=MOMENT - timedelta(days=1))
    at = MOMENT.isoformat().replace("+", "%2B")
    assert api(f"services?modified_after={at}").json()["total_items"] == 2
    later = (MOMENT + timedelta(seconds=1)).isoformat().replace("+", "%2B")
    assert api(f"services?modified_after={later}").json() == {
        **{"total_items": 0, "total_pages": 1, "page_number": 1, "size": 0},
        **{"first_page": True, "last_page": True, "empty": True, "contents": []},
    }


def test_a_closed_partner_and_an_announced_scheme(api, filled, regio):
    filled.suspended_until = date(2026, 11, 24)
    filled.save()
    Instrument.objects.filter(code="A3").update(status="announced")
    statuses = {row["name"][-2:]: row["status"] for row in api("services?minimal=true").json()["contents"]}
    assert statuses == {"A1": "temporarily closed", "A2": "active", "A3": "inactive"}


def test_filters_by_term_taxonomy_and_organisation(api, filled, regio):
    terms = {row["code"]: row["id"] for row in api("taxonomy_terms?per_page=100").json()["contents"]}
    lists = {row["name"]: row["id"] for row in api("taxonomies").json()["contents"]}
    names = lambda query: [row["name"][-2:] for row in api(f"services?{query}").json()["contents"]]  # noqa: E731
    assert names(f"taxonomy_term_id={terms['varies']}") == ["A1"]
    assert names(f"taxonomy_term_id={terms['maand']}") == ["A1"]
    assert names(f"taxonomy_term_id={terms['werk-zoeken']}") == ["A1", "A2", "A3"]
    assert names(f"taxonomy_term_id={terms['werkgever']}") == []
    assert names("taxonomy_term_id=onbekend") == []
    assert names(f"taxonomy_id={lists['Cijfer']}") == ["A1"]
    assert names(f"taxonomy_id={lists['Doelgroep']}") == ["A1", "A2", "A3"]
    assert names(f"organization_id={organisation_id(regio, 'werkcentrum')}") == ["A1"]
    assert names("search=werk+A2")
    assert api(f"taxonomy_terms?taxonomy_id={lists['Kosten']}").json()["total_items"] == 3
    assert api("taxonomy_terms?parent_id=x").json()["empty"]
    assert api("organizations?search=kwik").json()["total_items"] == 1


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("page=0&per_page=101", {"page", "per_page"}),
        ("per_page=0", {"per_page"}),
        ("page=x", {"page"}),
        ("modified_after=gisteren", {"modified_after"}),
        ("format=xml", {"format"}),
        ("full=misschien", {"full"}),
    ],
)
def test_every_wrong_parameter_is_named_at_once(api, filled, query, parameters):
    response = api(f"services?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert {row["parameter"] for row in response.json()["errors"]} == parameters


def test_a_postcode_is_refused_and_not_ignored(api, filled):
    assert api("service_at_locations?postcode=5911HD").status_code == 400


def test_a_page_beyond_the_last_is_empty(api, filled):
    answer = api("services?page=9").json()
    assert (answer["empty"], answer["last_page"], answer["total_items"]) == (True, True, 3)


def test_a_stream_holds_everything(api, filled):
    response = api("services?format=ndjson&per_page=1&full=true")
    rows = [json.loads(line) for line in b"".join(response.streaming_content).decode().splitlines()]
    assert response["Content-Type"] == "application/x-ndjson"
    assert len(rows) == 3
    assert [problem for row in rows for problem in standard.problems("service", row)] == []


def test_who_has_it_already_gets_nothing_again(api, filled):
    first = api("services")
    assert first["Last-Modified"]
    again = api("services", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api("services", headers={"If-None-Match": '"anders"'}).status_code == 200


def test_other_methods_and_other_sites(regio, filled):
    client = Client(HTTP_HOST="kwik.localhost", enforce_csrf_checks=True)
    head = client.head(f"{ROOT}services")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) > 100
    asked = client.options(f"{ROOT}services")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    refused = client.post(f"{ROOT}services")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.json()["status"] == 405


@pytest.mark.parametrize("language", ["en", "ar", ""])
def test_the_answer_does_not_depend_on_the_language_of_the_asker(api, filled, language):
    assert (
        api("services?full=true", headers={"Accept-Language": language}).content
        == api("services?full=true").content
    )


def _more(regio, count):
    for _ in range(count):
        offer = AanbodFactory(
            instrument__regio=regio, partij__regio=regio, route_person_link="https://kwik.example/"
        )
        offer.gemeenten.add(RegioGemeenteFactory(regio=regio).gemeente)
        Voorwaarde.objects.create(instrument=offer.instrument, text_nl="Iets.")


def test_the_waiting_time_is_measured_and_absent_over_too_few_people(api, filled, regio, monkeypatch):
    offer = Aanbod.objects.filter(regio=regio).first()
    found = Waiting(number=regio.publishing_limit, days=Fraction(5), within=None)
    monkeypatch.setattr(
        "werkregio.werkcentrum.queries.capacity.measured_waiting", lambda *_, **__: {offer.pk: found}
    )
    url = f"services/{service_id(regio, offer.instrument.code, offer.partij.code)}"
    assert api(url).json()["wait_time"] == "5 dagen"
    few = replace(found, number=regio.publishing_limit - 1)
    monkeypatch.setattr(
        "werkregio.werkcentrum.queries.capacity.measured_waiting", lambda *_, **__: {offer.pk: few}
    )
    assert not api(url).json().get("wait_time")


@pytest.mark.parametrize("query", ["services", "services?full=true", "organizations?full=true&full_service=true",
                                   "service_at_locations?full=true", "services?minimal=true"])  # fmt: skip
def test_the_number_of_queries_is_fixed(api, filled, regio, django_assert_max_num_queries, query):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for more in (3, 27):
        _more(regio, more)
        with CaptureQueriesContext(connection) as seen:
            assert api(query).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 24


def test_an_installation_without_a_region_has_no_directory(db):
    response = Client(HTTP_HOST="kwik.localhost").get(f"{ROOT}services")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
