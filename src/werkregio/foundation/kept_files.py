# SPDX-License-Identifier: EUPL-1.2
"""Files that people bring in, kept under the data folder by the checksum of their bytes: the same file is kept once."""

import hashlib
import os
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import RuleError

FOLDER = Path("bestanden") / "stukken"
_SHA = re.compile(r"[0-9a-f]{64}")
# What a document may be: by its first bytes, not by what the sender calls it.
_KINDS = {
    "application/pdf": (b"%PDF-", ".pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04", ".docx"),
    "application/vnd.oasis.opendocument.text": (b"PK\x03\x04", ".odt"),
}
LARGEST = 20_000_000


def path_of(sha256: str) -> Path:
    """Where a file lies. The name is a checksum, so nothing typed is part of a path."""
    if not _SHA.fullmatch(sha256):
        raise ValueError("Not a checksum.")
    return Path(settings.DATA) / FOLDER / sha256[:2] / sha256


def document_type(content: bytes, filename: str) -> str:
    """The media type of a document, or a refusal that names what can be sent."""
    if len(content) > LARGEST:
        raise RuleError(_("This file is larger than 20 MB."), field="document")
    for media_type, (begin, ending) in _KINDS.items():
        if content.startswith(begin) and filename.lower().endswith(ending):
            return media_type
    raise RuleError(_("Send a PDF, docx or odt file."), field="document")


def keep(content: bytes) -> str:
    """Write the bytes, once; gives their checksum."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        # A broken write leaves no half file under a whole name.
        half = target.with_name(f"{sha256}.{os.getpid()}.half")
        half.write_bytes(content)
        half.replace(target)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes; raises ValueError when they are not what they were."""
    content = path_of(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("The file was altered.")
    return content
