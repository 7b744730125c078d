# SPDX-License-Identifier: EUPL-1.2
"""Files of others: what is refused as a whole, what is refused record by record, and what is read."""

import contextlib
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.connectors.hsds import json_files, tabular
from werkregio.connectors.hsds.checks import problems_of
from werkregio.connectors.hsds.reading import read
from werkregio.connectors.hsds.tables import TABLES
from werkregio.foundation.files import csv_files, limits, zip_files
from werkregio.foundation.files.limits import FileError

ID = "ac148810-d857-441c-9679-408f346de14b"
OTHER = "3f7b145d-84af-42d7-8fae-eaca714b02b2"
SERVICE = {"id": ID, "name": "Taalcafé", "status": "active"}


def zipped(files, *, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def refused(data, name="bestand.json"):
    with pytest.raises(FileError) as error:
        read(name, data if isinstance(data, bytes) else data.encode())
    return error.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"{" + b" " * limits.FILE_BYTES, "too-large"),
        ('{"id": "é"}'.encode("utf-16"), "encoding"),
        ('{"id": "é"}'.encode("utf-32"), "encoding"),
        ('{"id": "é"}'.encode("cp1252"), "encoding"),
        (b'{"id": "\x00"}', "zero-byte"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "other-kind"),
        (b"%PDF-1.7", "other-kind"),
        (b"\x1f\x8b\x08", "other-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "other-kind"),
        ('{"id": ', "json"),
        ("[" * 100_000, "too-deep"),
        ('{"a":' * 100_000, "too-deep"),
        ('{"id": NaN}', "huge-number"),
        ('{"id": 1e999}', "huge-number"),
        ('{"id": ' + "9" * 5_000 + "}", "huge-number"),
        ('{"id": "1", "id": "2"}', "double-field"),
        ("[]", "no-records"),
        ("3", "unknown-table"),
        ('"\\"' + '\\"' * 200_000, "csv"),
        ('["' + '\\"' * 200_000, "json"),
    ],
)
def test_a_file_that_is_refused_as_a_whole(data, code):
    assert refused(data) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id,name,id\n1,2,3\n", "double-column"),
        ("id,,name\n1,2,3\n", "column-without-name"),
        (",".join(f"k{n}" for n in range(1_000_000)), "too-many-columns"),
        ('id,name,status\n1,"open', "csv"),
        ("naam\nTaalcafé\n", "unknown-table"),
    ],
)
def test_a_table_that_is_refused_as_a_whole(text, code):
    assert refused(text, "services.csv" if code != "unknown-table" else "lijst.csv") == code


def test_too_many_records():
    rows = "\n".join(f"{n},Hulp,active" for n in range(limits.RECORDS + 1))
    assert refused(f"id,name,status\n{rows}", "services.csv") == "too-many"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"../services.csv": "id"}, "zip-path"),
        ({"/etc/services.csv": "id"}, "zip-path"),
        ({"c:services.csv": "id"}, "zip-path"),
        ({"a\\services.csv": "id"}, "zip-path"),
        ({"services.csv": "0" * 3_000_000}, "zip-bomb"),
        ({f"{n}.csv": "id" for n in range(61)}, "zip-files"),
        ({"services.csv": zipped({"a.csv": "id"})}, "zip-in-zip"),
        ({"a/services.csv": "id", "b/services.csv": "id"}, "zip-double"),
        ({"[Content_Types].xml": "<a/>"}, "other-kind"),
        ({"lees.txt": "hallo"}, "no-tables"),
        ({"services.csv": 'id,name,status\n1,"é"'.encode("cp1252")}, "encoding"),
        ({"__MACOSX/._services.csv": "x"}, "zip-empty"),
        ({"services.csv": "id,name,status\n"}, "no-records"),
    ],
)
def test_a_zip_that_is_refused(files, code):
    assert refused(zipped(files), "bestand.zip") == code


def test_a_zip_that_lies_about_its_sizes():
    data = bytearray(zipped({"services.csv": b"0" * 5_000_000}))
    # The size in the list at the end says one byte.
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1).to_bytes(4, "little")
    assert refused(bytes(data)) in {"zip", "zip-bomb"}


