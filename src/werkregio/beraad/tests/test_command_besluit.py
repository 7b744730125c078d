# SPDX-License-Identifier: EUPL-1.2
"""The command `besluit`: what goes in, what comes out, and everything that it refuses."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from werkregio.beraad.rules import case_files
from werkregio.foundation.errors import InputError

from .cases import SEVEN

CASE = {
    "convenant": {
        "quorum": "1/2",
        "quorum_strikt": False,
        "drempel": "2/3",
        "drempel_strikt": False,
        "onthouding_telt": False,
        "quorum_basis": "alle",
    },
    "geledingen": list(SEVEN),
    "vertegenwoordigd": list(SEVEN[:6]),
    "bevoegd": "alle",
    "consensus": False,
    "stemmen": dict(zip(SEVEN, ["voor"] * 4 + ["tegen"] * 2, strict=False)),
}


def without(*keys):
    return {key: value for key, value in CASE.items() if key not in keys}


@pytest.fixture
def run(tmp_path, capsys):
    def run_on(content, *options):
        path = tmp_path / "zaak.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("besluit", "--in", str(path), *options)
        return capsys.readouterr().out

    return run_on


@pytest.fixture
def refusal(run, capsys):
    def refused(content, *options):
        with pytest.raises(InputError) as error:
            run(content, *options)
        assert capsys.readouterr().out == "", "Nothing is printed for any case."
        return error.value

    return refused


def test_a_case_gives_its_outcome(run):
    assert json.loads(run(CASE)) == {
        "uitkomst": "aangenomen_stemming",
        "quorum": {"nodig": 4, "aanwezig": 6, "gehaald": True},
        "stemming": {"uitgebracht": 6, "voor": 4, "tegen": 2, "onthouding": 0, "nodig": 4},
        "geweigerd": [],
        "waarschuwingen": [],
        "uitleg": "6 van de 7 geledingen vertegenwoordigd, nodig 4; 6 stemmen, 4 voor, nodig 4: aangenomen. "
        "Quorum: ten minste 1/2 van alle geledingen van het Beraad, aanwezig of vertegenwoordigd "
        "(adviesrapport 5.5). Meerderheid: ten minste 2/3 van de uitgebrachte stemmen, één stem per "
        "geleding (adviesrapport 5.5).",
    }


def test_what_is_missing_is_that_of_the_report(run):
    full = run(CASE)
    assert run(without("convenant", "bevoegd")) == full
    assert run(CASE | {"convenant": {}}) == full
    assert run(CASE | {"convenant": {"drempel": "4/6"}}) == full


def test_a_list_gives_a_list_in_the_same_order(run):
    agreed = without("stemmen") | {"consensus": True}
    answers = json.loads(run([CASE, agreed, without("stemmen")]))
    assert [one["uitkomst"] for one in answers] == [
        "aangenomen_stemming",
        "aangenomen_consensus",
        "niet_aangenomen",
    ]
    assert answers[1]["stemming"] is None
    assert json.loads(run([CASE])) == [json.loads(run(CASE))]
    assert json.loads(run([])) == []


def test_votes_that_do_not_count_are_listed_by_name(run):
    case = CASE | {
        "bevoegd": ["uwv", "sbb", "werkgevers"],
        "stemmen": {"werkgevers": "voor", "uwv": "voor", "onderwijs": "tegen"},
    }
    assert json.loads(run(case))["geweigerd"] == [
        {"geleding": "onderwijs", "reden": "buiten_werkgebied"},
        {"geleding": "werkgevers", "reden": "niet_vertegenwoordigd"},
    ]


def test_the_same_case_in_another_order_gives_the_same_bytes(run):
    other = {key: CASE[key] for key in reversed(CASE)}
    other["geledingen"] = list(reversed(SEVEN))
    other["vertegenwoordigd"] = list(reversed(CASE["vertegenwoordigd"]))
    other["stemmen"] = dict(reversed(CASE["stemmen"].items()))
    assert run(other) == run(CASE)


def test_english(run):
    assert json.loads(run(CASE, "--taal", "en"))["uitleg"].startswith("6 of 7 geledingen represented")


def test_a_mark_before_the_text_and_letters_of_all_kinds(run):
    case = {"geledingen": ["coöperatie"], "vertegenwoordigd": [], "consensus": False}
    answer = run(b"\xef\xbb\xbf" + json.dumps(case | {"stemmen": {"coöperatie": "voor"}}).encode())
    assert '"coöperatie"' in answer


FIELDS = [
    (CASE | {"quorum": "1/2"}, "quorum", "unknown_key"),
    (CASE | {"convenant": {"Quorum": "1/2"}}, "convenant.Quorum", "unknown_key"),
    (CASE | {"convenant": {"na_tweede_ronde": "escaleren"}}, "convenant.na_tweede_ronde", "unknown_key"),
    (CASE | {"convenant": None}, "convenant", "not_an_object"),
    (CASE | {"convenant": []}, "convenant", "not_an_object"),
    *(
        (CASE | {"convenant": {key: wrong}}, f"convenant.{key}", "not_a_fraction")
        for key in ("quorum", "drempel")
        for wrong in (
            "0/2",
            "3/2",
            "1/0",
            "0/0",
            "-1/2",
            "+1/2",
            "1/-2",
            "1",
            "",
            "0.5",
            "1/2/3",
            "1 / 2",
            " 1/2",
            "1/2\n",
            "½",
            "١/٢",
            "1" * 19 + "/" + "2" * 19,
            0.5,
            1,
            True,
            None,
            ["1/2"],
        )
    ),
    *(
        (CASE | {"convenant": {key: wrong}}, f"convenant.{key}", "not_a_boolean")
        for key in ("quorum_strikt", "drempel_strikt", "onthouding_telt")
        for wrong in (0, 1, "true", "ja", None, [])
    ),
    *(
        (CASE | {"convenant": {"quorum_basis": wrong}}, "convenant.quorum_basis", "not_a_basis")
        for wrong in ("Alle", "bevoegd", "", None, True, ["alle"], {})
    ),
    (without("geledingen"), "geledingen", "missing"),
    (without("vertegenwoordigd"), "vertegenwoordigd", "missing"),
    (without("consensus"), "consensus", "missing"),
    ({}, "geledingen", "missing"),
    (CASE | {"geledingen": []}, "geledingen", "no_geledingen"),
    (CASE | {"geledingen": "uwv"}, "geledingen", "not_a_list"),
    (CASE | {"geledingen": {"uwv": 1}}, "geledingen", "not_a_list"),
    (CASE | {"geledingen": None}, "geledingen", "not_a_list"),
    *(
        (CASE | {"geledingen": ["uwv", wrong]}, "geledingen[1]", "not_a_name")
        for wrong in ("", " ", 1, None, True, ["sbb"], {"a": 1}, "uwv\u200b", "u\x00", "\ud800", "uwv\n")
    ),
    (CASE | {"geledingen": [*SEVEN, "uwv"]}, "geledingen[7]", "double_geleding"),
    (CASE | {"vertegenwoordigd": None}, "vertegenwoordigd", "not_a_list"),
    (CASE | {"vertegenwoordigd": "alle"}, "vertegenwoordigd", "not_a_list"),
    (CASE | {"vertegenwoordigd": ["uwv", "uwv"]}, "vertegenwoordigd[1]", "double_geleding"),
    (CASE | {"vertegenwoordigd": ["rabobank"]}, "vertegenwoordigd[0]", "unknown_geleding"),
    (CASE | {"vertegenwoordigd": ["UWV"]}, "vertegenwoordigd[0]", "unknown_geleding"),
    (CASE | {"bevoegd": ["sbb", "rabobank"]}, "bevoegd[1]", "unknown_geleding"),
    (CASE | {"bevoegd": ["sbb", "sbb"]}, "bevoegd[1]", "double_geleding"),
    *((CASE | {"bevoegd": wrong}, "bevoegd", "not_all_or_list") for wrong in ("uwv", "Alle", None, True, {})),
    *(
        (CASE | {"consensus": wrong}, "consensus", "not_a_boolean")
        for wrong in (0, 1, "true", None, [], "ja")
    ),
    (CASE | {"consensus": True}, "stemmen", "votes_with_consensus"),
    (CASE | {"consensus": True, "stemmen": {}}, "stemmen", "votes_with_consensus"),
    *((CASE | {"stemmen": wrong}, "stemmen", "not_an_object") for wrong in (None, [], "voor", True)),
    *(
        (CASE | {"stemmen": {"uwv": wrong}}, "stemmen.uwv", "not_a_choice")
        for wrong in ("Voor", "ja", "", None, True, 1, ["voor"], {"voor": 1})
    ),
    (CASE | {"stemmen": {"rabobank": "voor"}}, "stemmen.rabobank", "unknown_geleding"),
    ([CASE], "[0]", "not_an_object"),
    ("zaak", "", "not_an_object"),
    (None, "", "not_an_object"),
]


@pytest.mark.parametrize(("case", "field", "reason"), FIELDS)
def test_what_cannot_be_is_refused_by_field(refusal, case, field, reason):
    """Alone and as the last of a list: there the index comes before the field."""
    if not isinstance(case, list):
        found = refusal(json.dumps(case))
        assert found.details == {"veld": field, "reden": reason}
        assert str(found).startswith(f"Veld {field}: " if field else "Bestand: ")
    found = refusal(json.dumps([CASE, CASE, case]))
    path = "[2]" + ("" if not field or field.startswith("[") else ".") + field
    if isinstance(case, list):
        path = "[2]"
    assert found.details == {"veld": path, "reden": reason, "index": "2"}
    assert str(found).startswith(f"Veld {path}: ")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"consensus": true, "consensus": false}', "consensus"),
        ('{"geledingen": ["uwv"], "vertegenwoordigd": [], "consensus": false, '
         '"stemmen": {"uwv": "voor", "uwv": "tegen"}}', "stemmen.uwv"),
        ('{"convenant": {"quorum": "1/2", "quorum": "1/3"}, "geledingen": ["uwv"], "vertegenwoordigd": [], '
         '"consensus": false}', "convenant.quorum"),
    ],
)  # fmt: skip
def test_a_key_that_stands_there_twice(refusal, text, field):
    assert refusal(text).details == {"veld": field, "reden": "twice"}
    assert refusal(f"[{text}]").details == {"veld": f"[0].{field}", "reden": "twice", "index": "0"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 6000])
@pytest.mark.parametrize("place", ["consensus", "geledingen", "bevoegd", "stemmen"])
def test_no_number_passes_however_it_is_written(refusal, number, place):
    text = json.dumps(CASE | {place: "HERE"}).replace('"HERE"', number)
    assert refusal(text).details["veld"] == place


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ('{"consensus": true,}', "not_json"),
        ("{'consensus': true}", "not_json"),
        ("{} {}", "not_json"),
        (json.dumps(CASE) + "// klaar", "not_json"),
        (json.dumps(CASE).encode("utf-16"), "not_utf8"),
        (b'{"geledingen": ["co\xf6peratie"]}', "not_utf8"),
        ("[" * 200_000, "too_deep"),
        ('{"a":' * 200_000, "too_deep"),
    ],
)
def test_a_file_that_is_no_case(refusal, content, reason):
    found = refusal(content)
    assert found.details == {"veld": "", "reden": reason}
    assert str(found).startswith("Bestand: ")


@pytest.mark.parametrize("depth", range(1, 1200, 150))
@pytest.mark.parametrize("field", ["bevoegd", "stemmen", "geledingen", "consensus"])
def test_layers_inside_one_another(refusal, field, depth):
    text = json.dumps(CASE | {field: "HERE"}).replace('"HERE"', '{"a":[' * depth + "1" + "]}" * depth)
    assert refusal(text).details["reden"] in {"too_deep", "not_an_object", "not_a_choice"} | {
        "not_a_list",
        "not_all_or_list",
        "not_a_boolean",
    }


def test_a_file_that_is_too_large(refusal, monkeypatch):
    size = len(json.dumps(CASE))
    monkeypatch.setattr("werkregio.beraad.management.commands.besluit.MAX_BYTES", size - 1)
    monkeypatch.setattr(case_files, "MAX_BYTES", size - 1)
    assert refusal(CASE).details["reden"] == "too_large"


@pytest.mark.parametrize("name", ["nergens.json", ".", "a\x00b"])
def test_a_file_that_is_not_there(tmp_path, name):
    with pytest.raises(InputError) as refused:
        call_command("besluit", "--in", f"{tmp_path}/{name}")
    assert refused.value.details["reden"] == "unreadable"


def test_refusals_in_english(refusal):
    found = refusal(CASE | {"stemmen": {"uwv": "ja"}}, "--taal", "en")
    assert str(found) == "Field stemmen.uwv: 'ja' is not a choice; choose voor, tegen or onthouding."


def test_what_is_shown_is_short_and_does_nothing_to_a_terminal(refusal):
    for wrong in ("x" * 5000, "\x1b[2J" * 20):
        text = str(refusal(CASE | {"stemmen": {wrong: wrong}}))
        assert len(text) < 300
        assert text.isprintable()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_the_output_is_json_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "zaak.json"
    path.write_text(json.dumps(CASE))
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    call_command("besluit", "--in", str(path), stdout=out)
    out.flush()
    assert "één stem per geleding" in json.loads(raw.getvalue().decode("utf-8"))["uitleg"]


def test_a_file_must_be_named():
    with pytest.raises(CommandError):
        call_command("besluit")


def test_the_example_in_the_docs_is_what_the_command_says(run):
    """The page shows an input and its output; only the explanation is cut short there."""
    page = (Path(__file__).parents[4] / "docs" / "commands.md").read_text().split("## besluit")[1]
    given, expected = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)[:2])
    answer = json.loads(run(given))
    assert answer.pop("uitleg").startswith(expected.pop("uitleg").removesuffix(" ..."))
    assert answer == expected
