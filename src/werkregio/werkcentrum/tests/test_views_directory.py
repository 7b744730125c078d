# SPDX-License-Identifier: EUPL-1.2
"""Open pages of the directory and the counters: what is shown to whom, and in how many queries."""

from datetime import date

import pytest
from tests.factories import (
    MOMENT,
    AanbodFactory,
    GemeenteFactory,
    InstrumentFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.werkcentrum.models import Feit, Loket, Voorwaarde
from werkregio.werkcentrum.queries.directory_content import content_of
from werkregio.werkcentrum.rules.search import search_text
from werkregio.werkcentrum.services.directory import new_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio(settings):
    regio = RegioFactory(code="hier")
    settings.DEFAULT_REGION = "hier"
    return regio


@pytest.fixture
def venlo(regio):
    place = GemeenteFactory(naam="Venlo", slug="venlo")
    RegioGemeenteFactory(regio=regio, gemeente=place)
    return place


def named(entry, nl, en=None):
    for language, name in (("nl", nl), ("en", en or nl)):
        entry.teksten.filter(language=language).update(name=name)
    entry.search_text = search_text(content_of(type(entry).objects.get(pk=entry.pk)))
    entry.save()
    return entry


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_list_shows_help_of_this_region_only_and_sets_no_cookie(client, regio):
    named(InstrumentFactory(regio=regio), "Hulp van hier")
    named(InstrumentFactory(), "Hulp van elders")
    named(InstrumentFactory(regio=regio, status="concept"), "Nog niet af")
    named(InstrumentFactory(regio=regio, use="professional"), "Voor beroepskrachten")
    named(InstrumentFactory(regio=regio, same_as="I001"), "Dubbele rij")
    response = client.get("/nl/hulp/")
    text = response.content.decode()
    assert "Hulp van hier" in text
    for absent in ("elders", "Nog niet af", "Voor beroepskrachten", "Dubbele rij"):
        assert absent not in text
    assert not response.cookies


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("behoefte=scholing-financiering", {"B"}),
        ("voor=werkgever", {"B"}),
        ("gemeente=venlo", {"A", "B"}),
        ("kosten=free", {"A", "C"}),
        ("kosten=anders", {"B"}),
        ("door=uwv", {"A"}),
        ("taal=pl", {"A"}),
        ("zoek=taalcursus", {"B"}),
        ("zoek=taalcurus", {"B"}),
        ("zoek=taalcursus&kosten=free", set()),
        ("", {"A", "B", "C"}),
    ],
)
def test_the_list_is_filtered(client, regio, venlo, query, expected):
    other = GemeenteFactory(naam="Elders", slug="elders")
    RegioGemeenteFactory(regio=regio, gemeente=other)
    a = named(InstrumentFactory(regio=regio), "Aaa jobcoach")
    AanbodFactory(instrument=a, partij=PartijFactory(regio=regio, code="uwv"), languages=["nl", "pl"])
    b = InstrumentFactory(
        regio=regio, audience=["werkgever"], costs_kind="paid", needs=["scholing-financiering"]
    )
    named(b, "Bbb taalcursus").gemeenten.add(venlo)
    named(InstrumentFactory(regio=regio), "Ccc elders").gemeenten.add(other)
    text = page(client, f"/nl/hulp/?{query}")
    names = {"A": "Aaa jobcoach", "B": "Bbb taalcursus", "C": "Ccc elders"}
    assert {key for key, name in names.items() if name in text} == expected


def test_an_unknown_filter_is_named_and_left_out(client, regio):
    named(InstrumentFactory(regio=regio), "Hulp van hier")
    text = page(client, "/en/hulp/?behoefte=bestaat-niet&zoek=%3Cscript%3E&pagina=zzz")
    assert "is not in the list" in text
    assert "<script>" not in text


def test_nothing_found_leads_to_a_guide(client, regio):
    text = page(client, "/en/hulp/?zoek=xqzzyvw")
    assert "Nothing found" in text
    assert "/en/contact/" in text


def test_ended_help_is_hidden_but_found_by_its_name_with_its_successor(client, regio):
    ended = named(InstrumentFactory(regio=regio, status="ended", ended_on=date(2023, 11, 15)), "Stapbudget")
    ended.successors.add(named(InstrumentFactory(regio=regio), "Leerregeling"))
    assert "Stapbudget" not in page(client, "/en/hulp/")
    assert "Stapbudget" in page(client, "/en/hulp/?gestopt=on")
    text = page(client, "/en/hulp/?zoek=stapbudget")
    assert "This help ended on 15 November 2023" in text
    assert "Leerregeling" in text
    entry = page(client, f"/en/hulp/{ended.slug}/")
    assert "This help has ended" in entry
    assert "Leerregeling" in entry


