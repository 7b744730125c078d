# SPDX-License-Identifier: EUPL-1.2
"""`werkregio controleer-register`: find what was altered, removed, inserted, swapped or cut off in a register."""

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation.errors import InputError

from ...queries.registers import gremia_of
from ...services import verify

_HEAD = re.compile(r"^(?P<code>[a-z0-9_-]+):(?P<number>\d+):(?P<hash>[0-9a-f]{64})$")


class Command(BaseCommand):
    help = (
        "Controleert het register van het Beraad. Code 0: alles klopt; 1: elke bevinding op een eigen regel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regio", help="Alleen deze regio (code)")
        parser.add_argument("--gremium", help="Alleen dit gremium (code)")
        parser.add_argument(
            "--kop",
            action="append",
            default=[],
            metavar="GREMIUM:REGEL:HASH",
            help="Een kop die eerder is gepubliceerd, in een verslag bijvoorbeeld; mag vaker",
        )
        parser.add_argument("--koppen", action="store_true", help="Toon de koppen van nu, om te publiceren")

    def handle(
        self, *args: Any, regio: str | None, gremium: str | None, kop: list[str], koppen: bool, **options: Any
    ) -> None:
        gremia = gremia_of(regio, gremium)
        if not gremia:
            raise InputError("Er is geen gremium met deze code. Gebruik --regio en --gremium met een code.")
        published = [self._read(text) for text in kop]
        findings = [found for one in gremia for found in verify.verify(one)]
        for code, number, known in published:
            table = [one for one in gremia if one.code == code]
            if len(table) != 1:
                raise InputError(f"De kop noemt {code!r}: dat is niet precies één gremium. Geef ook --regio.")
            findings += verify.compare(table[0], number, known)
        for found in findings:
            self.stdout.write(f"{found.gremium}:{found.sequence}: {found.problem}")
        if koppen:
            for one in gremia:
                self.stdout.write(verify.head(one))
        if findings:
            sys.exit(1)
        if not koppen:
            lines = sum(one.register.count() for one in gremia)
            self.stdout.write(f"{lines} regels gecontroleerd, niets gevonden.")

    @staticmethod
    def _read(text: str) -> tuple[str, int, str]:
        match = _HEAD.match(text)
        if match is None:
            raise InputError(f"De kop {text!r} is niet te lezen: schrijf GREMIUM:REGEL:HASH.")
        return match["code"], int(match["number"]), match["hash"]
