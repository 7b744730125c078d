# SPDX-License-Identifier: EUPL-1.2
"""A map in at most five classes: what is unknown is hatched, and each area that has a page is a link."""

import itertools
from decimal import Decimal

from django.utils.html import escape
from django.utils.translation import gettext as _

from .bars import legend
from .canvas import SIZE, Canvas, plain, text_width
from .numbers import shown
from .palette import CLASSES, colour
from .specs import Area, Chart


def class_of(value: Decimal, limits: tuple[Decimal, ...]) -> int:
    """The class of a value, from 0; a value on a limit belongs to the higher class."""
    return sum(value >= limit for limit in limits)


def looks_of(chart: Chart) -> list[tuple[str, str]]:
    """Colours of the classes, spread over the five when there are fewer."""
    many = len(chart.limits) + 1
    if many == 1:
        return [CLASSES[2]]
    return [CLASSES[round(at * (len(CLASSES) - 1) / (many - 1))] for at in range(many)]


def class_names(chart: Chart, language: str) -> list[str]:
    """In words: under 2,5; 2,5 to 3,0; 3,0 or more."""
    told = [shown(limit, chart.decimals, language, chart.unit) for limit in chart.limits]
    if not told:
        return [_("all")]
    return [
        _("under %(limit)s") % {"limit": told[0]},
        *(_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in itertools.pairwise(told)),
        _("%(limit)s or more") % {"limit": told[-1]},
    ]


def limits_for(values: list[Decimal], decimals: int, most: int = 4) -> tuple[Decimal, ...]:
    """Round limits that part the values in about equal groups; fewer when there are few different values."""
    ordered = sorted(set(values))
    if len(ordered) < 3:
        return ()
    classes = min(most, len(ordered) - 1)
    step = Decimal(1).scaleb(-decimals)
    found = [ordered[round(at * len(ordered) / classes)].quantize(step) for at in range(1, classes)]
    return tuple(sorted({limit for limit in found if ordered[0] < limit <= ordered[-1]}))


def draw_map(canvas: Canvas, chart: Chart, language: str, *, narrow: bool) -> None:
    """The areas, and under them the classes. Names are left out where they would not fit."""
    values = chart.series[0].values
    left, top, width, height = (float(part) for part in chart.view_box.split())
    scale = canvas.width / width
    if height * scale > 560:
        scale = 560 / height
    move = (canvas.width - width * scale) / 2
    looks = looks_of(chart)
    unknown = canvas.unknown()
    paths = []
    for area, value in zip(chart.areas, values, strict=True):
        fill = unknown if value is None else colour(looks[class_of(value, chart.limits)][0])
        shape = (
            f'<path d="{escape(area.path)}" fill="{fill}" stroke="{colour("line-strong")}" '
            f'stroke-width="1" vector-effect="non-scaling-stroke" stroke-linejoin="round"/>'
        )
        paths.append(_linked(area, _told(area, value, chart, language), shape))
    # A map keeps its east in the east, whatever the direction of the words.
    canvas.add(
        "g",
        "".join(paths),
        transform=f"translate({plain(move - left * scale)} {plain(-top * scale)}) scale({scale:.5f})",
    )
    for area, value in zip(chart.areas, values, strict=True):
        if not area.short:
            continue
        on = "ink" if value is None else looks[class_of(value, chart.limits)][1]
        x, y = move + (area.label_x - left) * scale, (area.label_y - top) * scale
        _named(canvas, x, y, area, value, chart, language, on)
    y = height * scale + 16
    names = [
        (name, colour(fill), colour("line-strong"))
        for name, (fill, _on) in zip(class_names(chart, language), looks, strict=True)
    ]
    if any(value is None for value in values):
        names.append((_("unknown"), unknown, colour("line-strong")))
    canvas.height = legend(canvas, names, y) if len(names) > 1 else y


def _told(area: Area, value: Decimal | None, chart: Chart, language: str) -> str:
    number = _("unknown") if value is None else shown(value, chart.decimals, language, chart.unit)
    return f"{area.name}: {number}"


def _linked(area: Area, told: str, shape: str) -> str:
    if not area.url:
        return shape
    return f'<a href="{escape(area.url)}" aria-label="{escape(told)}" class="wr-chart__link">{shape}</a>'


def _named(
    canvas: Canvas,
    x: float,
    y: float,
    area: Area,
    value: Decimal | None,
    chart: Chart,
    language: str,
    on: str,
) -> None:
    """The short name with its value under it, on the colour of the area; on hatching with a white ground."""
    number = "?" if value is None else shown(value, chart.decimals, language, chart.unit)
    if value is None:
        wide = max(text_width(area.short, 13), 12) + 6
        canvas.add(
            "rect",
            x=float(x - wide / 2),
            y=float(y - 14),
            width=float(wide),
            height=34.0,
            fill=colour("white"),
            rx=3,
            aria_hidden="true",
        )
    for words, down, bold in ((area.short, -2.0, False), (number, SIZE, True)):
        canvas.text(x, y + down, words, anchor="middle", fill=colour(on), bold=bold, size=13, straight=True)
