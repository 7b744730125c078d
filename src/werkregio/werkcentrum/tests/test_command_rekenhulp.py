# SPDX-License-Identifier: EUPL-1.2
"""The black-box command `rekenhulp`: exact input, exact output, clear refusals and no half file."""

import json
from fractions import Fraction

import pytest
from django.core.management import call_command
from tests.factories import InstrumentFactory, RegioFactory, RegioGemeenteFactory

from werkregio.foundation.errors import AmbiguousInputError, InputError
from werkregio.werkcentrum.models import Feit

pytestmark = pytest.mark.django_db
HEADER = "id,leeftijd,uren,loon,loon_per,loonwaarde,contract,maanden,doelgroep,gemeente,start\n"
ROW = 'a,34,32,"16,50",uur,55,vast,,doelgroepregister|wia,Venlo,2026-12-01\n'


@pytest.fixture(autouse=True)
def regio():
    regio = RegioFactory(code="hier")
    RegioGemeenteFactory(regio=regio, gemeente__gm_code="GM0983", gemeente__naam="Venlo")
    facts = {
        "I039": [("subsidie-maximaal", "70", "procent")],
        "I043": [("per-uur", "1.00", "euro-per-uur"), ("per-jaar-maximaal", "9000", "euro-per-jaar")],
    }
    for code, rows in facts.items():
        entry = InstrumentFactory(regio=regio, code=code, provider_name="gemeente")
        for key, value, unit in rows:
            Feit.objects.create(instrument=entry, key=key, label_nl=key, value=value, unit=unit, as_of="2026")
    return regio


def run(tmp_path, content: str, *more: str) -> list[dict]:
    source, target = tmp_path / "vragen.csv", tmp_path / "antwoorden.jsonl"
    source.write_text(content)
    call_command("rekenhulp", "--in", str(source), "--uit", str(target), *more)
    return [json.loads(line) for line in target.read_text().splitlines()]


def by_code(line: dict) -> dict[str, dict]:
    return {one["id"]: one for one in line["instrumenten"]}


def test_one_line_for_each_row_in_the_same_order(tmp_path):
    lines = run(tmp_path, HEADER + ROW.replace("a,", "b,", 1) + ROW)
    assert [line["id"] for line in lines] == ["b", "a"]
    found = by_code(lines[0])
    assert found["I043"]["past"] == "ja"
    assert found["I043"]["jaar_1"] == {"van": "1664", "tot": "1674"}
    assert found["I043"]["feiten"][0]["peildatum"] == "2026"
    assert {Fraction(one) for one in found["I039"]["deel_minimumloon"].values()} == {Fraction(45, 100)}
    assert found["I039"]["per_maand"] is None
    assert "minimumloon-per-uur" in [gap["sleutel"] for gap in found["I039"]["ontbreekt"]]
    assert lines[0]["samen"] == [
        {
            "instrumenten": ["I043"],
            "jaar_1": {"van": "1664", "tot": "1674"},
            "jaar_2": {"van": "1664", "tot": "1674"},
        }
    ]
    assert "I039" in lines[0]["niet_meegeteld"]
    assert lines[0]["onder_minimumloon"] is None


def test_a_semicolon_and_not_measured(tmp_path):
    content = (
        "id;leeftijd;uren;loon;loon_per;loonwaarde;contract;doelgroep;start\n"
        "1;34;32;2.450,00;maand;niet-gemeten;vast;beschut-werk;1-12-2026\n"
    )
    assert by_code(run(tmp_path, content)[0])["I039"]["deel_minimumloon"] == {"van": "0/1", "tot": "7/10"}


def test_another_day(tmp_path):
    Feit.objects.filter(key="per-uur").update(valid_to="2026-12-31")
    content = HEADER + ROW.replace("2026-12-01", "2027-01-01")
    found = by_code(run(tmp_path, content, "--op", "2027-01-01")[0])["I043"]
    assert found["jaar_1"] is None
    assert found["ontbreekt"] == [
        {
            "instrument": "I043",
            "sleutel": "per-uur",
            "soort": "verlopen",
            "sinds": "2026-12-31",
            "weigert": True,
        }
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "leeg"),
        ("id,leeftijd\n1,34\n", "uren"),
        (HEADER + ROW + ROW, "Rij 3, kolom id"),
        (HEADER + ROW.replace("34", "twee", 1), "Rij 2, kolom leeftijd"),
        (HEADER + ROW.replace("uur", "dag", 1), "Rij 2, kolom loon_per"),
        (HEADER + ROW.replace("|wia", "|kabouter"), "Rij 2, kolom doelgroep"),
        (HEADER + ROW.replace("Venlo", "Atlantis"), "Rij 2, kolom gemeente"),
        (HEADER + ROW.replace("2026-12-01", "ooit"), "Rij 2, kolom start"),
        (HEADER + ROW.replace("vast", "tijdelijk"), "Rij 2, kolom maanden"),
    ],
)
def test_bad_input_names_row_and_column_and_writes_no_file(tmp_path, content, says):
    with pytest.raises(InputError, match=says):
        run(tmp_path, content)
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_two_readings_are_both_named(tmp_path):
    with pytest.raises(AmbiguousInputError, match=r"Rij 2, kolom loon.*2450.*2,450"):
        run(tmp_path, HEADER + ROW.replace('"16,50"', "2.450"))
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_a_day_that_is_none(tmp_path):
    with pytest.raises(InputError, match="--op"):
        run(tmp_path, HEADER + ROW, "--op", "morgen")
