# SPDX-License-Identifier: EUPL-1.2
"""The log, its proof and file, who saw one case, the legal bases and the register of processing."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from tests.factories import MOMENT, PartijFactory

from werkregio.foundation.chain import without_triggers
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Grondslagregel
from werkregio.werkcentrum.rules.personal_fields import ACTIVITIES, FIELDS

from .referral_road import ABOUT, NOTE, PERSONAL, member, place, walk
from .test_views_inbox import REFUSED, client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def road():
    road = walk(place(fields=["voornaam", "telefoon"]), "antwoord")
    client_of(road.partner).get(f"/en/postvak/{road.referral.pk}/")
    return road


def officer_of(road):
    return client_of(member("fg", road.guide.partij))


def test_the_officer_sees_who_did_what_and_nothing_of_the_files(road):
    page = text_of(officer_of(road).get("/en/logboek/"))
    assert "doorverwijzing.verzonden" in page
    assert road.partij.naam in page
    assert road.guide.user.name in page
    for value in [*PERSONAL.values(), *ABOUT.values(), NOTE, "dinsdag"]:
        assert value not in page


def test_the_officer_reads_no_files(road):
    client = officer_of(road)
    for address in (
        f"/en/doorverwijzing/{road.referral.pk}/",
        f"/en/postvak/{road.referral.pk}/",
        f"/en/wie-zag-wat/{road.zaak.pk}/",
    ):
        assert client.get(address).status_code in REFUSED


def test_the_log_is_filtered_by_period_organisation_act_and_person(road):
    client = officer_of(road)

    def count(query):
        page = client.get(f"/en/logboek/?{query}")
        return page.context["page_obj"].paginator.count

    everything = AuditLine.objects.filter(region=road.zaak.regio.code).count()
    assert count("") == everything
    assert count("start=2026-11-24&end=2026-11-24") == everything
    assert count("start=2026-11-25") == 0
    assert count("end=2026-11-23") == 0
    assert count(f"organisation=partij:{road.partij.pk}") == 3
    assert count("action=doorverwijzing.gelezen") == 1
    assert count(f"subject={road.zaak.subject}") == everything
    assert count("subject=iemand-anders") == 0
    wrong = client.get("/en/logboek/?start=2026-11-25&end=2026-11-24")
    assert "lies before the first day" in text_of(wrong)
    assert client.get("/en/logboek/?start=morgen&organisation=x&page=zz").status_code == 200


def test_another_region_shows_nothing(road):
    other = client_of(member("fg", PartijFactory()))
    page = text_of(other.get("/en/logboek/"))
    assert "doorverwijzing" not in page
    content = b"".join(other.get("/en/logboek/lijst.csv").streaming_content).decode()
    assert road.zaak.subject not in content


def test_the_file_has_the_shape_of_the_standard_and_no_names(road):
    response = officer_of(road).get("/en/logboek/lijst.csv?action=doorverwijzing.gelezen")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert len(rows) == 1
    row = rows[0]
    assert len(row["trace_id"]) == 32
    assert len(row["operation_id"]) == 16
    assert row["name"] == "doorverwijzing.gelezen"
    assert row["dpl.core.data_subject_id"].lstrip("'") == road.zaak.subject
    assert row["dpl.core.processing_activity_id"] == "warme-overdracht"
    assert row["start_time"].startswith("2026-11-24T10:00:00+01:00")
    assert road.partner.user.name not in str(row)
    assert AuditLine.objects.get(action="logboek.export").detail == {"regels": 1}


def test_the_heads_can_be_published_and_the_chain_is_checked(road):
    client = officer_of(road)
    last = AuditLine.objects.filter(region=road.zaak.regio.code).order_by("-sequence").first()
    assert last.hash in text_of(client.get("/en/logboek/ketens/"))
    assert "Every line is as it was written" in text_of(client.post("/en/logboek/ketens/"))
    assert AuditLine.objects.filter(action="logboek.controle").count() == 1


def test_a_line_that_was_altered_is_found(road):
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_auditline SET action = 'niets' WHERE region = %s AND sequence = 2",
            [road.zaak.regio.code],
        )
    page = text_of(officer_of(road).post("/en/logboek/ketens/"))
    assert "was altered" in page


def test_a_guide_sees_who_saw_a_case_and_that_is_a_line_too(road):
    page = text_of(client_of(road.guide).get(f"/en/wie-zag-wat/{road.zaak.pk}/"))
    assert road.partner.user.name in page
    assert "Can read it until" in page
    assert AuditLine.objects.filter(action="logboek.zaak-gelezen").count() == 1
    far = client_of(member("gids", PartijFactory()))
    assert far.get(f"/en/wie-zag-wat/{road.zaak.pk}/").status_code == 404
    assert client_of(road.partner).get(f"/en/wie-zag-wat/{road.zaak.pk}/").status_code in REFUSED


@pytest.mark.parametrize(
    "address", ["logboek/", "logboek/lijst.csv", "logboek/ketens/", "logboek/verwerkingen/"]
)
def test_only_the_officer_reads_the_log(road, address):
    for somebody in (road.guide, road.partner, member("regiobeheerder", road.guide.partij)):
        assert client_of(somebody).get(f"/en/{address}").status_code in REFUSED


@pytest.mark.parametrize("count", [3, 60])
def test_the_log_asks_a_fixed_number_of_questions(count, django_assert_num_queries):
    road = walk(place(), "ontvangen")
    client = client_of(road.partner)
    for _ in range(count):
        client.get(f"/en/postvak/{road.referral.pk}/")
    officer = officer_of(road)
    with django_assert_num_queries(11):
        assert officer.get("/en/logboek/").status_code == 200


def test_the_basis_is_listed_changed_and_told_at_the_field(road):
    client = officer_of(road)
    assert "Consent" in text_of(client.get("/en/grondslagen/"))
    assert client.get("/en/grondslagen/kerk/").status_code == 404
    wrong = client.post("/en/grondslagen/uwv/", {"basis": "publieke-taak", "explanation": ""})
    assert "Name the law" in text_of(wrong)
    response = client.post("/en/grondslagen/uwv/", {"basis": "publieke-taak", "explanation": "Wet SUWI"})
    assert response.status_code == 302
    assert "Wet SUWI" in text_of(client.get("/en/grondslagen/"))
    client.post("/en/grondslagen/alle/", {"basis": "wettelijke-plicht", "explanation": "Proef"})
    assert Grondslagregel.objects.get(partij_soort="").basis == "wettelijke-plicht"
    for somebody in (road.guide, road.partner):
        assert client_of(somebody).get("/en/grondslagen/").status_code in REFUSED
    assert client_of(member("regiobeheerder", road.guide.partij)).get("/en/grondslagen/").status_code == 200
    assert client_of(member("fg", PartijFactory())).get("/en/grondslagen/").status_code == 200
    assert Grondslagregel.objects.count() == 2


# The register of processing activities.

# That every table is walked: test_views_retention.py.


def test_every_field_belongs_to_an_activity():
    assert {field.activity for field in FIELDS} <= {activity.code for activity in ACTIVITIES}


def test_the_register_names_every_field(road):
    page = text_of(officer_of(road).get("/en/logboek/verwerkingen/"))
    for field in FIELDS:
        assert field.key in page


def test_a_moment_of_the_log_is_shown_in_dutch_time(road):
    page = text_of(officer_of(road).get("/en/logboek/"))
    assert "24-11-2026</span> 10:00:00" in page
    assert str(MOMENT + timedelta(hours=1)) not in page
