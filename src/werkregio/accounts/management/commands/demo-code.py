# SPDX-License-Identifier: EUPL-1.2
"""`werkregio demo-code NAAM`: the present one-time code of an invented person, in demo mode only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.accounts.queries import demo_objection, demo_people
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError


class Command(BaseCommand):
    help = "Show the present one-time code of an invented person. Works in demo mode only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("naam", help="Name or e-mail address, or a part of it")

    def handle(self, *args: Any, naam: str, **options: Any) -> None:
        objection = demo_objection()
        if objection:
            raise InputError(objection)
        people = demo_people(on=clock.today())
        wanted = naam.casefold()
        found = [p for p in people if wanted in p.name.casefold() or wanted in p.email.casefold()]
        if not found:
            names = ", ".join(p.name for p in people) or "nobody yet"
            raise InputError(f"No invented person is called {naam!r}. Known: {names}.")
        if len(found) == 1:
            self.stdout.write(found[0].code)
        else:
            self.stdout.write("\n".join(f"{p.code}  {p.name} ({p.email})" for p in found))
