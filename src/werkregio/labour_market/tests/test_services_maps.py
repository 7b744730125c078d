# SPDX-License-Identifier: EUPL-1.2
"""Boundaries by code, from TopoJSON and GeoJSON; what is no map is refused whole."""

import json

import pytest
from django.core.management import call_command

from werkregio.foundation.errors import InputError
from werkregio.labour_market.models import MapLayer
from werkregio.labour_market.queries import integrity
from werkregio.labour_market.queries.boundaries import boundaries, layer

pytestmark = pytest.mark.django_db

SQUARE = [[6.0, 51.0], [6.1, 51.0], [6.1, 51.1], [6.0, 51.1], [6.0, 51.0]]


def geojson(code="GM0983", ring=SQUARE, kind="Polygon"):
    geometry = {"type": kind, "coordinates": [ring] if kind == "Polygon" else ring}
    feature = {"type": "Feature", "properties": {"statcode": code, "statnaam": "Venlo"}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def topojson():
    """Two squares side by side that share an arc; deltas in steps of a tenth of a degree."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [6.0, 51.0]},
        "arcs": [
            [[1, 0], [0, 1]],
            [[1, 1], [-1, 0], [0, -1], [1, 0]],
            [[1, 1], [1, 0], [0, -1], [-1, 0]],
            [[1, 0], [1, 0], [0, 1], [-1, 0]],
        ],
        "objects": {
            "gm": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0, 1]],
                        "properties": {"statcode": "GM0983", "statnaam": "Venlo"},
                    },
                    {"type": "MultiPolygon", "arcs": [[[~0, 3]]], "id": "AM29"},
                ],
            }
        },
    }


def bring_in(tmp_path, content):
    path = tmp_path / "kaart.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    call_command("importeer", "kaart", str(path))


def test_a_geojson_is_stored_by_code(tmp_path):
    bring_in(tmp_path, geojson())
    found = boundaries("gemeente")
    assert found["GM0983"]["geometry"]["coordinates"] == [[SQUARE]]
    assert layer("gemeente").areas == 1
    assert boundaries("provincie") == {}
    assert integrity.problems()[0] == []


def test_arcs_of_a_topojson_are_joined_and_kinds_come_apart(tmp_path):
    bring_in(tmp_path, topojson())
    (ring,) = boundaries("gemeente")["GM0983"]["geometry"]["coordinates"][0]
    assert ring == [[6.1, 51.0], [6.1, 51.1], [6.0, 51.1], [6.0, 51.0], [6.1, 51.0]]
    assert set(boundaries("arbeidsmarktregio")) == {"AM29"}


def test_the_newest_map_of_a_kind_is_drawn(tmp_path):
    bring_in(tmp_path, geojson())
    bring_in(tmp_path, geojson("GM0893"))
    assert set(boundaries("gemeente")) == {"GM0893"}


@pytest.mark.parametrize(
    "content",
    [
        b"{broken",
        b"[]",
        {"type": "Point"},
        {"type": "FeatureCollection", "features": []},
        geojson("Venlo"),
        geojson(ring=SQUARE[:4]),
        geojson(ring=[[207000, 376000], [208000, 376000], [208000, 377000], [207000, 376000]]),
        geojson(kind="LineString"),
        {"type": "FeatureCollection", "features": geojson()["features"] * 2},
        {
            "type": "Topology",
            "arcs": [],
            "objects": {"a": {"type": "Polygon", "arcs": [[5]], "id": "GM0983"}},
        },
        geojson(ring=[["a", "b"]] * 4),
    ],
)
def test_what_is_no_map_is_refused_whole(tmp_path, content):
    with pytest.raises(InputError):
        bring_in(tmp_path, content)
    assert not MapLayer.objects.exists()


@pytest.mark.parametrize(
    ("name", "kind", "areas"),
    [
        ("gemeente_2023.topojson", "gemeente", 342),
        ("arbeidsmarktregio_2025.topojson", "arbeidsmarktregio", 35),
        ("noord_limburg_gemeenten_2023.geojson", "gemeente", 7),
    ],
)
def test_the_real_maps_load(extern, name, kind, areas):
    call_command("importeer", "kaart", str(extern(f"data/kaart/{name}")))
    assert len(boundaries(kind)) == areas
