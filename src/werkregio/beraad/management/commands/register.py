# SPDX-License-Identifier: EUPL-1.2
"""`werkregio register uitvoer`: the whole register of a gremium as one JSON file, to check elsewhere."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from werkregio.foundation.errors import InputError

from ...queries.registers import gremia_of
from ...services import verify


class Command(BaseCommand):
    help = "Voert het register van een gremium uit als JSON; tools/controleer_register.py controleert dat bestand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["uitvoer"], help="Wat u wilt: uitvoer")
        parser.add_argument("--regio", help="De regio (code)")
        parser.add_argument("--gremium", default="beraad", help="Het gremium (code); zonder dit het Beraad")
        parser.add_argument("--uit", dest="target", help="Bestand om te schrijven; zonder dit op het scherm")

    def handle(
        self, *args: Any, act: str, regio: str | None, gremium: str, target: str | None, **options: Any
    ) -> None:
        gremia = gremia_of(regio, gremium)
        if len(gremia) != 1:
            raise InputError(f"{len(gremia)} gremia met code {gremium!r}: geef --regio en --gremium.")
        text = json.dumps(verify.export(gremia[0]), ensure_ascii=False, indent=1)
        if target is None:
            self.stdout.write(text)
            return
        try:
            Path(target).write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise InputError(f"{target} kan niet worden geschreven: {error.strerror}.") from error
        self.stdout.write(f"{gremia[0].register.count()} regels in {target}. Kop: {verify.head(gremia[0])}")
