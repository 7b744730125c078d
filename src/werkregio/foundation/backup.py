# SPDX-License-Identifier: EUPL-1.2
"""One file with everything: a line of JSON for each row, the uploaded files, and a manifest with checksums.

A back-up of SQLite restores into PostgreSQL and the other way round (ruling C21). It holds no master key:
without that key the data of people in it cannot be read (ruling A6). With a passphrase the whole file is
encrypted.
"""

import base64
import datetime as dt
import decimal
import hashlib
import json
import secrets
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from .chain import drop_triggers, make_triggers
from .errors import InputError

FORMAT = 1
MANIFEST = "manifest.json"
# Folders of the data folder that hold what people brought in; the others are made anew.
FOLDERS = ("bestanden", "datasets")
# What belongs to one running installation and not to its data, and what `migrate` makes itself.
LEFT_OUT = frozenset(
    {
        "django_session",
        "django_content_type",
        "auth_permission",
        "django_tasks_db_dbtaskresult",
        "foundation_workersign",
        "foundation_contentmark",
    }
)
MAGIC = b"WRB1"
CHUNK = 1 << 20
BATCH = 500


@dataclass(frozen=True, slots=True)
class Table:
    """What the manifest says of one table."""

    name: str
    rows: int
    sha256: str


def tables() -> list[type[models.Model]]:
    """Every model whose rows go along, in alphabetical order of table."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }
    return [found[name] for name in sorted(found) if name not in LEFT_OUT]


def _plain(value: Any) -> Any:
    """A value as JSON that reads back the same on both databases."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        # 1.50 and 1.5 are one amount: the two databases write it differently.
        return format(value.normalize(), "f")
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """The rows of a table in order of key, one line of JSON each."""
    names = [field.attname for field in model._meta.concrete_fields]
    for row in model._base_manager.order_by("pk").values(*names).iterator(chunk_size=2000):
        content = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _sum_of(model: type[models.Model]) -> Table:
    digest, rows = hashlib.sha256(), 0
    for line in lines(model):
        digest.update(line)
        rows += 1
    return Table(model._meta.db_table, rows, digest.hexdigest())


def _migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def write(target: Path, *, at: dt.datetime, passphrase: str = "") -> list[Table]:
    """Write the back-up beside `target` and put it in its place when it is whole; returns its tables."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        plain = Path(folder) / "backup.zip"
        found = _write_zip(plain, at)
        ready = plain
        if passphrase:
            ready = Path(folder) / "backup.enc"
            _encrypt(plain, ready, passphrase)
        ready.chmod(0o600)
        ready.replace(target)
    return found


def _write_zip(path: Path, at: dt.datetime) -> list[Table]:
    found, files = [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        # One moment for all tables: nobody writes between two of them.
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            migrations = _migrations()
            for model in tables():
                digest, rows = hashlib.sha256(), 0
                with archive.open(f"tables/{model._meta.db_table}.ndjson", "w", force_zip64=True) as member:
                    for line in lines(model):
                        member.write(line)
                        digest.update(line)
                        rows += 1
                found.append(Table(model._meta.db_table, rows, digest.hexdigest()))
        for name, source in _files():
            archive.write(source, f"files/{name}")
            files.append({"name": name, "sha256": hashlib.sha256(source.read_bytes()).hexdigest()})
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "database": connection.vendor,
            "migrations": migrations,
            "tables": [{"name": t.name, "rows": t.rows, "sha256": t.sha256} for t in found],
            "files": files,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    return found


def _files() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((settings.DATA / folder).rglob("*")):
            if path.is_file():
                yield str(path.relative_to(settings.DATA)), path


def restore(source: Path, *, passphrase: str = "") -> list[Table]:
    """Fill the empty, migrated database of this installation; counts and checksums must come out the same.

    Everything or nothing: a back-up that does not fit, or a row that was altered, leaves it empty.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain = _decrypted(source, Path(folder), passphrase)
        try:
            with zipfile.ZipFile(plain) as archive:
                return _restore_zip(archive)
        except zipfile.BadZipFile as error:
            raise InputError(f"{source.name} is no back-up of Werkregio, or it is damaged.") from error


