# SPDX-License-Identifier: EUPL-1.2
"""Tables of StatLine from a folder come whole into the store."""

import hashlib
import json

import pytest
from tests.factories import MOMENT

from werkregio.connectors.statline.parts import StatlineError
from werkregio.foundation.models import AuditLine
from werkregio.labour_market.models import Dataset, DatasetVersion, ImportRun
from werkregio.labour_market.queries import store
from werkregio.labour_market.queries import tables as tables_queries
from werkregio.labour_market.queries.tables import UnknownTableError, open_table
from werkregio.labour_market.services.cbs import import_folder

from .statline import TABLE, save, v3_sets, v4_sets

pytestmark = pytest.mark.django_db


def bring_in(folder, table_id=TABLE):
    return import_folder(table_id, folder, by="system", at=MOMENT)


@pytest.mark.parametrize("form", [{}, {"bare": True}, {"as_parquet": True}])
def test_a_table_of_v3_in_every_form_gives_the_same_version(tmp_path, form):
    outcome = bring_in(save(v3_sets(), tmp_path / "t", **form))
    table = open_table(TABLE)
    assert table.number == 1
    assert outcome.run.rows_kept == outcome.run.rows_read == 18
    assert [(d.name, d.kind, len(d.codes)) for d in table.dimensions.values()] == [
        ("Geslacht", "other", 3),
        ("RegioS", "area", 3),
        ("Perioden", "time", 2),
    ]
    assert table.dimensions["RegioS"].groups["3"].parent == "2"
    assert table.dimensions["RegioS"].codes["GM0983"].group == "3"
    assert table.dimensions["Perioden"].codes["2023KW03"].status == "Voorlopig"
    assert table.topics["Uurloon_2"].path == ("Werk", "Loon")
    assert (table.topics["Banen_1"].unit, table.topics["Uurloon_2"].decimals) == ("x 1 000", 2)
    rows = table.relation().order_by("_row").to_pyarrow().to_pydict()
    assert list(rows)[:4] == ["_row", "Geslacht", "RegioS", "Perioden"]
    assert rows["Geslacht"][6] == "3000"
    assert rows["Banen_1"] == list(range(1000, 1018))
    assert rows["Uurloon_2"].index(None) == 4
    assert rows["Soort_3"][4:6] == ["gewoon", None]
    assert rows[table.status_column("Soort_3")][5] == "."
    assert set(rows["Later_4"]) == {None}
    assert table.hash == store.hash_of(table.path) == hashlib.sha256(table.path.read_bytes()).hexdigest()


def test_json_and_parquet_of_one_table_are_one_version(tmp_path):
    first = bring_in(save(v3_sets(), tmp_path / "a"))
    second = bring_in(save(v3_sets(), tmp_path / "b", as_parquet=True))
    assert first.new
    assert not second.new
    assert second.run.state == "unchanged"
    assert DatasetVersion.objects.count() == 1


@pytest.mark.parametrize("form", [{}, {"bare": True}, {"as_parquet": True}])
def test_a_table_of_v4_becomes_wide_and_keeps_the_road_to_each_observation(tmp_path, form):
    outcome = bring_in(save(v4_sets(), tmp_path / "t", **form))
    table = open_table(TABLE)
    assert outcome.run.rows_kept == 36
    rows = table.relation().order_by("_row").to_pyarrow().to_pydict()
    assert len(rows["_row"]) == 18
    assert rows["M1"] == list(range(1000, 1018))
    assert rows["_row"] == list(range(0, 36, 2))
    assert table.row_column("M2") == "_row_M2"
    assert rows["_row_M2"] == list(range(1, 36, 2))
    assert rows[table.status_column("M2")][4] == "Impossible"
    assert table.status_column("M1") is None
    assert table.topics["M2"].path == ("Werk", "Loon")
    assert table.dimensions["RegioS"].groups["g3"].parent == "g2"
    assert table.dimensions["Geslacht"].codes["3000"].title == "Mannen"


def test_pages_of_observations_stand_under_one_another(tmp_path):
    sets = v4_sets()
    rows = sets.pop("Observations")
    folder = save(sets, tmp_path / "t")
    save({"Observations_10": rows[20:], "Observations_2": rows[:20]}, folder)
    bring_in(folder)
    assert open_table(TABLE).relation().order_by("_row").to_pyarrow()["M1"].to_pylist() == list(
        range(1000, 1018)
    )


