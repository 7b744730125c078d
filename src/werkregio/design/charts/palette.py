# SPDX-License-Identifier: EUPL-1.2
"""The colours of charts: those of the theme, read from its one file, so that another region changes them there.

Every series also has its own dash, mark or hatch: a chart is read without colour too.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_THEME = Path(__file__).resolve().parents[1] / "css" / "theme.css"


@cache
def _colours() -> dict[str, str]:
    return dict(re.findall(r"--wr-([\w-]+):\s*(#[0-9a-f]{6});", _THEME.read_text("utf-8")))


def colour(name: str) -> str:
    return _colours()[name]


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from another: colour, dash of a line, form of a mark."""

    colour: str
    dash: str
    mark: str
    hatched: bool = False


@cache
def looks() -> tuple[Look, ...]:
    return (
        Look(colour("petrol-600"), "", "circle"),
        Look(colour("orange"), "7 4", "square", hatched=True),
        Look(colour("muted"), "2 4", "triangle"),
        Look(colour("petrol-400"), "12 4 2 4", "diamond"),
    )


# Parts of a whole and classes of a map, from dark to light, with the colour of words on them.
PARTS = (("map-5", "white"), ("map-3", "ink"), ("map-1", "ink"), ("map-4", "white"), ("map-2", "ink"))
CLASSES = (("map-1", "ink"), ("map-2", "ink"), ("map-3", "ink"), ("map-4", "white"), ("map-5", "white"))