def _restore_zip(archive: zipfile.ZipFile) -> list[Table]:
    manifest = _manifest(archive)
    ours, theirs = _migrations(), manifest["migrations"]
    if ours != theirs:
        other = next((row for row in theirs if row not in ours), None) or next(
            row for row in ours if row not in theirs
        )
        raise InputError(
            "This back-up is of another version of Werkregio (migration "
            f"{'.'.join(other)}). Restore it with that version, then update."
        )
    stated = {row["name"]: Table(row["name"], row["rows"], row["sha256"]) for row in manifest["tables"]}
    models_here = {model._meta.db_table: model for model in tables()}
    if set(stated) != set(models_here):
        odd = sorted(set(stated) ^ set(models_here))[0]
        raise InputError(f"Table {odd} is in only one of back-up and database.")
    full = next((name for name, model in models_here.items() if model._base_manager.exists()), None)
    if full:
        raise InputError(f"The database is not empty (table {full}). Restore only into a new one.")
    drop_triggers()
    try:
        with transaction.atomic():
            for name, model in models_here.items():
                with archive.open(f"tables/{name}.ndjson") as member:
                    _load(model, member)
            _set_sequences(list(models_here.values()))
            found = [_sum_of(model) for model in models_here.values()]
            for table in found:
                if table != stated[table.name]:
                    raise InputError(
                        f"Table {table.name} came out differently: {table.rows} rows where the back-up says "
                        f"{stated[table.name].rows}, or another checksum. Nothing was restored."
                    )
            connection.check_constraints()
    finally:
        make_triggers()
    _restore_files(archive, manifest["files"])
    return found


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise InputError("The back-up has no manifest that can be read.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise InputError("The back-up has a format that this version does not know.")
    return manifest


def _load(model: type[models.Model], member: IO[bytes]) -> None:
    fields = model._meta.concrete_fields
    batch: list[models.Model] = []
    for line in member:
        content = json.loads(line)
        # Values go in as they were: no `auto_now`, no default, no `save`.
        batch.append(model(**{field.attname: _value(field, content[field.attname]) for field in fields}))
        if len(batch) >= BATCH:
            _insert(model, batch, fields)
            batch = []
    if batch:
        _insert(model, batch, fields)


def _value(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)


def _insert(model: type[models.Model], rows: list[models.Model], fields: Any) -> None:
    most = connection.ops.bulk_batch_size(list(fields), rows)
    for start in range(0, len(rows), most):
        model._base_manager._insert(  # type: ignore[attr-defined]
            rows[start : start + most], fields=fields, using=connection.alias, raw=True
        )


def _set_sequences(found: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _restore_files(archive: zipfile.ZipFile, stated: list[dict[str, str]]) -> None:
    root = settings.DATA.resolve()
    for row in stated:
        target = (root / row["name"]).resolve()
        if not any(target.is_relative_to(root / folder) for folder in FOLDERS):
            raise InputError(f"The back-up names a file outside its folders: {row['name']}.")
        content = archive.read(f"files/{row['name']}")
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            raise InputError(f"File {row['name']} of the back-up is damaged.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _key(passphrase: str, salt: bytes) -> Fernet:
    raw = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(raw))


def _encrypt(source: Path, target: Path, passphrase: str) -> None:
    salt = secrets.token_bytes(16)
    key = _key(passphrase, salt)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(MAGIC + salt)
        number = 0
        while chunk := plain.read(CHUNK):
            # The number goes along, so that pieces cannot be left out or change places.
            token = key.encrypt(number.to_bytes(8, "big") + chunk)
            sealed.write(len(token).to_bytes(4, "big") + token)
            number += 1
        token = key.encrypt(number.to_bytes(8, "big"))
        sealed.write(len(token).to_bytes(4, "big") + token)


def _decrypted(source: Path, folder: Path, passphrase: str) -> Path:
    if not source.is_file():
        raise InputError(f"There is no file {source}.")
    with source.open("rb") as sealed:
        if sealed.read(len(MAGIC)) != MAGIC:
            return source
        if not passphrase:
            raise InputError("This back-up is encrypted: set WERKREGIO_BACKUP_PASSPHRASE.")
        key, target = _key(passphrase, sealed.read(16)), folder / "backup.zip"
        with target.open("wb") as plain:
            number, ended = 0, False
            while size := sealed.read(4):
                try:
                    piece = key.decrypt(sealed.read(int.from_bytes(size, "big")))
                except InvalidToken as error:
                    raise InputError("The passphrase does not fit this back-up, or it is damaged.") from error
                if int.from_bytes(piece[:8], "big") != number or ended:
                    raise InputError("Pieces of this back-up are missing or changed places.")
                ended = len(piece) == 8
                plain.write(piece[8:])
                number += 1
            if not ended:
                raise InputError("The end of this back-up is missing.")
    return target
