# SPDX-License-Identifier: EUPL-1.2
"""`werkregio datasets [--json]`: what is loaded."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...queries.datasets import datasets, plain


class Command(BaseCommand):
    help = "List the datasets that are loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="As a list of JSON objects")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [plain(dataset) for dataset in datasets(everything=True)]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            where = f" [{row['regio']}]" if row["regio"] else ""
            values = f"{row['rijen']} rijen" if row["waarnemingen"] else "geen waarnemingen, alleen metadata"
            self.stdout.write(
                f"{row['tabel']}{where}  versie {row['versie'] or '-'} ({(row['hash'] or '')[:12]})  "
                f"{values}  {row['titel']}"
            )
        if not rows:
            self.stdout.write("Nog niets geladen. Zie `werkregio importeer`.")
