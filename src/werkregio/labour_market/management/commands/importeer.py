# SPDX-License-Identifier: EUPL-1.2
"""`werkregio importeer cbs|csv|kaart`: bring figures and boundaries into the store."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from werkregio.connectors.statline.parts import StatlineError
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError, SourceUnreachableError

from ...queries.statline_words import in_words
from ...services import cbs, imports
from ...terms import RunKind


class Command(BaseCommand):
    help = "Import a table of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        of_cbs = kinds.add_parser("cbs", help="A table of CBS StatLine")
        of_cbs.add_argument("--tabel", required=True, help="Id of the table: 84799NED")
        of_cbs.add_argument("--map", help="Folder or zip with saved responses; without it over the network")
        of_cbs.add_argument("--basis", help="Address before the id of the table; else that of the settings")
        of_cbs.add_argument(
            "--opnieuw", action="store_true", help="Fetch also what the publisher did not change"
        )

    def handle(self, *args: Any, kind: str, **options: Any) -> None:
        getattr(self, f"_{kind}")(**options)

    def _cbs(self, *, tabel: str, map: str | None, basis: str | None, opnieuw: bool, **options: Any) -> None:
        try:
            if map is not None:
                outcome = cbs.import_folder(tabel, Path(map), by="system", at=clock.now())
            else:
                outcome = self._online(tabel, [basis] if basis else settings.CBS_BASES, opnieuw)
        except StatlineError as error:
            unreachable = error.code in ("unreachable", "keeps-changing")
            raise (SourceUnreachableError if unreachable else InputError)(in_words(error)) from error
        run, version = outcome.run, outcome.version
        self.stdout.write(f"{version.dataset.table_id}: {version.dataset.title}")
        self.stdout.write(
            f"versie {version.number}, hash {version.hash[:12]}" + ("" if outcome.new else ", niets nieuws")
        )
        if not version.has_observations:
            self.stdout.write("Geen waarnemingen: alleen de metadata is geladen.")
        elif outcome.loaded is not None:
            self.stdout.write(
                f"{run.rows_read} rijen gelezen, {run.rows_kept} bewaard, {run.rows_refused} geweigerd; "
                f"{version.rows} rijen x {version.columns} kolommen"
            )
        for reason, count in run.reasons.items():
            self.stdout.write(f"geweigerd: {count} x {reason}")

    def _online(self, table_id: str, bases: list[str], again: bool) -> cbs.Outcome:
        """The first address that knows the table."""
        for number, base in enumerate(bases, 1):
            run = imports.begin(kind=RunKind.CBS, table_id=table_id, origin=base, by="system", at=clock.now())
            try:
                return cbs.import_online(run, base=base, at=clock.now(), again=again)
            except StatlineError as error:
                if error.code != "no-table" or number == len(bases):
                    raise
        raise InputError("No address of StatLine is set.")
