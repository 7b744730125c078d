# SPDX-License-Identifier: EUPL-1.2
"""The steps of the guide: choose, what goes, ask, check and send; and the page of one referral."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import (
    MOMENT,
    AanbodFactory,
    GemeenteFactory,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
)

from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Doorverwijzing, Grondslagregel, Toestemming
from werkregio.werkcentrum.queries.referral import shared_with, suggestions_for, zaak_context

from .referral_road import ABOUT, NOTE, PERSONAL, member, place, walk
from .test_views_inbox import REFUSED, client_of, text_of

pytestmark = pytest.mark.django_db


def start(road, rest=""):
    return f"/en/doorverwijzen/{road.zaak.pk}/{road.behoefte.pk}/{rest}"


def url(road, rest=""):
    return f"/en/doorverwijzing/{road.referral.pk}/{rest}"


def test_the_own_organisation_is_no_partner():
    road = place()
    own = road.guide.partij
    AanbodFactory(
        instrument=InstrumentFactory(regio=road.zaak.regio, needs=["basisvaardigheden-taal"]), partij=own
    )
    client = client_of(road.guide)
    page = text_of(client.get(start(road)))
    assert f"?partij={own.pk}" not in page
    assert f"<p>{own.naam}</p>" not in page
    form = {"fields": ["voornaam"], "warmth": "gebeld", "despite_warnings": "on"}
    response = client.post(start(road, f"wat/?partij={own.pk}"), form)
    assert "your own organisation" in text_of(response)
    assert Doorverwijzing.objects.count() == 1


def test_a_guide_walks_from_choice_to_sending_with_forms_alone():
    road = place()
    partij = PartijFactory(regio=road.zaak.regio, naam="Taalpunt De Proef")
    aanbod = AanbodFactory(
        instrument=InstrumentFactory(regio=road.zaak.regio, needs=["basisvaardigheden-taal"]), partij=partij
    )
    client = client_of(road.guide)
    page = text_of(client.get(start(road)))
    assert "Taalpunt De Proef" in page

    what = start(road, f"wat/?aanbod={aanbod.pk}")
    page = text_of(client.get(what))
    for value in (PERSONAL["voornaam"], PERSONAL["telefoon"], ABOUT["doel"]):
        assert value in page
    assert PERSONAL["vraag"] not in page
    response = client.post(
        what, {"fields": ["voornaam", "telefoon", "behoefte"], "warmth": "gebeld", "note": "Belt graag."}
    )
    assert response.status_code == 302, text_of(response)
    made = Doorverwijzing.objects.order_by("-pk").first()
    assert made.fields == ["voornaam", "telefoon", "behoefte", "toelichting"]
    road.referral = made

    client.post(url(road, "aanbieden/"), {"expected": 1})
    page = text_of(client.get(url(road, "toestemming/")))
    assert "Taalpunt De Proef" in page
    response = client.post(
        url(road, "toestemming/"),
        {
            "expected": 2,
            "via": "gesproken",
            "read_back": "on",
            "language": "nl",
            "witness": road.guide.user.pk,
        },
    )
    assert response.status_code == 302, text_of(response)
    page = text_of(client.get(url(road, "versturen/")))
    for value in (PERSONAL["voornaam"], PERSONAL["telefoon"], "Belt graag."):
        assert value in page
    assert ABOUT["doel"] not in page
    client.post(url(road, "versturen/"), {"expected": 3})
    assert road.state == "verzonden"


def test_looking_at_the_data_to_choose_is_a_line_in_the_log():
    road = place()
    client_of(road.guide).get(start(road, f"wat/?partij={road.partij.pk}"))
    line = AuditLine.objects.get(action="doorverwijzing.voorbereid")
    assert line.subject == road.zaak.subject
    client_of(road.guide).get(url(road))
    assert AuditLine.objects.filter(action="doorverwijzing.gelezen").count() == 1


def test_the_warning_has_to_be_seen_and_what_was_typed_stays():
    road = place()
    what = start(road, f"wat/?partij={road.partij.pk}")
    client = client_of(road.guide)
    assert "already" in text_of(client.get(what))
    data = {"fields": ["voornaam"], "warmth": "gebeld", "note": "Mijn bericht"}
    page = text_of(client.post(what, data))
    assert "Mijn bericht" in page
    assert Doorverwijzing.objects.count() == 1
    assert client.post(what, data | {"despite_warnings": "on"}).status_code == 302


def test_a_bsn_in_the_note_is_refused_and_the_note_stays():
    road = place()
    page = text_of(
        client_of(road.guide).post(
            url(road, "wijzigen/"), {"fields": ["voornaam"], "warmth": "gebeld", "note": "nr 123456782"}
        )
    )
    assert "citizen service number" in page
    assert "nr 123456782" in page


def test_suggestions_fit_the_need_and_the_place_and_leave_out_what_ended():
    road = place()
    regio = road.zaak.regio
    here, elsewhere = GemeenteFactory(), GemeenteFactory()
    road.zaak.gemeente = here
    need = "basisvaardigheden-taal"

    def offer(name, **fields):
        status = fields.pop("status", "current")
        places = fields.pop("places", [])
        needs = fields.pop("needs", [need])
        made = AanbodFactory(
            instrument=InstrumentFactory(regio=regio, needs=needs, status=status),
            partij=PartijFactory(regio=regio, naam=name),
            **fields,
        )
        made.gemeenten.set(places)
        return made

    offer("Hier", places=[here])
    offer("Daar", places=[elsewhere])
    offer("Overal")
    offer("Voorbij", status="ended")
    offer("Anders", needs=["geldzorgen-schulden"])
    offer("Gepauzeerd", suspended_until=MOMENT.date() + timedelta(days=3))
    AanbodFactory(instrument=InstrumentFactory(needs=[need]))
    names = {s.aanbod.partij.naam: s for s in suggestions_for(road.zaak, need, at=MOMENT)}
    assert set(names) == {road.partij.naam, "Hier", "Overal", "Gepauzeerd"}
    assert names["Gepauzeerd"].warns
    wider = suggestions_for(road.zaak, need, at=MOMENT, everything=True)
    assert "Anders" in {s.aanbod.partij.naam for s in wider}
    found = suggestions_for(road.zaak, need, at=MOMENT, query="hier")
    assert [s.aanbod.partij.naam for s in found] == ["Hier"]


@pytest.mark.parametrize(
    "rest",
    ["", "wijzigen/", "toestemming/", "versturen/", "terugtrekken/", "contact-verloren/", "stoppen/"],
)
def test_only_guides_of_the_region_find_a_referral(rest):
    road = place()
    far = member("gids", PartijFactory())
    assert client_of(far).get(url(road, rest)).status_code == 404
    for role in ("redacteur", "fg", "partnerbeheerder", "regiobeheerder"):
        somebody = LidmaatschapFactory(partij=road.guide.partij, role=role)
        client = Client(HTTP_HOST="localhost")
        client.force_login(somebody.user)
        assert client.get(url(road, rest)).status_code in REFUSED
    assert client_of(road.partner).get(url(road, rest)).status_code in REFUSED


def test_unknown_needs_offers_and_organisations_are_not_found():
    road = place()
    client = client_of(road.guide)
    foreign = AanbodFactory()
    for address in (
        f"/en/doorverwijzen/{road.zaak.pk}/999999/",
        f"/en/doorverwijzen/999999/{road.behoefte.pk}/",
        start(road, "wat/"),
        start(road, "wat/?aanbod=x"),
        start(road, f"wat/?aanbod={foreign.pk}"),
        start(road, f"wat/?partij={foreign.partij.pk}"),
        "/en/doorverwijzing/999999/",
    ):
        assert client.get(address).status_code == 404, address


def test_the_text_is_shown_in_the_language_of_the_person_with_dutch_beside_it():
    road = place()
    road.zaak.language = "ar"
    road.zaak.save()
    walk(road, "aangeboden")
    page = text_of(client_of(road.guide).get(url(road, "toestemming/")))
    assert 'lang="ar" dir="rtl"' in page
    assert "Mogen wij" not in page
    assert "Wij geven alleen deze gegevens door" in page
    page = text_of(client_of(road.guide).get(url(road, "toestemming/?language=tr")))
    assert 'lang="tr"' in page
    assert client_of(road.guide).get(url(road, "toestemming/?language=xx")).status_code == 200


def test_spoken_consent_without_reading_back_is_told_at_the_field():
    road = walk(place(), "aangeboden")
    page = text_of(
        client_of(road.guide).post(
            url(road, "toestemming/"), {"expected": 2, "via": "gesproken", "language": "nl"}
        )
    )
    assert "Read the text back" in page
    assert not Toestemming.objects.exists()


def test_on_another_basis_the_guide_tells_instead_of_asks():
    road = place(soort="uwv")
    Grondslagregel.objects.create(regio=road.zaak.regio, partij_soort="uwv", basis="publieke-taak")
    walk(road, "aangeboden")
    client = client_of(road.guide)
    page = text_of(client.get(url(road, "toestemming/")))
    assert "Tell the person" in page
    assert "Public task" in page
    client.post(url(road, "toestemming/"), {"expected": 2, "via": "papier", "language": "nl"})
    assert road.state == "geinformeerd"


def test_the_guide_answers_calls_back_and_stops():
    road = walk(place(), "vraag")
    client = client_of(road.guide)
    assert "Kan zij op dinsdag?" in text_of(client.get(url(road)))
    empty = client.post(url(road, "antwoord/"), {"expected": road.sequence, "text": " "})
    assert "Write a few words" in text_of(empty)
    client.post(url(road, "antwoord/"), {"expected": road.sequence, "text": "Ja."})
    assert road.state == "antwoord"
    assert client.get(url(road, "terugtrekken/")).status_code == 200
    client.post(url(road, "terugtrekken/"), {"expected": road.sequence})
    assert road.state == "teruggetrokken"
    second = walk(place(road.zaak.regio), "geaccepteerd")
    client_of(second.guide).post(url(second, "stoppen/"), {"via": "gesproken"})
    assert second.state == "ingetrokken"
    third = walk(place(road.zaak.regio), "geaccepteerd")
    client_of(third.guide).post(url(third, "contact-verloren/"), {"expected": third.sequence})
    assert third.state == "contact-verloren"


def test_a_colleague_reads_but_does_not_act():
    road = walk(place(), "vraag")
    colleague = client_of(member("gids", road.guide.partij))
    page = text_of(colleague.get(url(road)))
    assert "Send the answer" not in page
    colleague.post(url(road, "antwoord/"), {"expected": road.sequence, "text": "Ja."})
    assert road.state == "vraag"


@pytest.mark.parametrize("state", ["concept", "aangeboden", "ingestemd", "gestart", "afgewezen", "afgerond"])
def test_the_page_shows_every_state(state):
    road = walk(place(), state)
    response = client_of(road.guide).get(url(road))
    assert response.status_code == 200
    assert road.partij.naam in text_of(response)


@pytest.mark.parametrize("count", [1, 12])
def test_the_panel_of_the_case_asks_a_fixed_number_of_questions(count, django_assert_num_queries):
    road = walk(place(), "ontvangen")
    for _ in range(count):
        other = walk(place(road.zaak.regio), "verzonden")
        Doorverwijzing.objects.filter(pk=other.referral.pk).update(zaak=road.zaak)
    with django_assert_num_queries(7):
        panel = zaak_context(road.zaak, road.guide, at=MOMENT)
    assert len(panel["referrals"]) == count + 1
    assert panel["may_refer"]
    with django_assert_num_queries(6):
        assert len(shared_with(road.zaak, at=MOMENT)) == count + 1


def test_the_panel_names_state_and_receiver_but_no_values(rf):
    from django.template.loader import render_to_string

    road = walk(place(), "afgewezen")
    page = render_to_string("werkcentrum/referral/_zaak.html", zaak_context(road.zaak, road.guide, at=MOMENT))
    assert road.partij.naam in page
    assert NOTE not in page
    assert PERSONAL["telefoon"] not in page
