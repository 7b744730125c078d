# SPDX-License-Identifier: EUPL-1.2
"""The pages of the employer door: the way of an employer, the desk of partners, letter and count of a group."""

import csv
import io

import pytest
from django.test import Client
from tests import factories as f
from tests.factories import MOMENT

from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Groep, Werkgeversvraag, Zaak
from werkregio.werkcentrum.services import wegwijzer

pytestmark = pytest.mark.django_db
DESK = "/en/werk/werkgevers/"
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def regio():
    wegwijzer.forget_routers()
    yield f.RegioFactory(hosts=["localhost"])
    wegwijzer.forget_routers()


@pytest.fixture
def visitor(regio):
    return Client(HTTP_HOST="localhost", headers=SAME)


@pytest.fixture
def desk(regio, signed_in):
    """Clients of two organisations of the region, with a question that the first has."""
    first = signed_in("professional", partij=f.PartijFactory(regio=regio, soort="uwv", naam="UWV"))
    second = signed_in("professional", partij=f.PartijFactory(regio=regio, soort="school", naam="School"))
    vraag = f.WerkgeversvraagFactory(
        zaak__regio=regio,
        zaak__gegevens={"voornaam": "Elsbeth", "telefoon": "06 12312312", "vraag": "Drie bakkers gezocht."},
        zaak__owner=first.user,
        werkgever__naam="Bakkerij Zon",
        werkgever__kvk="12345678",
        owner=first.user,
        owner_partij=first.partij,
        owner_since=MOMENT,
    )
    f.VacatureFactory(vraag=vraag)
    return first, second, vraag


def step(visitor, response, stap, **data):
    return visitor.post("/en/werkgever/vraag/", {"stand": response.context["stand"], "stap": stap, **data})


def to_vacancies(visitor, subjects=("vacature", "subsidie")):
    page = visitor.get("/en/werkgever/vraag/")
    page = step(visitor, page, "vraag", onderwerpen=list(subjects), vraag="We need three people and LKS.")
    return step(visitor, page, "bedrijf", naam="Bakkerij Zon", kvk="12 34 56 78")


def test_a_number_that_cannot_be_says_which_can_in_the_language_of_the_page(visitor):
    page = to_vacancies(visitor)
    odd = {
        "stand": page.context["stand"],
        "stap": "vacatures",
        "titel": "Baker",
        "taken": "Knead",
        "aantal": "0",
    }
    assert "Fill in a number from 1 to " in visitor.post("/en/werkgever/vraag/", odd).content.decode()
    assert "Vul een getal van 1 tot en met " in visitor.post("/nl/werkgever/vraag/", odd).content.decode()


def test_an_employer_leaves_three_vacancies_in_one_go(visitor):
    page = to_vacancies(visitor)
    for titel in ("Baker", "Help", "Seller"):
        page = step(visitor, page, "vacatures", titel=titel, taken="Knead", aantal="1", nog="1")
    assert [row["titel"] for row in page.context["vacancies"]] == ["Baker", "Help", "Seller"]
    page = step(visitor, page, "vacatures", wijzig="1")
    page = step(visitor, page, "vacatures", titel="Helper", taken="Clean", aantal="2", nog="1")
    page = step(visitor, page, "vacatures")
    page = step(visitor, page, "persoon", voornaam="Els", weg="email", email="els@bakkerij.example")
    assert page.status_code == 200
    text = page.content.decode()
    assert all(word in text for word in ("Helper", "12345678", "Els", "els@bakkerij.example"))
    assert Zaak.objects.count() == 0
    done = step(visitor, page, "controle", verstuur="1")
    vraag = Werkgeversvraag.objects.get()
    assert vraag.vacatures.count() == 3
    assert done.context["code"]
    assert not visitor.cookies
    again = step(visitor, page, "controle", verstuur="1")
    assert again.context["again"]
    assert Werkgeversvraag.objects.count() == 1


def test_wrong_input_stays_and_says_what_is_wrong(visitor):
    page = to_vacancies(visitor)
    page = step(visitor, page, "vacatures", titel="Baker", uren_min="40", uren_max="20", nog="1")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"taken", "uren_max", "aantal"}
    assert b'value="Baker"' in page.content


@pytest.mark.parametrize(
    ("kvk", "words"), [("1234", b"8 digits"), ("111222333", b"BSN"), ("12345678", None), ("", None)]
)
def test_the_kvk_number_is_checked(visitor, kvk, words):
    page = visitor.get("/en/werkgever/vraag/")
    page = step(visitor, page, "vraag", onderwerpen=["sroi"], vraag="A question.")
    page = step(visitor, page, "bedrijf", naam="Bakkerij", kvk=kvk)
    assert page.status_code == (422 if words else 200)
    assert words is None or words in page.content


