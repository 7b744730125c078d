# SPDX-License-Identifier: EUPL-1.2
"""`werkregio nodig-beheerder-uit CODE E-MAIL`: the first administrator of a region. Later ones come by the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError, RuleError
from werkregio.regio.models import Partij
from werkregio.regio.services.uitnodigingen import invite_first_admin


class Command(BaseCommand):
    help = "Make the invitation of the first administrator of a region and show its link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="Code of the region: noord-limburg")
        parser.add_argument("email", help="E-mail address of the administrator")
        parser.add_argument("--adres", default="http://localhost:8000", help="Address of the site")

    def handle(self, *args: Any, code: str, email: str, adres: str, **options: Any) -> None:
        partij = Partij.objects.filter(regio__code=code, regio__active=True, soort="werkcentrum").first()
        if partij is None:
            raise InputError(f"Region {code!r} is not loaded. Run `werkregio laad-regio {code}` first.")
        if "@" not in email:
            raise InputError(f"{email!r} is no e-mail address.")
        try:
            invitation, token = invite_first_admin(partij, email, at=clock.now())
        except RuleError as error:
            raise InputError(error.message) from error
        self.stdout.write(f"Works until {invitation.expires_at:%d-%m-%Y}, once:")
        self.stdout.write(f"{adres.rstrip('/')}/nl/uitnodiging/{token}/")
