# SPDX-License-Identifier: EUPL-1.2
"""The question box: an answer with reasons, nothing stored, and a person first in danger."""

import logging
import re

import pytest
from django.db import DatabaseError
from django.test import Client
from tests.factories import InstrumentFactory, RegioFactory, RegioGemeenteFactory

from werkregio.werkcentrum.models import HulpTelling, Zaak
from werkregio.werkcentrum.queries.danger import LANGUAGES, danger_helps, danger_texts
from werkregio.werkcentrum.services import stand, wegwijzer
from werkregio.werkcentrum.views.wegwijzer import Asked

pytestmark = pytest.mark.django_db

# One question in each language, written for this test, with the need that must come first.
QUESTIONS = {
    "nl": (
        "Ik wil graag beter Nederlands leren lezen en schrijven, waar is een taalles?",
        "basisvaardigheden-taal",
    ),
    "en": ("I want to learn Dutch, is there a language course near me?", "basisvaardigheden-taal"),
    "pl": ("Chcę się uczyć języka niderlandzkiego, gdzie jest kurs języka?", "basisvaardigheden-taal"),
    "ro": ("Vreau să învăț limba olandeză, unde găsesc un curs de limbă?", "basisvaardigheden-taal"),
    "bg": ("Искам да уча нидерландски език, къде има езиков курс?", "basisvaardigheden-taal"),
    "uk": ("Хочу вивчити нідерландську мову, де є мовні курси?", "basisvaardigheden-taal"),
    "ru": ("Хочу выучить нидерландский язык, где есть языковые курсы?", "basisvaardigheden-taal"),
    "de": ("Ich möchte Niederländisch lernen, wo gibt es einen Sprachkurs?", "basisvaardigheden-taal"),
    "ar": ("أريد أن أتعلم اللغة الهولندية، أين توجد دورة لغة؟", "basisvaardigheden-taal"),
    "tr": ("Hollandaca öğrenmek istiyorum, dil kursu nerede var?", "basisvaardigheden-taal"),
    "fr": ("Je veux apprendre le néerlandais, où y a-t-il un cours de langue ?", "basisvaardigheden-taal"),
    "es": ("Quiero aprender neerlandés, ¿dónde hay un curso de idioma?", "basisvaardigheden-taal"),
    "hu": ("Szeretnék hollandul tanulni, hol van nyelvtanfolyam?", "basisvaardigheden-taal"),
    "it": ("Voglio imparare l'olandese, dove c'è un corso di lingua?", "basisvaardigheden-taal"),
    "pt": ("Quero aprender neerlandês, onde há um curso de línguas?", "basisvaardigheden-taal"),
}
# One cry for help in each language.
CRIES = {
    "nl": "mijn man slaat mij en ik ben bang",
    "en": "my husband hits me and I am afraid",
    "pl": "mąż mnie bije, boję się",
    "ro": "soțul meu mă bate și mi-e frică",
    "bg": "мъжът ми ме бие и ме е страх",
    "uk": "чоловік мене б'є, мені страшно",
    "ru": "муж меня бьёт, мне страшно",
    "de": "mein Mann schlägt mich und ich habe Angst",
    "ar": "زوجي يضربني وأنا خائفة",
    "tr": "kocam beni dövüyor, korkuyorum",
    "fr": "mon mari me frappe et j'ai peur",
    "es": "mi marido me pega y tengo miedo",
    "hu": "a férjem ver engem és félek",
    "it": "mio marito mi picchia e ho paura",
    "pt": "o meu marido bate-me e tenho medo",
}


@pytest.fixture
def regio():
    regio = RegioFactory()
    InstrumentFactory(regio=regio, slug="taalles", needs=["basisvaardigheden-taal"])
    InstrumentFactory(regio=regio, slug="vacatures", needs=["werk-zoeken"])
    wegwijzer.forget_routers()
    yield regio
    wegwijzer.forget_routers()


def ask(client: Client, page: str = "nl", **data):
    return client.post(f"/{page}/vraag/", data, headers={"Sec-Fetch-Site": "same-origin"})


