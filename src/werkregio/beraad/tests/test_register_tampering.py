# SPDX-License-Identifier: EUPL-1.2
"""A register that was tampered with: altered, removed, inserted, swapped, cut off; in the database and in the file."""

import copy
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from tests.factories_beraad_rounds import make_evening

from werkregio.beraad.models import (
    Aanwezigheid,
    Besluit,
    Rectificatie,
    RegisterHoofd,
    RegisterRegel,
    Ronde,
    Stem,
    Stembriefje,
)
from werkregio.beraad.services import register_lines, verify
from werkregio.foundation.chain import AppendOnly, line_hash, without_triggers
from werkregio.foundation.errors import InputError

pytestmark = pytest.mark.django_db
TOOL = Path(__file__).resolve().parents[4] / "tools" / "controleer_register.py"


@pytest.fixture(autouse=True)
def _presence_without_lines(monkeypatch):
    """The evening of these tests notes who is there by hand; lines of presence are tested beside their service."""
    monkeypatch.delitem(register_lines._makers, "aanwezigheid", raising=False)


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("controleer_register", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def gremium():
    """Two decisions by consensus, one by a vote, one that was not adopted: seven lines."""
    evening = make_evening()
    evening.adopt(evening.item())
    evening.adopt(evening.item(titel="Tweede"))
    evening.vote(evening.item(titel="Derde"), uwv="voor", sbb="voor", onderwijs="tegen", gemeenten="voor")
    evening.vote(evening.item(titel="Vierde"), uwv="tegen")
    return evening.board.gremium


def sql(text, *values):
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(text, values)


def first(gremium):
    return verify.verify(gremium)[0]


def test_a_register_that_was_left_alone_is_whole(gremium, tool):
    # A vote leaves two lines of rounds: the consensus that was not reached, and the vote.
    assert [line.kind for line in gremium.register.all()] == [
        "ronde", "besluit", "ronde", "besluit", "ronde", "ronde", "besluit", "ronde", "ronde",
    ]  # fmt: skip
    assert verify.verify(gremium) == []
    assert tool.check(verify.export(gremium)) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "line"),
    [
        (Besluit, "tekst", "Iets anders.", 2),
        (Besluit, "outcome", "aangenomen_stemming", 2),
        (Stem, "keuze", "tegen", 6),
        (Ronde, "outcome", "niet_aangenomen", 1),
    ],
)
def test_an_edited_row_is_found_beside_its_line(gremium, table, column, value, line):
    row = table.objects.order_by("pk").first()
    sql(f"UPDATE {table._meta.db_table} SET {column} = %s WHERE id = %s", value, row.pk)  # noqa: S608 - names of the test
    found = first(gremium)
    assert found.sequence == line
    assert "in de database anders" in found.problem


def test_a_row_that_was_slipped_in_or_removed_is_found(gremium):
    besluit = Besluit.objects.order_by("pk").last()
    sql("DELETE FROM beraad_besluit WHERE id = %s", besluit.pk)
    assert "staat niet meer in de database" in first(gremium).problem


def rewritten(gremium, sequence, change):
    """A forger who changes a line and hashes it anew, but not the lines after it."""
    line = RegisterRegel.objects.get(gremium=gremium, sequence=sequence)
    change(line.payload)
    value = line_hash(line.previous_hash, line.hashed_fields())
    sql(
        "UPDATE beraad_registerregel SET payload = %s, hash = %s WHERE id = %s",
        json.dumps(line.payload), value, line.pk,
    )  # fmt: skip


def test_an_altered_line_is_found(gremium):
    line = RegisterRegel.objects.get(gremium=gremium, sequence=3)
    sql(
        "UPDATE beraad_registerregel SET payload = %s WHERE id = %s",
        json.dumps(line.payload | {"uitkomst": "niet_aangenomen"}), line.pk,
    )  # fmt: skip
    found = first(gremium)
    assert (found.sequence, found.problem) == (3, "de uitkomst volgt niet uit de stemmen en de regels")
    assert any(one.problem == "is gewijzigd" for one in verify.verify(gremium))


def test_an_altered_line_with_a_new_hash_breaks_the_next_one(gremium):
    rewritten(gremium, 2, lambda payload: payload.update(titel="Anders"))
    assert {one.sequence for one in verify.verify(gremium)} == {2, 3}


def test_a_removed_line_is_found(gremium):
    sql("DELETE FROM beraad_registerregel WHERE gremium_id = %s AND sequence = 4", gremium.pk)
    problems = {(one.sequence, one.problem) for one in verify.verify(gremium)}
    assert (5, "regel 4 ontbreekt") in problems


def test_swapped_lines_are_found(gremium):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        sql(
            "UPDATE beraad_registerregel SET sequence = %s WHERE gremium_id = %s AND sequence = %s",
            new, gremium.pk, old,
        )  # fmt: skip
    assert first(gremium).sequence == 2


def test_an_inserted_line_is_found(gremium):
    last = RegisterRegel.objects.filter(gremium=gremium).last()
    with without_triggers():
        RegisterRegel.objects.create(
            gremium=gremium, sequence=last.sequence + 1, kind="verslag", reference="x:1", payload={},
            at=last.at, previous_hash=last.hash, hash="f" * 64,
        )  # fmt: skip
    assert first(gremium).sequence == 10


