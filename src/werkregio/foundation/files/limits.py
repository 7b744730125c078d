# SPDX-License-Identifier: EUPL-1.2
"""How large a file may be, and the refusal of one that is not what it should be."""

from typing import Any

MEGABYTE = 1_000_000
FILE_BYTES = 20 * MEGABYTE
ZIP_FILES = 60
ZIP_BYTES = 60 * MEGABYTE
# A text that shrinks more than this is made to fill a disk, not to be read.
ZIP_RATIO = 150
ZIP_RATIO_FROM = MEGABYTE
COLUMNS = 200
RECORDS = 20_000
JSON_DEPTH = 24
CELL_CHARACTERS = 20_000
NUMBER_CHARACTERS = 40


class FileError(Exception):
    """The whole file is refused. `code` says why; `detail` fills the sentence of that code."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = {name: str(value) for name, value in detail.items()}


def check_size(size: int) -> None:
    """Before anything is read."""
    if size > FILE_BYTES:
        raise FileError("too-large", limit=FILE_BYTES // MEGABYTE)
    if size == 0:
        raise FileError("empty")
