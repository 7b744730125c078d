# SPDX-License-Identifier: EUPL-1.2
"""The inbox of a partner: who may enter, exactly what is seen and until when, every answer by form."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory

from werkregio.foundation import clock
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Doorverwijzing
from werkregio.werkcentrum.queries.sharing import visible_fields
from werkregio.werkcentrum.services import consent

from .referral_road import ABOUT, NOTE, PERSONAL, place, walk

pytestmark = pytest.mark.django_db
# Being refused and not being found may look the same.
REFUSED = (403, 404)


def client_of(acting):
    client = Client(HTTP_HOST="localhost")
    client.force_login(acting.user)
    return client


def url(road, act=""):
    return f"/en/postvak/{road.referral.pk}/{act + '/' if act else ''}"


def text_of(response):
    return response.content.decode()


def every_value():
    return [*PERSONAL.values(), *ABOUT.values(), NOTE]


def test_before_it_is_sent_the_referral_does_not_exist_for_the_partner():
    road = walk(place(), "ingestemd")
    client = client_of(road.partner)
    assert client.get(url(road)).status_code == 404
    page = text_of(client.get("/en/postvak/"))
    assert road.zaak.reference not in page
    assert visible_fields(road.partner, road.referral, MOMENT) == ()


def test_opening_shows_exactly_the_ticked_fields_and_says_so_in_the_log():
    road = walk(place(fields=["voornaam", "doel"]), "verzonden")
    page = text_of(client_of(road.partner).get(url(road)))
    assert PERSONAL["voornaam"] in page
    assert ABOUT["doel"] in page
    for hidden in (PERSONAL["naam"], PERSONAL["telefoon"], PERSONAL["email"], PERSONAL["vraag"], NOTE):
        assert hidden not in page
    assert ABOUT["wat_werkt"] not in page
    assert road.state == "ontvangen"
    line = AuditLine.objects.get(action="doorverwijzing.gelezen")
    assert line.actor == f"user:{road.partner.user.pk}"
    assert line.organisation == f"partij:{road.partij.pk}"
    assert line.subject == road.zaak.subject
    assert line.detail == {"velden": ["voornaam", "behoefte", "doel"]}


def test_each_reading_is_a_line_and_a_look_at_the_list_is_none():
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    for _ in range(3):
        client.get(url(road))
    client.get("/en/postvak/")
    assert AuditLine.objects.filter(action="doorverwijzing.gelezen").count() == 3


def test_a_head_request_does_not_receive():
    road = walk(place(), "verzonden")
    client_of(road.partner).head(url(road))
    assert road.state == "verzonden"


@pytest.mark.parametrize(
    "end", ["afgewezen", "ingetrokken", "teruggetrokken", "verlopen", "contact-verloren", "afgerond"]
)
def test_after_the_end_nothing_of_the_person_is_seen_at_once(end):
    road = walk(
        place(fields=["voornaam", "naam", "telefoon", "email", "doel", "wat-werkt", "toelichting"]), end
    )
    client = client_of(road.partner)
    for address in (url(road), "/en/postvak/?part=klaar", "/en/postvak/"):
        page = text_of(client.get(address))
        for value in every_value():
            assert value not in page, (address, value)
    assert "The data is closed" in text_of(client.get(url(road)))
    assert road.zaak.reference in text_of(client.get("/en/postvak/?part=klaar"))


def test_questions_and_answers_close_with_the_data():
    road = walk(place(), "antwoord")
    client = client_of(road.partner)
    assert "dinsdag" in text_of(client.get(url(road)))
    consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
    assert "dinsdag" not in text_of(client.get(url(road)))


def test_access_ends_when_the_term_of_the_consent_is_over():
    road = walk(place(), "gestart")
    late = MOMENT + timedelta(days=182)
    assert visible_fields(road.partner, road.referral, late - timedelta(seconds=1))
    assert visible_fields(road.partner, road.referral, late) == ()
    with clock.frozen(late):
        page = text_of(client_of(road.partner).get(url(road)))
    assert PERSONAL["voornaam"] not in page


def test_another_organisation_another_region_and_other_roles_find_nothing():
    road = walk(place(), "ontvangen")
    other = LidmaatschapFactory(partij=PartijFactory(regio=road.zaak.regio), role="professional")
    far = LidmaatschapFactory(partij=PartijFactory(), role="professional")
    for membership in (other, far):
        client = Client(HTTP_HOST="localhost")
        client.force_login(membership.user)
        assert client.get(url(road)).status_code == 404
        assert client.post(url(road, "accepteren"), {}).status_code == 404
        assert road.zaak.reference not in text_of(client.get("/en/postvak/"))
    assert client_of(road.guide).get(url(road)).status_code in REFUSED
    assert client_of(road.guide).get("/en/postvak/").status_code in REFUSED
    admin = LidmaatschapFactory(partij=road.partij, role="partnerbeheerder")
    client = Client(HTTP_HOST="localhost")
    client.force_login(admin.user)
    assert client.get(url(road)).status_code in REFUSED
    assert Client(HTTP_HOST="localhost").get(url(road)).status_code == 302
    assert road.state == "ontvangen"


def test_a_partner_takes_it_from_question_to_outcome_with_forms_alone():
    road = walk(place(), "verzonden")
    client = client_of(road.partner)
    client.get(url(road))

    def act(name, **data):
        response = client.post(url(road, name), {"expected": road.sequence, **data})
        assert response.status_code == 302, text_of(response)

    act("vraag", text="Wat is een goede dag?")
    assert road.state == "vraag"
    act("accepteren")
    act("eerste-contact", contact_on="2026-11-24")
    act("gestart")
    act("uitkomst", outcome="werk")
    assert road.state == "afgerond"
    assert Doorverwijzing.objects.get().uitkomst.kind == "werk"


def test_a_decline_without_reason_is_told_at_the_field_and_the_typed_text_stays():
    road = walk(place(), "ontvangen")
    response = client_of(road.partner).post(
        url(road, "afwijzen"), {"expected": road.sequence, "text": "Probeer de bibliotheek."}
    )
    page = text_of(response)
    assert response.status_code == 200
    assert "Say why you cannot help" in page
    assert "Probeer de bibliotheek." in page
    assert "<title>Fout: " in page or "<title>Error: " in page
    assert road.state == "ontvangen"


def test_a_bsn_in_a_question_is_refused_with_its_place():
    road = walk(place(), "ontvangen")
    page = text_of(
        client_of(road.partner).post(
            url(road, "vraag"), {"expected": road.sequence, "text": "Is dit haar nummer 123456782?"}
        )
    )
    assert "citizen service number" in page
    assert road.state == "ontvangen"


def test_script_in_a_text_is_shown_as_text():
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    client.post(url(road, "vraag"), {"expected": road.sequence, "text": "<script>alert(1)</script> 🙂"})
    page = text_of(client.get(url(road)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert "🙂" in page


def test_a_double_submit_and_an_old_page_do_nothing_twice():
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    data = {"expected": road.sequence}
    assert client.post(url(road, "accepteren"), data).status_code == 302
    again = client.post(url(road, "accepteren"), data)
    assert again.status_code == 200
    assert "Something changed" in text_of(again)
    assert road.referral.stappen.filter(kind="geaccepteerd").count() == 1


def test_an_unknown_act_is_not_found_and_an_impossible_one_is_told():
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    assert client.post(url(road, "wissen"), {}).status_code == 404
    assert client.get(url(road, "accepteren")).status_code == 405
    page = text_of(client.post(url(road, "uitkomst"), {"expected": road.sequence, "outcome": "werk"}))
    assert road.state == "ontvangen"
    assert "not possible now" in page


def test_the_list_shows_a_first_name_only_when_it_was_shared():
    road = walk(place(fields=["voornaam"]), "ontvangen")
    second = walk(place(road.zaak.regio, fields=["telefoon"]), "ontvangen")
    page = text_of(client_of(road.partner).get("/en/postvak/"))
    assert PERSONAL["voornaam"] in page
    assert PERSONAL["telefoon"] not in page
    page = text_of(client_of(second.partner).get("/en/postvak/"))
    assert PERSONAL["voornaam"] not in page
    assert second.zaak.reference in page


def test_the_list_searches_filters_and_tells_how_late_it_is():
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    assert road.zaak.reference in text_of(client.get(f"/en/postvak/?q={road.zaak.reference.lower()}"))
    nothing = text_of(client.get("/en/postvak/?q=W-99-00000"))
    assert "Nothing found" in nothing
    assert road.zaak.reference not in text_of(client.get("/en/postvak/?state=verzonden"))
    assert road.zaak.reference not in text_of(client.get("/en/postvak/?part=lopend"))
    assert client.get("/en/postvak/?part=x&state=y&sort=z&page=99").status_code == 200
    with clock.frozen(MOMENT + timedelta(days=20)):
        client = client_of(road.partner)
        assert "6 days late" in text_of(client.get("/en/postvak/"))


def test_an_empty_inbox_says_what_will_come():
    road = place()
    assert "Nothing here now" in text_of(client_of(road.partner).get("/en/postvak/"))


def _many(road, count):
    for _ in range(count):
        other = walk(place(road.zaak.regio), "ontvangen")
        Doorverwijzing.objects.filter(pk=other.referral.pk).update(partij=road.partij)
        other.referral.inzage.partij = road.partij
        other.referral.inzage.save()


@pytest.mark.parametrize("count", [2, 29])
def test_the_list_asks_the_database_a_fixed_number_of_questions(count, django_assert_num_queries):
    road = walk(place(), "ontvangen")
    _many(road, count)
    client = client_of(road.partner)
    with django_assert_num_queries(10):
        page = text_of(client.get("/en/postvak/"))
    assert page.count(PERSONAL["voornaam"]) == min(count + 1, 25)


def test_the_page_asks_the_database_a_fixed_number_of_questions(django_assert_max_num_queries):
    road = walk(place(), "antwoord")
    client = client_of(road.partner)
    with django_assert_max_num_queries(24):
        client.get(url(road))
