# SPDX-License-Identifier: EUPL-1.2
"""Pages of deciding: the chair's buttons, a ballot with its receipt, refusals in words, the register for all."""

import csv
import io

import pytest
from django.test import Client
from tests.factories_beraad import make_meeting
from tests.factories_beraad_rounds import make_evening

from werkregio.beraad.models import Agendapunt, Besluit, Bijdrage, RectificatieVoorstel, Stembriefje
from werkregio.foundation import clock, links

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    made = make_evening()
    made.board.regio.hosts = ["beraad.localhost"]
    made.board.regio.save()
    return made


def client_of(acting):
    client = Client(HTTP_HOST="beraad.localhost")
    client.force_login(acting.user)
    return client


def item_page(item):
    return f"/nl/beraad/agendapunt/{item.pk}/beslissen/"


def test_the_chair_leads_an_item_from_consensus_to_a_decision(evening):
    item = evening.item(state="geagendeerd")
    chair = client_of(evening.chair)
    for act in ("start", "consensus", "reached"):
        answer = chair.post(item_page(item) + "doen/", {"act": act})
        assert answer.status_code == 302
    besluit = Besluit.objects.get()
    page = chair.get(f"/nl/beraad/besluiten/{besluit.pk}/")
    assert "7 van de 7 geledingen vertegenwoordigd, nodig 4; consensus: aangenomen." in page.text


def test_a_member_votes_gets_a_receipt_and_changes_it(evening):
    ronde = evening.no_consensus(evening.item())
    member = client_of(evening.acting("uwv"))
    page = member.get(f"/nl/beraad/stemming/{ronde.pk}/")
    key = page.context["form_key"]
    form = {"keuze": "tegen", "motivering": "Nog niet.", "form_key": key}
    answer = member.post(f"/nl/beraad/stemming/{ronde.pk}/", form, follow=True)
    assert "Nog niet." in answer.text
    member.post(f"/nl/beraad/stemming/{ronde.pk}/", form)
    assert Stembriefje.objects.count() == 1
    member.post(f"/nl/beraad/stemming/{ronde.pk}/", {"keuze": "voor", "form_key": "anders"})
    assert Stembriefje.objects.count() == 2
    other = client_of(evening.acting("sbb")).get(f"/nl/beraad/stembriefje/{Stembriefje.objects.first().pk}/")
    assert other.status_code == 302


def test_the_choice_of_others_is_not_shown_before_the_round_is_closed(evening):
    item = evening.item()
    ronde = evening.no_consensus(item)
    evening.ballot(ronde, "uwv", "tegen", motivering="Geheim tot sluiting")
    assert "Geheim tot sluiting" not in client_of(evening.acting("sbb")).get(item_page(item)).text


def test_outside_the_work_area_the_page_says_why_and_keeps_what_is_said(evening):
    item = evening.item(werkgebied_all=False)
    item.werkgebied.set([evening.board.geledingen["uwv"]])
    ronde = evening.no_consensus(item)
    member = client_of(evening.acting("sbb"))
    answer = member.post(
        f"/nl/beraad/stemming/{ronde.pk}/",
        {"keuze": "voor", "motivering": "Denk aan stages.", "form_key": "a"},
    )
    assert answer.status_code == 422
    assert answer.context["outside"] is True
    assert "Denk aan stages." in answer.text
    member.post(item_page(item) + "doen/", {"act": "contribution", "bijdrage-tekst": "Denk aan stages."})
    assert Bijdrage.objects.get().tekst == "Denk aan stages."


def test_the_secretary_writes_down_a_spoken_vote_and_an_objection(evening):
    item = evening.item()
    secretary = client_of(evening.secretary)
    client_of(evening.chair).post(item_page(item) + "doen/", {"act": "consensus"})
    geleding = evening.board.geledingen["uwv"].pk
    secretary.post(
        item_page(item) + "doen/",
        {"act": "objection", "bezwaar-geleding": geleding, "bezwaar-tekst": "Te snel."},
    )
    assert "Te snel." in secretary.get(item_page(item)).text
    for act in ("not_reached", "vote"):
        client_of(evening.chair).post(item_page(item) + "doen/", {"act": act})
    form = {"act": "oral", "mondeling-geleding": geleding, "mondeling-keuze": "voor", "form_key": "k"}
    assert secretary.post(item_page(item) + "doen/", form).status_code == 302
    assert Stembriefje.objects.get().oral is True
    wrong = secretary.post(item_page(item) + "doen/", form | {"mondeling-keuze": "", "form_key": "l"})
    assert wrong.status_code == 422


def test_a_member_who_presses_a_button_of_the_chair_is_told_why_not(evening):
    item = evening.item()
    address = item_page(item).replace("/nl/", "/en/") + "doen/"
    answer = client_of(evening.acting("uwv")).post(address, {"act": "consensus"}, follow=True)
    assert "Only the chair of this meeting" in answer.text
    item.refresh_from_db()
    assert item.state == "in_behandeling"


def test_the_public_reads_decisions_without_names_and_never_a_closed_one(evening):
    evening.adopt(evening.item(titel="Plan voor iedereen"))
    evening.adopt(
        evening.item(titel="Vertrouwelijk", openbaarheid="besloten", closed_because="Bedrijfsgegevens")
    )
    visitor = Client(HTTP_HOST="beraad.localhost")
    listed = visitor.get("/nl/besluiten/")
    assert "Plan voor iedereen" in listed.text
    assert "Vertrouwelijk" not in listed.text
    assert not listed.cookies
    page = visitor.get("/nl/besluiten/2026-01/")
    assert "consensus: aangenomen" in page.text
    assert evening.chair.user.name not in page.text
    assert visitor.get("/nl/besluiten/2026-02/").status_code == 404
    assert "7 of 7 geledingen represented" in visitor.get("/en/besluiten/2026-01/").text
    for feed in ("atom.xml", "rss.xml", "lijst.csv", "lijst.json"):
        answer = visitor.get(f"/nl/besluiten/{feed}")
        assert answer.status_code == 200
        assert "Plan voor iedereen" in answer.text
        assert "Vertrouwelijk" not in answer.text


