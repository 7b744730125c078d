# SPDX-License-Identifier: EUPL-1.2
"""`werkregio importeer cbs|csv|kaart`: bring figures and boundaries into the store."""

import sys
from json import dumps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from werkregio.connectors.statline.parts import StatlineError
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError, RuleError, SourceUnreachableError
from werkregio.foundation.files.limits import FILE_BYTES, MEGABYTE, FileError

from ...queries.boundaries import boundary_error_in_words
from ...queries.mappings import file_error_in_words, ready, reason_in_words
from ...queries.statline_words import in_words
from ...rules.boundaries import BoundaryError
from ...services import cbs, imports, maps, uploads
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

        of_csv = kinds.add_parser("csv", help="A CSV, Excel or JSON file by a mapping")
        of_csv.add_argument("bestand")
        of_csv.add_argument(
            "--mapping", required=True, help="TOML file, or the name of a mapping that comes along"
        )
        of_csv.add_argument("--proef", action="store_true", help="Say what would happen; store nothing")
        of_csv.add_argument("--json", action="store_true", help="Say it as JSON")
        of_map = kinds.add_parser("kaart", help="Boundaries as TopoJSON or GeoJSON, by the codes of CBS")
        of_map.add_argument("bestand")
        of_undo = kinds.add_parser("terug", help="Take back an import; the version before it holds again")
        of_undo.add_argument("nummer", type=int, help="Number of the import")

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

    def _csv(self, *, bestand: str, mapping: str, proef: bool, json: bool, **options: Any) -> None:
        path = Path(bestand)
        if not path.is_file():
            raise InputError(f"There is no file {bestand}.")
        text = self._mapping_text(mapping)
        if path.stat().st_size > FILE_BYTES:
            raise InputError(file_error_in_words(FileError("too-large", limit=FILE_BYTES // MEGABYTE)))
        data = path.read_bytes()
        try:
            if proef:
                loaded, using, _sheet = uploads.examine(text, path.name, data)
                report = self._report(
                    using.table_id, loaded.rows_read, loaded.rows_kept, loaded.refusals, loaded.reasons
                )
                report["voorbeeld"] = loaded.table.slice(0, 5).to_pylist()
            else:
                run, version, new = uploads.store(text, path.name, data, by="system", at=clock.now())
                report = self._report(run.table_id, run.rows_read, run.rows_kept, run.refusals, run.reasons)
                report |= {"import": run.pk, "versie": version.number, "hash": version.hash, "nieuw": new}
        except RuleError as error:
            raise InputError(error.message) from error
        self._say(report, as_json=json, trial=proef)
        if report["geweigerd"]:
            sys.exit(1)

    @staticmethod
    def _mapping_text(name: str) -> str:
        path = Path(name)
        if path.is_file():
            try:
                return path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as error:
                raise InputError(f"{name} is not UTF-8 text.") from error
        known = ready()
        if name not in known:
            raise InputError(f"There is no mapping {name}. Those that come along: {', '.join(known)}.")
        return known[name]

    @staticmethod
    def _report(
        table_id: str, read: int, kept: int, refusals: list[Any], reasons: dict[str, int]
    ) -> dict[str, Any]:
        return {
            "tabel": table_id,
            "gelezen": read,
            "bewaard": kept,
            "geweigerd": read - kept,
            "redenen": reasons,
            "weigeringen": refusals,
        }

    def _say(self, report: dict[str, Any], *, as_json: bool, trial: bool) -> None:
        if as_json:
            self.stdout.write(dumps(report, ensure_ascii=False, indent=1, default=str))
            return
        verb = "zouden bewaard worden" if trial else "bewaard"
        self.stdout.write(
            f"{report['tabel']}: {report['gelezen']} rijen gelezen, {report['bewaard']} {verb}, "
            f"{report['geweigerd']} geweigerd"
        )
        if not trial:
            self.stdout.write(
                f"versie {report['versie']}, hash {report['hash'][:12]}, import {report['import']}"
            )
        for row in report.get("voorbeeld", ()):
            self.stdout.write(f"  {row}")
        for refused in report["weigeringen"]:
            where = f", kolom {refused['column']}" if refused.get("column") else ""
            what = f": {refused['value']}" if refused.get("value") else ""
            among = f" ({', '.join(refused['candidates'])})" if refused.get("candidates") else ""
            # The first row under the names of the columns is row 1.
            self.stdout.write(
                f"rij {refused['row'] + 1}{where}: {reason_in_words(refused['reason'])}{what}{among}"
            )

    def _kaart(self, *, bestand: str, **options: Any) -> None:
        path = Path(bestand)
        if not path.is_file():
            raise InputError(f"There is no file {bestand}.")
        try:
            layers = maps.import_map(path, by="system", at=clock.now())
        except BoundaryError as error:
            raise InputError(boundary_error_in_words(error)) from error
        for layer in layers:
            self.stdout.write(f"{layer.kind}: {layer.areas} gebieden, {layer.sha256[:12]}")

    def _terug(self, *, nummer: int, **options: Any) -> None:
        try:
            before = uploads.undo(nummer, by="system", at=clock.now())
        except RuleError as error:
            raise InputError(error.message) from error
        now = f"versie {before.number} geldt weer" if before else "er geldt geen versie meer"
        self.stdout.write(f"Import {nummer} is teruggedraaid: {now}.")
