# SPDX-License-Identifier: EUPL-1.2
"""A zip with saved responses, unpacked into a folder: bounded, and never outside of it."""

import stat
import zipfile
import zlib
from pathlib import Path

from .folder import ENDINGS
from .parts import StatlineError

MEGABYTE = 1_000_000
MOST_FILES, MOST_BYTES = 2_000, 2_000 * MEGABYTE
# Values of a table compress well; more than this is made to fill a disk.
MOST_RATIO, RATIO_FROM = 400, 10 * MEGABYTE
_PIECE = 1 << 16


def unpack(source: Path, target: Path) -> None:
    """Every JSON and Parquet file of the zip into `target`, with at most one level of folders."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise StatlineError("bad-zip", file=source.name, found=f"{len(members)} files")
            left = MOST_BYTES
            for member in members:
                left -= _member(archive, member, target, left, source.name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise StatlineError("not-zip", file=source.name) from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int, name: str) -> int:
    parts = member.filename.split("/")
    odd = (
        "\\" in member.filename or member.filename.startswith("/") or ".." in parts or ":" in member.filename
    )
    if odd or stat.S_ISLNK(member.external_attr >> 16):
        raise StatlineError("bad-zip", file=name, found=member.filename[:80])
    if parts[0] == "__MACOSX" or parts[-1].startswith(".") or Path(parts[-1]).suffix.lower() not in ENDINGS:
        return 0
    place = target / Path(*parts[-2:])
    place.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(member) as packed, place.open("wb") as file:
        # What the zip says about its sizes is not believed: the bytes are counted as they come.
        while piece := packed.read(_PIECE):
            size += len(piece)
            too_much = size > RATIO_FROM and size > MOST_RATIO * max(member.compress_size, 1)
            if size > left or too_much:
                raise StatlineError("too-large", file=name, limit=MOST_BYTES // MEGABYTE)
            file.write(piece)
    return size
