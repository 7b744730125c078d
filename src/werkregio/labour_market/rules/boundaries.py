# SPDX-License-Identifier: EUPL-1.2
"""Boundaries out of TopoJSON or GeoJSON: areas by their code, each as rings of points in degrees (WGS84)."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Ring = list[tuple[float, float]]
# Where the European part of the Netherlands lies, with some room around it.
WEST, EAST, SOUTH, NORTH = 2.5, 8.0, 50.0, 54.5
KINDS = {"GM": "gemeente", "AM": "arbeidsmarktregio", "PV": "provincie", "CR": "corop", "NL": "land"}
MOST_POINTS = 2_000_000
DIGITS = 6
_CODE = re.compile(r"^(GM|AM|PV|CR|NL)\d{0,4}$")
_CODE_FIELDS = ("statcode", "code", "gm_code", "gmcode", "am_code", "id", "identificatie", "gemeentecode")
_NAME_FIELDS = ("statnaam", "naam", "name", "gm_naam", "am_naam", "gemeentenaam")


class BoundaryError(Exception):
    """A file cannot be taken as boundaries. `code` says why; `detail` fills the sentence."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = {name: str(value) for name, value in detail.items()}


@dataclass(frozen=True, slots=True)
class Boundary:
    """One area: polygons, each with its outer ring and then its holes."""

    code: str
    naam: str
    polygons: list[list[Ring]]

    @property
    def kind(self) -> str:
        return KINDS[self.code[:2]]


def read(data: bytes) -> list[Boundary]:
    """Every area of the file that has a code, in order of code. BoundaryError when the file cannot be taken."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BoundaryError("not-json") from error
    if not isinstance(content, dict):
        raise BoundaryError("unknown-kind")
    kind = content.get("type")
    try:
        if kind == "Topology":
            features = list(_of_topology(content))
        elif kind == "FeatureCollection":
            features = [
                (_properties(each), each.get("geometry"), each.get("id")) for each in content["features"]
            ]
        else:
            raise BoundaryError("unknown-kind")
        return _boundaries(features)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, OverflowError) as error:
        raise BoundaryError("damaged") from error


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    return feature.get("properties") or {}


def _of_topology(content: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Any, Any]]:
    """Features of a topology: its arcs put together, and deltas and steps undone."""
    arcs = [_arc(arc, content.get("transform")) for arc in content["arcs"]]
    for layer in content["objects"].values():
        for each in layer.get("geometries", [layer]):
            kind = each.get("type")
            if kind == "Polygon":
                found = [[_joined(ring, arcs) for ring in each["arcs"]]]
            elif kind == "MultiPolygon":
                found = [[_joined(ring, arcs) for ring in polygon] for polygon in each["arcs"]]
            else:
                continue
            yield _properties(each), {"type": "MultiPolygon", "coordinates": found}, each.get("id")


def _arc(points: list[list[float]], transform: Mapping[str, Any] | None) -> Ring:
    if not transform:
        return [(float(point[0]), float(point[1])) for point in points]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0.0
    found = []
    for point in points:
        x, y = x + point[0], y + point[1]
        found.append((x * scale_x + move_x, y * scale_y + move_y))
    return found


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs after one another; a negative number is an arc the other way round."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


def _boundaries(features: list[tuple[Mapping[str, Any], Any, Any]]) -> list[Boundary]:
    found: dict[str, Boundary] = {}
    points = 0
    for properties, geometry, own_id in features:
        code = _code(properties, own_id)
        if not code or not geometry:
            continue
        if code in found:
            raise BoundaryError("double", area=code)
        polygons = _polygons(geometry, code)
        points += sum(len(ring) for polygon in polygons for ring in polygon)
        if points > MOST_POINTS:
            raise BoundaryError("too-many-points", limit=MOST_POINTS)
        naam = next((str(properties[name]) for name in _NAME_FIELDS if properties.get(name)), code)
        found[code] = Boundary(code, naam, polygons)
    if not found:
        raise BoundaryError("no-codes")
    return [found[code] for code in sorted(found)]


def _code(properties: Mapping[str, Any], own_id: Any) -> str:
    for value in (*(properties.get(name) for name in _CODE_FIELDS), own_id):
        if value is not None and _CODE.match(str(value).strip()):
            return str(value).strip()
    return ""


def _polygons(geometry: Mapping[str, Any], code: str) -> list[list[Ring]]:
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundaryError("no-polygon", area=code)
    plain = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return [[_ring(ring, code) for ring in polygon] for polygon in plain]


def _ring(points: Any, code: str) -> Ring:
    ring = [(round(float(point[0]), DIGITS), round(float(point[1]), DIGITS)) for point in points]
    if len(ring) < 4 or math.dist(ring[0], ring[-1]) > 1e-6:
        raise BoundaryError("open-ring", area=code)
    for x, y in ring:
        if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
            raise BoundaryError("not-wgs84", area=code)
    return ring
