# SPDX-License-Identifier: EUPL-1.2
"""The mark of public content: every change of a watched table moves it, whoever makes it and however."""

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.factories import MOMENT, AanbodFactory, InstrumentFactory, RegioFactory, UserFactory, ZaakFactory

from werkregio.foundation import content
from werkregio.foundation.chain import existing_triggers, missing_triggers
from werkregio.regio.models import Gemeente
from werkregio.werkcentrum.models import Instrument, InstrumentTekst, Woord

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeps(settings):
    settings.KEEP_PAGES = True
    content._kept.clear()
    yield
    content._kept.clear()


def test_every_watched_table_has_its_triggers():
    assert not missing_triggers()
    tables = content.watched_tables()
    assert "werkcentrum_instrument_gemeenten" in tables
    assert {name for table in tables for name in content.trigger_names(table, connection.vendor)} <= (
        existing_triggers()
    )


def moved(change):
    before = content.mark()
    change()
    return content.mark() != before


def test_each_way_to_change_moves_the_mark():
    regio = RegioFactory()
    entry = InstrumentFactory(regio=regio)
    offer = AanbodFactory(instrument=entry, regio=regio)
    gemeente = Gemeente.objects.create(
        gm_code="GM9999", naam="Elders", slug="elders-9999", provincie="Limburg"
    )
    assert moved(lambda: Instrument.objects.filter(pk=entry.pk).update(provider_name="Iemand"))
    assert moved(lambda: InstrumentTekst.objects.filter(instrument=entry).update(name="Anders"))
    assert moved(lambda: entry.gemeenten.add(gemeente))
    assert moved(lambda: entry.gemeenten.clear())
    assert moved(lambda: type(regio).objects.filter(pk=regio.pk).update(phone="0800 1"))
    assert moved(offer.delete)
    with connection.cursor() as cursor:
        assert moved(lambda: cursor.execute("UPDATE werkcentrum_instrument SET slug = 'met-de-hand'"))


def test_an_insert_that_ignores_conflicts_moves_it_too():
    regio = RegioFactory()
    word = Woord(regio=regio, need="werk-zoeken", language="nl", word="baantje", at=MOMENT, by=UserFactory())
    assert moved(lambda: Woord.objects.bulk_create([word], ignore_conflicts=True))


def test_a_case_does_not_move_it():
    regio = RegioFactory()
    zaak = ZaakFactory(regio=regio)
    assert not moved(zaak.save)


def test_what_was_undone_never_comes_back_with_other_content(keeps):
    regio = RegioFactory(phone="1")
    entries = type(regio).objects.filter(pk=regio.pk)

    def phone():
        return content.kept("phone", lambda: entries.get().phone)

    assert phone() == "1"
    with transaction.atomic():
        entries.update(phone="2")
        assert phone() == "2"
        transaction.set_rollback(True)
    assert phone() == "1"
    entries.update(phone="3")
    assert phone() == "3"


def test_a_request_that_only_reads_asks_once(keeps, django_assert_num_queries):
    with content.one_state(), django_assert_num_queries(1):
        assert content.mark() == content.mark()
    with django_assert_num_queries(2):
        assert content.mark() == content.mark()


def test_a_visitor_of_a_kept_page_costs_one_query(keeps, django_assert_num_queries):
    RegioFactory(hosts=["localhost"])
    first = Client(HTTP_HOST="localhost").get("/nl/")
    with django_assert_num_queries(1):
        second = Client(HTTP_HOST="localhost").get("/nl/")
    assert first.content == second.content


def test_the_kept_region_is_not_the_one_that_a_request_gets(keeps):
    from werkregio.regio.queries import regio_for_host

    RegioFactory(hosts=["localhost"], naam="Zo heet zij")
    regio_for_host("localhost").naam = "Anders"
    assert regio_for_host("localhost").naam == "Zo heet zij"
