# SPDX-License-Identifier: EUPL-1.2
"""Areas by date: who belongs where, mergers, splits, moved municipalities, doubtful names."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.labour_market.rules.area_names import AmbiguousArea, UnknownArea, find
from werkregio.labour_market.rules.areas import GEMEENTE, REGIO, national
from werkregio.labour_market.rules.composition import compose
from werkregio.labour_market.rules.reasons import Reason

BOOK = national()
EXTERN = Path(os.environ.get("WERKREGIO_EXTERN", "../shared")) / "data"
Y2019, Y2020, Y2021, Y2022, Y2025 = (date(year, 1, 1) for year in (2019, 2020, 2021, 2022, 2025))
SEVEN = {"GM0889", "GM0893", "GM0907", "GM0983", "GM0984", "GM1507", "GM1894"}


def values(reason):
    return dict(reason.values)


def area(code):
    return BOOK.areas[code]


def parts(code, on, division=None):
    return set(compose(BOOK, area(code), on, division).parts)


@pytest.mark.parametrize(("year", "count"), [(2017, 388), (2020, 355), (2022, 345), (2023, 342), (2026, 342)])
def test_the_number_of_municipalities_is_that_of_cbs(year, count):
    assert len(BOOK.gemeenten(date(year, 1, 1))) == count


@pytest.mark.parametrize("year", [2015, 2017, 2020, 2022, 2025, 2026])
def test_each_municipality_lies_in_one_region_and_one_province(year):
    on = date(year, 1, 1)
    regions = [BOOK.members(each.code, on) for each in BOOK.of_kind(REGIO)]
    assert len(regions) == 35
    assert sorted(code for members in regions for code in members) == BOOK.gemeenten(on)
    provinces = [BOOK.members(each.code, on) for each in BOOK.of_kind("provincie")]
    assert sorted(code for members in provinces for code in members) == BOOK.gemeenten(on)


@pytest.mark.parametrize("year", range(2015, 2027))
def test_mook_en_middelaar_is_never_in_noord_limburg(year):
    on = date(year, 1, 1)
    assert parts("AM29", on) == SEVEN
    assert "GM0944" in parts("AM08", on)
    if year >= 2019:
        assert parts("CR37", on) == SEVEN | {"GM0944"}


def test_seven_municipalities_moved():
    moved = {
        code
        for code in BOOK.gemeenten(Y2025)
        if area(code).valid_from <= date(2015, 1, 1)
        and BOOK.area_of(code, REGIO, Y2020) != BOOK.area_of(code, REGIO, Y2025)
    }
    assert {BOOK.name(code) for code in moved} == {
        *("Elburg", "Nunspeet", "Olst-Wijhe", "Heerde", "Uitgeest", "Hardinxveld-Giessendam", "Cranendonck")
    }


def test_a_moved_municipality_counts_where_it_lay_and_that_is_said():
    then = compose(BOOK, area("AM33"), Y2020)
    assert "GM1706" not in then.parts
    assert then.remarks == (Reason.of("without-later", names="Cranendonck"),)
    now = compose(BOOK, area("AM33"), Y2020, Y2025)
    assert set(now.parts) == {*then.parts, "GM1706"}
    assert now.remarks == (Reason.of("other-division", area="Midden-Limburg", day=Y2025),)
    assert compose(BOOK, area("AM29"), Y2020).remarks == ()


def test_a_merger_is_put_together_from_those_before_it():
    eemsdelta = compose(BOOK, area("GM1979"), Y2020)
    assert eemsdelta.parts == ("GM0003", "GM0010", "GM0024")
    assert eemsdelta.division == Y2021
    assert (
        values(eemsdelta.remarks[0])["parts"] == "Appingedam (GM0003), Delfzijl (GM0010), Loppersum (GM0024)"
    )
    assert parts("GM1982", Y2020) == {"GM0756", "GM0786", "GM0815", "GM1684", "GM1702"}


def test_one_that_went_on_under_its_code_has_its_old_borders_unless_asked():
    assert parts("GM0439", Y2020) == {"GM0439"}
    assert parts("GM0439", Y2020, Y2022) == {"GM0439", "GM0370"}
    assert parts("GM0363", Y2022) == {"GM0363"}
    assert parts("GM0363", Y2022, Y2025) == {"GM0363", "GM0457"}


def test_a_split_cannot_be_added_up():
    for code in ("GM0757", "AM26", "AM27"):
        answer = compose(BOOK, area(code), Y2020, Y2025)
        assert answer.parts == ()
        assert answer.refusal.code == "split-cannot-be-added"
        assert values(answer.refusal) == {
            "gone": "Haaren",
            "day": "2021-01-01",
            "into": "Boxtel, Oisterwijk, Tilburg, Vught",
        }
    # The province holds all parts: nothing is torn there.
    assert "GM0788" in parts("PV30", Y2020, Y2025)
    assert values(compose(BOOK, area("GM1949"), date(2017, 1, 1)).refusal)["gone"] == "Littenseradiel"
    assert values(compose(BOOK, area("GM1966"), date(2018, 1, 1)).refusal)["gone"] == "Winsum"
    # In the region of both parts of Winsum nothing is lost.
    assert "GM0053" in parts("AM01", date(2018, 1, 1), Y2025)


def test_one_that_is_gone_says_where_it_went():
    assert compose(BOOK, area("GM0457"), Y2025).refusal == Reason.of(
        "went-into", area="Weesp", day="2022-03-24", into="Amsterdam (GM0363)"
    )
    assert compose(BOOK, area("GM0788"), Y2022).refusal.code == "was-split"
    assert compose(BOOK, area("GM1979"), Y2025, Y2020).refusal == Reason.of(
        "not-yet", area="Eemsdelta", day=Y2021
    )


def test_an_old_division_goes_forward_through_mergers():
    assert "GM1979" in parts("AM01", Y2025, Y2020)
    # Weesp lay in Gooi en Vechtstreek and is now a part of Amsterdam: the old region cannot be made any more.
    assert values(compose(BOOK, area("AM12"), Y2025, Y2020).refusal)["gone"] == "Weesp"


def test_before_2015_the_division_is_not_known():
    assert compose(BOOK, area("AM29"), date(2012, 1, 1)).refusal.code == "division-unknown"
    assert compose(BOOK, area("GM0983"), date(2012, 1, 1)).parts == ("GM0983",)


@given(
    st.dates(date(2015, 1, 1), date(2026, 1, 1)),
    st.dates(date(2015, 1, 1), date(2026, 1, 1)),
)
def test_the_regions_of_any_division_never_count_a_municipality_twice(on, division):
    seen: list[str] = []
    for regio in BOOK.of_kind(REGIO):
        seen += compose(BOOK, regio, on, division).parts
    assert len(seen) == len(set(seen))
    assert set(seen) <= set(BOOK.gemeenten(on))
    assert set(compose(BOOK, area("NL"), on, division).parts) == set(BOOK.gemeenten(on))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AM29", "AM29"),
        ("gm0983", "GM0983"),
        ("NL00", "NL"),
        ("venlo", "GM0983"),
        ("Bergen (L.)", "GM0893"),
        ("bergen (NH.)", "GM0373"),
        ("'s-gravenhage", "GM0518"),
        ("provincie Groningen", "PV20"),
        ("gemeente Groningen", "GM0014"),
        ("arbeidsmarktregio Noord-Limburg", "AM29"),
        ("Sudwest-Fryslan", "GM1900"),
    ],
)
def test_a_clear_name_gives_its_area(typed, code):
    assert find(BOOK, typed).code == code


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Bergen", ["GM0373", "GM0893"]),
        ("Hengelo", ["GM0164", "GM1876"]),
        ("Rijswijk", ["GM0603", "GM0214", "GM1959"]),
        ("Groningen", ["AM01", "GM0014", "PV20"]),
        ("Noord-Limburg", ["AM29", "CR37"]),
    ],
)
def test_a_doubtful_name_is_refused_with_candidates(typed, codes):
    with pytest.raises(AmbiguousArea) as refused:
        find(BOOK, typed)
    assert [candidate.code for candidate in refused.value.candidates] == codes


def test_a_name_nobody_has_is_unknown():
    with pytest.raises(UnknownArea):
        find(BOOK, "Atlantis")


@pytest.mark.parametrize(
    ("file", "column", "year"),
    [
        ("84799NED_kwb2020_gemeenten.csv", "WijkenEnBuurten", 2020),
        ("kwb2022_gemeenten_tmap.csv", "code", 2022),
    ],
)
def test_the_municipalities_are_those_of_the_real_tables(file, column, year):
    path = EXTERN / "cbs" / file
    if not path.is_file():
        pytest.skip(f"{path} is not here (WERKREGIO_EXTERN)")
    with path.open(encoding="utf-8", newline="") as rows:
        codes = {row[column].strip() for row in csv.DictReader(rows)} - {"NL00"}
    assert codes == set(BOOK.gemeenten(date(year, 1, 1)))


def test_membership_of_2025_is_that_of_the_file():
    path = EXTERN / "regio" / "gemeenten_arbeidsmarktregio_2025.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not here (WERKREGIO_EXTERN)")
    with path.open(encoding="utf-8", newline="") as rows:
        expected = {row["gm_code"]: row["am_code"] for row in csv.DictReader(rows)}
    assert {code: BOOK.area_of(code, REGIO, Y2025) for code in BOOK.gemeenten(Y2025)} == expected
    assert len(BOOK.of_kind(GEMEENTE, Y2025)) == 342
