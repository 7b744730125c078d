# SPDX-License-Identifier: EUPL-1.2
"""Ages in questions, age limits by date, and conditions that name a limit of the region."""

from datetime import date

import pytest

from werkregio.regio.rules.age_limits import STANDARD, AgeLimit, all_limits, limit_on
from werkregio.werkcentrum.rules.age import YOUNG, age_in, age_preferences
from werkregio.werkcentrum.rules.conditions import ConditionError, Verdict, evaluate, parse


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ik ben 26 en gestopt met school", 26),
        ("ik ben nu 26 jaar", 26),
        ("Mijn zoon van 17 wil stoppen", 17),
        ("een 19-jarige zonder diploma", 19),
        ("ik ben 58 jaar oud", 58),
        ("I am 24 and have no diploma", 24),
        ("a 22-year-old", 22),
        ("mam 26 lat", 26),
        ("عمري ٢٦ سنة", 26),
        ("Kızım 18 yaşında", 18),
        # What is no age.
        ("ik ben 26 uur per week aan het werk", None),
        ("ik ben 26 jaar in dienst", None),
        ("ik ben 26 jaar gewerkt hebbend", None),
        ("ik verdien 26 euro", None),
        ("mijn nummer is 26", None),
        ("ik ben 1,26 meter", None),
        # Two ages: nobody guesses whose it is.
        ("ik ben 45 en mijn zoon is 17", None),
        ("", None),
    ],
)
def test_an_age_is_read_only_when_it_is_said(text, age):
    assert age_in(text) == age


@pytest.mark.parametrize(
    ("age", "below", "too_old"),
    [(26, 27, False), (27, 27, True), (26, 23, True), (22, 23, False), (None, 27, False), (26, None, False)],
)
def test_too_old_for_the_doorstroompunt(age, below, too_old):
    assert (YOUNG in age_preferences(age, below)) is too_old


@pytest.mark.parametrize(
    ("day", "below"),
    [(date(2025, 12, 31), 23), (date(2026, 1, 1), 27), (date(2030, 6, 1), 27), (date(1999, 1, 1), None)],
)
def test_the_standard_limit_changed_on_the_first_of_january(day, below):
    found = limit_on(all_limits([], "doorstroompunt"), day)
    assert (found.below if found else None) == below


def test_what_the_region_sets_goes_before_the_standard():
    own = AgeLimit("doorstroompunt", 23, date(2026, 1, 1), "eigen", own=True)
    later = AgeLimit("doorstroompunt", 30, date(2028, 1, 1), "eigen", own=True)
    limits = all_limits([own, later], "doorstroompunt")
    assert len(limits) == len(STANDARD) + 1
    assert [limit_on(limits, date(year, 2, 1)).below for year in (2025, 2026, 2028)] == [23, 23, 30]
    assert all_limits([own], "iets-anders") == []


TEST = "leeftijd < doorstroompuntgrens"


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"leeftijd": 26, "doorstroompuntgrens": 27}, Verdict.YES),
        ({"leeftijd": 26, "doorstroompuntgrens": 23}, Verdict.NO),
        ({"leeftijd": 26}, Verdict.UNKNOWN),
        ({"doorstroompuntgrens": 27}, Verdict.UNKNOWN),
        ({"leeftijd": 26, "doorstroompuntgrens": "?"}, Verdict.UNKNOWN),
    ],
)
def test_a_condition_may_name_the_limit(answers, verdict):
    assert evaluate(TEST, answers) == verdict


def test_only_a_known_limit_may_be_named():
    with pytest.raises(ConditionError):
        parse("leeftijd < pensioengrens")
    with pytest.raises(ConditionError):
        parse("gemeente < doorstroompuntgrens")