@pytest.mark.parametrize("rows", [3, 30])
def test_the_list_takes_a_fixed_number_of_queries(client, regio, venlo, rows, django_assert_num_queries):
    for _ in range(rows):
        AanbodFactory(instrument=InstrumentFactory(regio=regio))
    client.get("/nl/hulp/")
    with django_assert_num_queries(10):
        client.get("/nl/hulp/")


@pytest.mark.parametrize("rows", [3, 30])
def test_an_entry_takes_a_fixed_number_of_queries(client, regio, rows, django_assert_num_queries):
    entry = InstrumentFactory(regio=regio)
    for number in range(rows):
        AanbodFactory(instrument=entry)
        Feit.objects.create(instrument=entry, key=f"f{number}", label_nl="F", value="1", unit="jaar")
    client.get(f"/nl/hulp/{entry.slug}/")
    with django_assert_num_queries(15):
        client.get(f"/nl/hulp/{entry.slug}/")


def test_the_csv_has_source_and_date_and_no_formula(client, regio):
    named(InstrumentFactory(regio=regio, source="https://bron.example/x", as_of="2026-02"), "=1+1")
    response = client.get("/nl/hulp/lijst.csv")
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("code,address,language,name")
    assert "https://bron.example/x,2026-02,yes" in text
    assert "'=1+1" in text
    assert "attachment" in response["Content-Disposition"]


def test_an_entry_tells_facts_with_date_source_and_doubt(client, regio):
    entry = InstrumentFactory(regio=regio, verified=False)
    facts = {
        "bedrag": {"value": "2816.25", "unit": "euro", "as_of": "2026-02", "source": "https://bron.example/"},
        "zonder-datum": {"value": "1500", "unit": "euro-per-jaar"},
        "oud": {"value": "3", "unit": "jaar", "valid_to": date(2026, 11, 23)},
        "loopt": {"value": "15-7.5", "unit": "procent", "valid_to": date(2026, 11, 24)},
    }
    for key, fields in facts.items():
        Feit.objects.create(instrument=entry, key=key, label_nl=key, label_en=key, **fields)
    Voorwaarde.objects.create(
        instrument=entry,
        text_nl="x",
        text_en="You live in Venlo.",
        who_decides="UWV",
        expression="gemeente in [Venlo]",
    )
    text = page(client, f"/en/hulp/{entry.slug}/")
    assert "€ 2,816.25" in text
    assert "February 2026" in text
    assert "1500" not in text
    assert "1,500" not in text
    assert "its date is not known" in text
    assert text.count("held until") == 1
    assert "We are asking for the new one" in text
    assert "15 to 7.5%" in text
    assert "Not verified" in text
    assert "You live in Venlo." in text
    assert "Who decides: UWV." in text
    assert "entitled" not in text


def test_a_condition_is_never_a_right(client, regio, venlo):
    entry = InstrumentFactory(regio=regio)
    Voorwaarde.objects.create(
        instrument=entry, text_nl="x", text_en="y", who_decides="UWV", expression="gemeente in [Venlo]"
    )
    assert "Possible: UWV decides." in page(client, f"/en/hulp/{entry.slug}/?gemeente=venlo")
    assert "Possible" not in page(client, f"/en/hulp/{entry.slug}/?gemeente=nergens")


def test_offers_say_what_is_known_and_what_is_not(client, regio):
    entry = InstrumentFactory(regio=regio)
    AanbodFactory(instrument=entry, partij=PartijFactory(regio=regio, naam="Kale Partij"))
    AanbodFactory(
        instrument=entry,
        partij=PartijFactory(regio=regio, naam="Bekende Partij"),
        route_person="Loop binnen.",
        route_professional="Bel de balie.",
        suspended_until=date(2026, 12, 31),
    )
    text = page(client, f"/en/hulp/{entry.slug}/")
    assert "Kale Partij" in text
    assert "Loop binnen." in text
    assert "No new requests until 31 December 2026" in text
    assert "Bel de balie." not in text


