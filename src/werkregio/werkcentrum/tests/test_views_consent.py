# SPDX-License-Identifier: EUPL-1.2
"""The person on the private page: asked in the own language, agrees, refuses, sees who read, stops."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from tests.factories import MOMENT, ZaakFactory

from werkregio.werkcentrum.models import Grondslagregel
from werkregio.werkcentrum.queries.mine import mine as own_page
from werkregio.werkcentrum.queries.referral import mine_context
from werkregio.werkcentrum.services.log import record_reading
from werkregio.werkcentrum.views import mine

from .referral_road import PERSONAL, place, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(monkeypatch):
    """A client with the session of a case open, without typing a code."""

    def open_page(zaak):
        monkeypatch.setattr(mine, "session_of", lambda request: (zaak, MOMENT))
        return Client(HTTP_HOST="localhost")

    return open_page


def url(road, act):
    return f"/nl/mijn-vraag/doorverwijzing/{road.referral.pk}/{act}/"


def panel(road):
    return render_to_string("werkcentrum/referral/_mine.html", mine_context(road.zaak, at=MOMENT))


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Mogen wij"), ("pl", "Czy możemy"), ("ar", "هل يمكننا"), ("uk", "Чи можна")]
)
def test_the_person_is_asked_in_the_own_language(language, word):
    road = place(fields=["voornaam", "telefoon"])
    road.zaak.language = language
    road.zaak.save()
    walk(road, "aangeboden")
    page = panel(road)
    assert word in page
    assert road.partij.naam in page
    assert f'lang="{language}"' in page
    # The private page never shows name, address or phone number.
    assert PERSONAL["telefoon"] not in page
    assert PERSONAL["naam"] not in page


def test_the_person_says_yes(person):
    road = walk(place(), "aangeboden")
    ask = mine_context(road.zaak, at=MOMENT)["asks"][0]
    response = person(road.zaak).post(url(road, "ja"), {"expected": ask.sequence, "text": ask.asked.text_id})
    assert response.status_code == 302
    assert road.state == "ingestemd"
    assert mine_context(road.zaak, at=MOMENT)["asks"] == []
    assert mine_context(road.zaak, at=MOMENT)["shared"][0].may_stop


def test_the_person_says_no_and_stops_twice(person):
    road = walk(place(), "aangeboden")
    client = person(road.zaak)
    assert client.post(url(road, "nee")).status_code == 302
    assert road.state == "ingetrokken"
    assert client.post(url(road, "nee")).status_code == 302


def test_the_person_stops_what_was_shared(person):
    road = walk(place(), "gestart")
    assert mine_context(road.zaak, at=MOMENT)["shared"][0].partner_reads_now
    person(road.zaak).post(url(road, "stop"))
    row = mine_context(road.zaak, at=MOMENT)["shared"][0]
    assert (row.withdrawn_at, row.ended_at, row.partner_reads_now, row.may_stop) == (
        MOMENT,
        MOMENT,
        False,
        False,
    )


def test_the_session_of_another_case_finds_nothing(person):
    road = walk(place(), "aangeboden")
    client = person(ZaakFactory())
    for act in ("ja", "nee", "stop"):
        assert client.post(url(road, act)).status_code == 404
    assert road.state == "aangeboden"


def test_a_link_never_answers(person):
    road = walk(place(), "aangeboden")
    client = person(road.zaak)
    for act in ("ja", "nee", "stop"):
        assert client.get(url(road, act)).status_code == 405
    assert road.state == "aangeboden"


def test_without_a_session_nothing_happens():
    road = walk(place(), "aangeboden")
    for act in ("ja", "nee", "stop"):
        response = Client(HTTP_HOST="localhost").post(url(road, act))
        assert response.status_code in (302, 404)
    assert road.state == "aangeboden"


def test_a_foreign_site_cannot_answer_for_the_person(monkeypatch):
    road = walk(place(), "aangeboden")
    monkeypatch.setattr(mine, "session_of", lambda request: (road.zaak, MOMENT))
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert client.post(url(road, "ja")).status_code == 403
    assert road.state == "aangeboden"


def test_the_person_sees_when_the_partner_read_it():
    road = walk(place(), "ontvangen")
    assert mine_context(road.zaak, at=MOMENT)["shared"][0].reads == ()
    record_reading(road.referral, fields=["voornaam"], by=road.partner, at=MOMENT)
    record_reading(road.referral, fields=["voornaam"], by=road.guide, at=MOMENT)
    assert mine_context(road.zaak, at=MOMENT)["shared"][0].reads == (MOMENT,)
    assert "Can read this now" in panel(road) or "Kan dit nu lezen" in panel(road)


def test_on_another_basis_the_page_tells_and_offers_to_stop():
    road = place(soort="uwv")
    Grondslagregel.objects.create(regio=road.zaak.regio, partij_soort="uwv", basis="publieke-taak")
    walk(road, "aangeboden")
    ask = mine_context(road.zaak, at=MOMENT)["asks"][0]
    assert not ask.needs_consent
    page = panel(road)
    assert f"doorverwijzing/{road.referral.pk}/ja/" not in page
    assert f"doorverwijzing/{road.referral.pk}/nee/" in page


def test_nothing_shared_is_said_in_words():
    road = place()
    assert mine_context(road.zaak, at=MOMENT) == {"asks": [], "shared": []}
    assert panel(road)


def story(road):
    return [
        (line["title"], line["who"]) for line in own_page(road.zaak, language="en", on=MOMENT.date()).timeline
    ]


@pytest.mark.parametrize("state", ["concept", "aangeboden", "ingestemd"])
def test_what_happened_names_nobody_before_something_was_sent(state):
    road = walk(place(), state)
    assert story(road)
    assert not [who for _title, who in story(road) if who]


def test_what_happened_names_the_organisation_once_it_got_something():
    road = walk(place(), "ontvangen")
    assert {who for _title, who in story(road)} == {road.partij.naam}


@pytest.mark.parametrize(("state", "names"), [("aangeboden", 0), ("gestart", 1)])
def test_a_stop_is_told_once(person, state, names):
    road = walk(place(), state)
    person(road.zaak).post(url(road, "stop" if names else "nee"))
    with translation.override("en"):
        title, who = story(road)[0]
        assert [line for line in story(road) if line[0] == title] == [(title, who)]
    assert bool(who) is bool(names)
    assert title == ("The sharing stopped" if names else "It stopped before anything was shared")
