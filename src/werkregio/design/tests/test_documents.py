# SPDX-License-Identifier: EUPL-1.2
"""Documents carry their structure: tags, language, title, alternative text; and nothing is fetched for them."""

import builtins
from io import BytesIO

import docx as python_docx
import pikepdf
import pytest

from werkregio.design import documents
from werkregio.design.document_parts import (
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    body_html,
    page_html,
    paragraphs,
)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
DOCUMENT = Document(
    "Advies aan het college",
    "nl",
    (
        Heading("Voorstel"),
        Paragraph("Eén <b>tekst</b>\nop twee regels"),
        Bullets(["eerst", "dan"]),
        Facts([("Bedrag", "€ 10"), ("Leeg", "")]),
        Table("Stemmen", ["Geleding", "Stem"], [["UWV", "voor"], ["SBB", "tegen"]]),
        Figure(PNG, "image/png", "Een rode punt", "Figuur 1"),
    ),
)


def _roles(node, found):
    if "/S" in node:
        found.append(str(node["/S"]))
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids] if kids is not None else []:
        if isinstance(kid, pikepdf.Dictionary):
            _roles(kid, found)
    return found


def test_a_pdf_has_tags_language_and_title():
    made = documents.pdf(page_html(DOCUMENT), title=DOCUMENT.title, language="nl")
    with pikepdf.open(BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == DOCUMENT.title
            assert str(metadata["pdfuaid:part"]) == "1"
        roles = _roles(pdf.Root.StructTreeRoot, [])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure"} <= set(roles)


def test_a_text_that_is_only_a_body_gets_title_and_language():
    made = documents.pdf("<h1>Kop</h1><p>Tekst</p>", title="Kop & staart", language="en")
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == "en"
        assert metadata["dc:title"] == "Kop & staart"


def test_the_letters_of_the_site_are_in_it():
    made = documents.pdf("<p>Werkregio</p>", title="x", language="nl")
    with pikepdf.open(BytesIO(made)) as pdf:
        names = {
            str(f["/BaseFont"]) for f in pdf.objects if isinstance(f, pikepdf.Dictionary) and "/BaseFont" in f
        }
    assert any("Source" in name for name in names), names


def test_nothing_is_fetched_for_a_document():
    """An image elsewhere is left out; the document is made all the same."""
    elsewhere = '<img src="file:///etc/passwd" alt="x"><img src="http://voorbeeld.example/x" alt="y">'
    made = documents.pdf(f"<p>a{elsewhere}</p>", title="x", language="nl")
    assert made.startswith(b"%PDF")
    assert b"root:" not in made


def test_without_pango_the_message_names_what_is_missing(monkeypatch, in_english):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(documents.DocumentUnavailableError, match="libpango is missing"):
        documents.pdf("<p>x</p>", title="x", language="nl")


def test_a_docx_has_headings_tables_with_a_header_row_and_alt_text():
    made = python_docx.Document(BytesIO(documents.docx(DOCUMENT)))
    assert made.core_properties.title == DOCUMENT.title
    assert made.core_properties.language == "nl"
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == ["Voorstel"]
    (table,) = made.tables
    assert [c.text for c in table.rows[0].cells] == ["Geleding", "Stem"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "Een rode punt"


def test_html_is_escaped_and_empty_facts_are_left_out():
    html = body_html(DOCUMENT)
    assert "&lt;b&gt;" in html
    assert "<br>" in html
    assert "Leeg" not in html
    assert '<th scope="row">UWV</th>' in html


def test_a_typed_text_becomes_paragraphs():
    assert [p.text for p in paragraphs("een\r\n\r\ntwee\nregels\n\n\n")] == ["een", "twee\nregels"]