def test_staff_sees_professional_entries_and_routes(signed_in, client, regio):
    entry = InstrumentFactory(regio=regio, use="professional", slug="vakwerk")
    AanbodFactory(instrument=entry, route_professional="Bel de balie.")
    draft = InstrumentFactory(regio=regio, status="concept", slug="nog-niet")
    assert client.get("/nl/hulp/vakwerk/").status_code == 404
    guide = signed_in("gids", partij=PartijFactory(regio=regio))
    assert "Bel de balie." in page(guide, "/nl/hulp/vakwerk/")
    assert guide.get(f"/nl/hulp/{draft.slug}/").status_code == 404
    elsewhere = signed_in("gids", partij=PartijFactory(regio=RegioFactory()))
    assert elsewhere.get("/nl/hulp/vakwerk/").status_code == 404
    redacteur = signed_in("redacteur", partij=PartijFactory(regio=regio))
    assert redacteur.get(f"/nl/hulp/{draft.slug}/").status_code == 200


def test_an_old_address_leads_to_the_new_one(client, regio):
    entry = InstrumentFactory(regio=regio, slug="nieuw-adres")
    new_version(entry, {**content_of(entry), "slug": "oud-adres"}, by=None, at=MOMENT, reason="x").save()
    response = client.get("/nl/hulp/oud-adres/")
    assert (response.status_code, response["Location"]) == (301, "/nl/hulp/nieuw-adres/")
    assert client.get("/nl/hulp/nooit-geweest/").status_code == 404


def test_an_arabic_page_shows_english_texts_and_says_so(client, regio):
    entry = named(InstrumentFactory(regio=regio), "Nederlandse naam", "English name")
    text = page(client, f"/ar/hulp/{entry.slug}/")
    assert "English name" in text
    assert '<h1 lang="en" dir="ltr">' in text
    assert 'dir="rtl"' in text


def test_every_subject_has_its_page(client, regio):
    named(InstrumentFactory(regio=regio, needs=["randvoorwaarden"]), "Vervoer naar werk")
    overview = page(client, "/en/onderwerp/")
    assert "No benefit? You may get help as well" in overview
    assert "/en/onderwerp/misstanden-arbeidsmigrant/" in overview
    assert "Vervoer naar werk" in page(client, "/en/onderwerp/randvoorwaarden/")
    assert "See whom you can call now" in page(client, "/en/onderwerp/acute-hulp/")
    assert client.get("/en/onderwerp/bestaat-niet/").status_code == 404


def test_counters_say_what_is_not_filled_in_yet(client, regio, venlo):
    assert "not filled in yet" in page(client, "/en/contact/")
    Loket.objects.create(regio=regio, gemeente=venlo, naam="Loket Venlo")
    text = page(client, "/en/gemeente/venlo/")
    assert "Loket Venlo" in text
    assert "Not filled in yet" in text


def test_counters_show_hours_exceptions_and_languages(client, regio, venlo):
    Loket.objects.create(
        regio=regio,
        gemeente=venlo,
        naam="Loket Venlo",
        hours={"ma": ["09:00-12:30", "13:00-17:00"], "di": []},
        exceptions=[
            {"date": "2026-12-25", "hours": [], "why": {"nl": "Kerst", "en": "Christmas"}},
            {"date": "2026-01-01", "hours": [], "why": {"nl": "Voorbij", "en": "Past"}},
        ],
        languages=["nl", "pl"],
        phone="077 0000000",
    )
    Loket.objects.create(regio=regio, gemeente=venlo, naam="Loket Zonder", languages=["nl"])
    Loket.objects.create(regio=RegioFactory(), gemeente=venlo, naam="Loket Elders")
    text = page(client, "/en/contact/?taal=pl")
    assert "09:00 to 12:30 and 13:00 to 17:00" in text
    assert "Closed" in text
    assert "Christmas" in text
    assert "Past" not in text
    assert "Loket Zonder" not in text
    assert "Loket Elders" not in text
    assert "no counter where we know" in page(client, "/en/contact/?taal=xx")


def test_a_municipality_of_another_region_has_no_page(client, regio):
    place = RegioGemeenteFactory().gemeente
    assert client.get(f"/nl/gemeente/{place.slug}/").status_code == 404


def test_without_a_region_there_is_no_directory(client, db):
    assert client.get("/nl/hulp/").status_code == 404


