# SPDX-License-Identifier: EUPL-1.2
"""The commands `meet` and `maten` on an empty database with one table; and against a computation of its own."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command

from werkregio.foundation import clock
from werkregio.foundation.errors import AmbiguousInputError, InputError
from werkregio.labour_market.queries.presenting import KEYS
from werkregio.labour_market.queries.tables import version_of
from werkregio.labour_market.rules.areas import REGIO, national
from werkregio.labour_market.rules.measures import MEASURES
from werkregio.labour_market.services import cbs

pytestmark = pytest.mark.django_db
POPULATION = "84799NED:AantalInwoners_5"
C9 = [
    "groene-druk",
    "grijze-druk",
    "demografische-druk",
    "bevolking",
    "netto-participatie",
    "bruto-participatie",
    "werkloosheid",
    "onbenut-potentieel",
    "spanning",
    "vacaturegraad",
    "vacatures-open",
    "vacatures-ontstaan",
    "vacatures-vervuld",
    "banen-sector",
    "locatiequotient",
    "uitkeringen",
    "uitkeringen-per-1000",
    "studenten",
    "vervangingsvraag",
    "laaggeletterdheid",
    "arbeidsmigranten",
]


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def meet(*arguments):
    return json.loads(run("meet", *arguments, "--json"))


@pytest.fixture
def kwb(extern):
    cbs.import_folder("84799NED", extern("data/cbs/84799NED_odata3"), by="system", at=clock.now())


@pytest.fixture
def rows_of_2020(extern):
    with extern("data/cbs/84799NED_kwb2020_gemeenten.csv").open(encoding="utf-8", newline="") as file:
        return {row["WijkenEnBuurten"]: row for row in csv.DictReader(file)}


def test_every_code_is_listed_with_its_inputs():
    listed = {each["code"]: each for each in json.loads(run("maten", "--json"))}
    assert set(C9) <= set(listed) == set(MEASURES)
    assert [need["code"] for need in listed["groene-druk"]["wegen"][0]["invoer"]] == [
        "inwoners_0_20",
        "inwoners_20_65",
    ]
    assert listed["spanning"]["klassen"]["grenzen"] == ["0.25", "0.67", "1.5", "4.0"]
    assert all(each["definitie"] and each["bron_formule"] for each in listed.values())
    assert "spanning" in run("maten", "--taal", "en")


@pytest.mark.parametrize("code", C9)
def test_every_measure_answers_on_an_empty_database(code):
    answer = meet(code, "--gebied", "AM29", "--periode", "2022")
    assert tuple(answer) == KEYS
    assert (answer["maat"], answer["gebied"], answer["periode"]) == (code, "AM29", "2022")
    assert (answer["waarde"], answer["status"]) == (None, "niet_te_berekenen")
    assert answer["reden"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("niets", "--gebied", "AM29"),
        ("99999NED:Iets_1", "--gebied", "AM29"),
        ("bevolking", "--gebied", "AM99"),
        ("bevolking", "--gebied", "AM29", "--periode", "ooit"),
        ("bevolking", "--gebied", "AM29", "--dimensie", "leeftijd"),
        ("bevolking", "--gebied", "AM29", "--dimensie", "leeftijd=3-4"),
        ("bevolking", "--gebied", "AM29", "--indeling", "ooit"),
        ("bevolking", "--gebied", "AM29", "--klassegrenzen", "1,2,3,4"),
        ("spanning", "--gebied", "AM29", "--klassegrenzen", "1,2"),
        ("bevolking", "--gebied", "AM29", "--regio", "nergens"),
        ("bevolking", "--gebied", "AM29", "--uit", "x.doc"),
        ("bevolking",),
    ],
)
def test_bad_input_is_refused(arguments):
    with pytest.raises(InputError) as refused:
        run("meet", *arguments)
    assert not isinstance(refused.value, AmbiguousInputError)


def test_a_doubtful_name_is_refused_with_candidates():
    with pytest.raises(AmbiguousInputError, match=r"GM0373 .*Bergen.*GM0893"):
        run("meet", "bevolking", "--gebied", "Bergen")


def test_a_column_of_the_real_table(kwb, rows_of_2020):
    answer = meet(POPULATION, "--gebied", "AM29", "--periode", "2020")
    # 13 482 + 13 085 + 16 921 + 101 802 + 43 614 + 42 429 + 43 425.
    assert answer["waarde"] == "274758"
    assert (answer["status"], answer["peildatum"], answer["reden"]) == ("definitief", "2020-01-01", None)
    assert len(answer["bron"]) == 7
    for source in answer["bron"]:
        versions, row = version_of(source["waarneming"])
        assert versions[0].hash == source["versie"]
        assert source["waarde"] == rows_of_2020[source["gebied"]]["AantalInwoners_5"]
        assert row == int(rows_of_2020[source["gebied"]]["ID"])
    assert meet(POPULATION, "--gebied", "AM29", "--periode", "2019")["status"] == "niet_te_berekenen"
    assert meet("bevolking", "--gebied", "venlo")["waarde"] == "101802"
    assert meet("groene-druk", "--gebied", "AM29", "--periode", "2020")["waarde"] is None


def test_several_areas_give_a_list_and_files_hold_the_same(kwb, tmp_path):
    answers = meet("bevolking", "--gebied", "AM29", "--gebied", "GM0983", "--periode", "2020")
    assert [answer["waarde"] for answer in answers] == ["274758", "101802"]
    for suffix in ("csv", "parquet", "json"):
        run(
            "meet",
            "bevolking",
            "--alle",
            "gemeente",
            "--periode",
            "2020",
            "--uit",
            str(tmp_path / f"uit.{suffix}"),
        )
    with (tmp_path / "uit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    stored = pq.read_table(tmp_path / "uit.parquet").to_pylist()
    assert len(rows) == len(plain) == len(stored) == 355
    assert tuple(rows[0]) == KEYS
    assert (
        [row["waarde"] for row in rows]
        == [row["waarde"] for row in plain]
        == [row["waarde"] for row in stored]
    )
    assert sum(row["waarde_getal"] for row in stored) == 17407585


TOPICS = {
    "bevolking": (["AantalInwoners_5"], None, 1),
    "uitkeringen": (
        [f"PersonenPerSoortUitkering{kind}" for kind in ("Bijstand_83", "AO_84", "WW_85")],
        None,
        1,
    ),
}


@pytest.mark.parametrize("code", sorted(TOPICS))
@pytest.mark.parametrize("division", [None, "2025"])
def test_plain_python_agrees_for_every_area_of_2020(kwb, rows_of_2020, extern, code, division):
    """Sums over rows of two CSV files, without any code of ours."""
    columns, _bottom, _factor = TOPICS[code]
    with extern("data/regio/gemeenten_arbeidsmarktregio_2025.csv").open(encoding="utf-8", newline="") as file:
        members = {row["gm_code"]: row for row in csv.DictReader(file)}

    def value(gemeente):
        cells = [rows_of_2020[gemeente][column] for column in columns]
        return None if "" in cells else sum((Fraction(Decimal(cell)) for cell in cells), Fraction(0))

    more = ["--indeling", division] if division else []
    answers = {each["gebied"]: each for each in meet(code, "--alle", "--periode", "2020", *more)}
    checked = 0
    for gemeente in set(members) & set(rows_of_2020):
        if division is None:
            expected, given = value(gemeente), answers[gemeente]["waarde"]
            assert given == (None if expected is None else str(expected)), gemeente
            checked += 1
    torn = {"AM26", "AM27", "AM18", "AM12", "AM17", "AM01", "AM15", "AM22"}
    moved = {"AM06", "AM36", "AM15", "AM37", "AM23", "AM35", "AM28", "AM33"}
    for regio in {row["am_code"] for row in members.values()} - torn - (set() if division else moved):
        inside = [gemeente for gemeente, row in members.items() if row["am_code"] == regio]
        values = [value(gemeente) for gemeente in inside]
        expected = None if None in values else sum(values, Fraction(0))
        assert answers[regio]["waarde"] == (None if expected is None else str(expected)), regio
        checked += 1
    assert checked >= (27 if division else 337 + 19)
    if code == "bevolking":
        regions = [answers[area.code]["waarde"] for area in national().of_kind(REGIO)]
        if division is None:
            assert sum(map(int, regions)) == 17407585
        else:
            assert regions.count(None) == 2  # Both halves of Haaren.


def test_measures_of_the_division_of_today_for_years_before(kwb):
    today = meet("bevolking", "--gebied", "AM33", "--periode", "2020", "--indeling", "2025")
    then = meet("bevolking", "--gebied", "AM33", "--periode", "2020")
    assert int(today["waarde"]) - int(then["waarde"]) == int(
        meet("bevolking", "--gebied", "GM1706")["waarde"]
    )
    assert "Cranendonck" in then["reden"]
    assert date(2020, 1, 1).isoformat() == then["peildatum"]
