# SPDX-License-Identifier: EUPL-1.2
"""PDF work on papers: the watermark of a draft, pages of plain text, one file with bookmarks. Pure."""

import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

A4 = (595, 842)
_LINES = 48
_WIDTH = 88


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _font() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def _add_page(pdf: pikepdf.Pdf, content: bytes) -> None:
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, *A4]),
        Resources=pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=_font()),
            ExtGState=pikepdf.Dictionary(G1=pikepdf.Dictionary(ca=pikepdf.Object.parse(b"0.25"))),
        ),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _text_pages(pdf: pikepdf.Pdf, title: str, lines: Iterable[str]) -> None:
    wrapped = [part for line in lines for part in (textwrap.wrap(line, _WIDTH) or [""])]
    for start in range(0, max(1, len(wrapped)), _LINES):
        parts = [b"BT /F1 18 Tf 56 780 Td (" + _escaped(title[:60]) + b") Tj ET"]
        for number, line in enumerate(wrapped[start : start + _LINES]):
            place = str(750 - number * 14).encode()
            parts.append(b"BT /F1 10 Tf 56 " + place + b" Td (" + _escaped(line) + b") Tj ET")
        _add_page(pdf, b"\n".join(parts))


def _saved(pdf: pikepdf.Pdf, title: str) -> bytes:
    pdf.Root.Lang = pikepdf.String("nl")
    pdf.docinfo["/Title"] = title
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def text_pdf(title: str, lines: Iterable[str]) -> bytes:
    """A plain text as a PDF."""
    with pikepdf.new() as pdf:
        _text_pages(pdf, title, lines)
        return _saved(pdf, title)


def _mark(pdf: pikepdf.Pdf, word: str) -> None:
    with pikepdf.new() as stamp:
        _add_page(
            stamp,
            b"q /G1 gs 0.6 0 0 rg BT /F1 96 Tf 0.707 0.707 -0.707 0.707 130 230 Tm ("
            + _escaped(word)
            + b") Tj ET Q",
        )
        for page in pdf.pages:
            page.add_overlay(stamp.pages[0], pikepdf.Rectangle(page.mediabox))


def watermarked(content: bytes, word: str) -> bytes:
    """The PDF with a word across each page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _mark(pdf, word)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


@dataclass(frozen=True, slots=True)
class Part:
    """A paper in the bundle: `content` None is a file that is no PDF and stands on the list only."""

    heading: str
    title: str
    sha256: str
    content: bytes | None
    mark: str = ""


def bundle(title: str, intro: Sequence[str], parts: Sequence[Part], *, apart: str) -> bytes:
    """One PDF: a list with checksums, then every PDF, with bookmarks by item."""
    listed = list(intro)
    heading = ""
    for part in parts:
        if part.heading != heading:
            heading = part.heading
            listed += ["", heading]
        listed.append(f"  - {part.title}" + (f" ({apart})" if part.content is None else ""))
        listed.append(f"    SHA-256 {part.sha256}")
    with pikepdf.new() as pdf:
        _text_pages(pdf, title, listed)
        marks: list[tuple[str, str, int]] = []
        for part in parts:
            if part.content is None:
                continue
            with pikepdf.open(io.BytesIO(part.content)) as source:
                if part.mark:
                    _mark(source, part.mark)
                marks.append((part.heading, part.title, len(pdf.pages)))
                pdf.pages.extend(source.pages)
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(title, 0))
            above: pikepdf.OutlineItem | None = None
            for head, name, place in marks:
                if above is None or above.title != head:
                    above = pikepdf.OutlineItem(head, place)
                    outline.root.append(above)
                above.children.append(pikepdf.OutlineItem(name, place))
        return _saved(pdf, title)
