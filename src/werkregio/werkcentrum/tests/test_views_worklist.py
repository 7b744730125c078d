# SPDX-License-Identifier: EUPL-1.2
"""The worklist: who sees what, search, figures, and a fixed number of queries."""

from datetime import timedelta

import pytest
from tests.factories import (
    MOMENT,
    BehoefteFactory,
    GemeenteFactory,
    RegioFactory,
    RegioGemeenteFactory,
    ZaakFactory,
)

from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Zaak, Zaakgebeurtenis
from werkregio.werkcentrum.queries import worklist as queries
from werkregio.werkcentrum.queries.zaak import personal

pytestmark = pytest.mark.django_db
URL = "/nl/werk/"


@pytest.fixture
def guide(signed_in):
    return signed_in("gids")


@pytest.fixture
def regio(guide):
    return guide.partij.regio


def zaken(regio, n, **fields):
    made = [
        ZaakFactory(regio=regio, next_step="plan", next_step_due=MOMENT.date(), **fields) for _x in range(n)
    ]
    for zaak in made:
        BehoefteFactory(zaak=zaak)
    return made


def references(response):
    return [row.reference for row in response.context["rows"]]


def test_a_guide_sees_the_own_questions_sorted_by_deadline(guide, regio):
    late = ZaakFactory(regio=regio, owner=guide.user, next_step_due=MOMENT.date() - timedelta(days=2))
    soon = ZaakFactory(regio=regio, owner=guide.user, next_step_due=MOMENT.date() + timedelta(days=1))
    never = ZaakFactory(regio=regio, owner=guide.user)
    ZaakFactory(regio=regio)
    page = guide.get(URL)
    assert references(page) == [late.reference, soon.reference, never.reference]
    assert page.context["rows"][0].late
    assert "2" in page.context["rows"][0].due_words
    assert [item["value"] for item in page.context["kpis"]] == [1, 1, 3, 0]
    assert [tab["count"] for tab in page.context["tabs"]] == [3, 1, 4]


