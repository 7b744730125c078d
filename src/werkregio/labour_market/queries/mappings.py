# SPDX-License-Identifier: EUPL-1.2
"""The mappings that come along, and why a mapping or a file is refused, in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.foundation.files.limits import FileError

from ..rules import mapping as rules
from ..rules.mapped import MissingColumn

FOLDER = Path(__file__).resolve().parent.parent / "data" / "mappings"

_MAPPING: Mapping[str, Any] = {
    "not-toml": gettext_lazy("The mapping is not TOML: %(reason)s."),
    "unknown-field": gettext_lazy("The mapping has a field that we do not know: %(field)s."),
    "missing-field": gettext_lazy("The mapping lacks %(field)s."),
    "bad-value": gettext_lazy("In the mapping, %(field)s cannot be “%(found)s”."),
    "bad-key": gettext_lazy(
        "In the mapping, “%(found)s” cannot be the name at %(field)s: letters, digits and _ only, and each once."
    ),
    "unknown-encoding": gettext_lazy("The mapping names an encoding that we do not read: %(found)s."),
    "column-or-fixed": gettext_lazy(
        "In the mapping, give %(field)s a column (kolom) or a fixed value (vast), one of both."
    ),
}
_FILE: Mapping[str, Any] = {
    "too-large": gettext_lazy("The file is larger than %(limit)s MB. Split it."),
    "empty": gettext_lazy("The file is empty."),
    "encoding": gettext_lazy(
        "The file is not in the encoding of the mapping: it looks like %(found)s (line %(line)s). "
        "Save it again, or change “codering” in the mapping."
    ),
    "zero-byte": gettext_lazy("There are zero bytes in the file (line %(line)s): it is damaged, or no text."),
    "other-kind": gettext_lazy("This is %(found)s. We take CSV, Excel (.xlsx) and JSON."),
    "json": gettext_lazy("The JSON of the file is not right on line %(line)s, character %(column)s."),
    "too-deep": gettext_lazy("The JSON of the file has too many levels."),
    "no-rows": gettext_lazy("The JSON is no list of rows, and has none under “value”."),
    "too-many": gettext_lazy("The file has more than %(limit)s rows. Split it."),
    "csv": gettext_lazy("The table cannot be read from line %(line)s on. A quotation mark may be missing."),
    "too-many-columns": gettext_lazy("The table has more than %(limit)s columns."),
    "column-without-name": gettext_lazy("Column %(column)s has no name in the first line."),
    "double-column": gettext_lazy("The column “%(field)s” stands twice in the first line."),
    "cell-too-long": gettext_lazy("The cell on line %(line)s, column %(column)s is too long to be a figure."),
    "formula": gettext_lazy(
        "There is a formula on line %(line)s, column %(column)s. Save the values without formulas."
    ),
    "sheet-missing": gettext_lazy("There is no sheet “%(field)s” in the file."),
    "excel": gettext_lazy("This Excel file cannot be read. Save it again as .xlsx or as CSV."),
    "macros": gettext_lazy("There are macros in this file. Save it without."),
    "zip": gettext_lazy("The file is damaged and cannot be opened."),
    "zip-bomb": gettext_lazy(
        "The file becomes larger than %(limit)s MB when it is opened. It was not opened."
    ),
}
_ROW: Mapping[str, Any] = {
    "unknown-area": gettext_lazy("No area has this name or code"),
    "ambiguous-area": gettext_lazy("More than one area has this name; use a code"),
    "unknown-period": gettext_lazy("This is no period that we can read"),
    "no-key": gettext_lazy("A code is missing"),
    "duplicate": gettext_lazy("The same combination stands there before"),
    "not-a-number": gettext_lazy("This is no number"),
    "not-whole": gettext_lazy("This is no whole number"),
    "unknown-measure": gettext_lazy("The mapping does not know this measure"),
    "too-many-cells": gettext_lazy("The row has more cells than the table has columns"),
}


def ready() -> dict[str, str]:
    """The mappings that come along: name and TOML text."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}


def mapping_error_in_words(error: rules.MappingError) -> str:
    words = _MAPPING.get(error.code)
    return str(words) % {"field": error.field, **error.detail} if words else _("The mapping cannot be used.")


def file_error_in_words(error: FileError) -> str:
    words = _FILE.get(error.code)
    return str(words) % error.detail if words else _("The file cannot be read.")


def missing_columns_in_words(error: MissingColumn) -> str:
    return _("These columns of the mapping are not in the file: %(names)s. There are: %(there)s.") % {
        "names": ", ".join(error.names),
        "there": ", ".join(error.there[:40]),
    }


def reason_in_words(code: str) -> str:
    return str(_ROW.get(code, code))
