# SPDX-License-Identifier: EUPL-1.2
"""All pages with who may open them, gathered from the tables beside the addresses."""

import importlib
import pkgutil
from collections.abc import Iterator

from .floors import PACKAGE

# Root addresses have no module in their name.
_ROOT_NAMES = {"danger", "danger_start"}


def tables() -> Iterator[tuple[str, dict[str, tuple[str, str | None]]]]:
    """Each module with the table `PAGES` of one of its files of addresses."""
    files = []
    for module in sorted(path.parents[1].name for path in PACKAGE.glob("*/urls/__init__.py")):
        package = importlib.import_module(f"werkregio.{module}.urls")
        files += [f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)]
    for path in [*files, "werkregio.portal.urls", "werkregio.regio.urls", "werkregio.accounts.urls"]:
        yield path.split(".")[1], importlib.import_module(path).PAGES


def pages() -> dict[str, tuple[str, str | None]]:
    """Every page by its full name: who may open it, and the key of what stands in its address."""
    return {
        name if ":" in name or name in _ROOT_NAMES else f"{module}:{name}": entry
        for module, table in tables()
        for name, entry in table.items()
    }


def allows(access: str, rights: frozenset[str]) -> bool:
    """Whether somebody who is signed in with these rights may open a page."""
    if not access.startswith("right:"):
        return True
    return bool(rights & set(access.removeprefix("right:").split("|")))
