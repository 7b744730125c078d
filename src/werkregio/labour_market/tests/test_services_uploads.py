# SPDX-License-Identifier: EUPL-1.2
"""Files by a mapping: every refusal has its reason, what is bad as a whole stores nothing, and an import is undone."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from openpyxl import Workbook
from tests.factories import MOMENT, PartijFactory

from werkregio.foundation.errors import ConflictError, InputError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.labour_market.models import Dataset, DatasetVersion, ImportRun
from werkregio.labour_market.queries import mappings
from werkregio.labour_market.queries.tables import UnknownTableError, open_table
from werkregio.labour_market.rules import mapping as mapping_rules
from werkregio.labour_market.services import uploads

pytestmark = pytest.mark.django_db

MAPPING = """
tabel = "proef"
titel = "Proef"
scheiding = ";"
decimaal = ","
[gebied]
kolom = "gemeente"
soort = "gemeente"
[periode]
kolom = "maand"
[dimensie.sector]
kolom = "sector"
[[maat]]
sleutel = "aantal"
kolom = "aantal"
titel = "Aantal"
eenheid = "personen"
soort = "heel"
[[maat]]
sleutel = "deel"
kolom = "deel"
"""
HEAD = "gemeente;maand;sector;aantal;deel\r\n"
GOOD = HEAD + "Venlo;2026-01;zorg;1.234;12,5\r\nGM0893;januari 2026;zorg;7;x\r\n"


def examine(text=GOOD, name="f.csv", mapping=MAPPING):
    data = text if isinstance(text, bytes) else text.encode()
    return uploads.examine(mapping, name, data)[0]


def store(text=GOOD, name="f.csv", mapping=MAPPING, **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return uploads.store(mapping, name, data, by="system", at=MOMENT, **fields)


def excel(rows, **names):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_good_file_becomes_a_table():
    store()
    table = open_table("proef")
    rows = table.relation().order_by("_row").to_pyarrow().to_pydict()
    assert rows["Gebied"] == ["GM0983", "GM0893"]
    assert rows["Perioden"] == ["2026MM01", "2026MM01"]
    assert rows["aantal"] == [1234, 7]
    assert rows["deel"] == [12.5, None]
    assert rows[table.status_column("deel")] == [None, "x"]
    assert table.dimensions["Gebied"].codes["GM0893"].title == "Bergen (L.)"
    assert table.dimensions["Perioden"].codes["2026MM01"].title == "2026 januari"
    assert [dimension.kind for dimension in table.dimensions.values()] == ["area", "time", "other"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Bergen;2026-01;zorg;1;1", "ambiguous-area"),
        ("Utopia;2026-01;zorg;1;1", "unknown-area"),
        (";2026-01;zorg;1;1", "no-key"),
        ("Venlo;ooit;zorg;1;1", "unknown-period"),
        ("Venlo;2026-02;;1;1", "no-key"),
        ("Venlo;2026-02;zorg;veel;1", "not-a-number"),
        ("Venlo;2026-02;zorg;1,5;1", "not-whole"),
        ("Venlo;2026-02;zorg;1.23;1", "not-a-number"),
        ("Venlo;2026-02;zorg;1e5;1", "not-a-number"),
        ("Venlo;2026-01;zorg;5;5", "duplicate"),
        ("Venlo;2026-02;zorg;1;1;extra", "too-many-cells"),
        ("Venlo;31-02-2026;zorg;1;1", "unknown-period"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_goes_in(line, reason):
    loaded = examine(GOOD + line + "\r\n")
    assert loaded.reasons == {reason: 1}
    assert (loaded.rows_read, loaded.rows_kept, loaded.refusals[0]["row"]) == (3, 2, 2)


def test_an_ambiguous_name_is_refused_with_the_candidates():
    (refused,) = examine(HEAD + "Bergen;2026;zorg;1;1\n" + "Venlo;2026;zorg;1;1\n").refusals
    assert refused["candidates"] == ["GM0373 gemeente Bergen (NH.)", "GM0893 gemeente Bergen (L.)"]


def test_excel_and_json_give_the_same_table_as_csv():
    first = store(name="a.csv")[1]
    rows = [["gemeente", "maand", "sector", "aantal", "deel"]]
    rows += [["Venlo", "2026-01", "zorg", 1234, 12.5], ["GM0893", "januari 2026", "zorg", 7, "x"]]
    assert store(excel(rows), name="b.xlsx")[1] == first
    content = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert store(json.dumps(content), name="c.json")[1] == first
    assert store(json.dumps({"value": content}), name="d.json")[1] == first
    assert DatasetVersion.objects.count() == 1


def test_windows_letters_are_read_when_the_mapping_says_so():
    text = (HEAD + "Súdwest-Fryslân;2026;zorg;1;1\n").encode("windows-1252")
    with pytest.raises(RuleError) as refused:
        examine(text)
    assert "Windows-1252" in refused.value.message
    mapping = MAPPING.replace('scheiding = ";"', 'scheiding = ";"\ncodering = "windows-1252"')
    assert examine(text, mapping=mapping).rows_kept == 1


def test_a_file_in_long_form_finds_its_measures_in_a_column():
    mapping = """