def first_need(response) -> str:
    return response.context["answer"].needs[0].code


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_question_in_each_language_is_understood_and_answered(client, regio, language):
    question, need = QUESTIONS[language]
    page = language if language in ("nl", "en", "ar") else "en"
    response = ask(client, page, vraag=question)
    if "ask" in response.context:
        response = ask(
            client, page, stand=response.context["stand"], antwoord=f"{response.context['question_id']}:"
        )
    assert response.status_code == 200
    assert response.context["answer"].language == language
    assert first_need(response) == need
    assert "taalles" in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_danger_people_come_first_in_the_language_of_the_person(client, regio, language):
    response = ask(client, "nl", vraag=CRIES[language])
    page = response.content.decode()
    texts = danger_texts(language)
    assert texts["title"] in page
    assert 'href="tel:112"' in page
    assert page.index("tel:112") < page.index("<form")
    assert f'lang="{language}"' in page
    assert f'dir="{texts["dir"]}"' in page


def test_two_kinds_of_danger_share_the_first_places():
    first = [one.code for one in danger_helps("nl", ("geweld", "uitbuiting"))[:4]]
    assert first == ["emergency", "safe_home", "exploitation", "police"]


def test_after_the_numbers_the_help_still_follows(client, regio):
    response = ask(client, vraag="mijn man slaat mij, ik zoek werk")
    again = ask(
        client, stand=response.content.decode().split('name="stand" value="')[1].split('"')[0], verder="1"
    )
    assert again.status_code == 200
    assert first_need(again) == "acute-hulp"
    assert len(again.context["needs"]) == 3


def test_nothing_is_stored_and_no_cookie_is_set(client, regio):
    response = ask(client, vraag="Ik zoek werk in een magazijn")
    assert response.cookies == {}
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not Zaak.objects.exists()


def test_the_question_stands_in_no_log_and_no_address(client, regio, caplog, monkeypatch):
    def breaks(*args, **kwargs):
        raise DatabaseError("the database is away")

    monkeypatch.setattr(wegwijzer, "ask", breaks)
    with caplog.at_level(logging.DEBUG):
        response = ask(client, vraag="Mijn geheim is groot en ik zoek werk")
    assert response.status_code == 503
    assert "Mijn geheim is groot" in response.content.decode()
    assert "geheim" not in caplog.text
    assert "geheim" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]


def test_in_danger_a_broken_database_does_not_matter(client, monkeypatch):
    def breaks(*args, **kwargs):
        raise DatabaseError("the database is away")

    monkeypatch.setattr("werkregio.regio.queries.regio_for_host", breaks)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", breaks)
    assert "0800 2000" in ask(client, vraag=CRIES["nl"]).content.decode()
    for language in LANGUAGES:
        assert "tel:112" in client.get(f"/gevaar/{language}/").content.decode()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "Write your question"),
        ("   ", "Write your question"),
        ("x" * 10_001, "1 character too long"),
        ("Mijn bsn is 111222333 en ik zoek werk", "BSN"),
    ],
)
def test_a_question_that_cannot_be_taken_says_why_and_stays(client, regio, question, says):
    response = ask(client, "en", vraag=question)
    assert response.status_code == 422
    page = response.content.decode()
    assert says in page
    if question.strip():
        assert question[:60] in page


def test_ten_thousand_characters_are_answered_and_the_page_says_what_was_read(client, regio):
    response = ask(client, "en", vraag=("I am looking for work in a warehouse. " * 400)[:10_000])
    assert response.status_code == 200
    assert response.context["answer"].cut
    assert "first part only" in response.content.decode()


@pytest.mark.parametrize(
    "question", ["👷🏽‍♀️ werk?", "<script>alert(1)</script> werk", "a", "12345", "\x00 werk", "؟؟؟"]
)
def test_strange_text_is_answered_and_never_becomes_part_of_the_page(client, regio, question):
    response = ask(client, vraag=question)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_an_unclear_question_goes_to_the_guide(client, regio):
    response = ask(client, "en", vraag="help")
    assert response.context["answer"].guide
    assert "A guide can help you best" in response.content.decode()


def test_a_follow_up_can_be_answered_skipped_and_taken_back(client, regio):
    first = ask(client, vraag="uitkering")
    assert first.context["question_id"] == "heeft-u-uitkering"
    yes = ask(client, stand=first.context["stand"], antwoord="heeft-u-uitkering:ja")
    assert first_need(yes) == "uitkering-rechten-plichten"
    no = ask(client, stand=first.context["stand"], antwoord="heeft-u-uitkering:nee")
    assert first_need(no) == "uitkering-aanvragen"
    back = ask(client, stand=yes.context["stand"], terug="1")
    assert back.context["question_id"] == "heeft-u-uitkering"
    further_back = ask(client, stand=back.context["stand"], terug="1")
    assert "uitkering</textarea>" in further_back.content.decode()
    skipped = ask(client, stand=first.context["stand"], antwoord="heeft-u-uitkering:")
    assert skipped.status_code == 200


