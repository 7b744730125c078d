# SPDX-License-Identifier: EUPL-1.2
"""Lines through time, with the name and last value at their end; one small chart for each series on one scale."""

from dataclasses import dataclass
from decimal import Decimal

from .bars import axis_of
from .canvas import SIZE, Canvas, text_width, wrapped
from .numbers import shown
from .palette import Look, colour, looks
from .specs import Chart, Series

TALL, LOW, FOOT = 270.0, 120.0, 28.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values stand on the canvas."""

    left: float
    right: float
    top: float
    bottom: float
    low: Decimal
    high: Decimal
    moments: int

    def x(self, at: int) -> float:
        return self.left + (self.right - self.left) * at / max(self.moments - 1, 1)

    def y(self, value: Decimal) -> float:
        part = float((value - self.low) / ((self.high - self.low) or 1))
        return self.bottom - (self.bottom - self.top) * part


def draw_lines(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """Up to four lines; a gap is a value that is not known."""
    steps, decimals = axis_of(chart)
    side = max(text_width(shown(step, decimals, language, chart.unit)) for step in steps) + 12
    ends = [(one, _last(one)) for one in chart.series]
    names = [(f"{one.name} {_words(chart, value, language)}") for one, (_at, value) in ends]
    room = min(
        max(text_width(name, bold=True) for name in names) + 16, canvas.width * (0.42 if narrow else 0.36)
    )
    frame = _Frame(side, canvas.width - room, 12, TALL, steps[0], steps[-1], len(chart.labels))
    _grid(canvas, frame, chart, steps, decimals, language)
    used = looks()
    if chart.reference:
        name, value = chart.reference
        y = frame.y(value)
        canvas.line(frame.left, y, frame.right, y, colour("muted"), stroke_dasharray="3 3", stroke_width=1.5)
        canvas.text(frame.left + 4, y - 6, f"{name} {shown(value, chart.decimals, language, chart.unit)}")
    labels = []
    for number, (one, (at, last)) in enumerate(ends):
        _line(canvas, frame, one, used[number])
        if last is None:
            continue
        canvas.mark(frame.x(at), frame.y(last), used[number])
        labels.append((frame.y(last), wrapped(names[number], room - 14), at))
    for y, lines, at in _apart(labels, frame):
        for number, line in enumerate(lines):
            canvas.text(frame.x(at) + 10, y + SIZE * 0.35 + number * (SIZE + 1), line, bold=True)
    canvas.height = frame.bottom + FOOT


def draw_multiples(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """A small chart for each series, all on the same scale, so that heights can be compared."""
    across = 2 if narrow else 3
    gap = 18.0
    width = (canvas.width - gap * (across - 1)) / across
    steps, _decimals = axis_of(chart)
    top = 0.0
    for number, one in enumerate(chart.series):
        column, row = number % across, number // across
        left = column * (width + gap)
        top = row * (LOW + 74)
        title = wrapped(one.name, width)
        for line, words in enumerate(title):
            canvas.text(left, top + SIZE + line * (SIZE + 1), words, bold=True, size=SIZE)
        frame = _Frame(left, left + width, top + 46, top + LOW + 26, steps[0], steps[-1], len(chart.labels))
        for step in (steps[0], steps[-1]):
            y = frame.y(step)
            canvas.line(frame.left, y, frame.right, y, colour("line"))
        look = looks()[0]
        _line(canvas, frame, one, look)
        known = [(at, value) for at, value in enumerate(one.values) if value is not None]
        for at, value in {known[0][0]: known[0][1], known[-1][0]: known[-1][1]}.items() if known else ():
            canvas.mark(frame.x(at), frame.y(value), look, 4)
        if not known:
            canvas.text(left + width / 2, frame.bottom - 30, "–", anchor="middle")
            continue
        (first, before), (last, after) = known[0], known[-1]
        base = frame.bottom + SIZE + 3
        canvas.text(frame.x(first), base, _tick(chart, first), size=13, fill=colour("muted"))
        if first != last:
            canvas.text(frame.x(last), base, _tick(chart, last), anchor="end", size=13, fill=colour("muted"))
            canvas.text(
                frame.x(first), frame.y(before) - 9, shown(before, chart.decimals, language, chart.unit)
            )
        canvas.text(
            frame.x(last),
            frame.y(after) - 9,
            shown(after, chart.decimals, language, chart.unit),
            anchor="end",
            bold=True,
        )
    canvas.height = top + LOW + 60


def _tick(chart: Chart, at: int) -> str:
    return (chart.ticks[at] if chart.ticks else "") or chart.labels[at]


def _words(chart: Chart, value: Decimal | None, language: str) -> str:
    return shown(value, chart.decimals, language, chart.unit) if value is not None else ""


def _last(series: Series) -> tuple[int, Decimal | None]:
    found = [(at, value) for at, value in enumerate(series.values) if value is not None]
    return found[-1] if found else (0, None)


def _line(canvas: Canvas, frame: _Frame, one: Series, look: Look) -> None:
    """The pieces of a line between its gaps; a value alone between two gaps is a mark."""
    piece: list[tuple[float, float]] = []
    for at, value in enumerate((*one.values, None)):
        if value is not None:
            piece.append((frame.x(at), frame.y(value)))
            continue
        if len(piece) > 1:
            canvas.run(piece, look)
        elif piece:
            canvas.mark(*piece[0], look, 4)
        piece = []


def _grid(
    canvas: Canvas, frame: _Frame, chart: Chart, steps: list[Decimal], decimals: int, language: str
) -> None:
    for step in steps:
        y = frame.y(step)
        canvas.line(frame.left, y, frame.right, y, colour("line"), stroke_width=1)
        words = shown(step, decimals, language, chart.unit)
        canvas.text(frame.left - 8, y + SIZE * 0.35, words, anchor="end", fill=colour("muted"))
    if chart.from_zero or steps[0] == 0:
        y = frame.y(max(steps[0], Decimal(0)))
        canvas.line(frame.left, y, frame.right, y, colour("ink"), stroke_width=1)
    free = -1.0
    for at in range(len(chart.labels)):
        words = chart.ticks[at] if chart.ticks else chart.labels[at]
        x = frame.x(at)
        half = text_width(words) / 2
        if not words or x - half < free:
            continue
        canvas.line(x, frame.bottom, x, frame.bottom + 5, colour("line-strong"))
        canvas.text(x, frame.bottom + 21, words, anchor="middle", fill=colour("muted"))
        free = x + half + 8


def _apart(labels: list[tuple[float, list[str], int]], frame: _Frame) -> list[tuple[float, list[str], int]]:
    """Names at the ends of lines, pushed apart where they would lie on one another."""
    placed: list[tuple[float, list[str], int]] = []
    below = 0.0
    for y, lines, at in sorted(labels, key=lambda each: each[0]):
        y = max(y - (len(lines) - 1) * SIZE / 2, below)
        placed.append((y, lines, at))
        below = y + len(lines) * (SIZE + 1) + 4
    over = max(0.0, below - SIZE - frame.bottom - 12)
    return [(y - over, lines, at) for y, lines, at in placed]
