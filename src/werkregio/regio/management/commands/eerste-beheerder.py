# SPDX-License-Identifier: EUPL-1.2
"""`werkregio eerste-beheerder`: invite the first administrator of a region. Later ones are invited on the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError, RuleError
from werkregio.regio.models import Partij
from werkregio.regio.services.uitnodigingen import invite_first_admin, send


class Command(BaseCommand):
    help = "Send the invitation of the first administrator of a region, and show its link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regio", required=True, help="Code of the region: noord-limburg")
        parser.add_argument("--email", required=True, help="E-mail address of the administrator")
        parser.add_argument("--adres", default="http://localhost:8000", help="Address of the site")

    def handle(self, *args: Any, regio: str, email: str, adres: str, **options: Any) -> None:
        partij = (
            Partij.objects.filter(regio__code=regio, regio__active=True, soort="werkcentrum")
            .select_related("regio")
            .first()
        )
        if partij is None:
            raise InputError(f"Region {regio!r} is not loaded. Run `werkregio laad-regio {regio}` first.")
        try:
            validate_email(email)
            invitation, token = invite_first_admin(partij, email, at=clock.now())
        except ValidationError as error:
            raise InputError(f"{email!r} is no e-mail address.") from error
        except RuleError as error:
            raise InputError(error.message) from error
        with translation.override("nl"):
            link = adres.rstrip("/") + reverse("regio:invitation", args=[token])
            sent = send(invitation, partij, link)
        if not sent.mailed:
            self.stdout.write("The message could not be sent. Hand the link over yourself.")
        self.stdout.write(f"Works until {invitation.expires_at:%d-%m-%Y}, once:")
        self.stdout.write(link)
