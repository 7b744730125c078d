# SPDX-License-Identifier: EUPL-1.2
"""Pages about requests: the list, one request with its acts, the copy, the letter, and the own page."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import MOMENT, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation import secrets
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Verzoek, Wisaankondiging, Zaak
from werkregio.werkcentrum.services import mine, rights
from werkregio.werkcentrum.services import zaak as zaak_services
from werkregio.werkcentrum.services.worklist import code_hash

from .referral_road import member
from .test_views_inbox import REFUSED, client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio():
    return RegioFactory(phone="077 0000000", hosts=["localhost"])


@pytest.fixture
def counter(regio):
    return PartijFactory(regio=regio)


@pytest.fixture
def guide(counter):
    return member("gids", counter)


@pytest.fixture
def officer(counter):
    return client_of(member("fg", counter))


@pytest.fixture
def code():
    return secrets.new_code()


@pytest.fixture
def case(regio, guide, code):
    return ZaakFactory(
        regio=regio,
        owner=guide.user,
        code_hash=code_hash(code),
        code_expires_at=MOMENT + timedelta(days=100),
        gegevens={"naam": "Noor Geheim", "email": "noor@voorbeeld.example"},
    )


@pytest.fixture
def person(case, code):
    client = Client(HTTP_HOST="localhost")
    client.post("/en/mijn-vraag/", {"code": code})
    return client


def asked(case, kind, text=""):
    mine.ask_right(case.pk, right=kind, text=text, at=MOMENT)
    return Verzoek.objects.get(zaak=case, kind=kind, done_at__isnull=True)


def test_the_person_asks_and_sees_until_when_and_what_came_of_it(person, case, officer):
    page = person.post("/en/mijn-vraag/rechten/", {"right": "inzage", "text": ""}, follow=True)
    assert "You have our answer on 24 December 2026 at the latest." in text_of(page)
    made = Verzoek.objects.get()
    officer.post(f"/en/verzoeken/{made.pk}/besluiten/", {"decision": "afgewezen", "reason": "buitensporig"})
    page = text_of(person.get("/en/mijn-vraag/"))
    assert "Refused" in page
    assert "asked again and again" in page
    assert "Autoriteit Persoonsgegevens" in page


def test_the_person_reads_everything_but_no_contact_details(person, case):
    page = text_of(person.get("/en/mijn-vraag/mijn-gegevens/"))
    assert "Ik zoek werk." in page
    assert "Noor Geheim" not in page
    assert "your code alone does not say that" in page
    assert AuditLine.objects.filter(action="mijn.export").count() == 1
    assert Client(HTTP_HOST="localhost").get("/en/mijn-vraag/mijn-gegevens/").status_code == 302


def test_the_own_page_says_when_it_is_erased(person, case):
    assert "We erase this question" not in text_of(person.get("/en/mijn-vraag/"))
    Wisaankondiging.objects.create(
        zaak=case,
        state="afgesloten",
        ended_on=MOMENT.date(),
        told_on=MOMENT.date(),
        erase_on=MOMENT.date() + timedelta(days=44),
    )
    assert "On Thursday 7 January 2027 we erase everything" in text_of(person.get("/en/mijn-vraag/"))


def test_the_officer_answers_an_access_request(officer, case, guide, person):
    zaak_services.note(case.pk, text="Noor belde over haar zus.", by=guide, at=MOMENT)
    made = asked(case, "inzage")
    url = f"/en/verzoeken/{made.pk}/"
    page = text_of(officer.get(url))
    assert "Establish who asks" in page
    assert officer.get(f"{url}kopie/").status_code == 404
    wrong = officer.post(f"{url}besluiten/", {"decision": "toegewezen", "explanation": "Hier is het."})
    assert wrong.status_code == 422
    assert "Establish first who asks." in text_of(wrong)
    assert "Hier is het." in text_of(wrong)
    assert officer.post(f"{url}identiteit/", {"identity": "legitimatie"}).status_code == 302
    assert officer.post(f"{url}besluiten/", {"decision": "toegewezen"}).status_code == 302
    assert officer.post(f"{url}uitvoeren/").status_code == 422
    page = text_of(officer.get(f"{url}kopie/"))
    assert "Noor Geheim" in page
    assert "haar zus" in page
    note = case.toevoegingen.get()
    response = officer.post(f"{url}kopie/", {"zonder": [str(note.pk), "x"]})
    data = json.loads(response.content)
    assert data["contactgegevens"]["naam"] == "Noor Geheim"
    assert "haar zus" not in str(data)
    assert response["Content-Disposition"].endswith(f'"{made.number}.json"')
    assert officer.post(f"{url}uitvoeren/").status_code == 302
    assert AuditLine.objects.filter(action="verzoek.kopie", subject=case.subject).count() == 2
    # The person sees that it was opened.
    assert "Answers the request about own data" in text_of(person.get("/en/mijn-vraag/"))


def test_who_asks_to_be_erased_is_erased_and_the_code_opens_nothing(officer, case, person, code):
    person.post("/en/mijn-vraag/rechten/", {"right": "wissen", "text": ""})
    made = Verzoek.objects.get()
    url = f"/en/verzoeken/{made.pk}/"
    officer.post(f"{url}besluiten/", {"decision": "toegewezen"})
    page = text_of(officer.get(url))
    assert "Counts by month" in page
    assert officer.post(f"{url}uitvoeren/").status_code == 302
    assert Zaak.objects.get(pk=case.pk).erased_at is not None
    # The page that was open is closed, and the code leads nowhere.
    assert person.get("/en/mijn-vraag/toevoegen/").status_code == 302
    again = Client(HTTP_HOST="localhost").post("/en/mijn-vraag/", {"code": code})
    assert again.status_code == 422
    page = text_of(officer.get(url))
    assert case.reference not in page
    assert "Answered" in page
    assert "This stays:" in text_of(officer.get(f"{url}brief/?taal=en"))


def test_a_letter_is_there_in_dutch_and_english(officer, case):
    made = asked(case, "wissen")
    assert 'lang="nl"' in officer.get(f"/en/verzoeken/{made.pk}/brief/").content.decode()
    english = text_of(officer.get(f"/en/verzoeken/{made.pk}/brief/?taal=en"))
    assert "You have our answer on 24 December 2026 at the latest." in english
    assert "Noor" not in english


def test_a_request_by_letter_is_written_down(officer, case):
    values = {
        "reference": case.reference,
        "kind": "bezwaar",
        "via": "email",
        "received_on": "2026-11-20",
        "identity": "email-bekend",
        "text": "Stop ermee.",
        "form_key": "a",
    }
    wrong = officer.post("/en/verzoeken/nieuw/", values | {"received_on": "2026-12-01"})
    assert wrong.status_code == 422
    assert "Stop ermee." in text_of(wrong)
    assert officer.post("/en/verzoeken/nieuw/", values).status_code == 302
    page = text_of(officer.get("/en/verzoeken/"))
    assert "I object" in page
    assert case.reference in page
    assert "Noor" not in page
    assert "Stop ermee." not in page


def test_a_guide_sees_the_own_requests_and_no_others(counter, case, guide):
    made = asked(case, "wissen")
    own = client_of(guide)
    assert made.number in text_of(own.get("/en/verzoeken/"))
    assert own.get(f"/en/verzoeken/{made.pk}/").status_code == 200
    other = client_of(member("gids", counter))
    assert made.number not in text_of(other.get("/en/verzoeken/"))
    for address in ("", "brief/", "kopie/"):
        assert other.get(f"/en/verzoeken/{made.pk}/{address}").status_code == 404
    assert other.post(f"/en/verzoeken/{made.pk}/besluiten/", {"decision": "toegewezen"}).status_code == 404


def test_other_roles_and_regions_see_nothing(counter, case):
    made = asked(case, "wissen")
    for role in ("redacteur", "regiobeheerder"):
        assert client_of(member(role, counter)).get("/en/verzoeken/").status_code in REFUSED
    far = client_of(member("fg", PartijFactory()))
    assert made.number not in text_of(far.get("/en/verzoeken/"))
    assert far.get(f"/en/verzoeken/{made.pk}/").status_code == 404


def test_an_act_that_does_not_exist(officer, case):
    made = asked(case, "wissen")
    assert officer.post(f"/en/verzoeken/{made.pk}/opeten/").status_code == 404


def test_the_list_filters_and_goes_along_as_a_table(officer, case, regio):
    made = asked(case, "wissen")
    done = asked(case, "bezwaar")
    rights.decide(
        done.pk,
        decision="afgewezen",
        reason="klopt",
        by=member("fg", PartijFactory(regio=regio)),
        at=MOMENT,
    )
    assert done.number not in text_of(officer.get("/en/verzoeken/"))
    assert done.number in text_of(officer.get("/en/verzoeken/?lijst=klaar"))
    assert made.number not in text_of(officer.get("/en/verzoeken/?soort=inzage"))
    assert made.number in text_of(officer.get(f"/en/verzoeken/?q={case.reference}"))
    assert "Nothing fits this search" in text_of(officer.get("/en/verzoeken/?q=niets&termijn=laat"))
    content = officer.get("/en/verzoeken/lijst.csv?lijst=alles").content.decode()
    assert made.number in content
    assert done.number in content
    assert "Noor" not in content


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_a_fixed_number_of_questions(officer, regio, number, django_assert_num_queries):
    for _ in range(number):
        asked(ZaakFactory(regio=regio), "wissen")
    officer.get("/en/verzoeken/")
    with django_assert_num_queries(7):
        assert officer.get("/en/verzoeken/").status_code == 200


def test_the_page_of_a_question_leads_to_its_requests(case, guide):
    client = client_of(guide)
    page = text_of(client.get(f"/en/werk/zaak/{case.reference}/"))
    assert "asked nothing about the own data" in page
    assert f"/en/verzoeken/nieuw/?vraag={case.reference}" in page
    made = asked(case, "inzage")
    assert f"/en/verzoeken/{made.pk}/" in text_of(client.get(f"/en/werk/zaak/{case.reference}/"))
    colleague = client_of(member("gids", guide.partij))
    page = text_of(colleague.post(f"/en/werk/zaak/{case.reference}/", {"reason": "waarneming"}, follow=True))
    assert f"/en/verzoeken/{made.pk}/" not in page
