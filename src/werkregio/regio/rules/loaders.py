# SPDX-License-Identifier: EUPL-1.2
"""What upper modules load along with a region: they register here, `laad-regio` calls them.

A module registers in its `apps.py`: `loaders.register("werkcentrum", load)`. The function gets the
code of the region and the moment, runs in the transaction of the command and must be idempotent. It
gives lines to show, one for each kind of thing: "Instruments: 40 new, 137 unchanged". What it raises
undoes the whole load.
"""

from collections.abc import Callable
from datetime import datetime

Loader = Callable[[str, datetime], list[str]]

_loaders: dict[str, Loader] = {}


def register(name: str, loader: Loader) -> None:
    """Add the loader of a module; a second one under the same name takes its place."""
    _loaders[name] = loader


def registered() -> list[tuple[str, Loader]]:
    """All loaders, in the order in which the modules registered them."""
    return list(_loaders.items())
