# SPDX-License-Identifier: EUPL-1.2
"""Bars that lie down: one or two for each label, or the parts of a whole in one bar."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .canvas import SIZE, Canvas, text_width, wrapped
from .numbers import shown, ticks
from .palette import PARTS, colour, looks
from .specs import Chart

SINGLE, DOUBLE, GAP, TOP = 22.0, 17.0, 14.0, 6.0
_LEGEND_ROW = 26.0


def legend(canvas: Canvas, names: list[tuple[str, str, str]], top: float) -> float:
    """Squares with names (name, fill, edge), over as many rows as needed; returns where it ends."""
    x, y = 0.0, top
    for name, fill, edge in names:
        needed = 22 + text_width(name) + 18
        if x and x + needed > canvas.width:
            x, y = 0.0, y + _LEGEND_ROW
        canvas.rect(x, y, 14, 14, fill, stroke=edge or None, stroke_width=1 if edge else None, rx=2)
        canvas.text(x + 21, y + 12, name)
        x += needed
    return y + _LEGEND_ROW


def draw_bars(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """Bars begin at zero; a value below zero goes the other way. What is unknown is said in words."""
    used = looks()[: len(chart.series)]
    fills = [canvas.fill_of(look) for look in used]
    y = TOP
    if len(chart.series) > 1:
        y = (
            legend(canvas, [(one.name, fill, "") for one, fill in zip(chart.series, fills, strict=True)], y)
            + 4
        )
    thick = SINGLE if len(chart.series) == 1 else DOUBLE
    low, high = min([Decimal(0), *chart.known]), max([Decimal(0), *chart.known])
    side = 0.0 if narrow else min(max(map(text_width, chart.labels), default=0) + 12, canvas.width * 0.4)
    room = (
        max((text_width(shown(v, chart.decimals, language, chart.unit)) for v in chart.known), default=60)
        + 14
    )
    left, right = side + (room if low < 0 else 0), canvas.width - room
    span = high - low or Decimal(1)
    scale = (right - left) / float(span)
    zero = left + float(-low) * scale
    start = y
    for at, label in enumerate(chart.labels):
        bold = label == chart.highlight
        if narrow:
            canvas.text(0, y + SIZE, label, bold=bold)
            y += SIZE + 7
        first = y
        lines = [] if narrow else wrapped(label, side - 11)
        height = thick * len(chart.series) + 2 * (len(chart.series) - 1)
        middle = y + height / 2
        for number, line in enumerate(lines):
            canvas.text(
                side - 10,
                middle + SIZE * 0.35 + (number - (len(lines) - 1) / 2) * (SIZE + 2),
                line,
                anchor="end",
                bold=bold,
            )
        for one, fill in zip(chart.series, fills, strict=True):
            value = one.values[at]
            if value is None:
                canvas.text(zero + 6, y + thick / 2 + SIZE * 0.35, _("unknown"), fill=colour("muted"))
            else:
                # With one bar picked out, the others step back; words and place say the same.
                quiet = bool(chart.highlight) and not bold and len(chart.series) == 1
                _bar(canvas, zero, y, float(value) * scale, thick, colour("map-4") if quiet else fill)
                words = shown(value, chart.decimals, language, chart.unit)
                end = zero + float(value) * scale
                canvas.text(
                    end + (7 if value >= 0 else -7),
                    y + thick / 2 + SIZE * 0.35,
                    words,
                    anchor="start" if value >= 0 else "end",
                    bold=bold,
                )
            y += thick + 2
        if narrow:
            # The axis does not run through the words above the bars.
            canvas.line(zero, first - 2, zero, y, colour("ink"), stroke_width=1)
        y += GAP - 2 + (4 if narrow else 0)
    if not narrow:
        canvas.line(zero, start - 4, zero, y - GAP + 6, colour("ink"), stroke_width=1)
    canvas.height = y


def _bar(canvas: Canvas, zero: float, y: float, length: float, thick: float, fill: str) -> None:
    canvas.rect(min(zero, zero + length), y, max(abs(length), 0.8), thick, fill, rx=2)


def draw_stacked(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """Each bar is a whole; its parts stand in the order of the legend, each with its own value where it fits."""
    parts = PARTS[: len(chart.series)]
    names = [
        (one.name, colour(fill), colour("line-strong"))
        for one, (fill, _on) in zip(chart.series, parts, strict=True)
    ]
    y = legend(canvas, names, TOP) + 4
    side = 0.0 if narrow else min(max(map(text_width, chart.labels), default=0) + 12, canvas.width * 0.4)
    totals = [
        sum((one.values[at] or Decimal(0) for one in chart.series), Decimal(0))
        for at in range(len(chart.labels))
    ]
    most = max(totals, default=Decimal(0)) or Decimal(1)
    scale = (canvas.width - side - 2) / float(most)
    thick = 30.0
    for at, label in enumerate(chart.labels):
        bold = label == chart.highlight
        if narrow:
            canvas.text(0, y + SIZE, label, bold=bold)
            y += SIZE + 7
        else:
            lines = wrapped(label, side - 11)
            for number, line in enumerate(lines):
                place = y + thick / 2 + SIZE * 0.35 + (number - (len(lines) - 1) / 2) * (SIZE + 2)
                canvas.text(side - 10, place, line, anchor="end", bold=bold)
        x = side
        values = [one.values[at] for one in chart.series]
        if all(value is None for value in values):
            canvas.rect(side, y, 40, thick, canvas.unknown(), stroke=colour("line-strong"))
            canvas.text(side + 48, y + thick / 2 + SIZE * 0.35, _("unknown"), fill=colour("muted"))
        for value, (fill, on) in zip(values, parts, strict=True):
            if not value:
                continue
            length = float(value) * scale
            canvas.rect(x, y, length, thick, colour(fill), stroke=colour("white"), stroke_width=2)
            # A light part has an edge of its own, so that it is seen on white.
            canvas.rect(x + 1, y + 1, length - 2, thick - 2, "none", stroke=colour("line-strong"))
            words = shown(value, chart.decimals, language, chart.unit)
            if text_width(words) + 8 <= length:
                canvas.text(
                    x + length / 2, y + thick / 2 + SIZE * 0.35, words, anchor="middle", fill=colour(on)
                )
            x += length
        y += thick + GAP
    canvas.height = y


def axis_of(chart: Chart) -> tuple[list[Decimal], int]:
    """Round numbers along the values of a chart, with zero when it begins there."""
    known = [*chart.known, *([chart.reference[1]] if chart.reference else [])] or [Decimal(0), Decimal(1)]
    low, high = min(known), max(known)
    if chart.from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    return ticks(low, high)
