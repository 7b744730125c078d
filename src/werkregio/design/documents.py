# SPDX-License-Identifier: EUPL-1.2
"""Makes documents to take along: PDF with structure (pdf/ua-1, structure tested, not certified) and docx.

WeasyPrint loads Pango of the system when it is imported, so it is imported inside one function: a machine without
Pango runs, and says what is missing (ruling A12).
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError

from .document_parts import Bullets, Document, Facts, Figure, Heading, Paragraph, Part, Table

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
_STYLE = Path(__file__).parent / "document.css"
_SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class DocumentUnavailableError(RuleError):
    """This machine cannot make this kind of document; the message names what is missing."""


def pdf(html: str, *, title: str, language: str) -> bytes:
    """A tagged PDF of an HTML text: a whole file or only its body.

    Nothing is fetched: only letters of the site and `data:` images are read.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        raise DocumentUnavailableError(
            _("A PDF cannot be made here: libpango is missing (%(packages)s). Print this page instead.")
            % {"packages": _SYSTEM_PACKAGES}
        ) from error
    fonts = FontConfiguration()
    built = settings.DATA / "design"
    sheets = []
    if (built / "fonts.css").is_file():
        sheets.append(CSS(filename=built / "fonts.css", font_config=fonts, url_fetcher=_fetcher()))
    sheets.append(CSS(filename=_STYLE, font_config=fonts))
    made = HTML(string=_whole(html, title, language), url_fetcher=_fetcher())
    return bytes(
        made.write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True, full_fonts=False
        )
    )


def _whole(html: str, title: str, language: str) -> str:
    """A PDF needs a title and a language: a text that is only a body gets both."""
    if re.match(r"\s*<!doctype", html, re.IGNORECASE):
        return html
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><main>{html}</main></body></html>"
    )


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    allowed = (settings.DATA / "design" / "fonts").resolve()

    class OwnLettersOnly(URLFetcher):
        """Reads images in the text and letters of the site: what somebody typed never opens an address."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(allowed):
                return URLFetcherResponse(url, Path(unquote(parts.path)).read_bytes())
            raise ValueError(f"Not read for a document: {parts.scheme}")

    return OwnLettersOnly()


def docx(document: Document) -> bytes:
    """The parts as a text file for a word processor, with real headings, header rows and a language."""
    from docx import Document as NewDocument
    from docx.oxml.ns import qn
    from docx.shared import Cm

    made = NewDocument()
    made.core_properties.title = document.title
    made.core_properties.language = document.language
    made.core_properties.author = "Werkregio"
    language = made.styles["Normal"].element.get_or_add_rPr()
    mark = language.makeelement(qn("w:lang"), {qn("w:val"): document.language})
    language.append(mark)
    if document.watermark:
        made.sections[0].header.paragraphs[0].text = document.watermark.upper()
    made.add_heading(document.title, level=0)
    for part in document.parts:
        _add(made, part, Cm(16))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: Any, part: Part, width: Any) -> None:
    match part:
        case Heading(text, level):
            made.add_heading(text, level=min(max(level, 2), 6) - 1)
        case Paragraph(text, strong):
            made.add_paragraph().add_run(text).bold = strong or None
        case Bullets(items):
            for item in items:
                made.add_paragraph(item, style="List Bullet")
        case Facts(pairs):
            for term, value in pairs:
                if value:
                    line = made.add_paragraph()
                    line.add_run(f"{term}: ").bold = True
                    line.add_run(value)
        case Table():
            _add_table(made, part)
        case Figure():
            _add_figure(made, part, width)


def _add_table(made: Any, table: Table) -> None:
    from docx.oxml.ns import qn

    made.add_paragraph(table.caption, style="Caption")
    grid = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    properties = grid.rows[0]._tr.get_or_add_trPr()
    # A screen reader reads this row as the names of the columns, on every page.
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            cell.text = value
    made.add_paragraph()


def _add_figure(made: Any, figure: Figure, width: Any) -> None:
    if figure.media_type in ("image/png", "image/jpeg"):
        made.add_picture(BytesIO(figure.data), width=width)
        made.inline_shapes[-1]._inline.docPr.set("descr", figure.alt)
    else:
        made.add_paragraph(figure.alt)
    if figure.caption:
        made.add_paragraph(figure.caption, style="Caption")
