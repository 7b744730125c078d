# SPDX-License-Identifier: EUPL-1.2
"""Where the files of the store lie, and reading them back.

    datasets/<table>/<hash>.parquet   the values of one version; <hash> is the SHA-256 of the file
    datasets/<table>/<hash>.json      its description: dimensions, codes, topics
    datasets/raw/<ab>/<sha256>        a file as it was received
    datasets/maps/<sha256>.geojson    boundaries by code
    datasets/work/                    what an import is busy with; never read by anybody else

The Parquet file names the checksum of its description, so that its own hash vouches for both.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pyarrow import parquet

from ..rules import tables

FOLDER = "datasets"
DESCRIPTION_KEY = b"werkregio.description"
_PIECE = 1 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def root() -> Path:
    return Path(settings.DATA) / FOLDER


def work() -> Path:
    """Folder for half files, on the same disk as the store so that a rename is one step."""
    return root() / "work"


def folder_of(table_id: str) -> Path:
    """The folder of one table; a name with odd characters gets a checksum, so that two never share one."""
    safe = _UNSAFE.sub("_", table_id).lstrip(".")[:60]
    if safe != table_id or safe in ("raw", "work", "maps"):
        safe = f"{safe}~{hashlib.sha256(table_id.encode()).hexdigest()[:8]}"
    return root() / safe


def values_path(table_id: str, digest: str) -> Path:
    return folder_of(table_id) / f"{digest}.parquet"


def description_path(table_id: str, digest: str) -> Path:
    return folder_of(table_id) / f"{digest}.json"


def raw_path(digest: str) -> Path:
    return root() / "raw" / digest[:2] / digest


def hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _description(path: str, _description_hash: str) -> tables.Description:
    return tables.loads(Path(path).read_bytes())


def description_of(table_id: str, digest: str, description_hash: str) -> tables.Description:
    """The description of a version. It never changes, so it is kept in memory; do not change it."""
    return _description(str(description_path(table_id, digest)), description_hash)


@lru_cache(maxsize=256)
def columns_of(path: str) -> frozenset[str]:
    """The names of the columns of a version."""
    return frozenset(parquet.read_schema(path).names)


def map_path(digest: str) -> Path:
    """A map as it is drawn from."""
    return root() / "maps" / f"{digest}.geojson"
