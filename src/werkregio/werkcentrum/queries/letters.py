# SPDX-License-Identifier: EUPL-1.2
"""Ready letters about a request: received, who are you, longer, granted, refused, erased. In the active language.

The name and address are written on the paper by hand: a letter in the system holds none.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.foundation.clock import AMSTERDAM

from ..models import Verzoek
from ..rules.rights import ABOUT_A_COPY, GRANTED
from ..terms import Besluit, Besluitreden, Rechtenverzoek
from .rights import words_of

LANGUAGES = ("nl", "en")
# What stays after erasing, and why: said to the person before and after.
STAYS = (
    gettext_noop("Counts by month, without anything that leads back to you."),
    gettext_noop(
        "Proof that you agreed to sharing, and of who looked at your question: with codes and days, no name."
    ),
    gettext_noop(
        "That you asked us to erase your data, and when we did it: the law asks us to be able to show that."
    ),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, ready to print."""

    subject: str
    paragraphs: list[str]
    points: list[str]
    closing: list[str]


def what_stays() -> list[str]:
    """In words, in the active language."""
    return [_(text) for text in STAYS]


def letter_for(verzoek: Verzoek) -> Letter:
    """The letter that fits where the request stands now."""
    kind = Rechtenverzoek(verzoek.kind)
    received = date_format(verzoek.received_at.astimezone(AMSTERDAM).date(), "j F Y")
    opening = _("On %(day)s we received your request: “%(kind)s”. Its number is %(number)s.") % {
        "day": received,
        "kind": kind.label,
        "number": verzoek.number,
    }
    body, points = _body(verzoek, kind)
    return Letter(
        subject=_("Your request about your data, %(number)s") % {"number": verzoek.number},
        paragraphs=[_("Dear Sir or Madam,"), opening, *body],
        points=points,
        closing=[_contact(verzoek), _("Kind regards,"), verzoek.regio.werkcentrum_naam or verzoek.regio.naam],
    )


def _body(verzoek: Verzoek, kind: Rechtenverzoek) -> tuple[list[str], list[str]]:
    if verzoek.decision == Besluit.NIET_HERKEND:
        return _not_recognised(), _ways_to_show()
    if verzoek.decision and verzoek.decision not in GRANTED:
        return [_("We cannot do what you ask. The reason is:"), *_reason(verzoek), _complain()], []
    if verzoek.decision:
        return _granted(verzoek, kind)
    day = date_format(verzoek.due, "j F Y")
    if verzoek.extended:
        return [
            _(
                "We need more time for it. The law gives us two months more. You have our answer on "
                "%(day)s at the latest."
            )
            % {"day": day},
            _complain(),
        ], []
    text = [_("You have our answer on %(day)s at the latest.") % {"day": day}]
    if not verzoek.identity:
        return [
            *text,
            _("First we must know that it is really you. You can show that like this:"),
        ], _ways_to_show()
    return text, []


def _granted(verzoek: Verzoek, kind: Rechtenverzoek) -> tuple[list[str], list[str]]:
    part = (
        []
        if verzoek.decision == Besluit.TOEGEWEZEN
        else [_("We did a part of it. The reason is:"), *_reason(verzoek)]
    )
    end = [_complain()] if part else []
    if kind in ABOUT_A_COPY:
        text = [
            _(
                "With this letter you get a copy of everything that we keep about you. It also says why we keep "
                "it, who received it and how long we keep it."
            )
        ]
    elif kind == Rechtenverzoek.VERBETEREN:
        text = [_("We corrected it. Organisations that may still read it see the correct data at once.")]
    elif kind == Rechtenverzoek.WISSEN:
        return [
            *part,
            _("We erased what you told us. It cannot be brought back. This stays:"),
            *end,
        ], what_stays()
    elif kind == Rechtenverzoek.BEPERKEN:
        text = [
            _("We keep your data and do nothing with it. We tell you before this ends (GDPR article 18).")
        ]
    else:
        text = [
            _("We stopped using your data. It is erased when the short term for withdrawn questions is over.")
        ]
    return [*part, *text, *end], []


def _reason(verzoek: Verzoek) -> list[str]:
    found = [f"{Besluitreden(verzoek.reason).label}."] if verzoek.reason else []
    explanation = words_of(verzoek).get("uitleg")
    return [*found, str(explanation)] if explanation else found


def _not_recognised() -> list[str]:
    return [
        _(
            "We could not find out who you are. We never give or change data without knowing that: it could be "
            "the data of somebody else. Therefore we cannot handle your request now (GDPR articles 11 and 12.6)."
        ),
        _("You can still show that it is you. Then we handle your request at once:"),
    ]


def _ways_to_show() -> list[str]:
    return [
        _("Open your own page with your private code and send the request there."),
        _("Come by and show an identity document. We look at it and keep no copy."),
        _("Let us call you back on the phone number that you gave us before."),
    ]


def _complain() -> str:
    return _(
        "Do you not agree? Tell us, and we look at it again. You can also complain to the Autoriteit "
        "Persoonsgegevens (autoriteitpersoonsgegevens.nl) or ask the court to decide."
    )


def _contact(verzoek: Verzoek) -> str:
    ways = [way for way in (verzoek.regio.phone, verzoek.regio.email) if way]
    return _("Questions? You reach us here: %(ways)s.") % {"ways": ", ".join(ways)} if ways else ""
