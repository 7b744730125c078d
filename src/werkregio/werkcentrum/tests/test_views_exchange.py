# SPDX-License-Identifier: EUPL-1.2
"""The pages of exchange: choose a file, read the report, store, undo; and help of others."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import InstrumentFactory, PartijFactory, RegioFactory

from werkregio.werkcentrum.models import Bronrecord, Instrument, Invoer

pytestmark = pytest.mark.django_db
ID = "ac148810-d857-441c-9679-{:012d}"
URL = "/en/redactie/uitwisselen/"


def service(number=1, **more):
    return {"id": ID.format(number), "name": f"Taalcafé {number}", "status": "active", **more}


@pytest.fixture
def client(signed_in):
    return signed_in("redacteur", partij=PartijFactory(regio=RegioFactory(code="kwik", hosts=["localhost"])))


def upload(client, value, *, what="hsds", source="Buren", name="buren.json"):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return client.post(URL, {"what": what, "source": source, "file": SimpleUploadedFile(name, data)})


def brought_in(client, value):
    response = upload(client, value)
    made = Invoer.objects.latest("pk")
    client.post(response["Location"], {"act": "apply"})
    return made


def test_from_file_to_report_to_stored_to_undone(client):
    response = upload(client, [service(), {"id": "1"}])
    assert response.status_code == 302
    page = client.get(response["Location"]).content.decode()
    assert "Nothing is stored yet" in page
    assert "is no UUID" in page
    assert not Bronrecord.objects.exists()
    stored = client.post(response["Location"], {"act": "apply"}, follow=True).content.decode()
    assert "You can undo this as a whole" in stored
    undo = f"{response['Location']}terugzetten/"
    assert client.post(undo, {"reason": ""}).status_code == 422
    assert "was undone" in client.post(undo, {"reason": "Fout"}, follow=True).content.decode()
    assert not Bronrecord.objects.exists()
    assert "There is nothing to undo" in client.get(undo).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"id": "\xe9"}', "Windows-1252"),
        (b"<?xml version='1.0'?><!DOCTYPE a>", "XML"),
    ],
)
def test_a_bad_file_says_why_and_keeps_what_was_typed(client, data, words):
    response = upload(client, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert 'value="Buren"' in page
    assert not Invoer.objects.exists()


def test_too_large_is_refused_before_it_is_read(client):
    class Unread:
        def read(self, *args):
            raise AssertionError("the file was read")

        readline = read

    response = client.generic("POST", URL, b"", CONTENT_LENGTH="100000000", **{"wsgi.input": Unread()})
    assert response.status_code == 413
    assert "20 MB" in response.content.decode()


def test_help_of_others_needs_a_name(client):
    response = upload(client, [service()], source=" ")
    assert response.status_code == 422
    assert "Fill in whose directory this is" in response.content.decode()


def test_throwing_a_trial_away(client):
    response = upload(client, [service()])
    client.post(response["Location"], {"act": "drop"})
    assert not Invoer.objects.exists()
    assert client.get(response["Location"]).status_code == 404


def test_our_own_table_asks_why(client):
    entry = InstrumentFactory(regio=client.partij.regio, code="A1")
    text = client.get(f"{URL}wegwijzer.csv").content.decode("utf-8-sig")
    changed = text.replace("Een korte zin.", "Een langere zin.")
    response = upload(client, changed.encode(), what="eigen", source="", name="wegwijzer.csv")
    assert "Een langere" in client.get(response["Location"]).content.decode()
    assert client.post(response["Location"], {"act": "apply", "reason": ""}).status_code == 422
    client.post(response["Location"], {"act": "apply", "reason": "Bijgewerkt"})
    entry.refresh_from_db()
    assert entry.version == 2


def test_the_report_can_be_filtered_and_taken_along(client):
    response = upload(client, [*(service(n) for n in range(30)), {"id": "1"}])
    url = response["Location"]
    assert "is no UUID" in client.get(url).content.decode()
    assert "is no UUID" not in client.get(f"{url}?uitkomst=new").content.decode()
    assert "Taalcafé 29" in client.get(f"{url}?uitkomst=new&pagina=2").content.decode()
    assert "No records with this outcome" in client.get(f"{url}?uitkomst=same").content.decode()
    text = client.get(f"{url}verslag.csv").content.decode("utf-8-sig")
    report = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (len(report), report[-1]["outcome"]) == (31, "Refused")


def test_everything_can_be_taken_along_as_hsds(client):
    InstrumentFactory(regio=client.partij.regio)
    brought_in(client, [service()])
    everything = client.get(f"{URL}hsds.json").json()
    assert len(everything["services"]) == 2
    assert client.get(f"{URL}hsds.json?bron=Buren").json() == {"services": [service()]}
    assert client.get(f"{URL}hsds.zip").content[:2] == b"PK"


@pytest.mark.parametrize("count", [3, 24])
def test_the_lists_take_a_fixed_number_of_queries(client, count, django_assert_num_queries):
    for number in range(count):
        upload(client, [service(number)])
    brought_in(client, [service(n) for n in range(count)])
    client.get(URL)
    with django_assert_num_queries(7):
        assert client.get(URL).status_code == 200
    with django_assert_num_queries(7):
        assert client.get("/en/redactie/bronnen/").status_code == 200


def test_help_of_others_is_marked_and_copied(client):
    brought_in(
        client, [service(url="https://buren.example/", contacts=[{"id": ID.format(9), "name": "Een Naam"}])]
    )
    record = Bronrecord.objects.get()
    assert "Taalcafé 1" in client.get("/en/redactie/bronnen/?zoek=taalcafé&bron=Buren").content.decode()
    assert "No help found" in client.get("/en/redactie/bronnen/?zoek=zwemles").content.decode()
    page = client.get(f"/en/redactie/bronnen/{record.pk}/").content.decode()
    assert "Not checked by us" in page
    assert 'href="https://buren.example/"' in page
    assert client.post(f"/en/redactie/bronnen/{record.pk}/", {}).status_code == 422
    made = client.post(
        f"/en/redactie/bronnen/{record.pk}/", {"need": "werk-zoeken", "audience": ["werkende"]}, follow=True
    )
    assert "your own copy" in made.content.decode()
    assert Instrument.objects.get().status == "concept"


def test_a_guide_reads_help_of_others_and_changes_nothing(client, signed_in):
    brought_in(client, [service(contacts=[{"id": ID.format(9), "name": "Een Naam"}])])
    record = Bronrecord.objects.get()
    guide = signed_in("gids", partij=client.partij)
    page = guide.get(f"/en/redactie/bronnen/{record.pk}/")
    assert page.status_code == 200
    assert "Een Naam" not in page.content.decode()
    assert "Make an own copy" not in page.content.decode()
    asked = {"need": "werk-zoeken", "audience": ["werkende"]}
    assert guide.post(f"/en/redactie/bronnen/{record.pk}/", asked).status_code == 404
    assert guide.get(URL).status_code == 404


def test_a_script_in_an_address_of_others_is_no_link(client):
    brought_in(client, [service()])
    Bronrecord.objects.update(content=service(url="javascript:alert(1)"))
    page = client.get(f"/en/redactie/bronnen/{Bronrecord.objects.get().pk}/").content.decode()
    assert 'href="javascript' not in page


def test_pages_of_another_region_do_not_exist(client, signed_in):
    made = brought_in(client, [service()])
    record = Bronrecord.objects.get()
    other = signed_in("redacteur", partij=PartijFactory())
    for url in (f"{URL}{made.pk}/", f"{URL}{made.pk}/verslag.csv", f"/en/redactie/bronnen/{record.pk}/"):
        assert other.get(url).status_code == 404
    assert "Taalcafé" not in other.get("/en/redactie/bronnen/").content.decode()
    assert other.get(f"{URL}hsds.json?bron=Buren").json() == {}


def test_characters_that_do_not_exist_break_no_page(client):
    rows = '[{"id": "\\ud800", "name": "a\\u0000b\\udfff", "status": "active"}, {"id": "\\u0000"}]'
    response = upload(client, rows.encode(), name="bu\x00ren.json")
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert "do not exist" in page.content.decode()
    assert client.get(f"{response['Location']}verslag.csv").status_code == 200
    assert client.get("/en/redactie/bronnen/?zoek=%00&bron=%00").status_code == 200
    assert client.get(f"{URL}hsds.json?bron=%00").status_code == 200


def test_in_dutch(client):
    assert "Uitwisselen" in client.get("/nl/redactie/uitwisselen/").content.decode()
