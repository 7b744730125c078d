# SPDX-License-Identifier: EUPL-1.2
"""Fill this installation with a living region of invented people. Does nothing when that was done before."""

import os
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError
from werkregio.werkcentrum.models import Zaak

from ...services import (
    demo_appointments,
    demo_board,
    demo_cases,
    demo_clock,
    demo_directory,
    demo_employers,
    demo_entered,
    demo_exchange,
    demo_people,
    demo_rights,
    practice,
)


class Command(BaseCommand):
    help = "Vult deze installatie met een levende regio met verzonnen mensen (alleen in demo-modus)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="Toon alleen wie kan inloggen")

    def handle(self, *args: Any, **options: Any) -> None:
        if not demo_people.may_run():
            raise InputError(
                "De demo kan hier niet: zet WERKREGIO_DEMO=1 en debug aan, en laad geen echte regio."
            )
        if options["accounts"]:
            self._accounts()
            return
        if Zaak.objects.filter(regio__code=demo_people.OTHER).exists():
            return
        self.stdout.write("De demo wordt gemaakt: dit duurt eenmalig een halve minuut.")
        # The plays need no vectors: the server makes those in the background, at its first question.
        settings.ENCODER = "uit"
        now = clock.now() - timedelta(minutes=5)
        start = now - timedelta(days=190)
        for load, file in (
            (demo_people.load_home, "demo_cases.yaml"),
            (demo_people.load_other, "demo_cases_tweede.yaml"),
        ):
            regio = load(start)
            cast = demo_people.gather(regio, now)
            if regio.code == demo_people.HOME:
                demo_people.load_counters(regio)
            demo_directory.begin(cast, start + timedelta(days=1))
            plays = [demo_clock.play(cast, start + timedelta(days=2), now), demo_appointments.play(cast, now)]
            if regio.code == demo_people.HOME:
                plays += demo_employers.plays(cast, now) + demo_entered.plays(cast, now)
            number = demo_cases.play_all(demo_cases.read_cases(file), cast, now, plays)
            demo_directory.tend(cast, now)
            demo_rights.tend(regio, now)
            demo_exchange.tend(regio, now)
            self.stdout.write(f"{regio.naam}: {number} verzonnen vragen")
            if regio.code == demo_people.HOME:
                board = demo_board.begin(regio, now)
                self.stdout.write(demo_board.summary(board))
        regio, number = practice.make(demo_people.HOME, anew=False, by="system", at=now)
        self.stdout.write(f"{regio.naam}: {number} verzonnen vragen om mee te oefenen")

    def _accounts(self) -> None:
        self.stdout.write("Inloggen met wachtwoord werkregio-demo. De inlogpagina toont de codes, of:")
        self.stdout.write("  .venv/bin/werkregio demo-code Sanne   (met WERKREGIO_DEMO=1)\n")
        for name, address, organisation, roles in demo_people.accounts():
            self.stdout.write(f"  {name:<22}{address:<24}{organisation:<60}{roles}")
        port = os.environ.get("PORT", "8000")
        self.stdout.write(f"\nTweede, verzonnen regio: http://tweede.localhost:{port}")
        self.stdout.write(f"Oefenregio naast Noord-Limburg: http://oefen.localhost:{port}")
