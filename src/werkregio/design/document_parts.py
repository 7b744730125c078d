# SPDX-License-Identifier: EUPL-1.2
"""The parts of a document, without a look: from one list come the page, the PDF and the docx."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is for the title of the document alone."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; a line break in it stays one."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with their values. Empty values are left out."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title above it; the first cell of each row is the name of the row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image (PNG or SVG) with words for who does not see it. In a docx an SVG is its words alone."""

    data: bytes
    media_type: str
    alt: str
    caption: str = ""


Part = Heading | Paragraph | Bullets | Facts | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it has a form."""

    title: str
    language: str
    parts: Sequence[Part] = field(default_factory=tuple)
    # Shown large across each page: "Concept". Empty for a final document.
    watermark: str = ""


def paragraphs(text: str) -> list[Paragraph]:
    """A typed text as paragraphs: an empty line begins a new one."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    return [Paragraph(part.strip("\n")) for part in found if part.strip()]


def body_html(document: Document, *, with_title: bool = True) -> SafeString:
    """The parts as HTML, for a page or for `documents.pdf`."""
    shown = [_part_html(part) for part in document.parts]
    if with_title:
        shown.insert(0, format_html("<h1>{}</h1>", document.title))
    return mark_safe("\n".join(shown))  # noqa: S308 - each part is escaped


def page_html(document: Document) -> str:
    """A whole HTML file, to print or to keep: it needs nothing beside it."""
    mark = format_html('<p class="watermark">{}</p>', document.watermark) if document.watermark else ""
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{}</title></head>\n'
        "<body>{}<main>\n{}\n</main></body></html>\n",
        document.language,
        document.title,
        mark,
        body_html(document),
    )


def _lines(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.splitlines()))


def _part_html(part: Part) -> SafeString:
    match part:
        case Heading(text, level):
            tag = f"h{min(max(level, 2), 6)}"
            return format_html("<{}>{}</{}>", tag, text, tag)
        case Paragraph(text, strong):
            return format_html("<p><strong>{}</strong></p>" if strong else "<p>{}</p>", _lines(text))
        case Bullets(items):
            return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((i,) for i in items)))
        case Facts(pairs):
            given = [(term, _lines(value)) for term, value in pairs if value]
            return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", given))
        case Table():
            return _table_html(part)
        case Figure():
            return _figure_html(part)


def _table_html(table: Table) -> SafeString:
    rows = []
    for row in table.rows:
        cells = format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))
        rows.append((format_html('<th scope="row">{}</th>{}', row[0], cells),))
    return format_html(
        '<table class="utrecht-table"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        table.caption,
        format_html_join("", '<th scope="col">{}</th>', ((name,) for name in table.columns)),
        format_html_join("", "<tr>{}</tr>", rows),
    )


def _figure_html(figure: Figure) -> SafeString:
    source = f"data:{figure.media_type};base64,{b64encode(figure.data).decode('ascii')}"
    caption = format_html("<figcaption>{}</figcaption>", figure.caption) if figure.caption else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', source, figure.alt, caption)
