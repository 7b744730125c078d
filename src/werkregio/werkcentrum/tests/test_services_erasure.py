# SPDX-License-Identifier: EUPL-1.2
"""Erasing one case: nothing readable is left anywhere, the chains verify, and it may be done again."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory, RegioGemeenteFactory

from werkregio.foundation import audit, secrets
from werkregio.foundation.chain import AppendOnly
from werkregio.foundation.models import AuditLine
from werkregio.foundation.secrets import UnreadableError
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import (
    Doorverwijzing,
    DoorverwijzingStap,
    Inzage,
    Toestemming,
    Zaak,
    Zaakgebeurtenis,
    Zaaksleutel,
    Zaakstatistiek,
)
from werkregio.werkcentrum.queries.zaak import personal, status
from werkregio.werkcentrum.rules.erasure import KEY, TREATMENTS, Fate
from werkregio.werkcentrum.services.consent import load_consent_texts
from werkregio.werkcentrum.services.erasure import erase, wipe_free_space
from werkregio.werkcentrum.terms import ZaakStatus

from . import erasure_reader as reader

pytestmark = pytest.mark.django_db
LATER = MOMENT + timedelta(days=700)


def acting(role, partij):
    return acting_of(LidmaatschapFactory(partij=partij, role=role).user, partij.pk, on=MOMENT.date())


@pytest.fixture
def people():
    load_consent_texts()
    regio = RegioFactory(publishing_limit=2)
    counter = PartijFactory(regio=regio)
    return (
        acting("gids", counter),
        acting("professional", PartijFactory(regio=regio, soort="aanbieder")),
        acting("fg", counter),
    )


@pytest.fixture
def gemeente(people):
    return RegioGemeenteFactory(regio=people[0].regio).gemeente


@pytest.fixture
def planted(people, gemeente):
    return reader.planted(*people, gemeente=gemeente)


def test_before_erasing_somebody_with_the_key_reads_every_marker(planted):
    assert reader.found_in(reader.readable(reader.every_cell())) == reader.MARKERS


def test_after_erasing_nothing_readable_is_left_in_any_table(planted):
    zaak, _code = planted
    assert erase(zaak.pk, state="afgesloten", reason="termijn:afgesloten", at=LATER)
    assert reader.found_in(reader.readable(reader.every_cell())) == []
    assert Zaak.objects.get(pk=zaak.pk).reference == f"X-{zaak.pk}"
    assert zaak.reference not in "\n".join(reader.every_cell())
    assert not Zaaksleutel.objects.filter(zaak=zaak).exists()


def test_events_consents_and_log_stay_and_the_chain_verifies(planted):
    zaak, _code = planted
    before = [
        model.objects.count() for model in (Zaakgebeurtenis, DoorverwijzingStap, Toestemming, AuditLine)
    ]
    erase(zaak.pk, state="afgesloten", reason="termijn:afgesloten", at=LATER)
    after = [model.objects.count() for model in (Zaakgebeurtenis, DoorverwijzingStap, Toestemming, AuditLine)]
    assert all(new >= old for old, new in zip(before, after, strict=True))
    assert audit.verify() == []
    line = AuditLine.objects.get(action="zaak.gewist")
    assert (line.subject, line.reason, line.actor) == (zaak.subject, "termijn:afgesloten", "systeem")
    assert line.detail["staat"] == "afgesloten"


def test_a_second_time_changes_nothing(planted):
    zaak, _code = planted
    assert erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    lines = AuditLine.objects.count()
    assert not erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    assert (AuditLine.objects.count(), Zaakstatistiek.objects.count()) == (lines, 1)


def test_the_partner_reads_nothing_and_the_referral_has_ended(planted, people):
    zaak, _code = planted
    erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    assert not Inzage.objects.filter(ended_at__isnull=True).exists()
    made = Doorverwijzing.objects.get()
    assert made.stappen.order_by("-sequence").first().kind == "ingetrokken"
    client = Client(HTTP_HOST="localhost")
    client.force_login(people[1].user)
    assert client.get(f"/nl/postvak/{made.pk}/").status_code in {403, 404}
    assert zaak.reference not in client.get("/nl/postvak/").content.decode()


def test_the_code_opens_nothing_and_the_guide_finds_nothing(planted, people):
    zaak, code = planted
    erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    person = Client(HTTP_HOST="localhost")
    assert person.post("/nl/mijn-vraag/", {"code": code}).status_code == 422
    guide = Client(HTTP_HOST="localhost")
    guide.force_login(people[0].user)
    for number in (zaak.reference, f"X-{zaak.pk}"):
        assert guide.get(f"/nl/werk/{number}/").status_code in {403, 404}
    made = Doorverwijzing.objects.get()
    page = guide.get(f"/nl/doorverwijzing/{made.pk}/")
    assert page.status_code in {200, 403, 404}
    assert reader.found_in(page.content.decode()) == []
    for query in ("lijst=regio", "lijst=regio&status=afgesloten"):
        assert f"X-{zaak.pk}" not in guide.get(f"/nl/werk/?{query}").content.decode()
    left = Zaak.objects.get(pk=zaak.pk)
    assert status(left) == ZaakStatus.AFGESLOTEN
    assert personal(left).name == ""


def test_what_is_left_are_counts_by_month_without_a_key(planted):
    zaak, _code = planted
    erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    row = Zaakstatistiek.objects.get()
    assert row.month == MOMENT.date().replace(day=1)
    assert (row.need, row.asker, row.language, row.channel) == ("werk-zoeken", "inwoner", "nl", "web")
    assert row.warmth == "geinformeerd"
    assert row.weeks["gesprek"] == 0
    # One question from this municipality: below the limit of the region.
    assert row.gm_code == ""
    names = {field.name for field in Zaakstatistiek._meta.get_fields()}
    assert names & {"zaak", "subject", "reference", "at", "user"} == set()


def test_the_municipality_stands_in_the_counts_from_the_limit_on(people, gemeente):
    first, _ = reader.planted(*people, gemeente=gemeente)
    second, _ = reader.planted(*people, gemeente=gemeente)
    for zaak in (first, second):
        erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    assert set(Zaakstatistiek.objects.values_list("gm_code", flat=True)) == {gemeente.gm_code}


def test_without_statistics_no_count_is_kept(planted):
    zaak, _code = planted
    erase(zaak.pk, state="geen-vraag", method="verwijderen", reason="x", at=LATER)
    assert not Zaakstatistiek.objects.exists()


def test_a_back_up_of_the_rows_is_not_readable_without_the_key(planted):
    """What a back-up made before holds: without the master key, or without the wrapped key, it says nothing."""
    zaak, _code = planted
    rows, wrapped = reader.sealed_rows(zaak), zaak.sleutel.wrapped
    assert reader.found_in("\n".join(str(secrets.decrypt(row, wrapped)) for row in rows)) == reader.MARKERS
    erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    assert reader.found_in(reader.readable([*rows, *reader.every_cell()])) == []


def test_a_back_up_is_not_readable_with_another_master_key(planted, settings):
    zaak, _code = planted
    rows, wrapped = reader.sealed_rows(zaak), zaak.sleutel.wrapped
    settings.WERKREGIO_MASTER_KEYS = {"1": "another key of somebody who found the back-up"}
    for row in rows:
        with pytest.raises(UnreadableError):
            secrets.decrypt(row, wrapped)


@pytest.mark.django_db(transaction=True)
def test_the_file_of_the_database_holds_neither_key_nor_text(people, gemeente):
    zaak, _code = reader.planted(*people, gemeente=gemeente)
    pieces = [zaak.sleutel.wrapped, *reader.sealed_rows(zaak), zaak.reference, str(zaak.code_hash)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert all(
            piece.encode() in reader.bytes_on_disk() for piece in (zaak.reference, str(zaak.code_hash))
        )
    erase(zaak.pk, state="afgesloten", reason="x", at=LATER)
    assert wipe_free_space()
    on_disk = reader.bytes_on_disk()
    assert [piece for piece in pieces if piece.encode() in on_disk] == []


# The list of treatments is complete.


def paths_to_case(model, seen=()):
    """Every way of keys from a model to the case."""
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.related_model in seen:
            continue
        if field.related_model is Zaak:
            yield field.name
        else:
            for rest in paths_to_case(field.related_model, (*seen, model)):
                yield f"{field.name}__{rest}"


def of_a_case():
    return {
        model
        for model in apps.get_models()
        if model.__module__.startswith("werkregio.") and model is not Zaak and any(paths_to_case(model))
    }


def test_every_table_that_leads_to_a_case_has_a_fate():
    named = {treatment.model for treatment in TREATMENTS} | {KEY}
    missing = sorted(
        f"{model.__name__} ({', '.join(paths_to_case(model))})"
        for model in of_a_case()
        if model.__name__ not in named
    )
    assert missing == [], "Say in rules/erasure.py what becomes of these rows when a case is erased."


def test_a_table_that_stays_holds_no_text_and_an_append_only_one_is_never_deleted():
    by_name = {model.__name__: model for model in of_a_case()}
    for treatment in TREATMENTS:
        model = by_name[treatment.model]
        texts = {
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.TextField) or field.name.startswith("sealed")
        }
        if treatment.fate == Fate.STAYS:
            assert texts == set(), treatment.model
        if treatment.fate == Fate.EMPTY:
            assert texts <= set(treatment.empties), treatment.model
        if treatment.fate == Fate.DELETE:
            assert not issubclass(model, AppendOnly), treatment.model
