# SPDX-License-Identifier: EUPL-1.2
"""`werkregio controleer-datasets`: hash every file of the store again. Exit code 1 when one is gone or altered."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ...queries.integrity import problems


class Command(BaseCommand):
    help = "Check every file of the store against its checksum."

    def handle(self, *args: Any, **options: Any) -> None:
        found, looked = problems()
        words = {"missing": "ontbreekt", "altered": "is veranderd"}
        for problem in found:
            self.stdout.write(f"{problem.file}: {words[problem.code]} ({problem.what})")
        if found:
            sys.exit(1)
        self.stdout.write(f"{looked} bestanden gecontroleerd, niets gevonden.")