def test_another_region_is_not_there(guide):
    other = ZaakFactory(regio=RegioFactory(), gegevens={"naam": "Zoekbaar"})
    for query in ("?lijst=regio", "?lijst=regio&q=Zoekbaar", f"?lijst=regio&q={other.reference}"):
        assert references(guide.get(URL + query)) == []
    assert guide.get(f"/nl/werk/zaak/{other.reference}/").status_code == 404
    assert guide.get(f"/nl/werk/zaak/{other.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["professional", "redacteur", "fg", "partnerbeheerder", "regiobeheerder"])
def test_only_guides_come_here(signed_in, role):
    assert signed_in(role).get(URL).status_code in (403, 404)
    assert signed_in(role).get("/nl/werk/nieuw/").status_code in (403, 404)


def test_the_list_of_the_region_names_nobody_of_a_colleague(guide, regio, signed_in):
    colleague = signed_in("gids", partij=guide.partij)
    ZaakFactory(
        regio=regio, owner=colleague.user, gegevens={"naam": "Fatima A.", "vraag": "Ik zoek iets in de zorg."}
    )
    text = guide.get(URL + "?lijst=regio").content.decode()
    assert "Fatima" not in text
    assert "iets in de zorg" not in text
    assert "Fatima" in guide.get(URL + "?lijst=regio&q=fatima").content.decode()


def test_search_finds_name_question_and_number_whatever_the_accents(guide, regio):
    zaak = ZaakFactory(
        regio=regio, owner=guide.user, gegevens={"naam": "José Pérez", "vraag": "Cursus lassen"}
    )
    ZaakFactory(regio=regio, owner=guide.user)
    for query in ("jose", "PEREZ", "lassen cursus", zaak.reference, zaak.reference.lower().replace("-", " ")):
        assert references(guide.get(URL, {"q": query})) == [zaak.reference]
    assert references(guide.get(URL, {"q": "bestaat niet"})) == []


def test_a_search_is_capped_and_says_so(guide, regio, monkeypatch):
    monkeypatch.setattr(queries, "MOST_SEARCHED", 1)
    zaken(regio, 2, owner=guide.user)
    assert guide.get(URL, {"q": "noor"}).context["capped"]


def test_filters_on_status_municipality_and_term(guide, regio):
    gemeente = RegioGemeenteFactory(regio=regio).gemeente
    here = ZaakFactory(regio=regio, owner=guide.user, gemeente=gemeente)
    late = ZaakFactory(regio=regio, owner=guide.user, next_step_due=MOMENT.date() - timedelta(days=1))
    Zaakgebeurtenis.objects.create(zaak=late, kind="gesprek", at=MOMENT, actor="user:1")
    assert references(guide.get(URL, {"gemeente": gemeente.gm_code})) == [here.reference]
    assert references(guide.get(URL, {"status": "in-gesprek"})) == [late.reference]
    assert references(guide.get(URL, {"status": "nieuw"})) == [here.reference]
    assert references(guide.get(URL, {"termijn": "laat"})) == [late.reference]
    assert guide.get(URL, {"status": "onzin", "page": "zeven"}).status_code == 200
    GemeenteFactory()


@pytest.mark.parametrize("query", ["", "?lijst=regio", "?q=noor"])
def test_the_number_of_queries_does_not_grow(guide, regio, query, django_assert_num_queries):
    zaken(regio, 3, owner=guide.user)
    with django_assert_num_queries(13 if "q=" not in query else 14):
        assert guide.get(URL + query).status_code == 200
    zaken(regio, 27, owner=guide.user)
    with django_assert_num_queries(13 if "q=" not in query else 14):
        page = guide.get(URL + query)
    assert len(page.context["rows"]) == 25
    assert page.context["count"] == 30


def test_the_table_holds_no_personal_data(guide, regio):
    zaken(regio, 2, owner=guide.user, gegevens={"naam": "Fatima A.", "vraag": "=1+1 geheim"})
    response = guide.get("/nl/werk/lijst.csv")
    text = response.content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 3
    assert "Fatima" not in text
    assert "geheim" not in text
    assert AuditLine.objects.get(action="worklist.export").detail == {"count": 2, "tab": "mijn"}


def test_looking_at_the_list_is_no_read_of_a_file(guide, regio):
    zaken(regio, 1, owner=guide.user)
    guide.get(URL)
    assert not AuditLine.objects.exists()


def test_taking_a_question_and_being_too_late(guide, regio, signed_in):
    zaak = ZaakFactory(regio=regio)
    response = guide.post(f"/nl/werk/zaak/{zaak.reference}/nemen/")
    assert response.url == f"/nl/werk/zaak/{zaak.reference}/"
    colleague = signed_in("gids", partij=guide.partij)
    late = colleague.post(f"/nl/werk/zaak/{zaak.reference}/nemen/", follow=True)
    assert guide.user.name in late.content.decode()
    zaak.refresh_from_db()
    assert zaak.owner == guide.user


NEW = {
    "vraag": "Ik ben ontslagen en zoek werk.",
    "kanaal": "telefoon",
    "vrager": "inwoner",
    "taal": "nl",
    "weg": "bellen",
    "telefoon": "06 12345678",
    "voornaam": "Noor",
    "told": "on",
    "form_key": "een-sleutel",
    "act": "save",
}


def test_a_question_on_the_phone_gives_a_code_once(guide, regio):
    page = guide.post("/nl/werk/nieuw/", NEW)
    zaak = Zaak.objects.get()
    assert page.context["code"] in page.content.decode()
    assert (zaak.owner, zaak.opened_by, zaak.channel) == (guide.user, guide.user, "telefoon")
    assert personal(zaak).voornaam == "Noor"
    again = guide.post("/nl/werk/nieuw/", NEW)
    assert again.status_code == 302
    assert Zaak.objects.count() == 1


def test_the_person_is_told_first(guide, regio):
    page = guide.post("/nl/werk/nieuw/", {**NEW, "told": ""})
    assert page.status_code == 422
    assert "told" in page.context["form"].errors
    assert "06 12345678" in page.content.decode()
    assert not Zaak.objects.exists()


def test_suggestions_come_with_reasons_before_anything_is_kept(guide, regio):
    page = guide.post("/nl/werk/nieuw/", {**NEW, "act": "suggest", "told": "", "telefoon": ""})
    assert page.status_code == 200
    assert page.context["suggestions"]
    assert NEW["vraag"] in page.content.decode()
    assert not Zaak.objects.exists()
    second = page.context["suggestions"][1].code
    guide.post("/nl/werk/nieuw/", {**NEW, "need": second})
    behoefte = Zaak.objects.get().behoeften.get()
    assert (behoefte.need, behoefte.chosen_by) == (second, "gids")
    assert Zaakgebeurtenis.objects.get(kind="behoefte-gekozen").detail["anders"] is True


def test_a_bsn_is_refused_here_too(guide, regio):
    page = guide.post("/nl/werk/nieuw/", {**NEW, "vraag": "BSN 111222333 wil werk"})
    assert page.status_code == 422
    assert not Zaak.objects.exists()


def test_a_guide_acts_for_the_own_region_only(guide):
    acting = acting_of(guide.user, None, on=MOMENT.date())
    assert acting.regio_id == guide.partij.regio_id