def test_danger_goes_before_the_form_of_an_employer_too(visitor):
    page = visitor.get("/nl/werkgever/vraag/")
    response = visitor.post(
        "/nl/werkgever/vraag/",
        {
            "stand": page.context["stand"],
            "stap": "vraag",
            "onderwerpen": ["anders"],
            "vraag": "ik wil niet meer leven",
        },
    )
    assert b"113" in response.content
    assert b'action="/nl/werkgever/vraag/"' in response.content


def test_from_the_box_with_who_asks_to_the_employer_door(visitor):
    answer = visitor.post(
        "/en/vraag/", {"vraag": "Ik zoek twee medewerkers voor mijn bedrijf", "vrager": "werkgever"}
    )
    while "question_id" in answer.context:
        answer = visitor.post(
            "/en/vraag/",
            {"stand": answer.context["stand"], "antwoord": f"{answer.context['question_id']}:"},
        )
    assert answer.context["as_employer"]
    page = visitor.post("/en/werkgever/vraag/", {"stand": answer.context["stand"]})
    assert page.context["form"].initial["onderwerpen"] == ["vacature"]
    assert page.context["form"].initial["vraag"].startswith("Ik zoek twee")


def test_everybody_at_the_desk_sees_who_has_it_and_only_the_contact_who_the_person_is(desk):
    first, second, vraag = desk
    listed = second.get(DESK).content.decode()
    assert "Bakkerij Zon" in listed
    assert first.user.name in listed
    assert "Elsbeth" not in listed
    url = f"{DESK}{vraag.zaak.reference}/"
    theirs, own = second.get(url).content.decode(), first.get(url).content.decode()
    assert first.user.name in theirs
    assert "Bakker" in theirs
    assert not any(word in theirs for word in ("Elsbeth", "06 12312312", "Drie bakkers"))
    assert all(word in own for word in ("Elsbeth", "06 12312312", "Drie bakkers"))
    lines = AuditLine.objects.filter(action="zaak.read", subject=vraag.zaak.subject)
    assert [line.actor for line in lines] == [f"user:{first.user.pk}"]


def test_another_region_and_other_roles_see_nothing(desk, signed_in, regio):
    _first, _second, vraag = desk
    url = f"{DESK}{vraag.zaak.reference}/"
    assert signed_in("professional", soort="uwv").get(url).status_code == 404
    for role in ("redacteur", "fg", "partnerbeheerder"):
        client = signed_in(role, partij=f.PartijFactory(regio=regio))
        for path in (DESK, url, f"{DESK}nieuw/", f"{DESK}lijst.csv"):
            assert client.get(path).status_code == 404


def test_who_types_the_same_employer_sees_who_has_it_before_saving(desk):
    first, second, _vraag = desk
    form = {
        "naam": "Bakkerij Zon Venray", "onderwerpen": ["scholing"], "vraag": "Wie betaalt een cursus?",
        "kanaal": "telefoon", "voornaam": "Bob", "weg": "bellen", "telefoon": "06 12345678", "told": "on",
    }  # fmt: skip
    page = second.post(f"{DESK}nieuw/", form)
    assert page.status_code == 422
    assert first.user.name in page.content.decode()
    assert Werkgeversvraag.objects.count() == 1
    choice = f"geef:{page.context['others'][0].row.pk}"
    done = second.post(f"{DESK}nieuw/", form | {"form_key": page.context["form_key"], "keuze": choice})
    assert done.context["code"]
    new = Werkgeversvraag.objects.latest("pk")
    assert new.owner == second.user
    assert new.verzoeken.get().to_partij == first.partij


def test_the_acts_of_the_page(desk):
    first, second, vraag = desk
    url = f"{DESK}{vraag.zaak.reference}/"
    assert second.post(f"{url}doen/", {"act": "take"}).status_code == 422
    assert second.post(f"{url}doen/", {"act": "onzin"}).status_code == 404
    assert second.post(f"{url}doen/", {"act": "join"}).status_code == 302
    wish = vraag.verzoeken.get()
    first.post(f"{url}doen/", {"act": "join_answer", "verzoek": wish.pk, "answer": "ja-contact"})
    assert "Elsbeth" in second.get(url).content.decode()
    first.post(f"{url}doen/", {"act": "note", "note-text": "Gesproken over de taken"})
    assert "Gesproken over de taken" in second.get(url).content.decode()
    refused = first.post(f"{url}doen/", {"act": "close", "close-result": "geholpen"})
    assert refused.status_code == 422
    first.post(f"{url}doen/", {"act": "close", "close-result": "geholpen", "close-confirmed": "on"})
    assert "Elsbeth" not in second.get(url).content.decode()
    assert second.get(f"{url}vacature/").status_code == 302


