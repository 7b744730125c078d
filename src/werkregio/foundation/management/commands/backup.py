# SPDX-License-Identifier: EUPL-1.2
"""`werkregio backup BESTAND [--controleer]`: everything in one file; checked by restoring it elsewhere."""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ... import backup, clock
from ...errors import InputError


class Command(BaseCommand):
    help = "Write all data to one file. It holds no master key: keep that somewhere else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path)
        parser.add_argument(
            "--controleer", action="store_true", help="Restore it into an empty SQLite database and compare"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["bestand"]
        if target.exists():
            raise InputError(f"{target} is there already. Choose another name.")
        passphrase = os.environ.get("WERKREGIO_BACKUP_PASSPHRASE", "")
        found = backup.write(target, at=clock.now(), passphrase=passphrase)
        rows = sum(table.rows for table in found)
        self.stdout.write(f"{target}: {len(found)} tables, {rows} rows, {target.stat().st_size} bytes.")
        if not passphrase:
            self.stdout.write("Not encrypted: set WERKREGIO_BACKUP_PASSPHRASE to encrypt it.")
        self.stdout.write("The master key is not in it. Without that key data of people cannot be read.")
        if options["controleer"]:
            check(target.resolve())
            self.stdout.write("Restored into an empty database: all counts and checksums are the same.")


def check(target: Path) -> None:
    """Restore into an empty SQLite database in a folder that goes away; `herstel` compares."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DATABASE_URL": "", "WERKREGIO_DATA": folder}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
        for command in (["migrate", "-v", "0"], ["herstel", str(target)]):
            done = subprocess.run(  # noqa: S603 - our own command on a file that the user named
                [Path(sys.executable).with_name("werkregio"), *command],
                env=environment,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise InputError(f"The back-up could not be restored: {done.stderr.strip()[-500:]}")
