# SPDX-License-Identifier: EUPL-1.2
"""Around the combination calculator: numbers as people type them, months later, bounds of the form."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.typed_numbers import AmbiguousNumberError, NumberError, parse_number
from werkregio.werkcentrum.rules.calculation_input import contradict, start_between
from werkregio.werkcentrum.rules.calculation_parts import Group, add_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), -6, date(2026, 6, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("16,50", "16.50"), ("16.50", "16.50"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
        ("1.234.567", "1234567"), ("€ 2450", "2450"), ("0,125", "0.125"), ("12.3456", "12.3456"), ("32", "32"),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, value):
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.500"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_back(typed):
    with pytest.raises(AmbiguousNumberError) as refused:
        parse_number(typed)
    assert refused.value.readings[0] == refused.value.readings[1] * 1000


@pytest.mark.parametrize("typed", ["", "-3", "drie", "1,2,3", "1.23.456", "1e5", "٣٢x", "12,34,56"])
def test_what_is_no_number(typed):
    with pytest.raises(NumberError):
        parse_number(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(typed):
    with suppress(NumberError):
        assert parse_number(typed) >= 0


def test_bounds_of_the_form():
    assert start_between(date(2026, 8, 31)) == (date(2026, 2, 28), date(2028, 8, 31))
    assert contradict(frozenset({Group.NONE, Group.BBL}))
    assert not contradict(frozenset({Group.NONE}))
    assert not contradict(frozenset({Group.UNKNOWN, Group.BBL}))
