# SPDX-License-Identifier: EUPL-1.2
"""Dots on one scale that need not begin at zero: areas side by side, with a line for what they are compared to."""

from django.utils.translation import gettext as _

from .bars import TOP, axis_of
from .canvas import SIZE, Canvas, text_width, wrapped
from .numbers import shown
from .palette import colour, looks
from .specs import Chart

ROW = 32.0


def draw_dots(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """One mark for each series on the row of its label; the number stands beside it."""
    steps, decimals = axis_of(chart)
    side = min(max(map(text_width, chart.labels), default=0) + 14, canvas.width * (0.4 if narrow else 0.36))
    room = (
        max((text_width(shown(v, chart.decimals, language, chart.unit)) for v in chart.known), default=50)
        + 18
    )
    left, right = side + 8, canvas.width - room
    span = float(steps[-1] - steps[0])

    def x(value: object) -> float:
        return left + (right - left) * (float(str(value)) - float(steps[0])) / span

    y = TOP
    if len(chart.series) > 1:
        y = _legend(canvas, chart, y)
    if chart.reference:
        y += SIZE + 6
    start = y
    bottom = y + ROW * len(chart.labels)
    for step in steps:
        canvas.line(x(step), start, x(step), bottom, colour("line"))
    free = -1.0
    for step in steps:
        words = shown(step, decimals, language, chart.unit)
        half = text_width(words) / 2
        if x(step) - half >= free:
            canvas.text(x(step), bottom + SIZE + 5, words, anchor="middle", fill=colour("muted"))
            free = x(step) + half + 8
    if chart.reference:
        name, value = chart.reference
        words = f"{name} {shown(value, chart.decimals, language, chart.unit)}"
        half = text_width(words) / 2
        canvas.line(
            x(value), start - 4, x(value), bottom, colour("ink"), stroke_dasharray="4 3", stroke_width=1.5
        )
        place = min(max(x(value), half), canvas.width - half)
        canvas.text(place, start - 10, words, anchor="middle", fill=colour("muted"))
    used = looks()
    for at, label in enumerate(chart.labels):
        bold = label == chart.highlight
        middle = y + ROW / 2
        canvas.text(
            side - 6, middle + SIZE * 0.35, wrapped(label, side - 9, lines=1)[0], anchor="end", bold=bold
        )
        canvas.line(left, middle, right, middle, colour("line"), stroke_width=1)
        known = [(one.values[at], used[number]) for number, one in enumerate(chart.series)]
        for given, look in known:
            if given is not None:
                canvas.mark(x(given), middle, look, 7)
        there = [value for value, _look in known if value is not None]
        if there:
            words = shown(there[0], chart.decimals, language, chart.unit)
            canvas.text(x(max(there)) + 13, middle + SIZE * 0.35, words, bold=bold, halo=True)
        else:
            canvas.text(left + 4, middle + SIZE * 0.35, _("unknown"), fill=colour("muted"))
        y += ROW
    canvas.height = bottom + SIZE + 12


def _legend(canvas: Canvas, chart: Chart, top: float) -> float:
    x = 0.0
    y = top
    for one, look in zip(chart.series, looks(), strict=False):
        needed = 24 + text_width(one.name) + 18
        if x and x + needed > canvas.width:
            x, y = 0.0, y + 26
        canvas.mark(x + 8, y + 8, look, 7)
        canvas.text(x + 23, y + 13, one.name)
        x += needed
    return y + 30
