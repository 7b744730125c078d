# SPDX-License-Identifier: EUPL-1.2
"""The world of the journeys: a region, a neighbour, and invented people who are signed in.

Run as a program in the environment of the site; it prints who is there as JSON.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime

from .board import give_mandates

_WAYS = ("keyboard-390", "mouse-1280", "keyboard-1280", "mouse-390")
LONG_AGO = date(2020, 1, 1)
# An organisation of the region that nobody signs in for.
WITHOUT_ACCOUNT = "nlw"
REGION, NEIGHBOUR = "noord-limburg", "midden-limburg"
PEOPLE = {  # handle: name, region, organisation, roles
    "gids": ("Roos Gids", REGION, "werkcentrum", ["gids"]),
    "collega": ("Teun Gids", REGION, "werkcentrum", ["gids"]),
    "uwv": ("Adviseur UWV", REGION, "uwv", ["professional"]),
    "venlo": ("Consulent Venlo", REGION, "gemeente-venlo", ["professional"]),
    "gilde": ("Coach Gilde", REGION, "gilde", ["professional"]),
    "waa": ("Jobcoach WAA", REGION, "waa", ["professional"]),
    "fnv": ("Adviseur FNV", REGION, "fnv", ["professional"]),
    "redacteur": ("Lin Redacteur", REGION, "werkcentrum", ["redacteur"]),
    "kwaliteit": ("Kim Beoordelaar", REGION, "werkcentrum", ["kwaliteitsbeoordelaar"]),
    "fg": ("Mo Functionaris", REGION, "werkcentrum", ["fg"]),
    "beheer": ("Ine Beheerder", REGION, "werkcentrum", ["regiobeheerder"]),
    "partnerbeheer": ("Beheerder UWV", REGION, "uwv", ["partnerbeheerder"]),
    "secretaris": ("Secretaris van het Beraad", REGION, "werkcentrum", ["secretaris"]),
    "bestuurder": ("Bestuurder UWV", REGION, "uwv", ["bestuurder"]),
    # The Beraad: functions, with a mandate each; see `board.py`.
    "voorzitter": ("Wethouder centrumgemeente", REGION, "gemeente-venlo", ["voorzitter", "bestuurder"]),
    "gemeenten": ("Wethouder regiogemeenten", REGION, "regiogemeenten", ["bestuurder"]),
    "uwv-vervanger": ("Plaatsvervanger UWV", REGION, "uwv", ["plaatsvervanger"]),
    "sbb": ("Bestuurder SBB", REGION, "sbb", ["bestuurder"]),
    "onderwijs": ("Bestuurder onderwijs", REGION, "gilde", ["bestuurder"]),
    "werkgevers": ("Bestuurder werkgevers", REGION, "lwv", ["bestuurder"]),
    "vakbond": ("Bestuurder vakbond", REGION, "fnv", ["bestuurder"]),
    "college": ("College centrumgemeente", REGION, "gemeente-venlo", ["college"]),
    "bieb": ("Medewerker Bibliotheek", REGION, "bieb", ["loketmedewerker"]),
    "buren": ("Buur Gids", NEIGHBOUR, "werkcentrum", ["gids"]),
    # A one-time code works once, so each way of walking the journey of signing in has a person of its own.
    **{f"aanmelden-{way}": (f"Aanmelder {way}", REGION, "werkcentrum", ["gids"]) for way in _WAYS},
    # Somebody who goes away would take the times of the other journeys along.
    **{f"weg-{way}": (f"Vakantieganger {way}", REGION, "werkcentrum", ["gids"]) for way in _WAYS},
    **{f"inval-{way}": (f"Invaller {way}", REGION, "werkcentrum", ["gids"]) for way in _WAYS},
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works with the site: how to sign in, or a session that is open already."""

    name: str
    email: str
    password: str
    session: str
    organisation: str


def build() -> dict[str, Staff]:
    """Migrate, load both regions and make the people."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for code in (REGION, NEIGHBOUR):
        call_command("laad-regio", code, soort="demo", stdout=sys.stderr)
    _library()
    _addresses()
    people = {handle: _staff(handle, *facts) for handle, facts in PEOPLE.items()}
    give_mandates()
    return people


def _library() -> None:
    """A counter of another organisation: it enters questions for people."""
    from werkregio.regio.models import Arbeidsmarktregio, Partij

    regio = Arbeidsmarktregio.objects.get(code=REGION)
    Partij.objects.get_or_create(
        regio=regio, code="bieb", defaults={"naam": "Bibliotheek (verzonnen)", "soort": "bibliotheek"}
    )


def address_of(organisation: str) -> str:
    """Where the messages to an organisation go; it exists nowhere."""
    return f"{organisation}@partner.example"


def _addresses() -> None:
    from werkregio.regio.models import Partij

    for code in {facts[2] for facts in PEOPLE.values()} | {WITHOUT_ACCOUNT}:
        Partij.objects.filter(regio__code=REGION, code=code).update(email=address_of(code))


def _staff(handle: str, name: str, region: str, organisation: str, roles: list[str]) -> Staff:
    from werkregio.accounts.services import DEMO_PASSWORD, make_demo_user
    from werkregio.regio.models import Lidmaatschap, Partij

    partij = Partij.objects.get(regio__code=region, code=organisation)
    Partij.objects.filter(pk=partij.pk).update(active=True)
    user = make_demo_user(name, f"{handle}@voorbeeld.example")
    for role in roles:
        Lidmaatschap.objects.get_or_create(user=user, partij=partij, role=role, valid_from=LONG_AGO)
    return Staff(name, user.email, DEMO_PASSWORD, _session(user), partij.naam)


def acting_as(handle: str, at: datetime):
    """This person as he acts at a moment, for the services."""
    from werkregio.accounts.models import User
    from werkregio.regio.models import Partij
    from werkregio.regio.queries import acting_of

    _name, region, organisation, _roles = PEOPLE[handle]
    partij = Partij.objects.get(regio__code=region, code=organisation)
    user = User.objects.get(email=f"{handle}@voorbeeld.example")
    return acting_of(user, partij.pk, on=at.date())


def _session(user) -> str:
    """A session as it is after signing in, so that only one journey has to walk through that."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({handle: asdict(staff) for handle, staff in build().items()}))  # noqa: T201
