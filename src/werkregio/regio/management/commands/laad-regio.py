# SPDX-License-Identifier: EUPL-1.2
"""`werkregio laad-regio CODE`: load the reference data and everything known of one region."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation import clock
from werkregio.regio.services.loading import load_regio


class Command(BaseCommand):
    help = "Load all regions and municipalities, and everything known of one region. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="Code of the region: noord-limburg")
        parser.add_argument("--soort", help="echt (default for a new region), demo or oefen")

    def handle(self, *args: Any, code: str, soort: str | None, **options: Any) -> None:
        lines = load_regio(code, soort=soort, by="system", at=clock.now())
        self.stdout.write("\n".join([f"Region {code} is loaded.", *(f"  {line}" for line in lines)]))