def test_rows_that_say_the_same_again_or_lack_a_key_are_refused_with_their_number(tmp_path):
    sets = v3_sets()
    sets["TypedDataSet"] += [
        dict(sets["TypedDataSet"][0], Banen_1=5),
        dict(sets["TypedDataSet"][1], RegioS="  "),
    ]
    run = bring_in(save(sets, tmp_path / "t")).run
    assert (run.rows_read, run.rows_kept, run.rows_refused) == (20, 18, 2)
    assert run.reasons == {"no-key": 1, "duplicate": 1}
    assert {(each["row"], each["reason"]) for each in run.refusals} == {(18, "duplicate"), (19, "no-key")}


def test_metadata_alone_loads_and_says_so(tmp_path):
    sets = v4_sets()
    del sets["Observations"]
    bring_in(save(sets, tmp_path / "t"))
    table = open_table(TABLE)
    assert not table.has_observations
    assert table.description.rows_stated == 36
    assert table.relation().count().to_pyarrow().as_py() == 0


def test_a_new_version_takes_over_and_the_old_one_can_still_be_opened(tmp_path):
    bring_in(save(v3_sets(), tmp_path / "a"))
    old = open_table(TABLE)
    sets = v3_sets()
    sets["TypedDataSet"][0]["Banen_1"] = 7
    bring_in(save(sets, tmp_path / "b"))
    assert open_table(TABLE).number == 2
    assert open_table(TABLE, old.hash[:12]).hash == old.hash
    assert AuditLine.objects.filter(action="dataset.imported").count() == 2
    with pytest.raises(UnknownTableError):
        open_table(TABLE, "0" * 12)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda folder: (folder / "TypedDataSet.json").write_text("{broken"), "not-json"),
        (lambda folder: (folder / "TypedDataSet.json").write_bytes(b"\xff\xfe\x00"), "not-utf8"),
        (lambda folder: (folder / "RegioS.json").write_text('{"value": [1, 2]}'), "no-rows"),
        (lambda folder: (folder / "TypedDataSet.parquet").write_bytes(b"PAR1"), "double-page"),
    ],
)
def test_a_broken_folder_stores_nothing_and_leaves_what_was_in_force(tmp_path, change, code):
    bring_in(save(v3_sets(), tmp_path / "a"))
    before = open_table(TABLE).hash
    folder = save(v3_sets(), tmp_path / "b")
    change(folder)
    with pytest.raises(StatlineError) as refused:
        bring_in(folder)
    assert refused.value.code == code
    assert open_table(TABLE).hash == before
    failed = ImportRun.objects.filter(state="failed").get()
    assert failed.problem
    assert not list(store.work().glob("*"))


def test_files_of_another_table_are_refused(tmp_path):
    with pytest.raises(StatlineError, match="other-table"):
        bring_in(save(v3_sets(), tmp_path / "t"), "12345NED")


def test_the_list_of_tables_takes_a_fixed_number_of_queries(tmp_path, django_assert_num_queries):
    for number in range(3):
        sets = json.loads(json.dumps(v3_sets()).replace(TABLE, f"9900{number}NED"))
        bring_in(save(sets, tmp_path / str(number)), f"9900{number}NED")
    with django_assert_num_queries(1):
        assert len(tables_queries.tables()) == 3


def test_the_real_table_of_neighbourhoods_loads_completely(extern):
    run = bring_in(extern("data/cbs"), "84799NED").run
    table = open_table("84799NED")
    assert (run.rows_read, run.rows_kept, run.rows_refused) == (17341, 17341, 0)
    assert len(table.topics) + len(table.dimensions) + 1 == 118
    assert table.period_of_reference == "2020"
    relation = table.relation()
    venlo = relation.filter(relation.WijkenEnBuurten == "GM0983").to_pyarrow()
    assert venlo["AantalInwoners_5"].to_pylist() == [101802]
    assert Dataset.objects.get().current.rows == 17341


@pytest.mark.parametrize(("table_id", "topics"), [("83765NED", 103), ("84669NED", 0), ("81075ned", 0)])
def test_the_real_tables_without_observations_load_as_metadata(extern, table_id, topics):
    bring_in(extern("data/cbs"), table_id)
    table = open_table(table_id)
    assert not table.has_observations
    assert len(table.topics) == topics
    assert table.title
