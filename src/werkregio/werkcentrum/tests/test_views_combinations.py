# SPDX-License-Identifier: EUPL-1.2
"""What goes together and the training funds: on open pages, at the guide, and for the editor."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    MOMENT,
    AanbodFactory,
    FondsFactory,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
    SamenloopFactory,
)

from werkregio.werkcentrum.models import Feit, Fonds, Instrument, Samenloop

from .referral_road import place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def editor(regio):
    client = Client()
    client.force_login(
        LidmaatschapFactory(partij=PartijFactory(regio=regio, soort="werkcentrum"), role="redacteur").user
    )
    return client


def url(name, **kwargs):
    return reverse(f"werkcentrum:{name}", kwargs=kwargs)


def text(response, status=200):
    assert response.status_code == status
    return response.getvalue().decode()


def named(regio, name, **more):
    entry = InstrumentFactory(regio=regio, **more)
    entry.teksten.update(name=name)
    return entry


def test_an_open_page_says_with_what_it_goes(client, regio):
    first, second = named(regio, "Eerste hulp"), named(regio, "Tweede hulp")
    SamenloopFactory(regio=regio, instrument_a=first, instrument_b=second)
    page = text(client.get(f"/en/hulp/{first.slug}/"))
    assert "Cannot go together with" in page
    assert f"/en/hulp/{second.slug}/" in page
    assert "For the same hours one counts." in page
    assert "Not verified: ask before you count on it." in page
    Samenloop.objects.update(valid_to=TODAY - timedelta(days=1))
    assert "Cannot go together with" not in text(client.get(f"/en/hulp/{first.slug}/"))


def test_an_expired_figure_turns_the_page_and_its_card(client, regio):
    partij = PartijFactory(regio=regio, naam="Het Voorbeeldfonds")
    entry = named(regio, "Geld voor werk")
    AanbodFactory(instrument=entry, partij=partij, regio=regio)
    Feit.objects.create(
        instrument=entry,
        key="x",
        label_nl="Bedrag",
        value="500",
        unit="euro",
        as_of="2025",
        valid_to=TODAY - timedelta(days=1),
    )
    page = text(client.get(f"/en/hulp/{entry.slug}/"))
    assert "A figure on this page is out of date" in page
    assert "We are asking Het Voorbeeldfonds for the new figure." in page
    assert "This amount held until 23 November 2026" in page
    assert "It was:" in page
    assert "A figure is out of date" in text(client.get("/en/hulp/"))
    # On its last day it still holds.
    Feit.objects.update(valid_to=TODAY)
    page = text(client.get(f"/en/hulp/{entry.slug}/"))
    assert "out of date" not in page
    assert "It was:" not in page


def test_the_figure_of_an_offer_counts_too(client, regio):
    offer = AanbodFactory(instrument=named(regio, "Hulp"), partij=PartijFactory(regio=regio), regio=regio)
    Feit.objects.create(
        aanbod=offer,
        key="x",
        label_nl="Wachttijd",
        value="5",
        unit="week",
        valid_to=TODAY - timedelta(days=1),
    )
    page = text(client.get(f"/en/hulp/{offer.instrument.slug}/"))
    assert "This figure held until 23 November 2026" in page
    assert "A figure on this page is out of date" in page


def test_a_guide_reads_what_does_not_go_with_help_that_was_taken(regio):
    road = walk(place(regio), "verzonden")
    taken = road.referral.aanbod
    other = PartijFactory(regio=regio)
    clash = AanbodFactory(
        instrument=InstrumentFactory(regio=regio, needs=["basisvaardigheden-taal"]), partij=other, regio=regio
    )
    taken.instrument.teksten.update(name="Wat er al is")
    SamenloopFactory(regio=regio, instrument_a=clash.instrument, instrument_b=taken.instrument)
    client = Client()
    client.force_login(road.guide.user)
    start = url("referral_start", zaak=road.zaak.pk, behoefte=road.behoefte.pk)
    sentence = "Cannot go together with Wat er al is, where this person was handed over to already."
    assert sentence in text(client.get(start))
    what = url("referral_what", zaak=road.zaak.pk, behoefte=road.behoefte.pk)
    page = text(client.get(f"{what}?aanbod={clash.pk}"))
    assert sentence in page
    assert "despite_warnings" in page


GOOD = {"kind": "alleen-als", "text_nl": "Alleen na overleg.", "as_of": "2026"}


def test_an_editor_keeps_the_rules(editor, regio):
    first, second = named(regio, "Eerste hulp"), named(regio, "Tweede hulp")
    assert "No rule found" in text(editor.get(url("combinations")))
    data = {**GOOD, "instrument_a": first.pk, "instrument_b": second.pk}
    assert editor.post(url("combination_new"), data).status_code == 302
    row = Samenloop.objects.get()
    assert "Alleen na overleg." in text(editor.get(url("combination", pk=row.pk)))
    wrong = text(editor.post(url("combination", pk=row.pk), {**data, "instrument_b": first.pk}), 422)
    assert "Choose two different pages." in wrong
    assert "Alleen na overleg." in wrong
    for query, seen in (("eerste", True), ("derde", False), (first.code, True)):
        assert ("Alleen na overleg." in text(editor.get(url("combinations"), {"zoek": query}))) == seen
    assert "Alleen na overleg." not in text(editor.get(url("combinations"), {"soort": "kan-samen"}))
    assert "Alleen na overleg." in text(editor.get(url("combinations"), {"ongezien": "on", "soort": "raar"}))


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_of_rules_asks_a_fixed_number_of_questions(editor, regio, django_assert_num_queries, number):
    hub = InstrumentFactory(regio=regio)
    for _ in range(number):
        SamenloopFactory(regio=regio, instrument_a=hub, instrument_b=InstrumentFactory(regio=regio))
    editor.get(url("combinations"))
    with django_assert_num_queries(RULE_QUERIES):
        text(editor.get(url("combinations")))


RULE_QUERIES = 8


@pytest.mark.parametrize("number", [3, 30])
def test_the_open_page_asks_a_fixed_number_of_questions(client, regio, django_assert_num_queries, number):
    hub = InstrumentFactory(regio=regio)
    for _ in range(number):
        SamenloopFactory(regio=regio, instrument_a=hub, instrument_b=InstrumentFactory(regio=regio))
    client.get(f"/en/hulp/{hub.slug}/")
    with django_assert_num_queries(ENTRY_QUERIES):
        text(client.get(f"/en/hulp/{hub.slug}/"))


ENTRY_QUERIES = 14


# Training funds.


def test_a_visitor_finds_the_fund_of_a_sector(client, regio):
    FondsFactory(regio=regio, naam="Fonds Metaal", url="https://fonds.example/")
    FondsFactory(regio=regio, naam="Fonds Zorg", sectors=["Zorg"], caos=[], search_text="fond zorg")
    FondsFactory(naam="Fonds van elders")
    everything = text(client.get("/en/fondsen/"))
    assert "Fonds Metaal" in everything
    assert "Fonds Zorg" in everything
    assert "Fonds van elders" not in everything
    assert "Employers and unions run these funds together." in everything
    found = text(client.get("/en/fondsen/?q=metaal"))
    assert "Fonds Metaal" in found
    assert "Fonds Zorg" not in found
    assert "https://fonds.example/" in found


def test_finding_nothing_is_not_the_same_as_having_none(client, regio):
    assert "The region has not filled in this list" in text(client.get("/en/fondsen/"))
    FondsFactory(regio=regio)
    assert "That does not mean there is none" in text(client.get("/en/fondsen/?q=ruimtevaart"))


def test_the_list_of_funds_is_cut_into_pages(client, regio, django_assert_num_queries):
    for _ in range(30):
        FondsFactory(regio=regio)
    client.get("/en/fondsen/")
    with django_assert_num_queries(FUND_QUERIES):
        assert text(client.get("/en/fondsen/")).count('wr-card"') == 25


FUND_QUERIES = 3


def test_the_subjects_about_paying_point_to_the_funds(client, regio):
    assert "/en/fondsen/" not in text(client.get("/en/onderwerp/scholing-financiering/"))
    FondsFactory(regio=regio)
    assert "/en/fondsen/" in text(client.get("/en/onderwerp/scholing-financiering/"))
    assert "/en/fondsen/" in text(client.get("/en/onderwerp/personeel-ontwikkelen/"))
    assert "/en/fondsen/" not in text(client.get("/en/onderwerp/werk-zoeken/"))


def test_an_editor_keeps_the_funds(editor, regio):
    entry = Instrument.objects.get(pk=named(regio, "Over het fonds").pk)
    data = {
        "naam": "Fonds Bakkers",
        "sectors": "Bakkerij\nZoetwaren\nBakkerij",
        "sbi": "10.7, 46",
        "instrument": entry.code,
        "active": "on",
    }
    assert editor.post(url("fund_new"), data).status_code == 302
    fund = Fonds.objects.get()
    assert (fund.sectors, fund.sbi, fund.instrument) == (["Bakkerij", "Zoetwaren"], ["10.7", "46"], entry)
    assert "Fonds Bakkers" in text(editor.get(url("funds_edit"), {"q": "bakkerij"}))
    wrong = text(editor.post(url("fund", pk=fund.pk), {**data, "sectors": ""}), 422)
    assert "Name at least one sector or cao." in wrong
    editor.post(url("fund", pk=fund.pk), {**data, "active": ""})
    assert "Not in the list" in text(editor.get(url("funds_edit")))


def test_pages_of_another_region_do_not_exist(editor):
    assert editor.get(url("fund", pk=FondsFactory().pk)).status_code == 404
    assert editor.get(url("combination", pk=SamenloopFactory().pk)).status_code == 404