def test_the_data_maps_to_popolo_and_to_council_information(evening):
    evening.vote(evening.item(), uwv="voor", sbb="voor", gemeenten="tegen")
    data = Client(HTTP_HOST="beraad.localhost").get("/nl/besluiten/lijst.json").json()
    motion, event = data["motions"][0], data["vote_events"][0]
    assert {"id", "organization_id", "text", "date", "result"} <= set(motion)
    assert event["motion_id"] == motion["id"]
    assert event["counts"] == [
        {"option": "yes", "value": 2},
        {"option": "no", "value": 1},
        {"option": "abstain", "value": 0},
    ]
    assert {vote["option"] for vote in event["votes"]} == {"yes", "no"}
    ori = data["ori"]
    assert [len(ori[name]) for name in ("vergaderingen", "agendapunten", "stemmingen", "stemmen", "besluiten")] == [
        1, 1, 1, 3, 1,
    ]  # fmt: skip
    assert ori["besluiten"][0]["stemming"] == ori["stemmingen"][0]["@id"] == ori["stemmen"][0]["stemming"]


def test_the_register_is_searched_filtered_and_taken_along(evening):
    for title in ("Plan jongeren", "Plan ouderen", "Afspraak"):
        evening.adopt(
            evening.item(titel=title, besluit_type="afspraak" if title == "Afspraak" else "vaststelling")
        )
    secretary = client_of(evening.secretary)

    def found(query):
        return [row.titel for row in secretary.get(f"/nl/beraad/besluiten/?{query}").context["rows"]]

    assert found("q=plan&sort=titel") == ["Afspraak", "Plan jongeren", "Plan ouderen"]
    assert found("type=afspraak") == ["Afspraak"]
    assert found("uitvoering=klaar") == []
    assert (
        len(found("jaar=2026"))
        == len(found("uitkomst=aangenomen_consensus"))
        == len(found("type=onzin"))
        == 3
    )
    text = secretary.get("/nl/beraad/besluiten/lijst.csv?q=ouderen").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[2] for row in rows] == ["titel", "Plan ouderen"]


@pytest.mark.parametrize("number", [3, 30])
def test_the_register_asks_as_much_for_thirty_as_for_three(evening, number, django_assert_num_queries):
    for _ in range(number):
        evening.adopt(evening.item())
    visitor = Client(HTTP_HOST="beraad.localhost")
    visitor.get("/nl/besluiten/")
    with django_assert_num_queries(5):
        visitor.get("/nl/besluiten/")


def test_the_execution_and_a_correction_are_forms_of_the_staff_alone(evening):
    evening.adopt(evening.item())
    besluit = Besluit.objects.get()
    page = f"/nl/beraad/besluiten/{besluit.pk}/"
    secretary, member = client_of(evening.secretary), client_of(evening.acting("uwv"))
    assert member.post(page + "uitvoering/", {"staat": "loopt"}).status_code == 404
    assert secretary.post(page + "uitvoering/", {"staat": "vervalt"}).status_code == 422
    assert secretary.post(page + "uitvoering/", {"staat": "loopt", "note": "Gestart"}).status_code == 302
    assert "Gestart" in secretary.get(page).text
    wrong = secretary.post(page + "rectificatie/", {"titel": "x", "tekst": "", "reason": "y"})
    assert wrong.status_code == 422
    secretary.post(page + "rectificatie/", {"titel": "x", "tekst": "Beter", "reason": "Typefout"})
    assert RectificatieVoorstel.objects.get().agendapunt.voorstel == "Beter"


def test_what_waits_is_seen_and_put_on_a_meeting(evening):
    evening.vote(evening.item(titel="Kwam terug"), uwv="tegen")
    waiting = Agendapunt.objects.get(previous__isnull=False)
    secretary = client_of(evening.secretary)
    assert "Kwam terug" in secretary.get("/nl/beraad/wachtlijst/").text
    meeting = make_meeting(evening.board, days=20)
    secretary.post(f"/nl/beraad/wachtlijst/{waiting.pk}/", {"vergadering": meeting.pk})
    waiting.refresh_from_db()
    assert waiting.vergadering == meeting


def test_the_proof_is_offered_with_the_program_that_checks_it(evening):
    evening.adopt(evening.item())
    secretary = client_of(evening.secretary)
    page = secretary.get("/nl/beraad/register/")
    assert "beraad:2:" in page.text
    assert secretary.get("/nl/beraad/register/beraad.json").json()["hoofd"]["regel"] == 2
    assert b"EUPL-1.2" in secretary.get("/nl/beraad/register/controleer_register.py").content
    assert client_of(evening.acting("uwv")).get("/nl/beraad/register/").status_code == 200
    assert clock.now()


def test_what_hangs_on_a_decision_stands_on_its_page_both_ways(evening):
    evening.adopt(evening.item(titel="Plan voor iedereen"))
    besluit = Besluit.objects.get()
    region = evening.board.regio.code
    links.join(
        ("signaal", "1", "Een signaal"), "decided_by", ("besluit", str(besluit.pk), "oud"),
        region=region, by="user:1", at=evening.at,
    )  # fmt: skip
    assert "Een signaal" in client_of(evening.secretary).get(f"/nl/beraad/besluiten/{besluit.pk}/").text
    assert links.links_of("signaal", "1", region=region)[0].label == "2026-01 Plan voor iedereen"
