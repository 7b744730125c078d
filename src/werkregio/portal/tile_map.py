# SPDX-License-Identifier: EUPL-1.2
"""The municipalities of a region as hexagons: a drawing of our own, without boundaries of others."""

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from werkregio.regio.models import Arbeidsmarktregio, Gemeente

SIZE = 76.0
_FILE = Path(__file__).resolve().parent / "data" / "tile_maps.yaml"


@cache
def _maps() -> dict[str, dict[str, tuple[float, int, int]]]:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {code: {gm: tuple(place) for gm, place in tiles.items()} for code, tiles in content.items()}


def _hexagon(x: float, y: float) -> str:
    corners = [
        (x + SIZE * math.sin(math.radians(60 * n)), y - SIZE * math.cos(math.radians(60 * n)))
        for n in range(6)
    ]
    return "M" + "L".join(f"{cx:.1f} {cy:.1f}" for cx, cy in corners) + "Z"


def tiles(regio: Arbeidsmarktregio, gemeenten: Iterable[Gemeente]) -> dict[str, Any]:
    """Areas and view box for the tag `region_map`; a region without a drawing of its own gets rows of three."""
    gemeenten = list(gemeenten)
    places = _maps().get(regio.code) or {
        gemeente.gm_code: (number % 3 + (number // 3 % 2) / 2, number // 3, 1 + number % 5)
        for number, gemeente in enumerate(gemeenten)
    }
    across, down = SIZE * math.sqrt(3), SIZE * 1.5
    areas = []
    for gemeente in gemeenten:
        if gemeente.gm_code not in places:
            continue
        column, row, shade = places[gemeente.gm_code]
        x, y = 72 + column * across, 82 + row * down
        areas.append(
            {
                "name": gemeente.naam.split(" (")[0],
                "slug": gemeente.slug,
                "path": _hexagon(x, y),
                "label_x": round(x),
                "label_y": round(y),
                "shade": shade,
            }
        )
    width = max((place[0] for place in places.values()), default=0) * across + 144
    height = max((place[1] for place in places.values()), default=0) * down + 164
    return {"areas": areas, "view_box": f"0 0 {width:.0f} {height:.0f}"}
