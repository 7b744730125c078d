# SPDX-License-Identifier: EUPL-1.2
"""Every field that can hold something about a person: what for, on which basis, how long, how guarded.

The register of processing activities is made from this list, and a test walks all models and fails
when a field with text is missing here. Fields that hold a code, a number or a reference only are
named too: they can point at a person as long as the key of the case exists (ruling A6). Tables without
persons stand in `without_persons.py`.
"""

from werkregio.werkcentrum.rules.personal_board import BOARD_FIELDS
from werkregio.werkcentrum.rules.personal_terms import (
    CASE_TERM,
    CODE,
    COMPANY_TERM,
    FRAMEWORK,
    HASH,
    INVITATION_TERM,
    LOG_TERM,
    MESSAGE_TERM,
    PLAIN,
    RULE_OF_TERM,
    SEALED,
    SECRET,
    SESSION_TERM,
    SIGNED,
    SOURCE_TERM,
    STAFF_TERM,
    STAYS,
    TRIES_TERM,
    PersonalField,
)
from werkregio.werkcentrum.rules.personal_terms import fields_with as _fields
from werkregio.werkcentrum.rules.processing import ACTIVITIES, Activity
from werkregio.werkcentrum.rules.without_persons import WITHOUT_PERSONS

__all__ = [
    "ACTIVITIES", "FIELDS", "FRAMEWORK", "RULE_OF_TERM", "STAYS", "WITHOUT_PERSONS", "Activity", "PersonalField",
    "fields_of",
]  # fmt: skip


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


