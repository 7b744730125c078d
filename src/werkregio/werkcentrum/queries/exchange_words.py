# SPDX-License-Identifier: EUPL-1.2
"""Why a file or a record is refused, in words that say what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.foundation.files.limits import FileError

_MEGABYTES = gettext_lazy(
    "This file is larger than %(limit)s MB. Split it, and bring in the parts one by one."
)
_FILES: Mapping[str, Any] = {
    "too-large": _MEGABYTES,
    "empty": gettext_lazy("This file is empty."),
    "encoding": gettext_lazy(
        "This file is not UTF-8: it looks like %(found)s (line %(line)s). Save it again as “CSV UTF-8” or as UTF-8."
    ),
    "zero-byte": gettext_lazy(
        "There are zero bytes in this file (line %(line)s): it is damaged, or no text."
    ),
    "other-kind": gettext_lazy(
        "This is %(found)s. We take JSON, CSV, and a zip with CSV files. From a spreadsheet: save as “CSV UTF-8”."
    ),
    "json": gettext_lazy("The JSON of this file is not right on line %(line)s, character %(column)s."),
    "too-deep": gettext_lazy("The JSON of this file has more than %(limit)s levels. Nobody needs that many."),
    "double-field": gettext_lazy(
        "The field “%(field)s” stands twice in one record. Then we do not know which one counts."
    ),
    "huge-number": gettext_lazy("There is a number in this file that is no use: %(value)s."),
    "too-many": gettext_lazy(
        "This file has more than %(limit)s records. Split it, and bring in the parts one by one."
    ),
    "csv": gettext_lazy("The table cannot be read from line %(line)s on. A quotation mark may be missing."),
    "too-many-columns": gettext_lazy("This table has more than %(limit)s columns."),
    "column-without-name": gettext_lazy("Column %(column)s has no name in the first line."),
    "double-column": gettext_lazy("The column “%(field)s” stands twice in the first line."),
    "column-missing": gettext_lazy("The column “%(field)s” is missing."),
    "zip": gettext_lazy("This zip file is damaged and cannot be opened."),
    "zip-files": gettext_lazy("This zip has more than %(limit)s files."),
    "zip-path": gettext_lazy("This zip has a file with a path that leads out of it: %(file)s."),
    "zip-double": gettext_lazy("The file %(file)s stands twice in this zip."),
    "zip-empty": gettext_lazy("There are no files in this zip."),
    "zip-locked": gettext_lazy("This zip has a password. Make one without."),
    "zip-bomb": gettext_lazy(
        "This zip becomes larger than %(limit)s MB when it is opened. We did not open it."
    ),
    "zip-in-zip": gettext_lazy("There is a zip inside this zip: %(file)s. Unpack it first."),
    "no-tables": gettext_lazy("There is no table of Open Referral in this zip, such as services.csv."),
    "unknown-table": gettext_lazy(
        "We do not see which table of Open Referral this is. Name the file after it, for example services.csv."
    ),
    "no-records": gettext_lazy("There are no records in this file."),
}
_PROBLEMS: Mapping[str, Any] = {
    "missing": gettext_lazy("This has to be filled in."),
    "no-id": gettext_lazy("“%(detail)s” is no UUID, such as ac148810-d857-441c-9679-408f346de14b."),
    "no-uri": gettext_lazy("“%(detail)s” is no web address. Begin with https://"),
    "no-email": gettext_lazy("“%(detail)s” is no e-mail address."),
    "no-number": gettext_lazy("“%(detail)s” is no number."),
    "no-date": gettext_lazy("“%(detail)s” is no date. Write it as 2026-11-24."),
    "no-moment": gettext_lazy("“%(detail)s” is no moment. Write it as 2026-11-24T10:00:00Z."),
    "no-time": gettext_lazy("“%(detail)s” is no time. Write it as 09:30."),
    "no-text": gettext_lazy("This has to be a text, and is “%(detail)s”."),
    "no-list": gettext_lazy("This has to be a list."),
    "no-object": gettext_lazy("This has to be a record with fields."),
    "not-in-list": gettext_lazy("This is not one of: %(detail)s."),
    "bad-text": gettext_lazy("There are characters in this record that do not exist."),
    "unknown-kind": gettext_lazy("We do not see what kind of record this is. %(detail)s"),
    "double": gettext_lazy("This id stands in the file before: %(detail)s."),
    "formula": gettext_lazy(
        "This cell begins like a formula. Put the text itself there, without = + - or @ in front."
    ),
    "too-long": gettext_lazy("This text is too long."),
    "too-many-cells": gettext_lazy("This line has more cells than there are columns."),
    "ambiguous": gettext_lazy(
        "More than one organisation here has this name: %(detail)s. Give one of them another name first."
    ),
    "unknown-reference": gettext_lazy("%(detail)s is not in this file, and was not brought in before."),
    "own-copy": gettext_lazy(
        "You made your own copy of this: %(detail)s. Look whether it has to change too."
    ),
    "changed-since": gettext_lazy(
        "This page was changed after you downloaded the table (%(detail)s). Download the table again."
    ),
    "unknown-code": gettext_lazy(
        "There is no page with this code here. Leave the code empty for a new page."
    ),
    "double-code": gettext_lazy("This code stands in the file before: %(detail)s."),
    "version": gettext_lazy("Leave the version as it was in the table that you downloaded."),
    "unknown-column": gettext_lazy("We leave out columns that we do not know: %(detail)s."),
    "row-form": gettext_lazy("This line cannot be read: %(detail)s."),
    "content": "%(detail)s",
}


def file_error_in_words(error: FileError) -> str:
    """One sentence or two, with the file in front where there are more."""
    sentence = str(_FILES.get(error.code, error.code)) % _Known(error.detail)
    file = error.detail.get("file")
    return f"{file}: {sentence}" if file else sentence


def problem_in_words(problem: Sequence[str]) -> str:
    """A problem of one record: its field and what to do."""
    field, code, detail = problem
    sentence = (str(_PROBLEMS.get(code, code)) % {"detail": detail}).strip()
    return f"{field}: {sentence}" if field and code != "content" else sentence


def place_in_words(file: str, line: int) -> str:
    """Where a record stands."""
    if not line:
        return file
    return (
        _("%(file)s, line %(line)s") % {"file": file, "line": line}
        if file
        else _("line %(line)s") % {"line": line}
    )


class _Known(dict[str, str]):
    """A sentence may ask for a detail that the reader could not give."""

    def __missing__(self, key: str) -> str:
        return "–"
