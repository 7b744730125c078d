# SPDX-License-Identifier: EUPL-1.2
"""Finding the fund of a sector or cao."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.funds import found, is_sbi, search_text

FUNDS = [
    (1, search_text(["Doorzaam", "Uitzendbureaus", "78", "Cao voor uitzendkrachten"])),
    (2, search_text(["Colland Arbeidsmarkt", "Land- en tuinbouw", "Groen", "Cao Colland"])),
    (3, search_text(["Opleidingsfonds metaalbewerking", "Metaalbewerking"])),
]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", [1, 2, 3]),
        ("uitzendkracht", [1]),
        ("cao voor uitzendkrachten", [1]),
        ("cao", [1, 2, 3]),
        ("metaal", [3]),
        ("metaalbewreking", [3]),
        ("Tuinbouw", [2]),
        ("78", [1]),
        ("colland groen", [2]),
        ("colland metaal", []),
        ("zorg", []),
    ],
)
def test_a_sector_or_cao_leads_to_its_fund(query, keys):
    assert found(query, FUNDS) == keys


@pytest.mark.parametrize("code", ["78", "01", "01.1", "0113", "25", "43.221"])
def test_what_is_an_sbi_code(code):
    assert is_sbi(code)


@pytest.mark.parametrize("code", ["", "7", "A", "78a", "123456789", "01..1", " 78"])
def test_what_is_no_sbi_code(code):
    assert not is_sbi(code)


@given(st.text(max_size=40))
def test_any_question_gives_funds_of_the_list_in_their_order(query):
    keys = found(query, FUNDS)
    assert keys == [key for key, _text in FUNDS if key in keys]