def test_the_way_to_a_guide_takes_the_subject_along(client, regio):
    entry = named(InstrumentFactory(regio=regio), "Hulp van hier")
    text = page(client, f"/nl/hulp/{entry.slug}/")
    assert text.count(f"/nl/vraag-voor-gids/?hulp={entry.slug}") == 2
    assert "/nl/vraag-voor-gids/?onderwerp=werk-zoeken" in page(client, "/nl/onderwerp/werk-zoeken/")
    assert "/nl/vraag-voor-gids/?onderwerp=werk-zoeken" in page(client, "/nl/hulp/?behoefte=werk-zoeken")


def test_an_entry_shows_names_and_sources_not_notes(client, regio):
    entry = named(
        InstrumentFactory(regio=regio, provider_name="gemeente (opdracht tot 2026-04-01)", source="dossier"),
        "Hulp van hier",
    )
    for url in (f"/nl/hulp/{entry.slug}/", "/nl/hulp/"):
        text = page(client, url)
        assert "Gemeente" in text
        assert "opdracht tot" not in text
        assert "dossier" not in text
    assert b"dossier" not in client.get("/nl/hulp/lijst.csv").content


def order_of(client, url):
    return [card.name for card in client.get(url).context["cards"]]


@pytest.fixture
def four(regio):
    """Alphabetical order is the opposite of usefulness."""
    first = ["werk-zoeken"]
    named(InstrumentFactory(regio=regio, needs=["scholing-financiering", *first]), "Aap: ook hiervoor")
    named(InstrumentFactory(regio=regio, needs=first, status="announced"), "Beer: aangekondigd")
    named(InstrumentFactory(regio=regio, needs=first, verified=False), "Cavia: niet gecontroleerd")
    offered = InstrumentFactory(regio=regio, needs=first)
    AanbodFactory(instrument=offered, partij=PartijFactory(regio=regio))
    named(offered, "Ekster: met aanbod")
    named(InstrumentFactory(regio=regio, needs=first), "Das: zonder aanbod")


def test_a_subject_shows_the_most_useful_help_first(client, regio, four):
    order = order_of(client, "/nl/onderwerp/werk-zoeken/")
    assert [name[0] for name in order] == ["E", "D", "C", "B", "A"]


def test_a_visitor_chooses_the_order_and_sees_which_one_it_is(client, regio, four):
    url = "/nl/onderwerp/werk-zoeken/?volgorde=naam"
    assert [name[0] for name in order_of(client, url)] == ["A", "B", "C", "D", "E"]
    text = page(client, url)
    assert 'href="/nl/onderwerp/werk-zoeken/?volgorde=naam" aria-current="true"' in text
    assert [name[0] for name in order_of(client, "/nl/hulp/?volgorde=naam")] == ["A", "B", "C", "D", "E"]
    assert order_of(client, "/nl/hulp/?behoefte=werk-zoeken") == order_of(
        client, "/nl/onderwerp/werk-zoeken/"
    )
    assert client.get("/nl/onderwerp/werk-zoeken/?volgorde=onzin").status_code == 200


def test_staff_see_public_help_before_that_for_professionals(regio, signed_in):
    for name, use in (("Aap", "professional"), ("Beer", "public")):
        named(InstrumentFactory(regio=regio, needs=["werk-zoeken"], use=use), name)
    staff = signed_in("professional", partij=PartijFactory(regio=regio))
    assert order_of(staff, "/nl/onderwerp/werk-zoeken/") == ["Beer", "Aap"]


def test_the_languages_to_choose_are_those_of_offers_that_are_open(client, regio):
    assert "taal" not in client.get("/nl/hulp/").context["filter"].fields
    partij = PartijFactory(regio=regio)
    for languages, more, active in (
        (["nl", "pl"], {}, True),
        (["ar"], {"use": "professional"}, True),
        (["tr"], {"status": "ended"}, True),
        (["bg"], {}, False),
    ):
        entry = InstrumentFactory(regio=regio, **more)
        AanbodFactory(instrument=entry, partij=partij, languages=languages, active=active)
    choices = client.get("/nl/hulp/").context["filter"].fields["taal"].choices
    assert [code for code, _label in choices] == ["", "nl", "pl"]
    assert len(order_of(client, "/nl/hulp/?taal=pl")) == 1
    # An old link to a language that nobody offers any more still shows the list.
    assert client.get("/nl/hulp/?taal=bg").status_code == 200
