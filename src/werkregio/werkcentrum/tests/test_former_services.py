# SPDX-License-Identifier: EUPL-1.2
"""Help of counters that are gone has a page now; links to sites of others carry nothing along."""

from urllib.parse import urlsplit

import pytest
from tests.factories import InstrumentFactory, RegioFactory

from werkregio.werkcentrum.models import Instrument
from werkregio.werkcentrum.queries.former_services import former_services, without_successor
from werkregio.werkcentrum.rules.deep_links import AT_NEEDS, SITES, site_of, sites_for
from werkregio.werkcentrum.services.directory_load import file_entries


def test_every_service_of_the_former_leerwerkloket_has_an_open_page_in_the_files():
    """S64: every LWL service has a successor in the catalogue."""
    entries = {entry.code: entry.content for entry in file_entries()}
    for service in former_services():
        assert service.counter == "Leerwerkloket"
        assert set(service.now) <= set(entries), service.nl
        alive = [
            code
            for code in service.now
            if entries[code]["status"] == "current" and entries[code]["use"] == "public"
        ]
        assert alive, service.nl
        # A page that only leads to the counter that is gone is no successor.
        assert any("leerwerkloket.nl" not in entries[code]["source"] for code in alive), service.nl


@pytest.mark.django_db
def test_a_region_is_told_which_service_lost_its_page(django_assert_num_queries):
    regio = RegioFactory()
    for code in {code for service in former_services() for code in service.now}:
        InstrumentFactory(regio=regio, code=code)
    with django_assert_num_queries(1):
        assert without_successor(regio) == []
    Instrument.objects.filter(code__in=["I050", "I051"]).update(status="ended")
    lost = without_successor(regio)
    assert [service.name("en") for service in lost] == [
        "Career advice for who works or looks for work",
        "Advice about training",
    ]
    assert len(without_successor(RegioFactory())) == len(former_services())


def test_links_to_sites_of_others_are_plain():
    for site in {*SITES.values(), *(site for sites in AT_NEEDS.values() for site in sites)}:
        parts = urlsplit(site.url)
        assert (parts.scheme, parts.query, parts.fragment) == ("https", "", "")
        assert parts.hostname in {"www.leeroverzicht.nl", "www.platformnaarwerk.nl"}


def test_each_link_belongs_to_an_entry_or_a_subject():
    codes = {entry.code for entry in file_entries()}
    assert set(SITES) <= codes
    assert site_of("I051").name == "Leeroverzicht"
    assert site_of("I001") is None
    assert sites_for("werk-zoeken") == ()
