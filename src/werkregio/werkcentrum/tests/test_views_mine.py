# SPDX-License-Identifier: EUPL-1.2
"""The private page: a code, a session of its own, and what a person can do alone."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import (
    MOMENT,
    BehoefteFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
    ZaakFactory,
)

from werkregio.foundation import clock, secrets
from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Codepoging, Toevoeging, Zaakgebeurtenis
from werkregio.werkcentrum.queries.mine_words import EVENTS, STEPS
from werkregio.werkcentrum.queries.zaak import needs_with_end, status
from werkregio.werkcentrum.services import worklist
from werkregio.werkcentrum.services.worklist import code_hash
from werkregio.werkcentrum.terms import Gebeurtenis, Stap, ZaakStatus

pytestmark = pytest.mark.django_db
URL = "/nl/mijn-vraag/"


@pytest.fixture
def code():
    return secrets.new_code()


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def by(regio):
    lidmaatschap = LidmaatschapFactory(partij=PartijFactory(regio=regio), user__name="Sanne Achternaam")
    return acting_of(lidmaatschap.user, None, on=MOMENT.date())


@pytest.fixture
def zaak(regio, by, code):
    return ZaakFactory(
        regio=regio,
        owner=by.user,
        code_hash=code_hash(code),
        code_expires_at=MOMENT + timedelta(days=10),
        gegevens={"naam": "Noor Geheim", "telefoon": "06 87654321", "vraag": "Ik zoek werk in de zorg."},
    )


@pytest.fixture
def person(zaak):
    return Client(HTTP_HOST="localhost")


def enter(person, code):
    return person.post(URL, {"code": code})


def test_a_code_opens_the_page_however_it_is_typed(person, code):
    response = enter(person, code.lower().replace("-", " "))
    assert response.status_code == 302
    page = person.get(URL)
    assert "Ik zoek werk in de zorg." in page.content.decode()


def test_the_cookie_is_strictly_its_own(person, code):
    response = enter(person, code)
    cookie = response.cookies["wr_mijn_nl"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == URL
    assert cookie["max-age"] == 20 * 60
    assert "sessionid" not in response.cookies


def test_the_page_never_shows_name_or_phone_number(person, code):
    enter(person, code)
    text = person.get(URL).content.decode()
    for secret in ("Noor Geheim", "87654321", "Achternaam"):
        assert secret not in text
    assert "Sanne" in text


def test_five_wrong_codes_make_the_form_wait_also_for_a_right_one(person, code):
    for _try in range(5):
        assert enter(person, secrets.new_code()).status_code in (422, 429)
    waits = enter(person, code)
    assert waits.status_code == 429
    assert waits.context["wait_until"] == MOMENT + timedelta(minutes=1)
    assert waits.context["wait_minutes"] == 1
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        assert enter(person, code).status_code == 302
    assert Codepoging.objects.filter(wrong=5).count() == 1


def test_another_network_need_not_wait(person, code):
    for _try in range(5):
        enter(person, secrets.new_code())
    assert person.post(URL, {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_expired_code_says_so(person, zaak, code):
    zaak.code_expires_at = MOMENT
    zaak.save()
    response = enter(person, code)
    assert response.status_code == 422
    assert "form" in response.context
    assert not response.cookies.get("wr_mijn_nl")


def test_a_code_of_another_region_is_unknown(person, zaak, code):
    zaak.regio = RegioFactory()
    zaak.save()
    assert enter(person, code).status_code == 422


def test_the_session_ends_after_twenty_minutes_without_use(person, code):
    enter(person, code)
    with clock.frozen(MOMENT + timedelta(minutes=19)):
        assert "zorg" in person.get(URL).content.decode()
    with clock.frozen(MOMENT + timedelta(minutes=38)):
        assert "zorg" in person.get(URL).content.decode()
    with clock.frozen(MOMENT + timedelta(minutes=59)):
        assert "zorg" not in person.get(URL).content.decode()


def test_closing_and_a_new_code_end_the_session(person, code, zaak, by):
    enter(person, code)
    worklist.new_code(zaak.pk, by=by, at=MOMENT)
    assert "zorg" not in person.get(URL).content.decode()
    assert enter(person, code).status_code == 422


def test_close_this_page(person, code):
    enter(person, code)
    response = person.post(f"{URL}sluiten/")
    assert response.cookies["wr_mijn_nl"].value == ""
    assert "zorg" not in person.get(URL).content.decode()


@pytest.mark.parametrize("page", ["toevoegen", "verbeteren", "geholpen", "intrekken", "kopie", "rechten"])
def test_without_a_session_nothing_can_be_done(person, zaak, page):
    response = person.post(
        f"{URL}{page}/", {"text": "x", "question": "x", "helped": "nee", "right": "wissen"}
    )
    assert response.status_code == 302
    assert not Zaakgebeurtenis.objects.exists()


def test_csrf_is_checked_as_django_does_it(zaak, code):
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post(URL, {"code": code}).status_code == 403


def test_adding_something(person, code, zaak):
    enter(person, code)
    assert person.post(f"{URL}toevoegen/", {"text": "Ik kan ook op zaterdag."}).status_code == 302
    assert "zaterdag" in person.get(URL).content.decode()
    assert "zaterdag" not in Toevoeging.objects.get().sealed
    zaak.refresh_from_db()
    assert zaak.next_step == "toevoeging-lezen"
    refused = person.post(f"{URL}toevoegen/", {"text": "Mijn nummer: 111222333"})
    assert refused.status_code == 422
    assert "111222333" in refused.content.decode()


def test_correcting_the_question(person, code, zaak):
    enter(person, code)
    person.post(f"{URL}verbeteren/", {"question": "Ik zoek werk in de techniek."})
    zaak.gegevens.refresh_from_db()
    assert zaak.unseal(zaak.gegevens.sealed)["vraag"] == "Ik zoek werk in de techniek."
    assert zaak.unseal(zaak.gegevens.sealed)["naam"] == "Noor Geheim"


def test_withdrawing_asks_first_and_ends_everything(person, code, zaak):
    enter(person, code)
    assert person.get(f"{URL}intrekken/").status_code == 200
    assert status(zaak) == ZaakStatus.NIEUW
    person.post(f"{URL}intrekken/")
    person.post(f"{URL}intrekken/")
    assert status(zaak) == ZaakStatus.INGETROKKEN
    assert Zaakgebeurtenis.objects.filter(kind="ingetrokken").count() == 1
    assert person.post(f"{URL}toevoegen/", {"text": "Toch nog iets."}).status_code == 422


def test_no_reopens_with_the_guide(person, code, zaak, by):
    behoefte = BehoefteFactory(zaak=zaak)
    worklist.close_need(zaak.pk, behoefte.pk, ground="beantwoord", person_confirmed=True, by=by, at=MOMENT)
    worklist.close_zaak(zaak.pk, by=by, at=MOMENT)
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        enter(person, code)
        assert person.get(URL).context["page"].asks_helped
        person.post(f"{URL}geholpen/", {"helped": "nee"})
    zaak.refresh_from_db()
    assert status(zaak) == ZaakStatus.IN_GESPREK
    assert (zaak.owner, zaak.closed_at, zaak.next_step) == (by.user, None, "opnieuw")
    assert not needs_with_end(zaak)[0].is_closed


def test_a_copy_of_the_own_data(person, code, zaak):
    enter(person, code)
    assert person.get(f"{URL}kopie/").status_code == 405
    response = person.post(f"{URL}kopie/")
    data = json.loads(response.content)
    assert data["vraag"] == "Ik zoek werk in de zorg."
    assert data["bewaarde_contactgegevens"] == ["voornaam", "naam", "telefoon"]
    assert "87654321" not in response.content.decode()
    assert AuditLine.objects.filter(action="mijn.export", subject=zaak.subject).exists()


def test_the_page_to_withdraw_shows_no_form_that_is_not_there(person, code):
    enter(person, code)
    assert "None" not in person.get(f"{URL}intrekken/").content.decode()


def test_a_request_to_erase_is_a_task_for_the_guide(person, code, zaak):
    enter(person, code)
    person.post(f"{URL}rechten/", {"right": "wissen", "text": ""})
    zaak.refresh_from_db()
    assert zaak.next_step == "rechtenverzoek"
    assert Zaakgebeurtenis.objects.get(kind="rechtenverzoek").detail["soort"] == "wissen"
    assert AuditLine.objects.get(action="mijn.right").reason == "wissen"


def test_a_request_about_data_never_puts_off_the_promised_day(person, code, zaak):
    promised = clock.today() + timedelta(days=2)
    zaak.next_step, zaak.next_step_due = "eerste_contact", promised
    zaak.save()
    enter(person, code)
    person.post(f"{URL}rechten/", {"right": "wissen", "text": ""})
    zaak.refresh_from_db()
    assert zaak.next_step_due == promised


def test_what_happened_is_said_to_the_person_and_a_broken_promise_is_admitted(person, code, zaak):
    assert {*Gebeurtenis} - {*EVENTS} == {Gebeurtenis.GESPREK}
    assert {*Stap} == {*STEPS}
    zaak.next_step_due = clock.today() - timedelta(days=1)
    zaak.save()
    enter(person, code)
    person.post(f"{URL}toevoegen/", {"text": "Ik kan op dinsdag."})
    page = person.get(URL).content.decode()
    assert "U hebt iets toegevoegd" in page
    assert "De persoon" not in page
    assert "Wij zijn te laat" in page


def test_who_read_it_is_shown_without_names(person, code, zaak, by, signed_in):
    guide = Client(HTTP_HOST="localhost")
    guide.force_login(by.user)
    assert guide.get(f"/nl/werk/zaak/{zaak.reference}/").status_code == 200
    enter(person, code)
    page = person.get(URL)
    assert [reader.organisation for reader in page.context["page"].readers] == [by.partij.naam]


def test_the_number_of_queries_is_fixed(person, code, zaak, django_assert_max_num_queries):
    enter(person, code)
    with django_assert_max_num_queries(22):
        person.get(URL)


def test_sending_twice_changes_nothing_twice(person, code, zaak, by):
    enter(person, code)
    for _x in range(2):
        person.post(f"{URL}toevoegen/", {"text": "Ik kan ook op zaterdag."})
    assert Toevoeging.objects.count() == 1
    person.post(f"{URL}geholpen/", {"helped": "nee"})
    assert not Zaakgebeurtenis.objects.filter(kind="niet-geholpen").exists()
    needs = [BehoefteFactory(zaak=zaak), BehoefteFactory(zaak=zaak)]
    for need in needs:
        worklist.close_need(zaak.pk, need.pk, ground="beantwoord", person_confirmed=True, by=by, at=MOMENT)
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        for _x in range(2):
            person.post(f"{URL}geholpen/", {"helped": "nee"})
    assert Zaakgebeurtenis.objects.filter(kind="niet-geholpen").count() == 1
    assert [need.is_closed for need in needs_with_end(zaak)].count(False) == 1