tabel = "lang"
titel = "Lang"
[gebied]
vast = "NL00"
[periode]
kolom = "jaar"
[lang]
maat = "wat"
waarde = "hoeveel"
[[maat]]
sleutel = "a"
naam = "Banen"
[[maat]]
sleutel = "b"
naam = "Vacatures"
"""
    text = "jaar,wat,hoeveel\n2024,Banen,10\n2024,Vacatures,3\n2025,Banen,11\n2025,Fietsen,2\n2025,Banen,12\n"
    run, _version, _new = store(text, mapping=mapping)
    assert run.reasons == {"unknown-measure": 1, "duplicate": 1}
    table = open_table("lang")
    rows = table.relation().order_by("_row").to_pyarrow().to_pydict()
    assert (rows["a"], rows["b"]) == ([10.0, 11.0], [3.0, None])
    assert rows[table.row_column("b")] == [1, None]
    assert table.period_of_reference == "2024-2025"


def _bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "f.csv"),
        (b"x" * 21_000_000, "f.csv"),
        (HEAD.encode() + b"Venlo;2026;zorg;=1+1;1\n", "f.csv"),
        (HEAD.encode() + b"@SUM(A1);2026;zorg;1;1\n", "f.csv"),
        (b"gemeente;maand;sector;aantal;aantal\nVenlo;2026;zorg;1;1\n", "f.csv"),
        (b"gemeente;maand\nVenlo;2026\n", "f.csv"),
        (b"\xff\xfeg\x00", "f.csv"),
        (b"%PDF-1.7", "f.csv"),
        (b'{"value": 5}', "f.json"),
        (b"[1, 2", "f.json"),
        (b"PK\x03\x04 broken", "f.xlsx"),
        (_bomb(), "f.xlsx"),
        (
            excel([["gemeente", "maand", "sector", "aantal", "deel"], ["Venlo", "2026", "z", "=1+1", 1]]),
            "f.xlsx",
        ),
        (HEAD.encode() + b"Utopia;2026;zorg;1;1\n", "f.csv"),
    ],
)
def test_a_bad_file_is_refused_whole_and_nothing_is_stored(data, name):
    with pytest.raises(RuleError) as refused:
        store(data, name=name)
    assert refused.value.message
    assert not Dataset.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("tabel = ", "tabel == "), "not-toml"),
        (('tabel = "proef"', ""), "missing-field"),
        (('titel = "Proef"', 'titel = "Proef"\nkleur = 1'), "unknown-field"),
        (('kolom = "maand"', ""), "missing-area"),
        (('sleutel = "deel"', 'sleutel = "aantal"'), "bad-key"),
        (('tabel = "proef"', 'tabel = "../../etc"'), "bad-key"),
        (('soort = "heel"', 'soort = "veel"'), "bad-value"),
        (('decimaal = ","', 'decimaal = ";"'), "bad-value"),
        (('decimaal = ","', 'codering = "ebcdic"'), "unknown-encoding"),
        (('kolom = "sector"', 'titel = "Sector"'), "column-or-fixed"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where(change, code):
    if code == "missing-area":
        # A file without a period may be: its table then has no dimension for it.
        assert mapping_rules.read(MAPPING.replace(*change)).period is None
        return
    with pytest.raises(mapping_rules.MappingError) as refused:
        mapping_rules.read(MAPPING.replace(*change))
    assert refused.value.code == code
    assert mappings.mapping_error_in_words(refused.value)


def test_undo_brings_back_the_version_before():
    first, old, _new = store()
    second, _newer, _new = store(GOOD.replace("12,5", "13,5"))
    with pytest.raises(ConflictError):
        uploads.undo(first.pk, by="system", at=MOMENT)
    assert uploads.undo(second.pk, by="system", at=MOMENT) == old
    assert open_table("proef").hash == old.hash
    assert uploads.undo(first.pk, by="system", at=MOMENT) is None
    with pytest.raises(UnknownTableError):
        open_table("proef")
    with pytest.raises(RuleError):
        uploads.undo(first.pk, by="system", at=MOMENT)
    assert AuditLine.objects.filter(action="dataset.undone").count() == 2
    # What was taken back can be brought in again: the same version holds once more.
    assert store()[1] == old
    assert open_table("proef").hash == old.hash


def test_a_table_of_a_region_is_seen_by_that_region_only():
    partij = PartijFactory()
    other = PartijFactory()
    store(regio=partij.regio, partij=partij)
    assert open_table("proef", regio_id=partij.regio_id).number == 1
    for regio_id in (None, other.regio_id):
        with pytest.raises(UnknownTableError):
            open_table("proef", regio_id=regio_id)
    assert AuditLine.objects.get(action="dataset.imported").region == partij.regio.code


def test_the_command_tries_stores_and_takes_back(tmp_path, capsys):
    (tmp_path / "m.toml").write_text(MAPPING)
    (tmp_path / "f.csv").write_text(GOOD + "Utopia;2026;zorg;1;1\n")
    arguments = ("importeer", "csv", "--mapping", str(tmp_path / "m.toml"), str(tmp_path / "f.csv"))
    with pytest.raises(SystemExit) as stopped:
        call_command(*arguments, "--proef")
    assert stopped.value.code == 1
    assert "rij 3, kolom gemeente" in capsys.readouterr().out
    assert not Dataset.objects.exists()
    with pytest.raises(SystemExit):
        call_command(*arguments)
    table = open_table("proef")
    capsys.readouterr()
    call_command("verloop", table.observation_id(0))
    found = json.loads(capsys.readouterr().out)
    assert found["rij"] == {
        "gemeente": "Venlo",
        "maand": "2026-01",
        "sector": "zorg",
        "aantal": "1.234",
        "deel": "12,5",
    }
    call_command("importeer", "terug", str(ImportRun.objects.get().pk))
    with pytest.raises(UnknownTableError):
        open_table("proef")


@pytest.mark.parametrize("arguments", [("--mapping", "niets", "f.csv"), ("--mapping", "niets", "weg.csv")])
def test_the_command_refuses_what_is_not_there(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.csv").write_text(GOOD)
    with pytest.raises(InputError):
        call_command("importeer", "csv", *arguments)


@pytest.mark.parametrize("name", list(mappings.ready()))
def test_every_mapping_that_comes_along_can_be_used(name):
    assert mapping_rules.read(mappings.ready()[name]).measures


@pytest.mark.parametrize(
    ("name", "file", "rows"),
    [
        ("vacatures-kwartaal", "data/cbs/84545NED_vacatures_seizoengecorrigeerd_2021_2024.csv", 13),
        ("vacatures-bedrijfstak-2023", "data/cbs/80472ned_vacatures_sbi_2023_deel.csv", 26),
        ("kerncijfers-gemeenten-2020", "data/cbs/84799NED_kwb2020_gemeenten.csv", 356),
        ("kerncijfers-gemeenten-2022", "data/cbs/kwb2022_gemeenten_tmap.csv", 345),
        ("gemeenten-per-regio-2025", "data/regio/arbeidsmarktregios_2025.csv", 35),
        ("gemeenten-in-regio-2025", "data/regio/gemeenten_arbeidsmarktregio_2025.csv", 342),
    ],
)
def test_the_figure_files_load_whole_by_their_mappings(extern, name, file, rows):
    path = extern(file)
    loaded, _mapping, _sheet = uploads.examine(mappings.ready()[name], path.name, path.read_bytes())
    assert (loaded.rows_kept, loaded.rows_refused) == (rows, 0)