FIELDS = [
    *_fields(
        "Zaakgegevens",
        [("sealed", _("First name, name, phone, e-mail and the question in own words"))],
        "hulpvraag",
        CASE_TERM,
        SEALED,
    ),
    *_fields("Zaaksleutel", [("wrapped", _("The key of the case itself"))], "hulpvraag", CASE_TERM, SEALED),
    *_fields(
        "Zaak",
        [
            ("reference", _("Number to say on the phone")),
            ("subject", _("Random key of the person in the log")),
            ("asker", _("Resident, employer or professional")),
            ("language", _("Language of the person")),
            ("channel", _("How the question came in")),
            ("reach_by", _("How the person wants to be reached")),
            ("next_step", _("Code of the next step")),
            ("form_key", _("Random key of a form")),
        ],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields("Zaak", [("code_hash", _("The private code"))], "hulpvraag", CASE_TERM, HASH),
    *_fields(
        "Toevoeging",
        [("sealed", _("What person, guide or partner wrote later"))],
        "hulpvraag",
        CASE_TERM,
        SEALED,
    ),
    *_fields("Toevoeging", [("author", _("Person, guide or partner"))], "hulpvraag", CASE_TERM, CODE),
    *_fields(
        "Zaakgebeurtenis",
        [
            ("kind", _("What happened")),
            ("actor", _("Key of who did it")),
            ("organisation", _("Key of the organisation")),
            ("detail", _("Codes")),
        ],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Ondersteuningsbehoefte",
        [("sealed", _("Goal in own words, and what already works"))],
        "hulpvraag",
        CASE_TERM,
        SEALED,
    ),
    *_fields(
        "Ondersteuningsbehoefte",
        [
            ("need", _("Which help is needed")),
            ("chosen_by", _("Person, router or guide")),
            ("suggested", _("What the router suggested, as codes")),
            ("obstacles", _("Obstacles, as codes of a short list")),
            ("urgency", _("How urgent")),
        ],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields("Afspraak", [("sealed", _("What was agreed"))], "hulpvraag", CASE_TERM, SEALED),
    *_fields("Afspraak", [("who", _("Person, guide or partner"))], "hulpvraag", CASE_TERM, CODE),
    *_fields(
        "Werkgever",
        [
            ("naam", _("Name of a company; of a sole trader that may be a person")),
            ("naam_key", _("The same name, for finding nearly the same ones")),
            ("kvk", _("Number in the Handelsregister")),
            ("sector", _("Sector, as a letter")),
            ("size", _("Size class")),
        ],
        "hulpvraag",
        COMPANY_TERM,
        PLAIN,
    ),
    *_fields(
        "Werkgeversvraag",
        [("subjects", _("What an employer asks about, as codes")), ("result", _("How it ended"))],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Werkgeversgebeurtenis",
        [
            ("kind", _("What happened")),
            ("actor", _("Key of who did it")),
            ("organisation", _("Key of the organisation")),
            ("detail", _("Codes")),
        ],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Werkgeversverzoek",
        [("kind", _("Which request between organisations")), ("state", _("How it stands"))],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields("Vacature", [("sealed", _("Texts of a vacancy in own words"))], "hulpvraag", CASE_TERM, SEALED),
    *_fields(
        "Vacature",
        [("wage_per", _("Wage by hour or month")), ("state", _("How it stands"))],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields(
        "Groep",
        [("sealed", _("Jobs, cao and what is arranged for a group"))],
        "hulpvraag",
        CASE_TERM,
        SEALED,
    ),
    *_fields(
        "Groep",
        [
            ("code", _("Code on the letter to a group of workers")),
            ("works_council", _("Whether a works council is involved")),
            ("unions", _("Which unions, as codes")),
            ("contracts", _("Which contracts, as codes")),
        ],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields(
        "Afsluiting",
        [("ground", _("Why a need ended")), ("actor", _("Key of who ended it"))],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Codepoging",
        [("network_hash", _("Network from which a wrong code was typed"))],
        "hulpvraag",
        TRIES_TERM,
        HASH,
    ),
    *_fields(
        "Doorverwijzing",
        [("sealed_note", _("Note of the guide to the partner"))],
        "warme-overdracht",
        CASE_TERM,
        SEALED,
    ),
    *_fields(
        "Doorverwijzing",
        [
            ("need", _("Which help is needed")),
            ("warmth", _("How warm the hand-over is")),
            ("fields", _("Which fields are shared, as codes")),
            ("form_key", _("Random key of a form")),
        ],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "DoorverwijzingStap",
        [
            ("kind", _("Which step")),
            ("actor", _("Key of who took it")),
            ("organisation", _("Key of the organisation")),
            ("reason", _("Code of a reason")),
        ],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Nazorgvraag",
        [("moment", _("When was asked")), ("need", _("Code of the need"))],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Nazorgantwoord",
        [("choice", _("Code of the answer")), ("actor", _("Key of who gave or wrote it"))],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Partnerlink", [("token_hash", _("The link of one message"))], "warme-overdracht", LOG_TERM, HASH
    ),
    *_fields(
        "Partnercode", [("code_hash", _("Six digits of one message"))], "warme-overdracht", LOG_TERM, HASH
    ),
    *_fields(
        "Webhook",
        [("sealed_secret", _("Secret between us and a system of a partner"))],
        "warme-overdracht",
        STAFF_TERM,
        SEALED,
    ),
    *_fields(
        "Webhook", [("url", _("Address of a system of a partner"))], "warme-overdracht", STAFF_TERM, PLAIN
    ),
    *_fields(
        "Capaciteitsmelding",
        [
            ("kind", _("Full or room again")),
            ("actor", _("Key of who said it")),
            ("organisation", _("Key of the organisation")),
        ],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields("Herinnering", [("kind", _("Which reminder of the clock"))], "warme-overdracht", LOG_TERM, CODE),
    *_fields(
        "Toestemming",
        [
            ("basis", _("Legal basis")),
            ("fields", _("Which fields, as codes")),
            ("purpose", _("Which help, as a code")),
            ("given_via", _("How it was given")),
        ],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Intrekking",
        [("actor", _("Key of who took it back")), ("via", _("How it was taken back"))],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Uitkomst",
        [("kind", _("What came of the help")), ("actor", _("Key of who wrote it down"))],
        "warme-overdracht",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Inzage", [("fields", _("Which fields a partner may read"))], "warme-overdracht", LOG_TERM, CODE
    ),
    *_fields(
        "Boeking",
        [
            ("interpreter", _("Language of the interpreter that was asked")),
            ("form_key", _("Random key of a form")),
        ],
        "hulpvraag",
        CASE_TERM,
        CODE,
    ),
    *_fields(
        "Tijdkeuze", [("soort", _("For what the person may choose a time"))], "hulpvraag", CASE_TERM, CODE
    ),
    *_fields(
        "Boekingsgebeurtenis",
        [
            ("kind", _("What happened to an appointment")),
            ("actor", _("Key of who did it")),
            ("organisation", _("Key of the organisation")),
        ],
        "hulpvraag",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Afwezigheid",
        [("first_day", _("First day off of a guide")), ("last_day", _("Last day off of a guide"))],
        "medewerkers",
        STAFF_TERM,
        PLAIN,
    ),
    *_fields(
        "User",
        [
            ("email", _("E-mail address at work")),
            ("name", _("Name")),
            ("language", _("Language of the pages")),
        ],
        "medewerkers",
        STAFF_TERM,
        PLAIN,
    ),
    *_fields("User", [("password", _("Password"))], "medewerkers", STAFF_TERM, HASH),
    *_fields(
        "Uitnodiging",
        [
            ("email", _("E-mail address of who is invited")),
            ("purpose", _("What the invitation is for")),
            ("payload", _("Ids and codes")),
            ("subject", _("Key of the organisation that invites")),
            ("mail_failed", _("Why the message did not arrive")),
        ],
        "medewerkers",
        INVITATION_TERM,
        PLAIN,
    ),
    *_fields("Uitnodiging", [("token_hash", _("The way in"))], "medewerkers", STAFF_TERM, HASH),
    *_fields(
        "Verzoek",
        [("sealed", _("What the person asked, and our explanation"))],
        "rechten",
        CASE_TERM,
        SEALED,
    ),
    *_fields("Verzoek", [("form_key", _("Random key of a form"))], "rechten", CASE_TERM, CODE),
    *_fields(
        "Verzoek",
        [
            ("number", _("Number of the request")),
            ("kind", _("What was asked, as a code")),
            ("via", _("How it came in")),
            ("identity", _("How it was established who asks, as a code")),
            ("decision", _("Decision, as a code")),
            ("reason", _("Ground of the law, as a code")),
        ],
        "rechten",
        LOG_TERM,
        CODE,
    ),
    *_fields(
        "Verzoekstap",
        [
            ("kind", _("Which step")),
            ("actor", _("Key of who took it")),
            ("organisation", _("Key of the organisation")),
            ("detail", _("Codes")),
        ],
        "rechten",
        LOG_TERM,
        CODE,
    ),
    *_fields("Bewaarstop", [("reason", _("Why erasing waits, as a code"))], "rechten", CASE_TERM, CODE),
    *_fields("Wisaankondiging", [("state", _("How the question ended"))], "berichten", CASE_TERM, CODE),
    *_fields(
        "OutboxItem",
        [
            ("key", _("Key that makes a message unique")),
            ("kind", _("Kind of message")),
            ("region", _("Region")),
            ("thing", _("Key of what it is about")),
            ("subject", _("Random key of the person in the log")),
            ("about", _("Ids and codes")),
            ("channel", _("E-mail, text message or letter")),
            ("state", _("Whether it was sent")),
            ("problem", _("Code of a failure")),
        ],
        "berichten",
        MESSAGE_TERM,
        CODE,
    ),
    *_fields(
        "AuditLine",
        [
            ("region", _("Region")),
            ("month", _("Month of the chain")),
            ("actor", _("Key of who did it")),
            ("organisation", _("Key of the organisation")),
            ("action", _("What was done")),
            ("object", _("Key of the thing")),
            ("subject", _("Random key of the person in the log")),
            ("reason", _("Code of a reason")),
            ("detail", _("Codes")),
            ("activity", _("Entry in this register")),
            ("trace_id", _("Key of the request")),
            ("operation_id", _("Key of the act")),
            ("previous_hash", _("Fingerprint of the line before")),
            ("hash", _("Fingerprint of the line")),
        ],
        "toezicht",
        LOG_TERM,
        CODE,
    ),
    *_fields("Lidmaatschap", [("role", _("Role in an organisation"))], "medewerkers", STAFF_TERM, PLAIN),
    *_fields("EmailAddress", [("email", _("E-mail address at work"))], "medewerkers", STAFF_TERM, PLAIN),
    *_fields(
        "Authenticator",
        [("type", _("Kind of second factor")), ("data", _("Secret of the second factor"))],
        "medewerkers",
        STAFF_TERM,
        SECRET,
    ),
    *_fields(
        "SocialAccount",
        [
            ("provider", _("Sign-in broker")),
            ("uid", _("Key at the broker")),
            ("extra_data", _("What the broker says: name and e-mail address at work")),
        ],
        "medewerkers",
        STAFF_TERM,
        PLAIN,
    ),
    *_fields(
        "Session",
        [("session_key", _("Key of a session")), ("session_data", _("Who is signed in"))],
        "medewerkers",
        SESSION_TERM,
        SIGNED,
    ),
    *_fields(
        "Bronrecord",
        [
            ("content", _("Help as another directory published it; may name a contact of an organisation")),
            ("name", _("Name of the help or organisation")),
            ("source", _("Which directory")),
            ("kind", _("Kind of record")),
            ("foreign_id", _("Key at the source")),
            ("sha256", _("Fingerprint of the record")),
        ],
        "andere-wegwijzers",
        SOURCE_TERM,
        PLAIN,
    ),
    *_fields(
        "Invoer",
        [
            ("packed", _("A file that is being tried")),
            ("report", _("What happens with each record")),
            ("filename", _("Name of the file")),
            ("source", _("Which directory")),
            ("kind", _("Kind of file")),
            ("state", _("Trial, applied or undone")),
            ("sha256", _("Fingerprint of the file")),
            ("counts", _("Counts by outcome")),
            ("made", _("Keys of pages that it changed")),
        ],
        "andere-wegwijzers",
        SOURCE_TERM,
        PLAIN,
    ),
    *BOARD_FIELDS,
]


def fields_of(activity: str) -> list[PersonalField]:
    """The fields of one activity, in the order of the list."""
    return [field for field in FIELDS if field.activity == activity]
