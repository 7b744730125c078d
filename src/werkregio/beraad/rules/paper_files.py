# SPDX-License-Identifier: EUPL-1.2
"""What may lie on the table: files are known by their bytes, not by their name; macros are refused. Pure."""

import io
import zipfile
from dataclasses import dataclass

import pikepdf

PDF = "application/pdf"
_OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
# A file that unpacks to far more than it weighs is no document.
MOST_UNPACKED = 400_000_000


class PaperError(ValueError):
    """This file is refused; the argument is a code."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is."""

    extension: str
    media_type: str


def recognise(content: bytes) -> Known:
    """What these bytes are; raises `PaperError` with the code of the reason."""
    if not content:
        raise PaperError("empty")
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise PaperError("old_office")
    raise PaperError("unknown")


def _pdf(content: bytes) -> Known:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) == 0:
                raise PaperError("damaged")
            root = pdf.Root
            names = root.get("/Names")
            action = root.get("/OpenAction")
            active = isinstance(action, pikepdf.Dictionary) and action.get("/S") in ("/JavaScript", "/Launch")
            if active or (names is not None and ("/JavaScript" in names or "/EmbeddedFiles" in names)):
                raise PaperError("active_pdf")
    except pikepdf.PasswordError:
        raise PaperError("locked") from None
    except pikepdf.PdfError:
        raise PaperError("damaged") from None
    return Known("pdf", PDF)


def _archive(content: bytes) -> Known:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise PaperError("damaged")
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names) or any(
                name.startswith(("Basic/", "Scripts/")) for name in names
            ):
                raise PaperError("macros")
            if "mimetype" in names:
                said = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
                if said in _OPEN:
                    return Known(_OPEN[said], said)
            if "[Content_Types].xml" in names:
                for folder, (extension, media_type) in _OFFICE.items():
                    if any(name.startswith(folder) for name in names):
                        return Known(extension, media_type)
    except (zipfile.BadZipFile, RuntimeError):
        raise PaperError("damaged") from None
    raise PaperError("unknown")
