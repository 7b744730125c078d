# SPDX-License-Identifier: EUPL-1.2
"""The table that belongs to every figure: on the page, as a file for a spreadsheet, and in a document."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation.files import csv_files

from ..document_parts import Facts, Heading, Paragraph, Part, Table
from ..document_parts import Figure as Image
from .numbers import shown
from .render import svg
from .specs import Figure


@dataclass(frozen=True, slots=True)
class Row:
    """A label, with its address when it has a page, its numbers as shown and further texts."""

    label: str
    url: str
    numbers: tuple[str, ...]
    texts: tuple[str, ...]


def heads(figure: Figure) -> list[str]:
    """The heads of the columns with numbers, with the unit where it does not stand behind each number."""
    chart = figure.chart
    unit = chart.unit if chart.unit and chart.unit != "%" else ""
    return [f"{one.name} ({unit})" if unit else one.name for one in chart.series]


def rows(figure: Figure) -> list[Row]:
    chart, language = figure.chart, get_language() or "nl"
    return [
        Row(
            label,
            figure.links.get(label, ""),
            tuple(
                _("unknown") if value is None else shown(value, chart.decimals, language, chart.unit)
                for value in (one.values[at] for one in chart.series)
            ),
            tuple(texts[at] for _head, texts in figure.columns),
        )
        for at, label in enumerate(chart.labels)
    ]


def first_head(figure: Figure) -> str:
    return figure.chart.label_head or _("What")


def csv(figure: Figure) -> str:
    """The exact numbers with a decimal point, and on each row where they come from."""
    chart = figure.chart
    said = [
        " + ".join(dict.fromkeys(part))
        for part in zip(
            *((one.name, one.reference, one.level, one.definition) for one in figure.sources), strict=True
        )
    ]
    lines = [
        [
            label,
            *("" if one.values[at] is None else f"{one.values[at]:f}" for one in chart.series),
            *(texts[at] for _head, texts in figure.columns),
            chart.unit,
            *said,
        ]
        for at, label in enumerate(chart.labels)
    ]
    names = [one.name for one in chart.series]
    more = [head for head, _texts in figure.columns]
    return csv_files.write(
        [
            first_head(figure),
            *names,
            *more,
            _("Unit"),
            _("Source"),
            _("Reference date"),
            _("Level"),
            _("Definition"),
        ],
        lines,
        delimiter=";",
    )


def source_facts(figure: Figure) -> list[tuple[str, str]]:
    return [
        (
            one.name,
            f"{one.reference}; {one.level}. {one.definition}{f' ({one.licence})' if one.licence else ''}",
        )
        for one in figure.sources
    ]


def parts(figure: Figure, *, level: int = 2) -> list[Part]:
    """The figure in a document: title, image with words, table and source."""
    table = Table(
        figure.subtitle,
        [first_head(figure), *heads(figure), *(head for head, _texts in figure.columns)],
        [[row.label, *row.numbers, *row.texts] for row in rows(figure)],
    )
    return [
        Heading(figure.title, level),
        Image(svg(figure).encode(), "image/svg+xml", figure.description, figure.subtitle),
        table,
        *([Paragraph(figure.note)] if figure.note else []),
        Facts(source_facts(figure)),
    ]
