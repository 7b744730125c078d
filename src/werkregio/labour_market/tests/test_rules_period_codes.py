# SPDX-License-Identifier: EUPL-1.2
"""Periods as people write them."""

from datetime import date, datetime

import pytest

from werkregio.labour_market.rules.period_codes import UnknownPeriod, code_of, first_day, title_of


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2022", "2022JJ00"),
        (2022, "2022JJ00"),
        ("2022jj00", "2022JJ00"),
        ("2022KW03", "2022KW03"),
        ("2022-Q3", "2022KW03"),
        ("2022 q3", "2022KW03"),
        ("2022K3", "2022KW03"),
        ("Q3 2022", "2022KW03"),
        ("3e kwartaal 2022", "2022KW03"),
        ("2022-03", "2022MM03"),
        ("2022-2023", "2022SJ00"),
        ("2022/23", "2022SJ00"),
        ("2011-12", "2011MM12"),
        ("3-2022", "2022MM03"),
        ("maart 2022", "2022MM03"),
        ("Okt 2022", "2022MM10"),
        ("2022-03-31", "2022-03-31"),
        ("31-3-2022", "2022-03-31"),
        (datetime(2022, 3, 31), "2022-03-31"),  # noqa: DTZ001 - as a spreadsheet gives it
    ],
)
def test_a_period_has_one_code(typed, code):
    assert code_of(typed) == code


@pytest.mark.parametrize("typed", ["", "ooit", "2022-13", "22", "2022KW05", "2022-02-30", "maa 2022 x"])
def test_what_cannot_be_read_is_refused(typed):
    with pytest.raises(UnknownPeriod):
        code_of(typed)


def test_a_code_has_words_and_a_first_day():
    assert [title_of(code) for code in ("2022JJ00", "2022KW03", "2022MM12", "2022-03-31")] == [
        "2022",
        "2022 3e kwartaal",
        "2022 december",
        "2022-03-31",
    ]
    assert [first_day(code) for code in ("2022JJ00", "2022KW03", "2022MM12", "2022-03-31")] == [
        date(2022, 1, 1),
        date(2022, 7, 1),
        date(2022, 12, 1),
        date(2022, 3, 31),
    ]
