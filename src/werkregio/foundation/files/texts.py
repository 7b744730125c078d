# SPDX-License-Identifier: EUPL-1.2
"""From bytes to text: UTF-8 or a refusal that says where it goes wrong and what to do."""

import codecs

from .limits import FileError

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_STARTS = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"<", "XML or HTML"),
)


def text_of(data: bytes, *, file: str = "") -> str:
    """The text of a file without its byte-order mark. Zero bytes and other encodings are refused."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise FileError("encoding", file=file, found=name, line=1)
    data = data.removeprefix(codecs.BOM_UTF8)
    start = data.lstrip()[:8]
    for begin, name in _STARTS:
        if start.startswith(begin):
            raise FileError("other-kind", file=file, found=name)
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise FileError("zero-byte", file=file, line=line)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError("encoding", file=file, found="Windows-1252", line=line) from error
