# SPDX-License-Identifier: EUPL-1.2
"""The command `begroting controleer`: figuur 7 shows its lost 20 000 in both years, and nothing is repaired."""

import json

import pytest
from django.core.management import call_command

from werkregio.foundation.errors import AmbiguousInputError, InputError

# Figuur 7 of the dossier: name, structural, 2024, 2025.
FIGUUR_7 = [
    ("Programmamanager arbeidsmarkt", "ja", "0", "150.000,00"),
    ("Regionaal beleidsadviseur arbeidsmarkt", "ja", "70000", "100.000,00"),
    ("Regionaal ondersteuner", "ja", "60000", "60000"),
    ("Coördinator Werkcentrum", "ja", "0", "55000"),
    ("Gidsfunctie Werkcentrum", "ja", "0", "67500"),
    ("Kwartiermaker Werkcentrum", "nee", "20000", "105000"),
    ("Procesbegeleider herontwerp regio", "nee", "100000", "0"),
    ("Proces Werkcentrum", "nee", "50000", "170000"),
    ("Opzetten monitor en projecten", "nee", "PM", "220000"),
]


@pytest.fixture
def run(tmp_path, capsys):
    def run_on(text):
        path = tmp_path / "begroting.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = 0
        try:
            call_command("begroting", "controleer", str(path))
        except SystemExit as stopped:
            code = stopped.code
        return code, json.loads(capsys.readouterr().out)

    return run_on


def figure(delimiter=";"):
    lines = ["post;jaar;bedrag;structureel;bron"]
    for name, structural, first, second in FIGUUR_7:
        lines += [
            f"{name};2024;{first};{structural};regionaal",
            f"{name};2025;{second};{structural};regionaal",
        ]
    return "\n".join([*lines, "gedrukt_totaal;2024;320000;;", "gedrukt_totaal;2025;947.500,00;;"])


def test_figuur_7_differs_by_20_000_in_both_years(run):
    code, report = run(figure())
    assert code == 1
    assert {year: row["som"] for year, row in report["jaren"].items()} == {
        "2024": "300000.00",
        "2025": "927500.00",
    }
    assert [row["verschil"] for row in report["verschillen"]] == ["20000.00", "20000.00"]
    assert [row["kan_pm_zijn"] for row in report["verschillen"]] == [True, False]
    assert report["jaren"]["2024"]["pm_posten"] == ["Opzetten monitor en projecten"]
    assert report["jaren"]["2025"]["structureel"] == "432500.00"


def test_the_national_table_adds_up_exactly(run):
    rows = [
        ("bestaand structureel", "ja", "23500000", "23500000", "23500000"),
        ("nieuw structureel", "ja", "23000000", "23000000", "23000000"),
        ("nieuw tijdelijk", "nee", "63000000", "67000000", "0"),
        ("gedrukt_totaal", "", "109500000", "113500000", "46500000"),
    ]
    text = "post,jaar,bedrag,structureel,bron\r\n"
    for name, structural, *amounts in rows:
        for year, value in zip((2025, 2028, 2034), amounts, strict=True):
            text += f"{name},{year},{value},{structural},\r\n"
    code, report = run("\ufeff" + text)
    assert (code, report["verschillen"]) == (0, [])
    assert report["jaren"]["2034"]["tijdelijk"] == "0.00"


def test_an_ambiguous_amount_is_asked_back_and_nothing_is_printed(run, capsys):
    with pytest.raises(AmbiguousInputError, match=r"1234.*1\.234"):
        run("post;jaar;bedrag\na;2024;1.234\n")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe",
        "",
        "post;bedrag\na;1\n",
        "post;jaar;bedrag\na;2024;=1+1\n",
        "post;jaar;bedrag\na;2024;1;2;3\n",
        'post;jaar;bedrag\n"a;2024;1\n',
    ],
)
def test_what_cannot_be_read_is_refused(run, text):
    with pytest.raises(InputError):
        run(text)


def test_a_file_that_is_not_there():
    with pytest.raises(InputError, match="niet te lezen"):
        call_command("begroting", "controleer", "/bestaat/niet.csv")
