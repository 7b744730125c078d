# SPDX-License-Identifier: EUPL-1.2
"""What a figure is before it is drawn: values with their names, and everything that lets a reader judge them.

A value of None is unknown: it is drawn as a gap or a hatch and said in words, never as zero.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

MOST_BARS, MOST_LINES, MOST_PARTS, MOST_CLASSES = 2, 4, 5, 5


class Kind(StrEnum):
    """The forms that there are."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    DOTS = "dots"
    MULTIPLES = "multiples"
    MAP = "map"


# More series than these cannot be told apart without colour.
_MOST = {
    Kind.BAR: MOST_BARS,
    Kind.STACKED: MOST_PARTS,
    Kind.LINE: MOST_LINES,
    Kind.DOTS: MOST_BARS,
    Kind.MAP: 1,
}


@dataclass(frozen=True, slots=True)
class Series:
    """Values that belong together, one for each label of the chart, in the same order."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a map: SVG path data in the coordinates of the view box, and where its name stands."""

    name: str
    path: str
    label_x: float
    label_y: float
    url: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The values and how to draw them.

    `labels` name the rows (bars, dots, areas) or the moments (lines). `ticks` are the words on the axis of time where
    the labels are too long for it: as many as there are labels, empty where nothing stands.
    """

    kind: Kind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    label_head: str = ""
    highlight: str = ""
    from_zero: bool = True
    reference: tuple[str, Decimal] | None = None
    ticks: tuple[str, ...] = ()
    # Only for a map.
    areas: tuple[Area, ...] = ()
    view_box: str = ""
    limits: tuple[Decimal, ...] = ()

    def __post_init__(self) -> None:
        if not self.series or any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError("A chart has one value for each label.")
        if len(self.series) > _MOST.get(self.kind, len(self.series)):
            raise ValueError(f"A chart of kind {self.kind} has at most {_MOST[self.kind]} series.")
        if self.ticks and len(self.ticks) != len(self.labels):
            raise ValueError("A chart has one tick for each label.")
        if self.kind == Kind.MAP and (
            len(self.areas) != len(self.labels) or len(self.limits) >= MOST_CLASSES
        ):
            raise ValueError("A map has one area for each label, and at most five classes.")
        if self.kind == Kind.STACKED and any(v is not None and v < 0 for s in self.series for v in s.values):
            raise ValueError("Parts that are stacked are not below zero.")

    @property
    def known(self) -> list[Decimal]:
        return [value for one in self.series for value in one.values if value is not None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where values come from: who publishes them, of which day they are, for which areas, and what is counted."""

    name: str
    reference: str
    level: str
    definition: str
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its finding as title. No figure without source, reference date, level and definition.

    `code` is unique on the page: letters, digits and hyphens. `description` tells the finding with its figures.
    """

    code: str
    title: str
    subtitle: str
    description: str
    chart: Chart
    sources: tuple[Source, ...]
    csv_url: str = ""
    note: str = ""
    # Beside a map or under a chart: more columns of the table, each a head and one text for each label.
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sources or not all(
            one.name and one.reference and one.level and one.definition for one in self.sources
        ):
            raise ValueError("A figure names its source, reference date, level and definition.")


def digest(figure: Figure, *also: object) -> str:
    """The content hash of all that is drawn; another value, word or language gives another one."""
    seen = (figure.code, figure.title, figure.description, figure.chart, *also)
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def missing(figure: Figure) -> Sequence[str]:
    """The labels that have no value in any series."""
    chart = figure.chart
    return [
        label for at, label in enumerate(chart.labels) if all(one.values[at] is None for one in chart.series)
    ]
