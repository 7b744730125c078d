# SPDX-License-Identifier: EUPL-1.2
"""Every field that can hold something about a person: what for, on which basis, how long, how guarded.

The register of processing activities is made from this list, and a test walks all models and fails
when a field with text is missing here. Fields that hold a code, a number or a reference only are
named too: they can point at a person as long as the key of the case exists (ruling A6).
"""

from collections.abc import Iterable
from dataclasses import dataclass


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity of the register."""

    code: str
    name: str
    purpose: str
    basis: str
    about: str
    receivers: str


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field of one table: `Zaakgegevens.sealed`."""

    model: str
    field: str
    holds: str
    activity: str
    term: str
    guard: str

    @property
    def key(self) -> str:
        return f"{self.model}.{self.field}"


SEALED = _("encrypted under the key of the case")
CODE = _("a code or reference; says nothing once the key of the case is gone")
HASH = _("kept as a keyed hash only")
PLAIN = _("readable for those who have the right")

CASE_TERM = _("as long as the question runs, and after closing until retention deletes the key of the case")
STAFF_TERM = _("as long as the account exists; then only the key of the account stays in events and log")
LOG_TERM = _("stays: it holds ids, codes and times, and the chain must keep its proof")

ACTIVITIES = [
    Activity(
        "hulpvraag",
        _("Answering questions about work"),
        _("To know what somebody needs, to reach them and to help them"),
        _("Public task (GDPR article 6.1.e); what a person adds freely: consent (6.1.a)"),
        _("People and employers who leave a question"),
        _("The guides of the region"),
    ),
    Activity(
        "warme-overdracht",
        _("Handing over warmly to a partner"),
        _("To let a partner help, so that nobody has to tell it twice"),
        _("Consent (GDPR article 6.1.a), unless the region set another basis for the kind of organisation"),
        _("People who agreed, or were informed"),
        _("The organisation that is named in the consent, until the referral ends"),
    ),
    Activity(
        "medewerkers",
        _("Access of colleagues"),
        _("To know who works with files, and for which organisation"),
        _("Public task (GDPR article 6.1.e); security (article 32)"),
        _("Guides, partner professionals and administrators"),
        _("Administrators of the own organisation"),
    ),
    Activity(
        "toezicht",
        _("Log of reads and acts"),
        _("To be able to show who saw what, and why"),
        _("Legal duty (GDPR articles 5.2 and 32)"),
        _("Colleagues, and residents by a random key"),
        _("The data protection officer; the person on the own page"),
    ),
]


def _fields(
    model: str, fields: Iterable[tuple[str, str]], activity: str, term: str, guard: str
) -> list[PersonalField]:
    return [PersonalField(model, field, holds, activity, term, guard) for field, holds in fields]


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
        _("a quarter of an hour, then only a count"),
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
        "Herinnering", [("kind", _("Which reminder of the clock"))], "warme-overdracht", LOG_TERM, CODE
    ),
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
        _("until it is used, withdrawn or past its end"),
        PLAIN,
    ),
    *_fields("Uitnodiging", [("token_hash", _("The way in"))], "medewerkers", STAFF_TERM, HASH),
]

# Texts in these tables are about organisations, words and rules, not about a person.
WITHOUT_PERSONS = frozenset({"Grondslagregel", "Toestemmingstekst"})


def fields_of(activity: str) -> list[PersonalField]:
    """The fields of one activity, in the order of the list."""
    return [field for field in FIELDS if field.activity == activity]
