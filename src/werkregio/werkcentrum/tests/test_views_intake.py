# SPDX-License-Identifier: EUPL-1.2
"""Leaving a question: step by step, without a cookie, with nothing lost and nothing twice."""

import re

import pytest
from django.test import Client
from tests.factories import (
    MOMENT,
    InstrumentFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import HulpTelling, Zaak
from werkregio.werkcentrum.queries.zaak import personal
from werkregio.werkcentrum.services import intake, stand

pytestmark = pytest.mark.django_db
URL = "/nl/vraag-voor-gids/"
ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def regio():
    return RegioFactory(phone="077 0000000")


@pytest.fixture
def visitor(regio):
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def stand_in(response):
    return re.search(r'name="stand" value="([^"]+)"', response.content.decode())[1]


def go(visitor, response, **fields):
    return visitor.post(URL, {"stand": stand_in(response), **fields}, **ORIGIN)


def to_check(visitor, vraag="Mijn contract stopt in maart.", weg="bellen", **contact):
    page = visitor.get(URL)
    page = go(visitor, page, stap="vraag", vraag=vraag, taal="nl")
    page = go(visitor, page, stap="weg", weg=weg)
    fields = {"telefoon": "06 12345678"} if weg == "bellen" else {}
    return go(visitor, page, stap="contact", **(fields | contact))


def test_the_whole_way_stores_nothing_until_the_end_and_sets_no_cookie(visitor, regio):
    gemeente = RegioGemeenteFactory(regio=regio).gemeente
    page = to_check(visitor, voornaam="Noor", gemeente=gemeente.gm_code)
    assert "06 12345678" in page.content.decode()
    assert page.context["step_number"] == page.context["step_count"] == 4
    assert Zaak.objects.count() == 0
    done = go(visitor, page, stap="controle", verstuur="1")
    assert done.status_code == 200
    assert not visitor.cookies
    assert done["Cache-Control"] == "no-store"
    assert done["Referrer-Policy"] == "no-referrer"
    zaak = Zaak.objects.get()
    assert zaak.reference in done.content.decode()
    assert (zaak.gemeente, zaak.reach_by, zaak.next_step) == (gemeente, "bellen", "terugbellen")
    assert zaak.next_step_due.isoformat() == "2026-11-26"
    who = personal(zaak)
    assert (who.voornaam, who.telefoon, who.vraag) == ("Noor", "06 12345678", "Mijn contract stopt in maart.")
    assert zaak.behoeften.get().chosen_by == "regel"
    assert AuditLine.objects.get().action == "zaak.open"
    assert HulpTelling.objects.get().chosen == 1


def test_the_code_is_kept_only_as_a_hash(visitor):
    done = go(visitor, to_check(visitor), stap="controle", verstuur="1")
    code = done.context["code"]
    zaak = Zaak.objects.get()
    assert code.replace("-", "") not in str(zaak.__dict__)
    assert len(code.replace("-", "")) == 16


def test_a_double_submit_gives_one_case_and_loses_no_code(visitor):
    page = to_check(visitor)
    first = go(visitor, page, stap="controle", verstuur="1")
    second = go(visitor, page, stap="controle", verstuur="1")
    assert Zaak.objects.count() == 1
    assert first.context["code"] == second.context["code"]


def test_a_later_submit_of_the_same_page_shows_no_code(visitor):
    page = to_check(visitor)
    go(visitor, page, stap="controle", verstuur="1")
    Zaak.objects.update(opened_at=MOMENT - intake.SAME_PAGE * 2)
    again = go(visitor, page, stap="controle", verstuur="1")
    assert again.context["code"] is None
    assert again.context["again"]
    assert Zaak.objects.count() == 1


@pytest.mark.parametrize(
    "origin", [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://elders.example"}]
)
def test_a_foreign_page_is_refused(visitor, origin):
    assert visitor.post(URL, {"stap": "vraag", "vraag": "Hallo"}, **origin).status_code in (403, 404)
    assert Zaak.objects.count() == 0


def test_an_origin_of_null_is_what_our_own_page_sends(visitor):
    assert (
        visitor.post(URL, {"stap": "vraag", "vraag": "Hallo", "taal": "nl"}, HTTP_ORIGIN="null").status_code
        == 200
    )


def test_a_bsn_is_refused_with_its_place_and_everything_is_kept(visitor):
    page = go(
        visitor, visitor.get(URL), stap="vraag", vraag="Mijn nummer is 111222333 en ik zoek werk.", taal="nl"
    )
    assert page.status_code == 422
    assert page.context["step"] == "vraag"
    text = page.content.decode()
    assert "111222333 en ik zoek werk." in text
    assert "Mijn nummer is" in str(page.context["form"].errors["vraag"])


def test_a_bsn_in_the_first_name_is_refused(visitor):
    page = to_check(visitor, voornaam="111222333")
    assert page.status_code == 422
    assert page.context["step"] == "contact"


def test_words_about_health_are_a_hint_and_can_be_left_out(visitor):
    page = to_check(visitor, vraag="Ik zoek werk. Ik heb een burn-out gehad.")
    assert page.context["health"]
    page = go(visitor, page, stap="controle", zonder="1")
    assert page.context["typed"].vraag == "Ik zoek werk."
    assert not page.context["health"]


@pytest.mark.parametrize("number", ["06 123", "111222333", "hallo", "06-1234567890123"])
def test_a_phone_number_that_cannot_be_called_is_asked_again(visitor, number):
    page = to_check(visitor, telefoon=number)
    assert page.status_code == 422
    assert "06 12345678" in str(page.context["form"].errors["telefoon"])
    assert number in page.content.decode()


@pytest.mark.parametrize("number", ["06 12345678", "+48 512 345 678", "077-1234567", "0031612345678"])
def test_a_number_as_people_write_it_is_good(visitor, number):
    assert to_check(visitor, telefoon=number).context["step"] == "controle"


def test_only_the_needed_contact_is_asked(visitor):
    page = go(
        visitor,
        go(visitor, visitor.get(URL), stap="vraag", vraag="Werk", taal="nl"),
        stap="weg",
        weg="pagina",
    )
    assert set(page.context["form"].fields) == {"voornaam", "gemeente"}
    page = go(visitor, page, stap="contact", terug="1", voornaam="Noor")
    assert page.context["step"] == "weg"
    assert page.context["typed"].voornaam == "Noor"


def test_ten_thousand_characters_emoji_and_tags_arrive_whole(visitor):
    vraag = ("<script>alert(1)</script> 😀 " + "werk " * 2500)[:10_000].strip()
    done = go(visitor, to_check(visitor, vraag=vraag), stap="controle", verstuur="1")
    assert done.status_code == 200
    assert personal(Zaak.objects.get()).vraag == vraag
    check = to_check(visitor, vraag="<script>alert(1)</script>")
    assert "<script>alert" not in check.content.decode()


def test_a_longer_question_is_refused_and_kept(visitor):
    page = go(visitor, visitor.get(URL), stap="vraag", vraag="a" * 10_001, taal="nl")
    assert page.status_code == 422
    assert "a" * 10_001 in page.content.decode()


def test_danger_shows_numbers_before_any_form(visitor):
    page = go(visitor, visitor.get(URL), stap="vraag", vraag="Mijn man slaat mij en ik ben bang.", taal="nl")
    text = page.content.decode()
    assert "tel:112" in text
    assert 'name="weg"' not in text
    page = go(visitor, page, stap="weg", verder="1")
    assert page.context["step"] == "weg"
    page = go(visitor, page, stap="weg", weg="pagina")
    done = go(visitor, go(visitor, page, stap="contact"), stap="controle", verstuur="1")
    zaak = Zaak.objects.get()
    assert zaak.danger
    assert zaak.next_step_due == MOMENT.date()
    assert done.status_code == 200


def test_a_question_comes_along_from_the_answer_page(visitor):
    packed = stand.pack(
        {
            "vraag": "Szukam pracy",
            "taal": "pl",
            "vrager": "inwoner",
            "gemeente": "",
            "antwoorden": {},
            "blijf": False,
        }
    )
    page = visitor.post(URL, {"stand": packed}, **ORIGIN)
    assert page.context["form"].initial["vraag"] == "Szukam pracy"
    assert page.context["form"].initial["taal"] == "pl"


def test_a_changed_or_old_field_keeps_what_was_typed(visitor):
    page = visitor.post(
        URL, {"stand": "x:y:z", "stap": "vraag", "vraag": "Ik zoek werk", "taal": "nl"}, **ORIGIN
    )
    assert page.status_code == 200
    assert page.context["form"].initial["vraag"] == "Ik zoek werk"
    assert page.context["notice"]


def test_another_language_shows_the_same_step(visitor):
    page = go(visitor, visitor.get(URL), stap="vraag", vraag="Werk", taal="nl")
    other = visitor.post(
        URL.replace("nl", "en", 1), {"stand": stand_in(page), "stap": "weg", "language": "1"}, **ORIGIN
    )
    assert other.context["step"] == "weg"
    assert "How can we reach you?" in other.content.decode()


def test_a_router_that_fails_loses_no_question(visitor, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("no vectors")

    monkeypatch.setattr(intake.wegwijzer, "ask", fails)
    done = go(visitor, to_check(visitor), stap="controle", verstuur="1")
    assert done.status_code == 200
    assert not Zaak.objects.get().behoeften.exists()


def test_every_page_has_its_own_number(visitor):
    page = visitor.get(URL)
    numbers = [page.context["step_number"]]
    page = go(visitor, page, stap="vraag", vraag="Ik zoek werk", taal="nl")
    numbers.append(page.context["step_number"])
    page = go(visitor, page, stap="weg", weg="pagina")
    numbers.append(page.context["step_number"])
    numbers.append(go(visitor, page, stap="contact").context["step_number"])
    assert numbers == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("weg", "fields"),
    [
        ("bellen", ["telefoon", "voornaam", "gemeente"]),
        ("email", ["email", "voornaam", "gemeente"]),
        ("pagina", ["gemeente", "voornaam"]),
    ],
)
def test_the_fields_stand_in_the_order_of_the_heading(visitor, weg, fields):
    page = go(visitor, visitor.get(URL), stap="vraag", vraag="Ik zoek werk", taal="nl")
    assert list(go(visitor, page, stap="weg", weg=weg).context["form"].fields) == fields


def test_after_sending_the_pages_before_show_nothing_of_it_any_more(visitor):
    page = to_check(visitor, voornaam="Noor")
    done = go(visitor, page, stap="controle", verstuur="1")
    for fields in (
        {"stap": "contact", "terug": "1"},
        {"naar": "vraag"},
        {"stap": "controle", "language": "1"},
    ):
        back = go(visitor, page, **fields)
        text = back.content.decode()
        assert back.context["again"]
        assert done.context["code"] not in text
        assert "Mijn contract stopt" not in text
        assert "06 12345678" not in text
        assert "Noor" not in text
        assert Zaak.objects.get().reference in text


def test_a_page_with_something_of_one_person_says_so_to_the_browser(visitor):
    page = to_check(visitor)
    done = go(visitor, page, stap="controle", verstuur="1")
    assert all("data-wr-once" in found.content.decode() for found in (page, done))
    assert all(found["Cache-Control"] == "no-store" for found in (page, done))


def test_who_comes_from_a_page_of_the_directory_finds_its_name(visitor, regio):
    entry = InstrumentFactory(regio=regio)
    assert "Hulp bij werk" in visitor.get(f"{URL}?hulp={entry.slug}").context["typed"].vraag
    assert "Werk of ander werk zoeken" in visitor.get(f"{URL}?onderwerp=werk-zoeken").context["typed"].vraag


def test_words_in_the_address_are_not_taken_over(visitor, regio):
    hidden = InstrumentFactory(regio=regio, use="professional")
    elsewhere = InstrumentFactory()
    for query in (
        "hulp=bestaat-niet",
        "onderwerp=Mijn%20man",
        f"hulp={hidden.slug}",
        f"hulp={elsewhere.slug}",
    ):
        assert visitor.get(f"{URL}?{query}").context["typed"].vraag == ""
