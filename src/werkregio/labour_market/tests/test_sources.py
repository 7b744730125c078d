# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of sources: loaded once, looked after by people, its addresses checked."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories import MOMENT, LidmaatschapFactory, RegioFactory

from werkregio.labour_market.models import Source
from werkregio.labour_market.queries.sources import rows_of
from werkregio.labour_market.rules.freshness import expected_on, freshness
from werkregio.labour_market.services import sources

pytestmark = pytest.mark.django_db


def test_the_catalogue_is_loaded_whole_and_what_people_filled_in_stays():
    regio = RegioFactory()
    assert sources.load_for(regio.code, MOMENT) == ["Sources: 91 new, 0 known"]
    one = Source.objects.get(regio=regio, code="uwv-gwu")
    assert one.rhythm == "month"
    Source.objects.filter(pk=one.pk).update(note="Van ons", title="Oud")
    assert sources.load_for(regio.code, MOMENT) == ["Sources: 0 new, 91 known"]
    one.refresh_from_db()
    assert one.note == "Van ons"
    assert one.title != "Oud"


@pytest.mark.parametrize(
    ("rhythm", "last", "on", "expected", "state"),
    [
        ("month", date(2026, 1, 31), date(2026, 2, 27), date(2026, 2, 28), "fresh"),
        ("month", date(2026, 1, 31), date(2026, 3, 1), date(2026, 2, 28), "due"),
        ("month", date(2026, 1, 31), date(2026, 4, 1), date(2026, 2, 28), "late"),
        ("quarter", date(2025, 11, 30), date(2026, 1, 1), date(2026, 2, 28), "fresh"),
        ("year", date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28), "due"),
        ("week", date(2026, 1, 1), date(2026, 1, 12), date(2026, 1, 8), "late"),
        ("", date(2026, 1, 1), date(2026, 1, 12), None, "unknown"),
        ("week", None, date(2026, 1, 12), None, "unknown"),
    ],
)
def test_the_rhythm_says_when_an_edition_is_expected(rhythm, last, on, expected, state):
    assert expected_on(rhythm, last) == expected
    assert freshness(rhythm, last, on=on) == state


def test_the_list_filters_and_takes_a_fixed_number_of_queries(signed_in, django_assert_num_queries):
    client = signed_in("analist")
    sources.load_for(client.partij.regio.code, MOMENT)
    address = reverse("labour_market:sources")
    client.get(address)
    with django_assert_num_queries(7):
        page = client.get(address).content.decode()
    assert "91 bronnen" in page
    assert "Spanningsindicator" in client.get(address, {"zoek": "spanningsindicator"}).content.decode()
    assert "Geen bronnen" in client.get(address, {"zoek": "bestaatniet"}).content.decode()
    table = client.get(reverse("labour_market:sources_csv"), {"label": "pendel"})
    assert table["Content-Type"].startswith("text/csv")


def test_an_analyst_gives_a_source_an_owner_and_a_deputy(signed_in):
    client = signed_in("analist")
    other = LidmaatschapFactory(partij=client.partij, role="data-editor").user
    source = Source.objects.create(regio=client.partij.regio, code="a", title="Bron A")
    page = reverse("labour_market:source", args=[source.pk])
    fields = {"tags": "krapte; zorg ;krapte", "rhythm": "month", "last_edition": "2026-10-30", "note": ""}
    assert client.post(page, {**fields, "owner": client.user.pk, "deputy": client.user.pk}).status_code == 422
    assert client.post(page, {**fields, "owner": client.user.pk, "deputy": other.pk}).status_code == 302
    source.refresh_from_db()
    assert (source.owner, source.deputy, source.tags) == (client.user, other, ["krapte", "zorg"])
    (row,) = rows_of(client.partij.regio_id, text="", tag="zorg", fresh="fresh", use="", on=MOMENT.date())
    assert row.expected == date(2026, 11, 30)
    # Somebody who may only read changes nothing.
    reader = signed_in("data-editor", partij=client.partij)
    reader.post(page, fields)
    source.refresh_from_db()
    assert source.owner == client.user


def test_an_own_entry_of_the_library(signed_in):
    client = signed_in("analist")
    fields = {"title": "Eigen dashboard", "url": "https://voorbeeld.example/a", "tags": "zorg", "rhythm": ""}
    for _again in range(2):
        assert client.post(reverse("labour_market:new_source"), fields).status_code == 302
    codes = Source.objects.order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["eigen-eigen-dashboard", "eigen-eigen-dashboard-2"]


def test_the_link_check_asks_each_address_once_and_removes_nothing():
    for _number in range(2):
        sources.load_for(RegioFactory().code, MOMENT)
    asked = []

    def look(url):
        asked.append(url)
        return "broken" if "cbs" in url else "fine"

    counts = sources.check_links(MOMENT, look)
    assert len(asked) == len(set(asked)) == sum(counts.values())
    assert Source.objects.count() == 182
    assert Source.objects.filter(url__contains="cbs", link_state="broken", link_checked_at=MOMENT).exists()
