# SPDX-License-Identifier: EUPL-1.2
"""What a module adds to the worlds that the tests walk: one file a module.

Each file has `ROLES` (role -> key of the organisation that gives it), `PARTIJEN` (key -> fields of a further
organisation of the world), `OPEN_PAGES` (names of its pages that everybody may open) and
`add(world, partijen, actings)`, which makes one of everything and writes `world.kwargs`.
"""

import importlib
import pkgutil
from types import ModuleType


def parts() -> list[ModuleType]:
    """The files of the modules, in alphabetical order."""
    return [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
