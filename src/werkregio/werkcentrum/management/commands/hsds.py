# SPDX-License-Identifier: EUPL-1.2
"""`werkregio hsds laad` and `werkregio hsds uit`: bring in and give out files of Open Referral HSDS 3.0."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError, RuleError
from werkregio.foundation.files.limits import FILE_BYTES, MEGABYTE
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.queries import default_regio, site_of

from ...queries import exchange, hsds_export
from ...rules.exchange import REFUSED
from ...services import exchange as services
from ...terms import InvoerStand

FOUND, AMBIGUOUS = 1, 3


class Command(BaseCommand):
    help = (
        "Brengt een HSDS-bestand binnen of schrijft er een. Exit code 0: klaar; 1: regels geweigerd; 2: bestand "
        "niet te lezen; 3: een naam past op meer dan een organisatie."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        load = acts.add_parser("laad", help="JSON, CSV of zip met CSV-bestanden")
        load.add_argument("bestand")
        load.add_argument(
            "--bron", help="Naam van de wegwijzer waar dit vandaan komt; zonder: de bestandsnaam"
        )
        load.add_argument("--proef", action="store_true", help="Niets opslaan, alleen het verslag")
        give = acts.add_parser("uit", help="Een .json, een .zip, of een map met CSV-bestanden")
        give.add_argument("doel")
        give.add_argument("--bron", help="Alleen wat uit deze bron kwam")
        give.add_argument("--alleen-eigen", action="store_true", help="Zonder wat van anderen kwam")
        for each in (load, give):
            each.add_argument("--regio", help="Code van de regio; zonder: de regio van deze installatie")

    def handle(self, *args: Any, **options: Any) -> None:
        regio = default_regio(options["regio"])
        if regio is None:
            raise InputError("Er is geen regio geladen. Doe eerst: werkregio laad-regio noord-limburg")
        with translation.override("nl"):
            if options["act"] == "laad":
                self._load(regio, Path(options["bestand"]), options["bron"], trial=options["proef"])
            else:
                self._give(regio, Path(options["doel"]), options["bron"], own_only=options["alleen_eigen"])

    def _load(self, regio: Arbeidsmarktregio, path: Path, source: str | None, *, trial: bool) -> None:
        if not path.is_file():
            raise InputError(f"{path} is er niet.")
        # Before anything is read: a file of a gigabyte costs nothing.
        if path.stat().st_size > FILE_BYTES:
            raise InputError(f"{path} is groter dan {FILE_BYTES // MEGABYTE} MB.")
        at = clock.now()
        try:
            invoer = services.try_file(
                path.read_bytes(), filename=path.name, source=source or path.stem, regio=regio, by=None, at=at
            )
        except RuleError as error:
            raise InputError(error.message) from error
        if trial:
            services.throw_away(invoer.pk, regio=regio, by=None)
        elif invoer.counts["new"] or invoer.counts["changed"]:
            invoer = services.apply(invoer.pk, regio=regio, by=None, at=at)
        else:
            services.throw_away(invoer.pk, regio=regio, by=None)
        for row in exchange.chosen_lines(invoer, REFUSED):
            shown = exchange.line_shown(row)
            self.stdout.write(f"{shown.place}: {shown.name or shown.kind}: {'; '.join(shown.problems)}")
        totals = ", ".join(f"{label}: {count}" for _name, label, count in exchange.counts_shown(invoer))
        stored = "" if invoer.state == InvoerStand.APPLIED else " (niets opgeslagen)"
        self.stdout.write(f"{totals}{stored}")
        problems = {problem[1] for row in invoer.report for problem in row["problems"]}
        if "ambiguous" in problems:
            sys.exit(AMBIGUOUS)
        if problems:
            sys.exit(FOUND)

    def _give(self, regio: Arbeidsmarktregio, target: Path, source: str | None, *, own_only: bool) -> None:
        if source is not None and source not in exchange.sources_of(regio):
            raise InputError(f"Er is niets uit de bron {source}.")
        own = [] if source is not None else hsds_export.own_records(regio, site_of(regio), clock.today())
        chosen = "" if own_only else source
        if target.suffix == ".json":
            text = hsds_export.as_json(regio, own=own, source=chosen)
            files = {target: text.encode()}
        else:
            tables = hsds_export.as_tables(regio, own=own, source=chosen)
            if target.suffix == ".zip":
                files = {target: hsds_export.as_zip(tables)}
            else:
                target.mkdir(parents=True, exist_ok=True)
                files = {target / name: text.encode() for name, text in tables.items()}
        for path, data in files.items():
            # Written beside and moved into place: a run that is cut off leaves no half file.
            beside = path.with_name(path.name + ".deel")
            beside.write_bytes(data)
            beside.replace(path)
        self.stdout.write("\n".join(str(path) for path in files))
