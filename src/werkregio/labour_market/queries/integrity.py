# SPDX-License-Identifier: EUPL-1.2
"""Hashing every file of the store again: does it still say what it said when it was written."""

from dataclasses import dataclass
from pathlib import Path

from ..models import DatasetVersion, MapLayer, RawFile
from . import store


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with one file. `code` is missing or altered."""

    code: str
    what: str
    file: str


def problems() -> tuple[list[Problem], int]:
    """What is wrong, and how many files were looked at."""
    found: list[Problem] = []
    looked = 0
    named: set[Path] = set()
    for version in DatasetVersion.objects.select_related("dataset").order_by("pk"):
        table_id = version.dataset.table_id
        for path, digest in (
            (store.values_path(table_id, version.hash), version.hash),
            (store.description_path(table_id, version.hash), version.description_hash),
        ):
            if path not in named:
                named.add(path)
                looked += 1
                found += _look(path, digest, str(version))
    for digest, name in RawFile.objects.order_by("sha256").values_list("sha256", "name").distinct():
        path = store.raw_path(digest)
        if path not in named:
            named.add(path)
            looked += 1
            found += _look(path, digest, name)
    for layer in MapLayer.objects.order_by("pk"):
        for path, digest in (
            (store.map_path(layer.sha256), layer.sha256),
            (store.raw_path(layer.raw_sha256), layer.raw_sha256),
        ):
            if path not in named:
                named.add(path)
                looked += 1
                found += _look(path, digest, str(layer))
    return found, looked


def _look(path: Path, digest: str, what: str) -> list[Problem]:
    shown = str(path.relative_to(store.root()))
    if not path.is_file():
        return [Problem("missing", what, shown)]
    return [] if store.hash_of(path) == digest else [Problem("altered", what, shown)]
