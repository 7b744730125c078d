# SPDX-License-Identifier: EUPL-1.2
"""`werkregio herstel BESTAND`: fill a new, empty database from a back-up and compare counts and checksums."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ... import backup


class Command(BaseCommand):
    help = "Restore a back-up into an empty, migrated database (SQLite or PostgreSQL)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = os.environ.get("WERKREGIO_BACKUP_PASSPHRASE", "")
        found = backup.restore(options["bestand"], passphrase=passphrase)
        rows = sum(table.rows for table in found)
        self.stdout.write(f"Restored {len(found)} tables, {rows} rows; counts and checksums are the same.")
