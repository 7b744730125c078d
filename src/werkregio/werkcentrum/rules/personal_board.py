# SPDX-License-Identifier: EUPL-1.2
"""Personal fields of the Beraad and of the figures: part of the list in `personal_fields.py`."""

from werkregio.werkcentrum.rules.personal_terms import BOARD_TERM, HASH, PLAIN, STAFF_TERM
from werkregio.werkcentrum.rules.personal_terms import fields_with as _fields


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


BOARD_FIELDS = [
    *_fields(
        "Mandaat",
        [("soort", _("Holder or substitute of a seat")), ("source", _("Paper that the mandate rests on"))],
        "beraad",
        BOARD_TERM,
        PLAIN,
    ),
    *_fields("Voorzitterschap", [("soort", _("Chair or vice-chair"))], "beraad", BOARD_TERM, PLAIN),
    *_fields(
        "Aanwezigheid", [("beweging", _("That somebody took or left a seat"))], "beraad", BOARD_TERM, PLAIN
    ),
    *_fields(
        "Bijdrage", [("tekst", _("What somebody said for an organisation"))], "beraad", BOARD_TERM, PLAIN
    ),
    *_fields("Bezwaar", [("tekst", _("Objection for a geleding"))], "beraad", BOARD_TERM, PLAIN),
    *_fields(
        "Stembriefje",
        [
            ("keuze", _("Ballot of a geleding, and whose hand it was")),
            ("motivering", _("Reason for the vote")),
            ("form_key", _("Random key of the form, so that a ballot counts once")),
        ],
        "beraad",
        BOARD_TERM,
        PLAIN,
    ),
    *_fields(
        "WerkgebiedBezwaar",
        [("reason", _("Why a work area is contested")), ("answer", _("Answer to it"))],
        "beraad",
        BOARD_TERM,
        PLAIN,
    ),
    *_fields(
        "Spreeknotitie",
        [("tekst", _("Own notes of a member"))],
        "beraad",
        STAFF_TERM,
        PLAIN,
    ),
    *_fields(
        "Actiepunt",
        [
            ("wat", _("What was promised")),
            ("who", _("Function that does it")),
            ("done_note", _("How it was done")),
        ],
        "beraad",
        BOARD_TERM,
        PLAIN,
    ),
    *_fields("DatumDeelnemer", [("remark", _("Remark about days"))], "beraad", STAFF_TERM, PLAIN),
    *_fields(
        "DatumAntwoord", [("keuze", _("Whether somebody can come on a day"))], "beraad", STAFF_TERM, PLAIN
    ),
    *_fields("Genodigde", [("answer", _("Whether somebody comes"))], "beraad", BOARD_TERM, PLAIN),
    *_fields(
        "Agendafeed", [("token_hash", _("Secret address of an own calendar"))], "beraad", STAFF_TERM, HASH
    ),
    *_fields(
        "ImportRun",
        [
            ("by", _("Key of the account that asked for an import")),
            ("undone_by", _("Key of the account that undid it")),
            ("kind", _("Kind of import")),
            ("table_id", _("Which table")),
            ("state", _("How far it is")),
            ("origin", _("Where it came from")),
            ("options", _("Choices for the import")),
            ("reasons", _("Counts of refused rows by reason")),
            (
                "refusals",
                _("The first refused rows; a file of counts holds no persons, a slip of the sender may"),
            ),
            ("problem", _("Why it stopped")),
        ],
        "cijfers",
        STAFF_TERM,
        PLAIN,
    ),
]
