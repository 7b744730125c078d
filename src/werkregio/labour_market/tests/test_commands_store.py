# SPDX-License-Identifier: EUPL-1.2
"""The commands on the store: the list, the road back, the check, and folders and zips of every kind."""

import json
import shutil
import zipfile

import pytest
from django.core.management import call_command

from werkregio.foundation.errors import InputError
from werkregio.labour_market.queries import store
from werkregio.labour_market.queries.tables import open_table

from .statline import TABLE, save, v3_sets, v4_sets

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    capsys.readouterr()
    call_command(*arguments)
    return capsys.readouterr().out


def zipped(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.iterdir():
            archive.write(path, f"tabel/{path.name}")
    return target


def test_a_zip_loads_like_a_folder(tmp_path, capsys):
    source = zipped(save(v3_sets(), tmp_path / "t"), tmp_path / "t.zip")
    out = run(capsys, "importeer", "cbs", "--tabel", TABLE, "--map", str(source))
    assert "18 rijen gelezen, 18 bewaard, 0 geweigerd" in out
    assert not list(store.work().iterdir())


def test_a_zip_that_unpacks_without_end_or_outside_its_folder_is_refused(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TypedDataSet.json", b" " * 40_000_000)
    with pytest.raises(InputError):
        call_command("importeer", "cbs", "--tabel", TABLE, "--map", str(bomb))
    outside = tmp_path / "outside.zip"
    with zipfile.ZipFile(outside, "w") as archive:
        archive.writestr("../TypedDataSet.json", b"[]")
    with pytest.raises(InputError):
        call_command("importeer", "cbs", "--tabel", TABLE, "--map", str(outside))


def test_metadata_alone_says_that_observations_are_absent(tmp_path, capsys):
    sets = v4_sets()
    del sets["Observations"]
    out = run(capsys, "importeer", "cbs", "--tabel", TABLE, "--map", str(save(sets, tmp_path / "t")))
    assert "Geen waarnemingen" in out
    (row,) = json.loads(run(capsys, "datasets", "--json"))
    assert (row["tabel"], row["waarnemingen"], row["rijen"]) == (TABLE, False, 0)
    assert "alleen metadata" in run(capsys, "datasets")


@pytest.mark.parametrize("as_parquet", [False, True])
def test_the_road_back_shows_the_raw_row_as_it_stood(tmp_path, capsys, as_parquet):
    sets = v3_sets()
    call_command(
        "importeer", "cbs", "--tabel", TABLE, "--map", str(save(sets, tmp_path / "t", as_parquet=as_parquet))
    )
    table = open_table(TABLE)
    found = json.loads(run(capsys, "verloop", table.observation_id(7)))
    assert found["rij"] == sets["TypedDataSet"][7]
    assert found["dataset"] == TABLE
    assert found["versie"]["hash"] == table.hash
    assert store.hash_of(store.raw_path(found["bestand"]["sha256"])) == found["bestand"]["sha256"]
    assert found["import"]["bewaard"] == 18


def test_the_road_back_of_a_long_table_leads_to_the_observation_on_its_page(tmp_path, capsys):
    sets = v4_sets()
    rows = sets.pop("Observations")
    folder = save(sets, tmp_path / "t")
    save({"Observations_1": rows[:20], "Observations_2": rows[20:]}, folder)
    call_command("importeer", "cbs", "--tabel", TABLE, "--map", str(folder))
    table = open_table(TABLE)
    number = table.relation().filter(table.relation()["_row"] == 28)["_row_M2"].to_pyarrow().to_pylist()[0]
    found = json.loads(run(capsys, "verloop", table.observation_id(number)))
    assert found["rij"] == rows[29]
    assert (found["bestand"]["naam"], found["bestand"]["rij_in_bestand"]) == ("Observations_2.json", 9)


@pytest.mark.parametrize(
    "wrong", ["abc", "0123456789ab", "0123456789ab:x", "0123456789ab:1", "zzzzzzzzzzzz:1"]
)
def test_what_is_no_observation_is_refused(wrong):
    with pytest.raises(InputError):
        call_command("verloop", wrong)


def test_a_row_past_the_end_is_refused(tmp_path):
    call_command("importeer", "cbs", "--tabel", TABLE, "--map", str(save(v3_sets(), tmp_path / "t")))
    with pytest.raises(InputError):
        call_command("verloop", open_table(TABLE).observation_id(18))


def test_the_check_finds_an_altered_and_a_missing_file(tmp_path, capsys):
    call_command("importeer", "cbs", "--tabel", TABLE, "--map", str(save(v3_sets(), tmp_path / "t")))
    assert "niets gevonden" in run(capsys, "controleer-datasets")
    table = open_table(TABLE)
    data = bytearray(table.path.read_bytes())
    data[100] ^= 1
    table.path.write_bytes(data)
    shutil.rmtree(store.root() / "raw")
    with pytest.raises(SystemExit) as stopped:
        call_command("controleer-datasets")
    assert stopped.value.code == 1
    out = capsys.readouterr().out
    assert "is veranderd" in out
    assert "ontbreekt" in out
