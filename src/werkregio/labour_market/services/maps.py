# SPDX-License-Identifier: EUPL-1.2
"""Bringing in boundaries: a whole file or nothing."""

import hashlib
import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from django.db import transaction

from werkregio.foundation import audit

from ..models import MapLayer
from ..queries import store as files
from ..rules.boundaries import Boundary, BoundaryError, read
from .store import keep_named, keep_raw

LARGEST = 50_000_000
ATTRIBUTION = "CBS/Kadaster gebiedsindelingen (CC BY 4.0)"


def import_map(source: Path, *, by: str, at: datetime, attribution: str = ATTRIBUTION) -> list[MapLayer]:
    """Every kind of area of the file becomes the map of that kind. BoundaryError when it is refused."""
    if source.stat().st_size > LARGEST:
        raise BoundaryError("too-large", limit=LARGEST // 1_000_000)
    data = source.read_bytes()
    by_kind: dict[str, list[Boundary]] = defaultdict(list)
    for boundary in read(data):
        by_kind[boundary.kind].append(boundary)
    raw = keep_raw(data)
    written = {kind: _write(found) for kind, found in by_kind.items()}
    with transaction.atomic():
        layers = []
        for kind, found in sorted(by_kind.items()):
            layer = MapLayer.objects.create(
                kind=kind,
                name=source.name[:200],
                raw_sha256=raw,
                sha256=written[kind],
                areas=len(found),
                attribution=attribution,
                by=by,
                at=at,
            )
            detail = {"kind": kind, "areas": len(found), "file": written[kind]}
            audit.record("kaart.imported", layer, region="", by=by, at=at, detail=detail)
            layers.append(layer)
    return layers


def _write(found: list[Boundary]) -> str:
    features = [
        {
            "type": "Feature",
            "id": one.code,
            "properties": {"statcode": one.code, "statnaam": one.naam},
            "geometry": {"type": "MultiPolygon", "coordinates": one.polygons},
        }
        for one in found
    ]
    content = {"type": "FeatureCollection", "features": features}
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(data).hexdigest()
    keep_named(data, files.map_path(digest))
    return digest
