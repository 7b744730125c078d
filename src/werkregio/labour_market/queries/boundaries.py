# SPDX-License-Identifier: EUPL-1.2
"""The boundaries that are in force, by the code of the area; and why a map file is refused, in words."""

import json
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from ..models import MapLayer
from ..rules.boundaries import BoundaryError
from . import store


def layer(kind: str) -> MapLayer | None:
    """The newest map of this kind of area; None: only the own schematic map can be drawn."""
    return MapLayer.objects.filter(kind=kind).order_by("-at", "-pk").first()


def boundaries(kind: str) -> dict[str, dict[str, Any]]:
    """GeoJSON features (MultiPolygon, degrees) by the code of the area. Shared by all: do not change them."""
    found = layer(kind)
    return _features(str(store.map_path(found.sha256))) if found else {}


@lru_cache(maxsize=16)
def _features(path: str) -> dict[str, dict[str, Any]]:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a text is the key of the memory
        content = json.load(file)
    return {feature["id"]: feature for feature in content["features"]}


def boundary_error_in_words(error: BoundaryError) -> str:
    sentences = {
        "not-json": _("This file is not JSON."),
        "unknown-kind": _("This is no TopoJSON and no GeoJSON FeatureCollection."),
        "damaged": _("The map in this file is damaged."),
        "double": _("Area {area} is in the file twice."),
        "too-many-points": _("The map has more than {limit} points. Use a simplified one."),
        "no-codes": _("No area in this file has a code of CBS, such as GM0983 under statcode."),
        "no-polygon": _("Area {area} is no polygon."),
        "open-ring": _("The boundary of {area} does not close."),
        "not-wgs84": _(
            "The boundary of {area} does not lie in the Netherlands: save the map in WGS84 (degrees)."
        ),
        "too-large": _("The file is larger than {limit} MB. Use a simplified map."),
    }
    return sentences.get(error.code, _("This map cannot be read.")).format(**error.detail)
