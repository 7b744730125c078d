# SPDX-License-Identifier: EUPL-1.2
"""Companies: their number, names that are nearly the same, what a subject needs, and counts of a group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.employers import (
    ALIKE,
    COUNT_STEP,
    EMPLOYER_NEEDS,
    kvk_digits,
    kvk_problem,
    likeness,
    must_perhaps_report,
    name_key,
    needs_of,
    shown_count,
    subject_of,
)
from werkregio.werkcentrum.terms_employers import Onderwerp


@pytest.mark.parametrize("text", ["12345678", "12 34 56 78", "12.34.56.78", "1234-5678"])
def test_a_kvk_number_as_people_type_it(text):
    assert kvk_digits(text) == "12345678"
    assert kvk_problem(kvk_digits(text)) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1234567", "format"),
        ("00000000", "format"),
        ("1234567a", "format"),
        ("١٢٣٤٥٦٧٨", "format"),
        # Nine digits that pass the eleven-check are a BSN; nine others are just wrong.
        ("111222333", "bsn"),
        ("123456789", "format"),
    ],
)
def test_what_is_no_kvk_number(text, problem):
    assert kvk_problem(text) == problem


def test_eight_digits_that_pass_the_check_of_a_bsn_are_a_kvk_number_all_the_same():
    # 0 + eight digits: an old BSN. In the field of the KvK it is a KvK number.
    assert kvk_problem("11122233") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bakkerij Jansen B.V.", "bakkerij jansen"),
        ("Bakkerij Jansen", "Jansen Bakkerij BV"),
        ("Bakkerij Jansen", "Bakkerij Jansen Venray"),
        ("Café Ópera", "cafe opera"),
        ("Transportbedrijf De Hoge Weg", "Transportbedryf De Hoge Weg"),
    ],
)
def test_names_that_may_be_the_same_company(one, other):
    assert likeness(name_key(one), name_key(other)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bakkerij Jansen", "Bakkerij Peeters"),
        ("Bakkerij Jansen", "Jansen Installatie"),
        ("Zorg Noord", "Zorg Zuid"),
        ("AB", "AB Techniek"),
    ],
)
def test_names_of_two_companies(one, other):
    assert likeness(name_key(one), name_key(other)) < ALIKE


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_score_and_the_same_both_ways(one, other):
    a, b = name_key(one), name_key(other)
    assert len(a) <= 120
    assert 0 <= likeness(a, b) <= 100
    assert likeness(a, b) == likeness(b, a)


def test_a_name_that_is_nothing_but_a_legal_form_keeps_it():
    assert name_key("B.V.") == "bv"


def test_every_subject_but_the_open_one_has_a_need_of_employers():
    for subject in Onderwerp:
        found = needs_of([subject])
        assert (found == []) is (subject == Onderwerp.ANDERS)
        assert set(found) <= EMPLOYER_NEEDS
    assert needs_of(["scholing", "vacature", "personeel"]) == ["vacature-melden", "personeel-ontwikkelen"]
    assert subject_of("vacature-melden") == "vacature"
    assert subject_of("werk-zoeken") == ""


@pytest.mark.parametrize(("people", "perhaps"), [(19, False), (20, True)])
def test_from_twenty_people_on_a_report_may_be_needed(people, perhaps):
    assert must_perhaps_report(people) is perhaps


@pytest.mark.parametrize(
    ("came", "shown"), [(0, None), (1, None), (9, None), (10, 10), (14, 10), (15, 15), (19, 15)]
)
def test_a_count_of_a_group_is_hidden_and_then_in_steps(came, shown):
    assert shown_count(came, limit=10) == shown


@given(st.integers(0, 500), st.integers(5, 100))
def test_a_shown_count_is_never_more_than_the_truth_nor_under_the_limit(came, limit):
    shown = shown_count(came, limit=limit)
    assert shown is None or (limit <= shown <= came and (shown % COUNT_STEP == 0 or shown == limit))
