# SPDX-License-Identifier: EUPL-1.2
"""`werkregio importeer cbs|csv|kaart`: bring figures and boundaries into the store."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.connectors.statline.parts import StatlineError
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError

from ...queries.statline_words import in_words
from ...services import cbs


class Command(BaseCommand):
    help = "Import a table of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        of_cbs = kinds.add_parser("cbs", help="A table of CBS StatLine")
        of_cbs.add_argument("--tabel", required=True, help="Id of the table: 84799NED")
        of_cbs.add_argument("--map", help="Folder or zip with saved responses; without it over the network")

    def handle(self, *args: Any, kind: str, **options: Any) -> None:
        getattr(self, f"_{kind}")(**options)

    def _cbs(self, *, tabel: str, map: str | None, **options: Any) -> None:
        try:
            outcome = cbs.import_folder(tabel, Path(map or "."), by="system", at=clock.now())
        except StatlineError as error:
            raise InputError(in_words(error)) from error
        run, version = outcome.run, outcome.version
        self.stdout.write(f"{version.dataset.table_id} {version.hash[:12]} {run.rows_kept}")
