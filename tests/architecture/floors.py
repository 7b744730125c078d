# SPDX-License-Identifier: EUPL-1.2
"""The floors of the house, read from the contract in pyproject.toml: the one place where they stand."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "werkregio"


def floors() -> dict[str, int]:
    """Every module with its floor: a higher number stands higher."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"] == "Modules stand on one another")
    found = {}
    for height, layer in enumerate(reversed(layers)):
        for name in layer.split("|"):
            found[name.strip().strip("()")] = height
    return found


def modules() -> list[str]:
    """The modules that exist."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
