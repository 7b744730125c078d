# SPDX-License-Identifier: EUPL-1.2
"""Places on pages where modules of upper floors show something of theirs (ruling A4).

A lower page names its place ("besluit.gevolgen") and the thing; an upper module registers in its `apps.py` a
function that returns what to show there, with its own check of rights and a stated number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Gets the thing and whoever looks (an Acting, or None on a public page); gives a context, or None for nothing.
Fill = Callable[[Any, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """What one module shows in one place: a template of its own and the function that fills it."""

    place: str
    template: str
    fill: Fill
    queries: int


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add a panel; the order of registering is the order on the page."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of(place: str, thing: Any, acting: Any = None) -> list[dict[str, Any]]:
    """The filled panels of a place: each with `template` and its context under `panel`."""
    shown = []
    for panel in _panels:
        if panel.place == place:
            context = panel.fill(thing, acting)
            if context is not None:
                shown.append({"template": panel.template, "panel": context})
    return shown
