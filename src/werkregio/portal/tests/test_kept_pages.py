# SPDX-License-Identifier: EUPL-1.2
"""Kept pages: quick, never somebody's, and a change is seen at once."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories import MOMENT, AanbodFactory, InstrumentFactory, RegioFactory

from werkregio.foundation import clock, kept_pages
from werkregio.werkcentrum.models import Instrument, InstrumentTekst

pytestmark = pytest.mark.django_db
LIST = "/nl/hulp/"


@pytest.fixture(autouse=True)
def _keep(settings):
    settings.KEEP_PAGES = True
    kept_pages.forget_all()
    yield
    kept_pages.forget_all()


@pytest.fixture
def regio():
    return RegioFactory(hosts=["localhost"])


def words(response):
    return response.content.decode()


def get(path, **headers):
    return Client(HTTP_HOST="localhost").get(path, **headers)


def test_the_second_visitor_gets_the_same_page_with_fewer_questions(regio, django_assert_max_num_queries):
    InstrumentFactory(regio=regio)
    first = get(LIST)
    with django_assert_max_num_queries(6):
        second = get(LIST)
    assert first.content == second.content
    assert second["Content-Security-Policy"]
    assert not second.cookies


@pytest.mark.parametrize("path", ["/nl/", LIST])
def test_a_change_is_seen_at_once(regio, path):
    entry = InstrumentFactory(regio=regio)
    before = get(path).content
    InstrumentTekst.objects.filter(instrument=entry).update(name="Nieuwe naam van de hulp")
    Instrument.objects.filter(pk=entry.pk).update(changed_at=MOMENT + timedelta(seconds=1))
    regio.phone = "0800 1234"
    regio.save()
    after = get(path)
    assert after.content != before
    assert "0800 1234" in words(after)


def test_an_offer_that_changes_makes_the_page_anew(regio):
    offer = AanbodFactory(instrument=InstrumentFactory(regio=regio), regio=regio)
    get(LIST)
    offer.save()
    (kept,) = kept_pages._pages.values()
    get(LIST)
    (anew,) = kept_pages._pages.values()
    assert kept.stamp != anew.stamp


def test_tomorrow_the_page_is_made_anew(regio):
    get(LIST)
    (today,) = kept_pages._pages.values()
    with clock.frozen(MOMENT + timedelta(days=1)):
        get(LIST)
    (tomorrow,) = kept_pages._pages.values()
    assert today.stamp != tomorrow.stamp


def test_nothing_of_somebody_is_kept(regio, signed_in):
    client = signed_in("gids", regio=regio)
    page = words(client.get(LIST))
    assert client.user.name in page
    assert not kept_pages._pages
    assert client.user.name not in words(get(LIST))


def test_address_language_and_host_are_kept_apart(regio):
    RegioFactory(hosts=["elders.localhost"], naam="Elders")
    pages = {words(get(path)) for path in (LIST, "/en/hulp/", f"{LIST}?zoek=taal")}
    pages.add(words(Client(HTTP_HOST="elders.localhost").get(LIST)))
    assert len(pages) == 4


def test_a_question_is_never_kept_and_long_addresses_are_not(regio):
    client = Client(HTTP_HOST="localhost", headers={"sec-fetch-site": "same-origin"})
    client.post("/nl/vraag/", {"vraag": "Ik zoek werk"})
    get(f"{LIST}?zoek={'x' * 400}")
    assert not kept_pages._pages


def test_there_is_a_limit(regio, monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST_PAGES", 3)
    for number in range(6):
        get(f"{LIST}?zoek={number}")
    assert len(kept_pages._pages) == 3
