# SPDX-License-Identifier: EUPL-1.2
"""Somebody who has the database, its file and the master key, and reads everything that can be read.

The search is worth something because it finds all marker words before the erasing: it takes every wrapped
key it meets and tries it on every cell that looks encrypted.
"""

import re
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.db import connection
from tests.factories import MOMENT

from werkregio.foundation import secrets
from werkregio.foundation.secrets import UnreadableError
from werkregio.werkcentrum.models import Toevoeging, Zaak
from werkregio.werkcentrum.services import consent, inbox, intake, mine, referral, rights, worklist
from werkregio.werkcentrum.services import zaak as zaak_services
from werkregio.werkcentrum.services.intake import NewQuestion
from werkregio.werkcentrum.services.zaak import Description

_TOKEN = re.compile(r"gAAAAA[\w\-=]{40,}")
_WRAPPED = re.compile(r"\d+:gAAAAA[\w\-=]{40,}")
PEOPLE = {
    "voornaam": "Merkwoordvoor",
    "naam": "Merkwoordnaam",
    "telefoon": "06 98700001",
    "email": "merkwoord@voorbeeld.example",
    "vraag": "Merkwoordvraag over werk",
}
OTHERS = {
    "toevoeging": "Merkwoordtoevoeging",
    "notitie": "Merkwoordnotitie",
    "doel": "Merkwoorddoel",
    "werkt": "Merkwoordwerkt",
    "afspraak": "Merkwoordafspraak",
    "briefje": "Merkwoordbriefje",
    "vraag-partner": "Merkwoordpartner",
    "verzoek": "Merkwoordverzoek",
    "uitleg": "Merkwoorduitleg",
}
MARKERS = [*PEOPLE.values(), *OTHERS.values()]


def planted(guide, partner, officer, gemeente=None) -> tuple[Zaak, str]:
    """A case in which every field that can hold something about a person holds a marker word; and its code."""
    at = MOMENT
    code = gemeente.gm_code if gemeente else ""
    left = intake.leave_question(
        guide.regio,
        NewQuestion(
            PEOPLE["vraag"],
            reach_by="email",
            email=PEOPLE["email"],
            first_name=PEOPLE["voornaam"],
            name=PEOPLE["naam"],
            gemeente=code,
        ),
        form_key=secrets.new_token(),
        at=at,
    )
    zaak = left.zaak
    worklist.take(zaak.pk, by=guide, at=at)
    contact = intake.Contact(
        PEOPLE["voornaam"], PEOPLE["naam"], "bellen", PEOPLE["telefoon"], PEOPLE["email"], "nl", code
    )
    intake.correct_contact(zaak.pk, contact, by=guide, at=at)
    mine.add(zaak.pk, text=OTHERS["toevoeging"], at=at)
    zaak_services.note(zaak.pk, text=OTHERS["notitie"], by=guide, at=at)
    first = zaak.behoeften.first()
    need = zaak_services.choose_need(
        zaak.pk,
        need="werk-zoeken",
        behoefte_id=first.pk if first else None,
        description=Description(OTHERS["doel"], OTHERS["werkt"], ("gezondheid",)),
        by=guide,
        at=at,
    )
    zaak_services.agree(
        zaak.pk, need.pk, what=OTHERS["afspraak"], who="persoon", due=at.date(), by=guide, at=at
    )
    made = referral.start_referral(
        zaak.pk,
        need.pk,
        partij_id=partner.partij.pk,
        fields=["voornaam", "behoefte", "toelichting"],
        note=OTHERS["briefje"],
        by=guide,
        at=at,
    )
    referral.offer_referral(made.pk, by=guide, at=at)
    zaak = Zaak.objects.get(pk=zaak.pk)
    consent.give_consent(made.pk, zaak=zaak, language="nl", at=at)
    referral.send_referral(made.pk, by=guide, at=at)
    inbox.receive_referral(made.pk, by=partner, at=at)
    inbox.ask_guide(made.pk, text=OTHERS["vraag-partner"], by=partner, at=at)
    mine.ask_right(zaak.pk, right="verbeteren", text=OTHERS["verzoek"], at=at)
    request = zaak.verzoeken.get()
    rights.decide(
        request.pk,
        decision="afgewezen",
        reason="klopt",
        explanation=OTHERS["uitleg"],
        by=officer,
        at=at + timedelta(hours=1),
    )
    return Zaak.objects.get(pk=zaak.pk), str(left.code)


def every_cell() -> list[str]:
    """Every value of every table of the database, as text."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            cells += [str(value) for row in cursor.fetchall() for value in row if value is not None]
    return cells


def readable(cells: list[str]) -> str:
    """All that these cells say: as they stand, and decrypted with every key that is among them."""
    wrapped = {key for cell in cells for key in _WRAPPED.findall(cell)}
    tokens = {token for cell in cells for token in _TOKEN.findall(cell)}
    said = list(cells)
    for key in wrapped:
        for token in tokens:
            try:
                said.append(str(secrets.decrypt(token, key)))
            except (UnreadableError, ValueError):
                continue
    return "\n".join(said)


def found_in(text: str) -> list[str]:
    return [marker for marker in MARKERS if marker in text]


def bytes_on_disk() -> bytes:
    """The file of the database with what SQLite keeps beside it; empty for PostgreSQL."""
    if connection.vendor != "sqlite":
        return b""
    name = Path(str(connection.settings_dict["NAME"]))
    return b"".join(
        path.read_bytes() for path in (name, Path(f"{name}-wal"), Path(f"{name}-journal")) if path.exists()
    )


def sealed_rows(zaak: Zaak) -> list[str]:
    """The encrypted parts of a case, as a back-up would hold them."""
    rows = [zaak.gegevens.sealed, *Toevoeging.objects.filter(zaak=zaak).values_list("sealed", flat=True)]
    for model in apps.get_app_config("werkcentrum").get_models():
        for field in model._meta.get_fields():
            if getattr(field, "name", "").startswith("sealed") and model is not Toevoeging:
                rows += [
                    value for value in model._default_manager.values_list(field.name, flat=True) if value
                ]
    return rows
