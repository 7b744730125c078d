# SPDX-License-Identifier: EUPL-1.2
"""Pages of the officer: terms, holds, runs; the register as page, table and file; every field has a term."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from tests.factories import MOMENT, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation import clock
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Bewaarregel, Bewaarstop, Grondslagregel, Opruimronde
from werkregio.werkcentrum.rules.personal_fields import (
    ACTIVITIES,
    FIELDS,
    FRAMEWORK,
    RULE_OF_TERM,
    STAYS,
    WITHOUT_PERSONS,
)
from werkregio.werkcentrum.rules.retention_defaults import defaults
from werkregio.werkcentrum.services.retention import clean_up

from .referral_road import member
from .test_views_inbox import REFUSED, client_of, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def regio():
    return RegioFactory(phone="077 0000000", hosts=["localhost"])


@pytest.fixture
def counter(regio):
    return PartijFactory(regio=regio)


@pytest.fixture
def officer(counter):
    return client_of(member("fg", counter))


VALUES = {
    "days": "600",
    "notice_days": "30",
    "grace_days": "14",
    "reason": "Besluit van de regio",
    "beyond": "",
}
RULE = "/en/bewaren/regel/Zaak/afgesloten/"


def test_the_terms_are_listed_with_their_reason(officer):
    page = text_of(officer.get("/en/bewaren/"))
    assert "Questions: Question closed" in page
    assert "18 months" in page
    assert "After-care asks until 12 months" in page
    assert "No run yet" in page
    assert "Nothing is held back." in page


def test_a_term_is_changed_and_its_history_stands_below(officer, regio):
    response = officer.post(RULE, VALUES)
    assert response.status_code == 302
    page = text_of(officer.get("/en/bewaren/"))
    assert "set by the region" in page
    assert "Besluit van de regio" in page
    assert "600" in text_of(officer.get(RULE))
    assert Bewaarregel.objects.get(regio=regio).by is not None


def test_a_term_outside_the_bounds_is_told_at_the_field_and_keeps_what_was_typed(officer):
    response = officer.post(RULE, VALUES | {"days": "10"})
    assert response.status_code == 422
    page = text_of(response)
    assert "400 to 1095 days" in page
    assert "Besluit van de regio" in page
    for wrong in ("", "tien", "-1", "99999"):
        assert officer.post(RULE, VALUES | {"days": wrong}).status_code == 422
    assert officer.post(RULE, VALUES | {"days": "10", "beyond": "Proef"}).status_code == 302


def test_a_term_of_colleagues_has_no_notice(officer):
    page = text_of(officer.get("/en/bewaren/regel/User/uit-dienst/"))
    assert "Days of notice" not in page
    values = {"days": "200", "reason": "Korter"}
    assert officer.post("/en/bewaren/regel/User/uit-dienst/", values).status_code == 302


@pytest.mark.parametrize("address", ["Zaak/bestaat-niet", "Niets/afgesloten"])
def test_a_rule_that_does_not_exist(officer, address):
    assert officer.get(f"/en/bewaren/regel/{address}/").status_code == 404


def test_a_question_is_held_back_and_let_go(officer, regio):
    found = ZaakFactory(regio=regio, closed_at=MOMENT)
    values = {"reference": found.reference, "reason": "klacht", "until": "2027-01-15"}
    assert officer.post("/en/bewaren/stop/", values | {"until": ""}).status_code == 422
    assert officer.post("/en/bewaren/stop/", values | {"reference": "W-26-99999"}).status_code == 422
    assert officer.post("/en/bewaren/stop/", values).status_code == 302
    page = text_of(officer.get("/en/bewaren/"))
    assert found.reference in page
    assert "A complaint runs" in page
    stop = Bewaarstop.objects.get()
    assert found.reference in text_of(officer.get(f"/en/bewaren/stop/{stop.pk}/opheffen/"))
    assert officer.post(f"/en/bewaren/stop/{stop.pk}/opheffen/").status_code == 302
    assert officer.get(f"/en/bewaren/stop/{stop.pk}/opheffen/").status_code == 404


def test_runs_are_shown_with_what_failed(counter, regio):
    ZaakFactory(regio=regio, withdrawn_at=MOMENT)
    clean_up(regio, at=MOMENT + 30 * DAY)
    # A run ends old sessions too: the officer signs in after it.
    officer = client_of(member("fg", counter))
    Opruimronde.objects.create(
        regio=regio,
        started_at=MOMENT,
        finished_at=MOMENT,
        by="systeem",
        failures=[{"thing": "zaak:12", "problem": "IntegrityError"}],
    )
    Opruimronde.objects.create(regio=regio, started_at=MOMENT - DAY, by="systeem")
    Opruimronde.objects.create(regio=RegioFactory(), started_at=MOMENT, by="elders")
    page = text_of(officer.get("/en/bewaren/"))
    assert "erased: 1" in page
    assert "zaak:12" in page
    assert "Not finished" in page
    assert "Partly failed" in page


def test_what_goes_soon_is_counted(officer, regio):
    ZaakFactory(regio=regio, withdrawn_at=MOMENT)
    with clock.frozen(MOMENT + 25 * DAY):
        page = officer.get("/en/bewaren/")
    assert [item["value"] for item in page.context["kpis"]] == [1, 1, 1, 0]


@pytest.mark.parametrize("address", ["", "regel/Zaak/afgesloten/", "stop/"])
def test_only_the_officer(counter, address):
    for role in ("gids", "redacteur", "regiobeheerder"):
        assert client_of(member(role, counter)).get(f"/en/bewaren/{address}").status_code in REFUSED


def test_another_region_is_not_seen(officer, regio):
    far = ZaakFactory(closed_at=MOMENT)
    other = client_of(member("fg", PartijFactory(regio=far.regio)))
    other.post("/en/bewaren/stop/", {"reference": far.reference, "reason": "klacht", "until": "2027-01-15"})
    stop = Bewaarstop.objects.get()
    assert officer.get(f"/en/bewaren/stop/{stop.pk}/opheffen/").status_code == 404
    assert far.reference not in text_of(officer.get("/en/bewaren/"))


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_asks_a_fixed_number_of_questions(regio, officer, number, django_assert_num_queries):
    for n in range(number):
        Opruimronde.objects.create(regio=regio, started_at=MOMENT - n * DAY, by="systeem")
        ZaakFactory(regio=regio, closed_at=MOMENT)
    officer.get("/en/bewaren/")
    with django_assert_num_queries(16):
        assert officer.get("/en/bewaren/").status_code == 200


# Public page


def test_the_privacy_page_names_the_terms_in_force(officer, regio):
    page = Client(HTTP_HOST="localhost").get("/en/privacy/").content.decode()
    assert "How long we keep your question" in page
    assert "18 months" in page
    officer.post(RULE, VALUES | {"days": "730"})
    assert "2 years" in Client(HTTP_HOST="localhost").get("/en/privacy/").content.decode()


# The register


def test_the_register_speaks_of_the_terms_and_bases_of_the_region(officer, regio, counter):
    PartijFactory(regio=regio, soort="uwv")
    Grondslagregel.objects.create(
        regio=regio, partij_soort="uwv", basis="wettelijke-plicht", explanation="Wet SUWI artikel 9"
    )
    officer.post(RULE, VALUES | {"days": "730", "reason": "Anders"})
    page = text_of(officer.get("/en/logboek/verwerkingen/"))
    assert "Wet SUWI artikel 9" in page
    assert "Question closed: 2 years" in page
    data = json.loads(officer.get("/en/logboek/verwerkingen.json").content)
    assert data["regio"] == regio.naam
    assert [entry["code"] for entry in data["verwerkingen"]] == [activity.code for activity in ACTIVITIES]
    exchange = next(entry for entry in data["verwerkingen"] if entry["code"] == "warme-overdracht")
    assert {row["toelichting"] for row in exchange["uitwisselingen"]} == {"", "Wet SUWI artikel 9"}
    assert AuditLine.objects.filter(action="logboek.verwerkingen").count() == 1


def test_the_table_has_a_line_for_each_field(officer):
    content = officer.get("/en/logboek/verwerkingen.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["veld"] for row in rows] == [
        field.key for activity in ACTIVITIES for field in FIELDS if field.activity == activity.code
    ]
    assert all(row["doel"] and row["grondslag"] and row["bewaard"] for row in rows)


# The list of fields is complete, and each field has a rule.


def test_every_personal_field_has_a_rule():
    models_with_rules = {rule.model for rule in defaults()} | {STAYS, FRAMEWORK}
    without = [field.key for field in FIELDS if RULE_OF_TERM.get(field.term) not in models_with_rules]
    assert without == []


def text_fields(model):
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
    for field in model._meta.get_fields():
        if isinstance(field, (*kinds, models.GenericIPAddressField)):
            yield field.name


def test_every_field_of_every_table_is_personal_with_a_rule_or_not_personal_with_a_reason():
    known = {field.key for field in FIELDS}
    undecided, real = [], set()
    for model in apps.get_models():
        real |= {f"{model.__name__}.{field.name}" for field in model._meta.get_fields()}
        for name in text_fields(model):
            key = f"{model.__name__}.{name}"
            if key not in known and not WITHOUT_PERSONS.get(model.__name__):
                undecided.append(key)
    assert undecided == [], "Add these to rules/personal_fields.py, or the table to rules/without_persons.py."
    assert sorted(known - real) == []
    names = {model.__name__ for model in apps.get_models()}
    assert sorted(set(WITHOUT_PERSONS) - names) == []
    assert sorted(set(WITHOUT_PERSONS) & {field.model for field in FIELDS}) == []