def test_the_list_can_be_filtered_by_asker_and_municipality(client, regio):
    gemeente = RegioGemeenteFactory(regio=regio).gemeente
    response = ask(client, vraag="Ik zoek werk in een magazijn")
    again = ask(
        client, stand=response.context["stand"], vrager="werkgever", gemeente=gemeente.gm_code, filter="1"
    )
    assert again.context["asked"].vrager == "werkgever"
    assert again.context["asked"].gemeente == gemeente.gm_code


def test_a_page_that_was_open_too_long_says_so(client, regio):
    response = ask(client, "en", stand="verzonnen")
    assert "waited too long" in response.content.decode()


def test_a_state_of_another_shape_is_not_trusted(client, regio):
    response = ask(client, "en", stand=stand.pack({"iets": "anders"}))
    assert "waited too long" in response.content.decode()


def test_a_form_of_another_site_is_refused(client, regio):
    response = client.post("/nl/vraag/", {"vraag": "werk"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 404


def test_a_dutch_question_on_an_english_page_is_answered_in_dutch_until_the_person_decides(client, regio):
    question = "Ik wil graag beter Nederlands leren lezen en schrijven, waar is een taalles?"
    response = ask(client, "en", vraag=question)
    assert response.wsgi_request.LANGUAGE_CODE == "nl"
    stays = ask(client, "en", stand=Asked(vraag=question).packed(), language="1")
    assert stays.wsgi_request.LANGUAGE_CODE == "en"


def test_a_polish_question_is_answered_in_polish(client, regio):
    response = ask(client, "nl", vraag=QUESTIONS["pl"][0])
    assert response.wsgi_request.LANGUAGE_CODE == "pl"


def test_a_question_in_a_language_without_pages_gets_a_notice_in_that_language(client, regio):
    response = ask(client, "nl", vraag=QUESTIONS["de"][0])
    assert "Wir verstehen" in response.content.decode()
    assert response.wsgi_request.LANGUAGE_CODE == "en"


def test_only_counts_are_kept(client, regio):
    for _ in range(2):
        ask(client, vraag="Ik wil beter Nederlands leren lezen en schrijven, taalles")
    telling = HulpTelling.objects.get()
    assert (telling.need, telling.language, telling.asked) == ("basisvaardigheden-taal", "nl", 2)


def test_a_fixed_number_of_queries(client, regio, django_assert_num_queries):
    ask(client, vraag="Ik zoek werk in een magazijn")
    with django_assert_num_queries(14):
        ask(client, vraag="Ik zoek werk in een magazijn")
    for _ in range(20):
        InstrumentFactory(regio=regio, needs=["werk-zoeken"])
    ask(client, vraag="Ik zoek werk in een magazijn")
    with django_assert_num_queries(14):
        ask(client, vraag="Ik zoek werk in een magazijn")


def test_a_get_leads_to_the_box(client, regio):
    response = client.get("/nl/vraag/")
    assert response.status_code == 302
    assert response["Location"] == "/nl/"


@pytest.mark.parametrize("page", ["nl", "pl"])
def test_a_language_that_we_do_not_read_leads_to_a_guide_with_an_interpreter(client, regio, page):
    response = client.post(
        f"/{page}/vraag/", {"vraag": "我需要工作和荷兰语课程"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert [told.language for told in response.context["outside"]] == ["en", "nl"]
    assert 'lang="en"' in text
    assert "tolk" in text
    assert "interpreter" in text
    assert "112" in text
    assert '<q lang="und"' in text
    # Nothing says that it was Dutch, and the choice of a language starts open.
    assert '<option value="" selected>' in text
    # The guide gets the question as it was written, and no wrong language beside it.
    stand = re.search(r'name="stand" value="([^"]+)"', text)[1]
    left = client.post(
        f"/{page}/vraag-voor-gids/", {"stand": stand}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert "我需要工作" in left.content.decode()


def test_a_language_that_we_read_has_no_such_notice(client, regio):
    response = client.post(
        "/nl/vraag/",
        {"vraag": "Ik zoek werk als lasser in Venlo."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert not response.context.get("outside")
