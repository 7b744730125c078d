# SPDX-License-Identifier: EUPL-1.2
"""The tag that shows a figure: title, image, source line, CSV and table, always together."""

from typing import Any

from django import template

from ..charts import Figure, Kind, svg, tables

register = template.Library()


@register.inclusion_tag("design/tags/chart_figure.html")
def chart_figure(figure: Figure, level: int = 2, open: bool = False) -> dict[str, Any]:
    """A figure of `design.charts`; `open` shows the table without unfolding, as a map always does."""
    return {
        "figure": figure,
        "heading": f"h{int(level)}",
        "wide": svg(figure),
        "narrow": svg(figure, narrow=True),
        "is_map": figure.chart.kind == Kind.MAP,
        "open": open,
        "first": tables.first_head(figure),
        "heads": tables.heads(figure),
        "rows": tables.rows(figure),
    }
