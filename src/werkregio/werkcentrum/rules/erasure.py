# SPDX-License-Identifier: EUPL-1.2
"""What happens to each table of a case when it is erased: gone, emptied, or kept because it holds codes only.

Ruling A6: free text and contact data go with the key of the case; events, consents and audit lines stay,
so that every chain still verifies. A test walks all tables that lead to a case and fails when one is
missing here, and a second one when a field that stays can hold text and is not named with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What becomes of the rows."""

    DELETE = "delete"
    EMPTY = "empty"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Treatment:
    """One table. `path` leads from its row to the case; `empties` gives the value that a field gets."""

    model: str
    path: str
    fate: Fate
    why: str
    empties: Mapping[str, Any] = field(default_factory=dict)


def _gone(model: str, path: str = "zaak", why: str = "") -> Treatment:
    return Treatment(model, path, Fate.DELETE, why or "about the person")


def _stays(model: str, path: str, why: str) -> Treatment:
    return Treatment(model, path, Fate.STAYS, why)


# In this order, so that no row is deleted while another one still points at it.
TREATMENTS = [
    _gone("Tijdkeuze"),
    _gone("Plek", "boeking__zaak", "somebody else can have the chair"),
    _gone("Toevoeging"),
    _gone("Afspraak", "behoefte__zaak"),
    _gone("Ondersteuningsbehoefte"),
    _gone("Zaakgegevens"),
    _gone("Vacature", "vraag__zaak", why="texts of the employer"),
    _gone("Werkgeversverzoek", "vraag__zaak", why="who asked whom to help; of no use without the question"),
    _gone("Partnercode", "link__doorverwijzing__zaak", why="opens nothing any more"),
    _gone("Partnerlink", "doorverwijzing__zaak", why="opens nothing any more"),
    _gone("Wisaankondiging", why="the notice is over"),
    _gone("Bewaarstop", why="there is nothing left to hold"),
    Treatment(
        "Doorverwijzing",
        "zaak",
        Fate.EMPTY,
        "steps and consents stand on it",
        {"sealed_note": "", "form_key": None},
    ),
    Treatment(
        "Verzoek",
        "zaak",
        Fate.EMPTY,
        "proof that a request was answered in time; codes and days only",
        {"sealed": "", "form_key": None},
    ),
    Treatment(
        "Boeking",
        "zaak",
        Fate.EMPTY,
        "counts by month stand on it; which times, no person",
        {"interpreter": "", "interpreter_arranged_at": None, "form_key": None},
    ),
    _stays("Boekingsgebeurtenis", "boeking__zaak", "events of appointments as codes (append-only)"),
    Treatment(
        "Groep",
        "vraag__zaak",
        Fate.EMPTY,
        "a count of people that leads to nobody; the letter opens nothing any more",
        {"sealed": "", "code": None, "announced_on": None, "last_day": None},
    ),
    Treatment(
        "Werkgeversvraag",
        "zaak",
        Fate.EMPTY,
        "events stand on it; it names no company and no contact any more",
        {"werkgever": None, "owner": None, "owner_partij": None, "owner_since": None},
    ),
    _stays("Werkgeversgebeurtenis", "vraag__zaak", "events as codes (append-only)"),
    _stays("Inzage", "doorverwijzing__zaak", "which fields were open for whom, as codes; it has ended"),
    _stays("Toestemming", "doorverwijzing__zaak", "proof of consent: codes, no names (append-only)"),
    _stays("Intrekking", "toestemming__doorverwijzing__zaak", "proof that it ended (append-only)"),
    _stays("DoorverwijzingStap", "doorverwijzing__zaak", "steps as codes (append-only)"),
    _stays(
        "Herinnering", "doorverwijzing__zaak", "that the clock reminded somebody, as a code (append-only)"
    ),
    _stays("Uitkomst", "doorverwijzing__zaak", "outcome as a code (append-only)"),
    _stays("Afsluiting", "zaak", "end of a need as a code (append-only)"),
    _stays("Zaakgebeurtenis", "zaak", "events as codes (append-only)"),
    _stays("Nazorgvraag", "zaak", "that we asked how it goes, with the code of a need (append-only)"),
    _stays("Nazorgantwoord", "vraag__zaak", "an answer as a code (append-only)"),
    _stays("Verzoekstap", "verzoek__zaak", "steps of a request as codes (append-only)"),
]

# The key goes last: until then a run that broke off can be done again.
KEY = "Zaaksleutel"

# What is left of the case itself: a row that events and consents point at, and that says nothing.
EMPTY_CASE: Mapping[str, Any] = {
    "asker": "",
    "language": "",
    "gemeente": None,
    "channel": "",
    "reach_by": "",
    "danger": False,
    "opened_by": None,
    "opened_partij": None,
    "owner": None,
    "next_step": "",
    "next_step_due": None,
    "code_hash": None,
    "code_expires_at": None,
    "form_key": None,
}


def empty_reference(pk: int) -> str:
    """The number that an erased case gets: nobody was ever told it."""
    return f"X-{pk}"
