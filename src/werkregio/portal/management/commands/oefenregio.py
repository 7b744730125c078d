# SPDX-License-Identifier: EUPL-1.2
"""`werkregio oefenregio CODE`: make a practice region beside a region, or start it again with `--opnieuw`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation import clock

from ...services import practice


class Command(BaseCommand):
    help = "Maakt naast een regio een oefenregio met verzonnen mensen. Er gaat daar niets naar buiten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="De regio om naast te oefenen: noord-limburg")
        parser.add_argument("--opnieuw", action="store_true", help="Wis de zaken en begin met twintig nieuwe")

    def handle(self, *args: Any, code: str, opnieuw: bool, **options: Any) -> None:
        # The plays need no vectors: a suggestion from the words is enough for practice.
        before, settings.ENCODER = settings.ENCODER, "uit"
        try:
            regio, number = practice.make(code, anew=opnieuw, by="system", at=clock.now())
        finally:
            settings.ENCODER = before
        self.stdout.write(f"{regio.naam} ({regio.code}) staat klaar op: {', '.join(regio.hosts) or '-'}")
        if number:
            self.stdout.write(f"{number} verzonnen zaken gemaakt.")
        else:
            self.stdout.write("De zaken zijn gelaten zoals ze waren; met --opnieuw begint alles opnieuw.")
