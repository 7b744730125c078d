# SPDX-License-Identifier: EUPL-1.2
"""Charts: the one place where figures become images. docs/design.md shows how to use it."""

from .maps import limits_for
from .numbers import shown, with_sign
from .render import svg
from .specs import Area, Chart, Figure, Kind, Series, Source, digest
from .tables import csv, parts

__all__ = [
    "Area",
    "Chart",
    "Figure",
    "Kind",
    "Series",
    "Source",
    "csv",
    "digest",
    "limits_for",
    "parts",
    "shown",
    "svg",
    "with_sign",
]