def test_a_zip_that_is_cut_off_or_locked():
    data = zipped({"services.csv": "id,name,status\n"})
    assert refused(data[:-10]) == "zip"
    locked = bytearray(data)
    locked[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "zip-locked"


def test_a_zip_with_a_link():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("services.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(target.getvalue()) == "zip-path"


def test_many_small_files_together_are_a_bomb(monkeypatch):
    monkeypatch.setattr(zip_files, "ZIP_BYTES", 1_000)
    assert refused(zipped({"services.csv": "i" * 600, "phones.csv": "i" * 600})) == "zip-bomb"


def test_broken_records_stop_no_good_ones_and_have_their_line():
    rows = [
        SERVICE,
        {"id": "geen-id", "name": "A", "status": "active"},
        {"id": OTHER, "status": "active"},
        {"id": OTHER, "name": "B", "status": "open", "email": "niet"},
        "losse tekst",
        {**SERVICE, "name": "Nog een keer"},
        {"id": OTHER, "name": "Goed", "status": "active", "phones": [{"id": OTHER}]},
    ]
    lines = ",\n".join(json.dumps(row) for row in rows)
    found = read("buren.json", f'{{"services": [\n{lines}\n]}}'.encode()).records
    assert [(row.line, [(p.field, p.code) for p in row.problems]) for row in found] == [
        (2, []),
        (3, [("id", "no-id")]),
        (4, [("name", "missing")]),
        (5, [("email", "no-email"), ("status", "not-in-list")]),
        (0, [("", "no-object")]),
        (7, [("id", "double")]),
        (8, [("phones.0.number", "missing")]),
    ]
    assert found[5].problems[0].detail == "buren.json:2"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"url": "javascript:alert(1)"}, "no-uri"),
        ({"url": "http://[::1"}, "no-uri"),
        ({"url": "zomaar iets"}, "no-uri"),
        ({"minimum_age": "twaalf"}, "no-number"),
        ({"minimum_age": True}, "no-number"),
        ({"assured_date": "gisteren"}, "no-date"),
        ({"last_modified": "2026-13-01T00:00"}, "no-moment"),
        ({"description": 3}, "no-text"),
        ({"phones": {}}, "no-list"),
        ({"organization": []}, "no-object"),
        ({"description": "a\x00b"}, "bad-text"),
        ({"description": "\ud800"}, "bad-text"),
    ],
)
def test_a_value_of_the_wrong_kind(value, code):
    assert [problem.code for problem in problems_of("service", {**SERVICE, **value})] == [code]


def test_never_more_than_twenty_problems_of_one_record():
    assert len(problems_of("service", {**SERVICE, "phones": [{}] * 100})) == 20


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (SERVICE, "service"),
        ({"contents": [SERVICE]}, "service"),
        ([{"id": ID, "name": "Buurthuis", "description": "Open"}], "organization"),
        ({"id": ID, "name": "Buurthuis", "description": "Open", "services": [SERVICE]}, "organization"),
        ({"taxonomies": [{"id": ID, "name": "A", "description": "B"}]}, "taxonomy"),
        (
            {"id": ID, "location": {"id": ID, "location_type": "virtual"}, "service": SERVICE},
            "service_at_location",
        ),
        ({"id": ID, "name": "A", "description": "B", "taxonomy": "C"}, "taxonomy_term"),
        ({"id": ID, "location_type": "virtual"}, "location"),
    ],
)
def test_every_form_of_a_json_file(value, kind):
    (record,) = read("x.json", json.dumps(value).encode()).records
    assert (record.kind, record.problems) == (kind, [])


def test_an_object_of_an_unknown_kind_is_named():
    (record,) = read("x.json", b'{"afspraken": [{"id": "1"}], "services": []}').records
    assert [(p.code, p.detail) for p in record.problems] == [("unknown-kind", "afspraken")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_single_table_in_any_shape(delimiter):
    rows = [["id", "name", "status", "minimum_age", "eigen"], [ID, 'Zeg "ja"; nu,', "active", "12", "iets"]]
    text = "\ufeff" + "\r\n".join(
        delimiter.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row) for row in rows
    )
    (record,) = read("services.csv", text.encode()).records
    assert record.content == {
        "id": ID,
        "name": 'Zeg "ja"; nu,',
        "status": "active",
        "minimum_age": 12,
        "eigen": "iets",
    }
    assert read("lijst.csv", text.encode()).records[0].kind == "service"


@pytest.mark.parametrize(
    "cell", ["=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+cmd|x", "\tx"]
)
def test_a_formula_in_a_table_is_refused(cell):
    (record,) = read(
        "services.csv", f'id,name,status\n{ID},"{cell.replace(chr(34), chr(34) * 2)}",active'.encode()
    ).records
    assert [(p.field, p.code) for p in record.problems] == [("name", "formula")]


@pytest.mark.parametrize(
    "cell", ["+31 77 123 45 67", "+31(0)77-1234567", "-5", "- een streepje", "'=1+1", "a=b"]
)
def test_what_only_looks_like_a_formula_is_kept(cell):
    (record,) = read("services.csv", f"id,name,status\n{ID},{cell},active".encode()).records
    assert record.problems == []
    assert record.content["name"] == cell.removeprefix("'")


@given(st.text())
def test_a_cell_comes_back_and_never_runs(text):
    safe = csv_files.neutral(text)
    assert csv_files.restored(safe) == text
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r")


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2).filter(any), max_size=5), st.sampled_from(",;\t"))
def test_a_table_that_we_wrote_is_read_back(rows, delimiter):
    text = csv_files.write(["een", "twee"], rows, delimiter=delimiter)
    _columns, found = csv_files.read(text)
    assert [list(row.cells.values()) for row in found] == rows


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_CELLS, inner, max_size=3),
    max_leaves=8,
)


@given(_JSON)
def test_a_value_of_any_kind_fits_in_a_cell(value):
    table = TABLES["service"]
    if value is not None:
        again = tabular.typed(table, "eigen_veld", tabular.cell(value))
        assert again == value or tabular.cell(value) == str(again)


@given(_JSON)
def test_json_is_read_as_it_was_written(value):
    assert json_files.parse(json.dumps(value, allow_nan=False))[0] == value


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    with contextlib.suppress(FileError):
        read("iets", data)


@given(st.text('{}[]",:\\0ae \n', max_size=200))
def test_no_text_breaks_the_reader(text):
    with contextlib.suppress(FileError):
        read("iets.json", text.encode())
