# SPDX-License-Identifier: EUPL-1.2
"""`werkregio maten`: every measure with its definition, its inputs and what may be chosen."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...queries import presenting


class Command(BaseCommand):
    help = "List the measures of the fact base."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="With inputs, choices and classes")
        parser.add_argument("--taal", choices=("nl", "en"), default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        measures = presenting.measures_as_json(options["taal"])
        if options["json"]:
            self.stdout.write(json.dumps(measures, ensure_ascii=False, indent=1))
            return
        for measure in measures:
            self.stdout.write(f"{measure['code']:<28}{measure['naam']} ({measure['eenheid']})")
