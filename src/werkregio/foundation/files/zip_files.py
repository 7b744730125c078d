# SPDX-License-Identifier: EUPL-1.2
"""A zip of tables from somebody else: nothing is written to a disk, and nothing unpacks without end."""

import io
import stat
import zipfile
import zlib

from .limits import MEGABYTE, ZIP_BYTES, ZIP_FILES, ZIP_RATIO, ZIP_RATIO_FROM, FileError

_PIECE = 65_536
_ENCRYPTED = 0x1


def is_zip(data: bytes) -> bool:
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpack(data: bytes) -> dict[str, bytes]:
    """The CSV files by name, without their folder. FileError when anything about the zip is odd."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise FileError("zip") from error


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > ZIP_FILES:
        raise FileError("zip-files", limit=ZIP_FILES)
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise FileError("other-kind", file="", found="a spreadsheet or document")
    found: dict[str, bytes] = {}
    left = ZIP_BYTES
    for member in members:
        name = _name(member)
        if not name:
            continue
        if name in found:
            raise FileError("zip-double", file=name)
        found[name] = _content(archive, member, name, left)
        left -= len(found[name])
    if not found:
        raise FileError("zip-empty")
    return found


def _name(member: zipfile.ZipInfo) -> str:
    """The bare name; empty for what a computer adds by itself."""
    path = member.filename
    parts = path.split("/")
    if "\\" in path or path.startswith("/") or ".." in parts or ":" in path or "\x00" in path:
        raise FileError("zip-path", file=path[:80])
    if stat.S_ISLNK(member.external_attr >> 16):
        raise FileError("zip-path", file=path[:80])
    if parts[0] == "__MACOSX" or parts[-1].startswith("."):
        return ""
    if member.flag_bits & _ENCRYPTED:
        raise FileError("zip-locked", file=path[:80])
    return parts[-1]


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """What the zip says about its sizes is not believed: the bytes are counted as they come."""
    pieces = []
    size = 0
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > left:
                raise FileError("zip-bomb", limit=ZIP_BYTES // MEGABYTE)
            if size > ZIP_RATIO_FROM and size > ZIP_RATIO * max(member.compress_size, 1):
                raise FileError("zip-bomb", limit=ZIP_BYTES // MEGABYTE)
            pieces.append(piece)
    content = b"".join(pieces)
    if is_zip(content):
        raise FileError("zip-in-zip", file=name)
    return content