def cut_off(gremium):
    """A forger who takes the last line away with its rows and puts the head back: the chain itself is whole."""
    last = RegisterRegel.objects.filter(gremium=gremium).last()
    before = RegisterRegel.objects.get(gremium=gremium, sequence=last.sequence - 1)
    sql("DELETE FROM beraad_registerregel WHERE id = %s", last.pk)
    sql(
        "UPDATE beraad_registerhoofd SET sequence = %s, hash = %s WHERE gremium_id = %s",
        before.sequence, before.hash, gremium.pk,
    )  # fmt: skip
    return last


def test_a_cut_off_end_is_found_by_the_published_head(gremium, tool):
    published = verify.head(gremium)
    last = cut_off(gremium)
    assert verify.compare(gremium, last.sequence, last.hash)[0].sequence == last.sequence
    export = verify.export(gremium)
    assert tool.check(export) == []
    code, number, value = published.split(":")
    assert tool.check(export, [(code, int(number), value)]) == [
        (9, "de gepubliceerde regel is weg: afgekapt of verwijderd")
    ]


def test_a_head_that_was_not_put_back_is_found(gremium):
    RegisterHoofd.objects.filter(gremium=gremium).update(sequence=3)
    assert "het hoofd" in first(gremium).problem or any(
        "het hoofd" in one.problem for one in verify.verify(gremium)
    )


def damaged(export, what):
    """The exported file, changed in one way."""
    file = copy.deepcopy(export)
    lines = file["regels"]
    if what == "altered":
        lines[1]["payload"]["tekst"] = "Iets anders."
    elif what == "removed":
        del lines[2]
    elif what == "inserted":
        lines.insert(2, copy.deepcopy(lines[1]))
    elif what == "swapped":
        lines[1], lines[3] = lines[3], lines[1]
    elif what == "truncated":
        del lines[-1]
    elif what == "vote":
        lines[5]["payload"]["stemmen"][0]["keuze"] = "tegen"
    return file


@pytest.mark.parametrize(
    ("what", "line"),
    [("altered", 2), ("removed", 4), ("inserted", 2), ("swapped", 2), ("truncated", 8), ("vote", 6)],
)
def test_the_stand_alone_verifier_names_the_first_broken_line(gremium, tool, what, line):
    found = tool.check(damaged(verify.export(gremium), what))
    assert found[0][0] == line


def test_the_verifier_finds_a_wholly_rewritten_chain_by_its_arithmetic(gremium, tool):
    """A forger who turns a vote around and hashes everything anew still has to make the sum right."""
    export = verify.export(gremium)
    vote = export["regels"][5]["payload"]
    vote["uitkomst"] = vote["berekening"]["uitkomst"] = "niet_aangenomen"
    previous = "0" * 64
    for row in export["regels"]:
        row["previous_hash"], row["hash"] = previous, tool.hash_of(previous, row)
        previous = row["hash"]
    export["hoofd"]["hash"] = previous
    assert tool.check(export)[0] == (6, "de uitkomst volgt niet uit de stemmen en de regels")


def test_the_verifier_reckons_as_the_rules_do(tool):
    from hypothesis import given

    from werkregio.beraad.rules.computation import computed, zaak
    from werkregio.beraad.tests.cases import regels, votes

    @given(regels(), votes())
    def same(rules, case):
        outcome, told = computed(rules, case, {})
        again = tool.outcome_of(zaak(rules, case))
        names = sorted(one.geleding for one in outcome.geweigerd)
        assert again == (told["uitkomst"], told["quorum"], told["stemming"], names)

    same()


def test_the_file_is_written_and_checked_without_this_software(gremium, tmp_path):
    file = tmp_path / "register.json"
    out = io.StringIO()
    call_command("register", "uitvoer", regio=gremium.regio.code, target=str(file), stdout=out)
    head = verify.head(gremium)
    assert head in out.getvalue()
    run = [sys.executable, "-I", str(TOOL), str(file), "--kop", head]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own tool
    file.write_text(file.read_text(encoding="utf-8").replace("Tweede", "Twaalf"), encoding="utf-8")
    broken = subprocess.run(run, check=False, capture_output=True, text=True)  # noqa: S603
    assert (broken.returncode, broken.stdout.splitlines()[0][:8]) == (1, "regel 3:")
    file.write_text("{", encoding="utf-8")
    assert subprocess.run(run, check=False, capture_output=True).returncode == 2  # noqa: S603


def test_the_command_has_the_exit_codes_of_all_commands(gremium):
    out = io.StringIO()
    call_command("controleer-register", gremium="beraad", regio=gremium.regio.code, stdout=out)
    assert "9 regels gecontroleerd, niets gevonden." in out.getvalue()
    head = verify.head(gremium)
    call_command("controleer-register", regio=gremium.regio.code, kop=[head], stdout=io.StringIO())
    sql("UPDATE beraad_besluit SET titel = 'Anders' WHERE number = '2026-02'")
    out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("controleer-register", regio=gremium.regio.code, stdout=out)
    assert stopped.value.code == 1
    assert out.getvalue().startswith("beraad:4: besluit:")
    for wrong in ({"gremium": "bestaat-niet"}, {"kop": ["onzin"]}):
        with pytest.raises(InputError):
            call_command("controleer-register", stdout=io.StringIO(), **wrong)


def test_nobody_has_a_screen_or_command_that_alters_or_removes():
    assert not apps.is_installed("django.contrib.admin")
    append_only = (Besluit, Stem, Stembriefje, Aanwezigheid, RegisterRegel, Rectificatie)
    assert all(issubclass(model, AppendOnly) for model in append_only)
    for model in append_only:
        with pytest.raises(TypeError):
            model(pk=1).delete()