def test_the_list_is_filtered_sorted_and_taken_along_without_formulas(desk, regio):
    first, _second, vraag = desk
    evil = f.WerkgeversvraagFactory(
        zaak__regio=regio, werkgever__naam='=HYPERLINK("x")', subjects=["sroi", "scholing"]
    )
    f.WerkgeversvraagFactory(werkgever__naam="Buren")

    def found(query):
        return {row.company for row in first.get(DESK + query).context["rows"]}

    both = {"Bakkerij Zon", evil.werkgever.naam}
    assert found("") == found("?sort=laatste") == both
    assert found("?onderwerp=sroi") == found("?lijst=vrij") == {evil.werkgever.naam}
    assert found("?lijst=mijn") == found("?q=12345678") == found("?q=zon") == {"Bakkerij Zon"}
    assert found(f"?q={vraag.zaak.reference}") == found(f"?partij={first.partij.pk}") == {"Bakkerij Zon"}
    assert found("?q=niets") == found("?lijst=klaar") == set()
    assert found("?sector=C&sort=bedrijf") == both
    assert first.get(f"{DESK}?sort=onzin&lijst=onzin").status_code == 200
    text = first.get(f"{DESK}lijst.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 3
    assert {row[1] for row in rows[1:]} == {"Bakkerij Zon", '\'=HYPERLINK("x")'}
    assert "Elsbeth" not in text
    assert AuditLine.objects.filter(action="werkgever.export").count() == 1


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_the_same_number_of_queries(desk, regio, number, django_assert_num_queries):
    first, _second, _vraag = desk
    for _x in range(number):
        f.VacatureFactory(vraag=f.WerkgeversvraagFactory(zaak__regio=regio))
    first.get(DESK)
    with django_assert_num_queries(14):
        first.get(DESK)


def group_page(visitor, group, language="en"):
    return visitor.post(f"/{language}/groep/", {"code": f"{group.code[:4]}-{group.code[4:].lower()}"})


def test_a_worker_with_a_letter_finds_help_before_the_dismissal_and_is_only_counted(regio, visitor):
    f.InstrumentFactory(regio=regio, slug="vwnw", code="X1", needs=["van-werk-naar-werk"])
    group = f.GroepFactory(vraag__zaak__regio=regio)
    assert visitor.post("/en/groep/", {"code": "AAAA-AAAA"}).status_code == 422
    assert visitor.post("/en/groep/", {"code": ""}).status_code == 422
    page = group_page(visitor, group)
    assert [card.url for card in page.context["helps"]] == ["/en/hulp/vwnw/"]
    assert group.vraag.werkgever.naam in page.content.decode()
    answer = visitor.post(
        "/en/vraag/", {"stand": page.context["stand"], "vraag": "mijn contract stopt in maart"}
    )
    while "question_id" in answer.context:
        answer = visitor.post(
            "/en/vraag/",
            {"stand": answer.context["stand"], "antwoord": f"{answer.context['question_id']}:"},
        )
    before = Zaak.objects.count()
    step_page = visitor.post("/en/vraag-voor-gids/", {"stand": answer.context["stand"], "language": "1"})
    for data in (
        {"stap": "vraag", "vraag": "mijn contract stopt", "taal": "nl"},
        {"stap": "weg", "weg": "pagina"},
        {"stap": "contact", "voornaam": "", "gemeente": ""},
        {"stap": "controle", "verstuur": "1"},
    ):
        stand = step_page.context["stand"]
        step_page = visitor.post("/en/vraag-voor-gids/", {"stand": stand, **data})
    visitor.post("/en/vraag-voor-gids/", {"stand": stand, "stap": "controle", "verstuur": "1"})
    assert Zaak.objects.count() == before + 1
    group = Groep.objects.get(pk=group.pk)
    assert group.came == 1
    left = Zaak.objects.latest("pk")
    assert group.code not in str(left.unseal(left.gegevens.sealed)) + str(left.__dict__)


@pytest.mark.parametrize(
    ("came", "shown"), [(0, "from 10 on"), (9, "from 10 on"), (12, "At least 10"), (17, "At least 15")]
)
def test_the_employer_sees_no_small_count(regio, visitor, came, shown):
    from werkregio.werkcentrum.services.worklist import code_hash

    group = f.GroepFactory(vraag__zaak__regio=regio, came=came)
    Zaak.objects.filter(pk=group.vraag.zaak_id).update(
        code_hash=code_hash("AAAA-BBBB-CCCC-DDDD"), code_expires_at=MOMENT.replace(year=2027)
    )
    page = visitor.post("/en/mijn-vraag/", {"code": "AAAA-BBBB-CCCC-DDDD"}, follow=True)
    text = " ".join(page.content.decode().split())
    assert shown in text
    letter = visitor.get("/en/mijn-vraag/brief/?taal=pl").content.decode()
    assert f"{group.code[:4]}-{group.code[4:]}" in letter
    assert "/pl/groep/" in letter
    assert 'lang="pl"' in letter


def test_the_letter_is_not_for_strangers(regio, visitor):
    assert visitor.get("/en/mijn-vraag/brief/").status_code == 302


def test_pages_for_employers_in_general(regio, visitor):
    assert visitor.get("/en/werkgever/").status_code == 200
    page = visitor.get("/en/werkgever/vraag/?onderwerp=groepsontslag")
    assert page.context["form"].initial["onderwerpen"] == ["groepsontslag"]
