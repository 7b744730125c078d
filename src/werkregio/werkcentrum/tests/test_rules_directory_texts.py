# SPDX-License-Identifier: EUPL-1.2
"""Facts, differences, addresses, hours and signals about texts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules import diff, facts, opening_hours, plain_texts, slugs
from werkregio.werkcentrum.rules.search import Entry, SearchIndex, search_stems, search_text


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        ("2816.25", "euro", facts.Amount(Decimal("2816.25"))),
        ("15-7.5", "procent", facts.Amount(Decimal(15), Decimal("7.5"))),
        ("112", "tekst", None),
    ],
)
def test_values_are_numbers_or_texts(value, unit, amount):
    assert facts.parse_value(value, unit) == amount


@pytest.mark.parametrize(
    ("value", "unit"), [("1.000,50", "euro"), ("", "euro"), ("", "tekst"), ("3", "lichtjaar"), ("-3", "jaar")]
)
def test_other_values_are_refused(value, unit):
    with pytest.raises(facts.FactError):
        facts.parse_value(value, unit)


def test_a_year_or_month_means_its_last_day():
    assert facts.parse_as_of("2024") == date(2024, 12, 31)
    assert facts.parse_as_of("2024-02") == date(2024, 2, 29)
    assert facts.parse_as_of("") is None
    for wrong in ("24", "2024-13", "2024-02-30", "0000"):
        with pytest.raises(facts.FactError):
            facts.parse_as_of(wrong)


def test_the_last_day_of_a_fact_still_counts():
    assert not facts.has_expired(date(2026, 11, 24), date(2026, 11, 24))
    assert facts.has_expired(date(2026, 11, 23), date(2026, 11, 24))
    assert not facts.has_expired(None, date(2026, 11, 24))


def test_an_amount_of_money_needs_a_date():
    assert not facts.may_be_shown("euro-per-jaar", as_of="", valid_from=None)
    assert facts.may_be_shown("euro", as_of="2024", valid_from=None)
    assert facts.may_be_shown("week", as_of="", valid_from=None)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_difference_gives_both_texts_back(before, after):
    change = diff.FieldChange("x", diff.words_changed(before, after))
    assert (change.before, change.after) == (before, after)


def test_a_difference_names_the_field_and_the_words():
    (change,) = diff.changes(
        {"texts": {"nl": {"name": "Hulp bij werk", "what": "Zelfde"}}, "facts": []},
        {"texts": {"nl": {"name": "Hulp bij leren", "what": "Zelfde"}}, "facts": []},
    )
    assert change.path == "texts.nl.name"
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("same", "Hulp bij "),
        ("removed", "werk"),
        ("added", "leren"),
    ]


def test_rows_and_marks_are_compared_as_lines():
    before = {"facts": [{"key": "duur", "value": "3"}], "verified": False}
    found = diff.changes(before, {"facts": [{"key": "duur", "value": "4"}], "verified": True})
    assert [change.path for change in found] == ["facts", "verified"]


def test_an_address_is_readable():
    assert slugs.slug_of("Hulp bij één vráág!") == "hulp-bij-een-vraag"
    assert slugs.slug_of("…") == ""
    assert slugs.is_readable("hulp-bij-werk")
    for wrong in ("", "Hulp", "hulp--werk", "-hulp", "nieuw", "a" * 81):
        assert not slugs.is_readable(wrong)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("09:00-12:30, 13:00-17:00", ["09:00-12:30", "13:00-17:00"]),
        ("9.00 tot 12.30", ["09:00-12:30"]),
        ("dicht", []),
        ("  ", None),
    ],
)
def test_hours_are_read(text, periods):
    assert opening_hours.parse_hours(text) == periods
    assert opening_hours.parse_hours(opening_hours.hours_text(periods)) == periods


@pytest.mark.parametrize("text", ["17:00-09:00", "09:00-12:00, 11:00-13:00", "25:00-26:00", "altijd"])
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(opening_hours.HoursError):
        opening_hours.parse_hours(text)


def test_a_text_that_is_half_another_one_is_alike():
    one = ["Dit is een. Dit is twee. Dit is drie."]
    assert plain_texts.alike({"a": one, "b": ["Dit is een. Dit is TWEE! Iets anders."]}) == [("a", "b")]
    assert plain_texts.alike({"a": one, "b": ["Dit is een. Iets anders. Nog iets."]}) == []


def test_reading_ease_falls_with_longer_words():
    easy = plain_texts.reading_ease("U krijgt hulp. De gids belt u.")
    hard = plain_texts.reading_ease("Arbeidsmarktdiscriminatieproblematiek vereist verantwoordelijkheid.")
    assert easy > 60 > hard
    assert plain_texts.reading_ease("") == 100


@pytest.mark.parametrize("text", ["U krijgt € 50.", "U krijgt 50 euro.", "Het is 20%.", "20 procent"])
def test_a_loose_amount_is_seen(text):
    assert plain_texts.has_loose_amount(text)
    assert not plain_texts.has_loose_amount("U kunt binnen 2 weken komen.")


def _content(name, what=""):
    return {"texts": {"nl": {"name": name, "what": what}}, "provider_name": "", "law": ""}


@pytest.fixture(scope="module")
def index():
    entries = [
        Entry(
            1,
            search_text(_content("Loonkostensubsidie", "Geld voor de loonkosten van een werkgever")),
            ("subsidie-werkgever",),
        ),
        Entry(2, search_text(_content("Hulp van een jobcoach", "Iemand helpt op het werk")), ("werken",)),
        Entry(3, search_text(_content("STAP-budget", "Geld voor scholing")), ("scholing",)),
        Entry(4, search_text(_content("Gesprek met een gids", "Praat over uw werk")), ("gids",)),
    ]
    return SearchIndex(entries, {"scholing": search_stems("cursus betalen", "nl")})


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("jobcoach", 2),
        ("jobcoahc", 2),
        ("JOBCOACH!", 2),
        ("loonkosten", 1),
        ("loonkosetn", 1),
        ("cursussen", 3),
        ("stap budget", 3),
        ("een gids spreken gesprek", 4),
    ],
)
def test_search_understands_mistakes_parts_and_synonyms(index, query, first):
    assert index.find(query).ids[0] == first


def test_search_tells_what_it_read_and_what_stands_in_the_name(index):
    found = index.find("jobcoahc")
    assert found.read_as
    assert found.read_as[0][0] == "jobcoahc"
    assert index.find("stap budget").by_name == {3}
    assert index.find("cursus").by_name == frozenset()


@given(st.text(max_size=300))
def test_search_answers_any_text(text):
    found = SearchIndex([Entry(1, "een\ntwee")], {}).find(text)
    assert set(found.ids) <= {1}


def test_search_of_nonsense_finds_nothing(index):
    assert index.find("xqzzy").ids == ()
    assert index.find("").ids == ()
