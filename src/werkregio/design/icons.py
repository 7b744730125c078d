# SPDX-License-Identifier: EUPL-1.2
"""The shapes of icons that the build gathered."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

_LIST = Path(__file__).parent / "icons.txt"
_built: dict[str, SafeString] = {}


@cache
def known_icons() -> frozenset[str]:
    return frozenset(_LIST.read_text("utf-8").split())


def shapes_of(name: str) -> SafeString:
    """What stands inside the svg; empty as long as the design was not built."""
    if name in _built:
        return _built[name]
    if name not in known_icons():
        raise ValueError(f"Add the icon {name} to design/icons.txt and build the design again.")
    path = settings.DATA / "design" / "icons" / f"{name}.svg"
    if not path.is_file():
        return SafeString("")
    found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text("utf-8"), flags=re.S)
    # Drawn by Tabler and cleaned by our own build: no text of a person stands in it.
    _built[name] = SafeString(found[1] if found else "")
    return _built[name]
