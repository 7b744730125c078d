# SPDX-License-Identifier: EUPL-1.2
"""The black-box command `wegwijzer`: exact input, exact output, clear refusals and no half file."""

import json

import pytest
from django.core.management import call_command
from tests.factories import InstrumentFactory, RegioFactory, RegioGemeenteFactory

from werkregio.foundation.errors import InputError
from werkregio.werkcentrum.services import wegwijzer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regio():
    regio = RegioFactory(code="hier")
    RegioGemeenteFactory(regio=regio, gemeente__gm_code="GM0983", gemeente__naam="Venlo")
    InstrumentFactory(regio=regio, code="I001", needs=["werk-zoeken"])
    wegwijzer.forget_routers()
    yield regio
    wegwijzer.forget_routers()


def run(tmp_path, content: str | bytes) -> list[dict]:
    source, target = tmp_path / "vragen.csv", tmp_path / "antwoorden.jsonl"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    call_command("wegwijzer", "--in", str(source), "--uit", str(target))
    return [json.loads(line) for line in target.read_text().splitlines()]


def test_one_line_for_each_question_in_the_same_order(tmp_path):
    lines = run(
        tmp_path, 'id,vraag\nb,"Ik zoek werk, het liefst in een magazijn"\na,\nc,mijn man slaat mij\n'
    )
    assert [line["id"] for line in lines] == ["b", "a", "c"]
    assert set(lines[0]) == {"id", "taal", "behoeften", "aanbod", "nood", "gids"}
    assert lines[0]["behoeften"][0]["code"] == "werk-zoeken"
    assert lines[0]["aanbod"][0]["id"] == "I001"
    assert lines[1]["behoeften"][0]["code"] == "gids-gesprek"
    assert lines[1]["gids"] is True
    assert lines[2]["nood"] is True
    assert lines[2]["behoeften"][0]["code"] == "acute-hulp"


def test_at_least_three_needs_with_descending_scores_between_zero_and_one(tmp_path):
    for line in run(tmp_path, "id,vraag\n1,werk\n2,asdf qwerty\n3,paspoort verlengen\n"):
        scores = [need["score"] for need in line["behoeften"]]
        assert len(scores) >= 3
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    "content",
    [
        'id;vraag;gemeente\n1;"Ik zoek werk; snel";Venlo\n',
        "\ufeffid,vraag,gemeente\n1,Ik zoek werk,GM0983\n",
        "ID,Vraag,Gemeente\r\n1,Ik zoek werk,venlo\r\n",
        'id,vraag,gemeente\n1,"Ik zoek ""werk""\nen snel",\n',
    ],
)
def test_csv_in_all_its_shapes(tmp_path, content):
    assert run(tmp_path, content)[0]["behoeften"][0]["code"] == "werk-zoeken"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "leeg"),
        ("id,tekst\n1,werk\n", "vraag"),
        ("id,vraag,taal\n1,werk,xx\n", "Rij 2, kolom taal"),
        ("id,vraag,vrager\n1,werk,\n2,werk,kabouter\n", "Rij 3, kolom vrager"),
        ("id,vraag,gemeente\n1,werk,Atlantis\n", "Rij 2, kolom gemeente"),
        ("id,vraag\n,werk\n", "Rij 2, kolom id"),
        ("id,vraag\n1,werk\n1,werk\n", "Rij 3, kolom id"),
        ("id,vraag\n1,werk,teveel\n", "Rij 2"),
        ('id,vraag\n1,"werk\n', "geen geldig CSV"),
        (b"id,vraag\n1,\xff\xfe\n", "UTF-8"),
    ],
)
def test_bad_input_names_the_row_and_writes_no_file(tmp_path, content, says):
    with pytest.raises(InputError, match=says):
        run(tmp_path, content)
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="kan niet worden gelezen"):
        call_command("wegwijzer", "--in", str(tmp_path / "weg.csv"), "--uit", str(tmp_path / "uit.jsonl"))


def test_without_a_region_it_says_what_to_do(tmp_path, regio):
    regio.active = False
    regio.save()
    with pytest.raises(InputError, match="laad-regio"):
        run(tmp_path, "id,vraag\n1,werk\n")
