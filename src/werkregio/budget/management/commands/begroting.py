# SPDX-License-Identifier: EUPL-1.2
"""Black box: what the lines of a budget add up to, beside the totals that were printed with them."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from werkregio.foundation.errors import AmbiguousInputError, InputError
from werkregio.foundation.files.csv_files import read
from werkregio.foundation.files.limits import FILE_BYTES, FileError, check_size
from werkregio.foundation.files.texts import text_of
from werkregio.werkcentrum.queries.exchange_words import file_error_in_words

from ...queries.reading_words import error_in_words
from ...rules.reading import BudgetError, Table, check_columns, read_table
from ...rules.report import checked, found_something


class Command(BaseCommand):
    help = "Telt een begroting op: per jaar, structureel, PM, en het verschil met gedrukte totalen."
    # It reads one file: no database, no pages.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser("controleer", help="CSV met post,jaar,bedrag,structureel,bron")
        check.add_argument("bestand", help="CSV, zie docs/commands.md")

    def handle(self, *args: Any, bestand: str, **options: Any) -> None:
        with translation.override("nl"):
            report = checked(_table(Path(bestand)))
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if found_something(report):
            sys.exit(1)


def _table(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to know that it is too much.
            data = file.read(FILE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} is niet te lezen.") from error
    try:
        check_size(len(data))
        columns, rows = read(text_of(data))
        check_columns(columns)
        for row in rows:
            if row.problem:
                raise BudgetError(row.problem, row=row.line, column=row.column)
        return read_table((row.line, row.cells) for row in rows)
    except FileError as error:
        raise InputError(file_error_in_words(error)) from error
    except BudgetError as error:
        kind = AmbiguousInputError if error.ambiguous else InputError
        raise kind(error_in_words(error), details={"kolom": error.column}) from error
