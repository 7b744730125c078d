# SPDX-License-Identifier: EUPL-1.2
"""Papers: what is taken in, versions, the watermark, who reads, all at once, the register."""

import io
import json
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.models import Stuk
from werkregio.beraad.rules.paper_files import PaperError, recognise
from werkregio.beraad.rules.paper_pdf import text_pdf


def packed(*names, mimetype=b""):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


PLAIN = text_pdf("Voorbeeld", ["Een regel"])
DOCX = packed("[Content_Types].xml", "word/document.xml")


def scripted():
    with pikepdf.open(io.BytesIO(PLAIN)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (PLAIN, "pdf"),
        (DOCX, "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_a_file_is_known_by_its_bytes(content, extension):
    assert recognise(content).extension == extension


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "unknown"),
        (b"<html><script>", "unknown"),
        (b"%PDF-1.7 broken", "damaged"),
        (packed("[Content_Types].xml", "word/vbaProject.bin"), "macros"),
        (packed("readme.txt"), "unknown"),
        (b"\xd0\xcf\x11\xe0rest", "old_office"),
        (scripted(), "active_pdf"),
    ],
)
def test_what_is_refused_and_why(content, code):
    with pytest.raises(PaperError) as refused:
        recognise(content)
    assert str(refused.value) == code


@pytest.fixture
def board(db):
    return make_board()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def secretary(board, signed_in):
    return signed_in("secretaris", partij=f.PartijFactory(regio=board.regio, soort="gemeente"))


def page(name, *args):
    return reverse(f"beraad:{name}", args=args)


def sent(content=PLAIN, name="nota.pdf", **given):
    data = {"titel": "Nota", "kind": "notitie", "state": "concept", "openbaarheid": "besloten"} | given
    return data | {"file": SimpleUploadedFile(name, content)}


def test_a_draft_is_watermarked_and_never_public(board, secretary):
    item = make_item(make_meeting(board, state="uitgenodigd"))
    assert secretary.post(page("paper_new", item.pk), sent(openbaarheid="openbaar")).status_code == 422
    assert secretary.post(page("paper_new", item.pk), sent()).status_code == 302
    stuk = Stuk.objects.get()
    file = secretary.get(page("paper_file", stuk.pk, 1)).content
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert b"DRAFT" in file or any("/XObject" in page.get("/Resources", {}) for page in pdf.pages)
    secretary.post(
        page("paper_change", stuk.pk),
        {"titel": "Nota", "kind": "notitie", "state": "definitief", "openbaarheid": "openbaar"},
    )
    assert secretary.get(page("paper_file", stuk.pk, 1)).content == PLAIN


def test_a_newer_file_is_a_version_beside_the_old_one(board, secretary):
    item = make_item(make_meeting(board))
    secretary.post(page("paper_new", item.pk), sent(state="definitief"))
    stuk = Stuk.objects.get()
    assert secretary.post(page("paper_change", stuk.pk), sent(state="definitief")).status_code == 422
    secretary.post(page("paper_change", stuk.pk), sent(DOCX, "nieuw.docm", state="vastgesteld"))
    assert list(stuk.versies.values_list("nummer", "filename")) == [(1, "nota.pdf"), (2, "nieuw.docx")]
    assert secretary.post(page("paper_change", stuk.pk), sent(PLAIN)).status_code == 422
    text = secretary.get(page("paper", stuk.pk)).content.decode()
    assert stuk.versies.get(nummer=1).sha256 in text


def test_a_file_with_macros_says_so(board, secretary, in_english):
    item = make_item(make_meeting(board))
    response = secretary.post(
        "/en" + page("paper_new", item.pk)[3:], sent(packed("[Content_Types].xml", "word/vbaProject.bin"))
    )
    assert response.status_code == 422
    assert "macros" in response.content.decode()
    assert not Stuk.objects.exists()


def test_all_papers_in_one_pdf_with_bookmarks_and_in_a_zip(board, secretary):
    meeting = make_meeting(board)
    item = make_item(meeting)
    secretary.post(page("paper_new", item.pk), sent(state="definitief"))
    secretary.post(page("paper_new", item.pk), sent(DOCX, "tabel.docx", titel="Tabel", state="definitief"))
    with pikepdf.open(io.BytesIO(secretary.get(page("papers_pdf", meeting.pk)).content)) as pdf:
        assert len(pdf.pages) == 2
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == [meeting.titel, f"1. {item.titel}"]
    with zipfile.ZipFile(io.BytesIO(secretary.get(page("papers_zip", meeting.pk)).content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert {row["titel"] for row in manifest} == {"Nota", "Tabel"}
        assert all(row["bestand"] in archive.namelist() for row in manifest)
        assert manifest[0]["bestand"] in archive.read("index.html").decode()


def test_a_closed_paper_is_not_there_for_a_partner(board, secretary, signed_in):
    item = make_item(make_meeting(board))
    secretary.post(page("paper_new", item.pk), sent(state="definitief"))
    stuk = Stuk.objects.get()
    partner = signed_in("strategisch-partner", partij=f.PartijFactory(regio=board.regio))
    for name, args in (("paper", [stuk.pk]), ("paper_file", [stuk.pk, 1])):
        assert partner.get(page(name, *args)).status_code == 404
    assert "Nota" not in partner.get(page("documents_csv")).content.decode()
    assert "Nota" in secretary.get(page("documents_csv")).content.decode()


def test_a_file_changed_outside_is_not_shown(board, secretary, tmp_path):
    item = make_item(make_meeting(board))
    secretary.post(page("paper_new", item.pk), sent(state="definitief"))
    stuk = Stuk.objects.get()
    sha256 = stuk.versies.get().sha256
    (tmp_path / "stukken" / sha256[:2] / sha256).write_bytes(b"%PDF-other")
    assert secretary.get(page("paper_file", stuk.pk, 1)).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_register_asks_a_fixed_number_of_questions(
    board, secretary, number, django_assert_max_num_queries
):
    for place in range(number):
        Stuk.objects.create(regio=board.regio, titel=f"Nota {place}", kind="notitie", state="definitief")
    with django_assert_max_num_queries(12):
        assert secretary.get(page("documents")).status_code == 200
