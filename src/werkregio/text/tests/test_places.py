# SPDX-License-Identifier: EUPL-1.2
"""Names of places are left out; words that only look like one stay."""

import pytest

from werkregio.text.places import PlaceNames

NAMES = [
    "Venlo",
    "Horst aan de Maas",
    "Loon op Zand",
    "Bergen (L)",
    "Best",
    "'s-Hertogenbosch",
    "Súdwest-Fryslân",
]


@pytest.fixture(scope="module")
def places():
    return PlaceNames(NAMES, {"best", "loon"}.__contains__)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ik zoek werk in Venlo.", "Ik zoek werk in ."),
        ("werk in venlo of VENLO", "werk in of"),
        ("Ik woon in Horst aan de Maas, wat nu?", "Ik woon in , wat nu?"),
        ("Ik woon in Loon op Zand en mijn loon is laag", "Ik woon in en mijn loon is laag"),
        ("werk in 's-Hertogenbosch", "werk in '"),
        ("iets in sudwest fryslan", "iets in"),
        ("een baan in Bergen", "een baan in"),
        ("Wat kan ik het best doen? Best lastig.", "Wat kan ik het best doen? Best lastig."),
        ("Ik woon in Best", "Ik woon in"),
        ("Horst is een naam", "Horst is een naam"),
        ("Venlonaren werken", "Venlonaren werken"),
        ("", ""),
    ],
)
def test_names_of_places_are_left_out(places, text, left):
    assert " ".join(places.without(text).split()) == left


def test_without_names_nothing_is_left_out():
    assert PlaceNames().without("Ik zoek werk in Venlo.") == "Ik zoek werk in Venlo."
