# SPDX-License-Identifier: EUPL-1.2
"""The directory from a table that an editor changed: through the same acts as a change on the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.files import csv_files
from werkregio.foundation.files.limits import FileError, check_size
from werkregio.foundation.files.texts import text_of
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Instrument, Wijziging
from ..queries.directory_content import PARTS, content_of, empty_content
from ..queries.directory_table import entries_by_code, last_changes
from ..queries.editor_problems import problem_in_words
from ..rules.directory_table import CODE, COLUMNS, REQUIRED, CellError, content_from, version_of
from ..rules.entry import Content
from ..rules.exchange import CHANGED, NEW, REFUSED, SAME, Line, changes_between
from ..rules.slugs import slug_of
from ..terms import InstrumentStatus
from . import editor
from .directory import content_problems

KIND = "instrument"


class _TrialError(Exception):
    """Everything that was tried is undone."""


def examine(
    data: bytes, *, filename: str, regio: Arbeidsmarktregio, by: Acting | None, at: datetime
) -> list[Line]:
    """What each line of the table would do. The acts are tried and undone: the report is what will happen."""
    if by is None:
        raise PermissionDenied
    lines = [line for line, _content in _wanted(data, filename, regio)]
    try:
        with transaction.atomic():
            _act(data, lines, filename=filename, regio=regio, by=by, at=at, reason="-", refuse=True)
            raise _TrialError
    except _TrialError:
        return lines


def store(
    data: bytes, lines: Sequence[Line], *, regio: Arbeidsmarktregio, by: Acting, at: datetime, reason: str
) -> list[list[Any]]:
    """Do what the trial said. Gives key and version of every entry that was made or changed."""
    if not reason.strip():
        raise RuleError(_("Say why you change this, in a few words."), field="reason")
    return _act(data, lines, filename="", regio=regio, by=by, at=at, reason=reason, refuse=False)


def take_back(made: Sequence[Sequence[Any]], *, by: Acting, at: datetime, reason: str) -> None:
    """Undo every change; a page that was new becomes a draft, which nobody else sees."""
    for pk, version, is_new in reversed(made):
        entry = Instrument.objects.filter(pk=pk, regio_id=by.regio_id).prefetch_related(*PARTS).first()
        if entry is None:
            continue
        try:
            if not is_new:
                editor.undo_version(pk, version, by=by, at=at, reason=reason)
            elif entry.status != InstrumentStatus.CONCEPT:
                content = {**content_of(entry), "status": InstrumentStatus.CONCEPT.value}
                editor.change_instrument(pk, content, base_version=entry.version, by=by, at=at, reason=reason)
        except RuleError as error:
            raise RuleError(f"{entry.code}: {error.message}", field=error.field) from error


def _act(
    data: bytes,
    lines: Sequence[Line],
    *,
    filename: str,
    regio: Arbeidsmarktregio,
    by: Acting,
    at: datetime,
    reason: str,
    refuse: bool,
) -> list[list[Any]]:
    """Each line that changes something, in order; with `refuse` a refusal is noted and the next one follows."""
    made: list[list[Any]] = []
    for line, (_again, wanted) in zip(lines, _wanted(data, filename, regio), strict=True):
        if wanted is None or line.outcome not in (NEW, CHANGED):
            continue
        entry, content = wanted
        try:
            with transaction.atomic():
                if entry is None:
                    stored = editor.create_instrument(content, by=by, at=at, reason=reason)
                else:
                    stored = editor.change_instrument(
                        entry.pk, content, base_version=entry.version, by=by, at=at, reason=reason
                    )
        except RuleError as error:
            if not refuse:
                raise RuleError(f"{line.key or line.name}: {error.message}", field=error.field) from error
            line.refuse(error.field or "", "content", error.message)
        else:
            made.append([stored.pk, stored.version, entry is None])
    return made


def _wanted(
    data: bytes, filename: str, regio: Arbeidsmarktregio
) -> list[tuple[Line, tuple[Instrument | None, Content] | None]]:
    """Each line with the entry it is about and the content it asks for; none when it is refused or the same."""
    check_size(len(data))
    columns, rows = csv_files.read(text_of(data, file=filename), file=filename)
    for name in REQUIRED:
        if name not in columns:
            raise FileError("column-missing", file=filename, field=name)
    entries, versions = entries_by_code(regio), last_changes(regio)
    seen: dict[str, int] = {}
    found: list[tuple[Line, tuple[Instrument | None, Content] | None]] = []
    for row in rows:
        code = row.cells.get(CODE, "").strip()
        line = Line(KIND, code, row.cells.get("nl.name", "").strip()[:160], filename, row.line)
        wanted = None
        if row.problem:
            line.refuse(row.column, row.problem)
        elif code and code in seen:
            line.refuse(CODE, "double-code", str(seen[code]))
        else:
            seen[code] = row.line
            wanted = _one(line, code, row.cells, entries, versions)
        found.append((line, wanted))
    unknown = [name for name in columns if name not in COLUMNS]
    if found and unknown:
        found[0][0].notes.append(("", "unknown-column", ", ".join(unknown)))
    return found


def _one(
    line: Line,
    code: str,
    cells: Any,
    entries: dict[str, Instrument],
    versions: dict[int, Wijziging],
) -> tuple[Instrument | None, Content] | None:
    entry = entries.get(code)
    if code and entry is None:
        line.refuse(CODE, "unknown-code")
        return None
    before = content_of(entry) if entry else empty_content()
    try:
        if entry is not None and not _is_current(line, entry, version_of(cells), versions):
            return None
        content = content_from(cells, before)
    except CellError as error:
        line.refuse(error.column, "version" if error.column == "version" else "row-form", error.detail)
        return None
    if entry is None:
        content["status"] = content["status"] or InstrumentStatus.CONCEPT.value
        content["use"] = content["use"] or "public"
        content["costs_kind"] = content["costs_kind"] or "unknown"
        content["slug"] = content["slug"] or slug_of(content["texts"]["nl"]["name"])
    elif content == before:
        line.outcome = SAME
        return None
    for problem in content_problems(content):
        line.refuse(problem.field, "content", problem_in_words(problem))
    if line.outcome == REFUSED:
        return None
    line.outcome = CHANGED if entry else NEW
    line.changes = changes_between(before, content) if entry else []
    return entry, content


def _is_current(line: Line, entry: Instrument, version: int, versions: dict[int, Wijziging]) -> bool:
    """Refuses a line that was made on an older version: somebody else changed the entry meanwhile."""
    if entry.version == version:
        return True
    last = versions.get(entry.pk)
    if version > entry.version or last is None:
        line.refuse("version", "version")
        return False
    who = last.by.name if last.by else _("Werkregio")
    when = date_format(last.at.astimezone(AMSTERDAM), "j E Y H:i")
    line.refuse("", "changed-since", f"{who}, {when}")
    return False
