# SPDX-License-Identifier: EUPL-1.2
"""A figure as an image: drawn once for each content, kept under its hash, in a wide and a narrow form."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from .bars import draw_bars, draw_stacked
from .canvas import Canvas
from .dots import draw_dots
from .lines import draw_lines, draw_multiples
from .maps import draw_map
from .specs import Figure, Kind, digest

WIDE, NARROW, MAP = 480.0, 320.0, 400.0
MOST_KEPT = 2000
_DRAW: dict[Kind, Callable[..., None]] = {
    Kind.BAR: draw_bars,
    Kind.STACKED: draw_stacked,
    Kind.LINE: draw_lines,
    Kind.DOTS: draw_dots,
    Kind.MULTIPLES: draw_multiples,
    Kind.MAP: draw_map,
}
_kept: "OrderedDict[str, SafeString]" = OrderedDict()
_lock = Lock()


def svg(figure: Figure, *, narrow: bool = False) -> SafeString:
    """The image of a figure in the language of the page."""
    language = get_language() or "nl"
    key = digest(figure, language, narrow)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    drawn = _drawn(figure, language, narrow)
    with _lock:
        _kept[key] = drawn
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return drawn


def _drawn(figure: Figure, language: str, narrow: bool) -> SafeString:
    chart = figure.chart
    width = NARROW if narrow else MAP if chart.kind == Kind.MAP else WIDE
    prefix = f"{figure.code}-{'n' if narrow else 'w'}"
    canvas = Canvas(width, mirrored=get_language_bidi(), prefix=prefix)
    _DRAW[chart.kind](canvas, chart, language, narrow=narrow)
    classes = f"wr-chart wr-chart--{'narrow' if narrow else 'wide'} wr-chart--{chart.kind}"
    links = any(area.url for area in chart.areas)
    image = canvas.svg(title=figure.title, description=figure.description, classes=classes, links=links)
    return mark_safe(image)  # noqa: S308 - the canvas escapes every word


def forget() -> None:
    """Empty the memory; for measuring."""
    with _lock:
        _kept.clear()
