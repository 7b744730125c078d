# SPDX-License-Identifier: EUPL-1.2
"""The whole directory of a region as one table that an editor can change and bring back."""

from werkregio.foundation.files import csv_files
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument, Wijziging
from ..rules.directory_table import COLUMNS, cells_of
from .directory_content import PARTS, content_of


def table(regio: Arbeidsmarktregio) -> str:
    """Every entry with its version, drafts and professional entries as well; nothing in it runs as a formula."""
    rows = Instrument.objects.filter(regio=regio).prefetch_related(*PARTS).order_by("code")
    lines = (cells_of(row.code, row.version, content_of(row)) for row in rows)
    return csv_files.write(COLUMNS, lines, delimiter=";")


def entries_by_code(regio: Arbeidsmarktregio) -> dict[str, Instrument]:
    return {row.code: row for row in Instrument.objects.filter(regio=regio).prefetch_related(*PARTS)}


def last_changes(regio: Arbeidsmarktregio) -> dict[int, Wijziging]:
    """The newest version of each entry, with who made it."""
    rows = Wijziging.objects.filter(instrument__regio=regio).select_related("by").order_by("version")
    return {row.instrument_id: row for row in rows.defer("content")}
