# SPDX-License-Identifier: EUPL-1.2
"""`werkregio verloop WAARNEMING-ID`: the road of a number back to the row of the file that it came from."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...queries.trail import trail


class Command(BaseCommand):
    help = "Show dataset, version, import, file and raw row behind one observation, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "waarneming", help="First 12 characters of the hash, a colon, the row: 0a1b2c3d4e5f:12"
        )

    def handle(self, *args: Any, waarneming: str, **options: Any) -> None:
        self.stdout.write(json.dumps(trail(waarneming), ensure_ascii=False, indent=1, default=str))
