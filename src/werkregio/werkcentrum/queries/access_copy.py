# SPDX-License-Identifier: EUPL-1.2
"""The copy of everything that is kept about a person (AVG article 15), for reading and for other programs.

Never in it: names of colleagues (role and organisation only), and additions about somebody else that were
left out by hand; then it says how many.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.terms import OutboxState

from ..models import Toevoeging, Zaak
from ..rules.personal_fields import ACTIVITIES
from ..terms import Belemmering
from .languages import LANGUAGE_NAMES
from .mine import copy_of_data
from .needs import need_label
from .retention import plan_of, rules_of
from .term_words import days_in_words
from .zaak import personal

# What an access request must tell beside the data (AVG article 15.1).
ABOUT_THE_PERSON = ("hulpvraag", "warme-overdracht", "berichten", "rechten", "toezicht")


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that was written; it can be left out when it is about somebody else."""

    pk: int
    on: date
    by: str
    text: str
    may_be_left_out: bool
    left_out: bool


def additions(zaak: Zaak, left_out: Collection[int] = ()) -> list[Addition]:
    """What person, guide and partners wrote; the own words of the person always go along."""
    authors = {"persoon": _("you"), "gids": _("a guide"), "partner": _("a partner")}
    return [
        Addition(
            pk=row.pk,
            on=row.at.astimezone(AMSTERDAM).date(),
            by=authors.get(row.author, row.author),
            text=str(zaak.unseal(row.sealed)),
            may_be_left_out=row.author != "persoon",
            left_out=row.pk in left_out and row.author != "persoon",
        )
        for row in Toevoeging.objects.filter(zaak=zaak)
    ]


def full_copy(
    zaak: Zaak, *, at: datetime, left_out: Collection[int] = (), with_contact: bool = True
) -> dict[str, Any]:
    """Everything, as the file gives it. Without contact details when only the code says who asks."""
    data = copy_of_data(zaak, at=at)
    if with_contact:
        who = personal(zaak)
        data["contactgegevens"] = {
            "voornaam": who.voornaam,
            "naam": who.naam,
            "telefoon": who.telefoon,
            "email": who.email,
        }
        del data["bewaarde_contactgegevens"]
    language = get_language() or "nl"
    for need in data["behoeften"]:
        need["naam"] = need_label(need["code"], language)
        need["belemmeringen_in_woorden"] = [
            str(Belemmering(code).label) for code in need["belemmeringen"] if code in Belemmering.values
        ]
    data["taal_in_woorden"] = str(LANGUAGE_NAMES.get(zaak.language, zaak.language))
    written = additions(zaak, left_out)
    data["toevoegingen"] = [
        {"op": row.on.isoformat(), "door": row.by, "tekst": row.text} for row in written if not row.left_out
    ]
    data["weggelaten_over_anderen"] = sum(row.left_out for row in written)
    data["berichten"] = messages_to(zaak)
    data["waarom_wij_dit_bewaren"] = [
        {
            "verwerking": _(activity.name),
            "doel": _(activity.purpose),
            "grondslag": _(activity.basis),
            "ontvangers": _(activity.receivers),
        }
        for activity in ACTIVITIES
        if activity.code in ABOUT_THE_PERSON
    ]
    data["bewaartermijn"] = term_of(zaak, at)
    data["herkomst"] = _("What you told us, what a guide wrote down with you, and answers of partners.")
    data["rechten"] = _(
        "You can ask us to correct, erase or restrict this, and you can object. Not satisfied? You can complain "
        "to the Autoriteit Persoonsgegevens, or go to court."
    )
    data["automatische_besluiten"] = _("No decision about you is made by a computer alone.")
    return data


def term_of(zaak: Zaak, at: datetime) -> str:
    """How long it is kept, in a sentence."""
    item = plan_of(zaak, at.astimezone(AMSTERDAM).date())
    if item.erase_on:
        return _("We erase it on %(day)s.") % {"day": date_format(item.erase_on, "j F Y")}
    closed = next(rule for rule in rules_of(zaak.regio) if rule.key == "Zaak/afgesloten")
    return _("As long as your question runs, and %(term)s after it was closed.") % {
        "term": days_in_words(closed.days)
    }


def messages_to(zaak: Zaak) -> list[dict[str, str]]:
    """Which messages went to the person: kind and day; the words are not kept."""
    return [
        {
            "op": (item.done_at or item.created_at).astimezone(AMSTERDAM).date().isoformat(),
            "soort": _(outbox.kinds[item.kind].label) if item.kind in outbox.kinds else item.kind,
            "langs": item.channel,
        }
        for item in OutboxItem.objects.filter(subject=zaak.subject, state=OutboxState.SENT).order_by("pk")
    ]
