# SPDX-License-Identifier: EUPL-1.2
"""What is taken for a BSN, and what is not (ruling A10). The numbers are invented: they pass the check only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.identity import find_bsn, passes_eleven_check

BSN = "111222333"
SHORT = "10000008"  # 8 digits that pass with a zero in front


def test_the_numbers_of_these_tests_pass():
    assert passes_eleven_check(BSN)
    assert passes_eleven_check(SHORT)


@pytest.mark.parametrize("digits", ["", "000000000", "123456789", "1112223334", "11122233a", "1"])
def test_what_fails_the_check(digits):
    assert not passes_eleven_check(digits)


@pytest.mark.parametrize(
    "text",
    [
        "mijn bsn is 111222333",
        "111222333",
        "111.222.333",
        "111 222 333",
        "111-222-333",
        "1112.22.333",
        "(111222333)",
        "BSN:111222333.",
        "Ik ben Jan, 111222333, en zoek werk",
        "11122233 3",
        "nummer 10000008 staat op mijn pas",
        "رقمي ١١١٢٢٢٣٣٣",
    ],
)
def test_a_bsn_is_found(text):
    assert len(find_bsn(text)) == 1


def test_the_place_is_told():
    text = "Ik ben 111.222.333 en 58 jaar"
    found = find_bsn(text)[0]
    assert text[found.start : found.end] == "111.222.333"


def test_two_are_found_in_order():
    found = find_bsn("111222333 en 111222333")
    assert [place.start for place in found] == [0, 13]


@pytest.mark.parametrize(
    "text",
    [
        "bel 0111222333",
        "bel +31 111222333",
        "06 11122233 3",
        "06-11122233",
        "0031 111 222 333",
        "telefoon 111222333",
        "tel. 111222333",
        "NL91 ABNA 0111 2223 33",
        "NL91ABNA0111222333",
        "IBAN 111222333",
        "KvK 10000008",
        "kvk-nummer: 10000008",
        "KvK nummer is 10000008",
        "zaaknummer 111222333",
        "zaak: 111222333",
        "kenmerk 111.222.333",
        "factuur 111222333",
        "polis nr. 111222333",
        "123456789",
        "op 24-11-2026 om 10.30",
        "mijn loon was 1.112.223 euro",
        "12345678901112223334",
        "abc111222333",
        "postcode 5911 AB en 2026",
        "",
    ],
)
def test_what_is_no_bsn(text):
    assert find_bsn(text) == []


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text):
    for found in find_bsn(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.integers(min_value=10_000_000, max_value=999_999_999))
def test_a_bare_number_is_found_exactly_when_it_passes(number):
    digits = str(number)
    assert bool(find_bsn(f"nummer van mij: x {digits} x")) is passes_eleven_check(digits)
