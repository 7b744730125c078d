# SPDX-License-Identifier: EUPL-1.2
"""Writing into the store: first a whole file on the disk, then its name, then the row that puts it in force.

Whatever breaks off halfway leaves the version that was in force, and at most a file that nobody names.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from django.db import transaction
from pyarrow import parquet

from ..models import Dataset, DatasetVersion, ImportRun, RawFile
from ..queries import store
from ..rules import tables

ROW_GROUP = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """What now lies in the store."""

    hash: str
    description_hash: str
    rows: int
    columns: int
    size: int


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received that lies in the store. `rows` only where it holds values."""

    role: str
    name: str
    sha256: str
    size: int
    rows: int | None = None
    first_row: int | None = None


def _sync(path: Path) -> None:
    """Make sure that what was written, or the names in a folder, survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put(half: Path, target: Path) -> None:
    """Give a whole file its name. The same name means the same content, so who comes second loses nothing."""
    _sync(half)
    target.parent.mkdir(parents=True, exist_ok=True)
    half.replace(target)
    _sync(target.parent)


def _half(suffix: str) -> Path:
    folder = store.work()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{secrets.token_hex(12)}{suffix}"


def keep_raw(data: bytes) -> str:
    """Keep a file as it was received; returns its checksum."""
    half = _half(".raw")
    try:
        half.write_bytes(data)
        return keep_raw_file(half, move=True)
    finally:
        half.unlink(missing_ok=True)


def keep_raw_file(path: Path, *, move: bool = False) -> str:
    """The same for a file on the disk. `move`: it is a half file of our own and may be taken."""
    digest = store.hash_of(path)
    target = store.raw_path(digest)
    if target.exists():
        return digest
    if move:
        _put(path, target)
        return digest
    half = _half(".raw")
    try:
        half.write_bytes(path.read_bytes())
        _put(half, target)
    finally:
        half.unlink(missing_ok=True)
    return digest


def keep_named(data: bytes, target: Path) -> None:
    """Write a whole file under the name that its content gives it."""
    half = _half(".half")
    try:
        half.write_bytes(data)
        _put(half, target)
    finally:
        half.unlink(missing_ok=True)


def write(table: pa.Table, description: tables.Description) -> Written:
    """Write one version; the same content gives the same hash and the same file."""
    described = tables.dumps(description)
    description_hash = hashlib.sha256(described).hexdigest()
    half, half_description = _half(".parquet"), _half(".json")
    try:
        with_hash = table.replace_schema_metadata({store.DESCRIPTION_KEY: description_hash.encode()})
        parquet.write_table(with_hash, half, compression="zstd", row_group_size=ROW_GROUP)
        half_description.write_bytes(described)
        digest = store.hash_of(half)
        # What was received: reasons and row numbers beside the values are ours.
        columns = sum(not name.startswith((tables.STATUS, tables.ROW_OF)) for name in table.column_names)
        written = Written(digest, description_hash, table.num_rows, columns, half.stat().st_size)
        # The description first: a Parquet file with its name always has one beside it.
        _put(half_description, store.description_path(description.table_id, digest))
        _put(half, store.values_path(description.table_id, digest))
    finally:
        half.unlink(missing_ok=True)
        half_description.unlink(missing_ok=True)
    return written


@transaction.atomic
def enter(
    run: ImportRun,
    description: tables.Description,
    written: Written,
    received: Iterable[Received],
    *,
    source_code: str = "",
    at: datetime,
) -> tuple[DatasetVersion, bool]:
    """Put a written version in force. Returns it, and whether it is new. The caller writes the audit line."""
    fields = {
        "title": description.title[:300],
        "publisher": description.publisher[:120],
        "kind": run.kind,
        "created_at": at,
        "partij": run.partij,
        "source_code": source_code,
    }
    dataset, _ = Dataset.objects.get_or_create(
        table_id=description.table_id, regio=run.regio, defaults=fields
    )
    # One at a time for each table: two imports at once become two versions in an order, or one.
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    version = DatasetVersion.objects.filter(dataset=dataset, hash=written.hash).first()
    new = version is None
    if version is None:
        last = DatasetVersion.objects.filter(dataset=dataset).order_by("-number").first()
        version = DatasetVersion.objects.create(
            dataset=dataset,
            number=last.number + 1 if last else 1,
            hash=written.hash,
            description_hash=written.description_hash,
            first_run=run,
            made_at=at,
            modified=description.modified[:40],
            period_of_reference=description.period_of_reference[:80],
            rows=written.rows,
            columns=written.columns,
            size=written.size,
            has_observations=description.has_observations,
        )
    elif version.withdrawn_at is not None:
        version.withdrawn_at = None
        version.save(update_fields=["withdrawn_at"])
        new = True
    changed = dataset.current_id != version.pk
    dataset.current, dataset.title = version, description.title[:300]
    dataset.publisher = description.publisher[:120]
    dataset.save(update_fields=["current", "title", "publisher"])
    RawFile.objects.bulk_create(
        RawFile(
            run=run,
            sequence=number,
            role=each.role[:80],
            name=each.name[:500],
            sha256=each.sha256,
            size=each.size,
            rows=each.rows,
            first_row=each.first_row,
        )
        for number, each in enumerate(received)
    )
    return version, new or changed
