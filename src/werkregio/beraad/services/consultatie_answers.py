# SPDX-License-Identifier: EUPL-1.2
"""Somebody without an account answers, once. What is kept of an anonymous answer cannot be traced.

No audit line is written for an answer: its time would tell who it was. How many there were stands in the line of
closing.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.foundation import secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.personal_data import Personal, find_personal
from werkregio.foundation.senders import EMAIL, Parcel
from werkregio.foundation.terms import OutboxState
from werkregio.regio.queries import site_of

from ..models import (
    Antwoord,
    Consultatie,
    ConsultatieCode,
    ConsultatieVraag,
    GebruiktFormulier,
    Inzending,
    Terugmeldadres,
)
from ..rules.consultation import Moment, moment
from ..terms_consulting import ConsultatieToegang, VraagSoort
from .consultatie import CODE_PURPOSE


class TooLateError(RuleError):
    """The last day has passed, or the consultation was closed: the answer is not kept."""


class PersonalWarning(RuleError):
    """The text seems to hold personal data; sent once more on purpose it is kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sends. `answers` are words, or places in the list of choices, by the key of the question."""

    answers: Mapping[int, str | Sequence[int]]
    form_key: str
    code: str = ""
    afzender: str = ""
    email: str = ""
    language: str = "nl"
    meant: bool = field(default=False)


@transaction.atomic
def answer(pk: int, sent: Sent, *, at: datetime) -> bool:
    """Keep the answers. True when they are new, False when this very form was sent before."""
    row = Consultatie.objects.select_for_update(of=("self",)).get(pk=pk)
    today = at.astimezone(AMSTERDAM).date()
    now = moment(row.state, row.opens_on, row.closes_on, today)
    if row.toegang == ConsultatieToegang.INTERN or now is Moment.TE_VROEG:
        raise RuleError(_("This consultation is not open yet."))
    if now is Moment.TE_LAAT:
        raise TooLateError(_("This consultation is closed. Your answer was not sent."))
    key = secrets.keyed_hash(sent.form_key, purpose="consultatie.formulier")
    if GebruiktFormulier.objects.filter(consultatie=row, hash=key).exists():
        return False
    questions = list(row.vragen.all())
    given = {question: _given(question, sent.answers.get(question.pk, "")) for question in questions}
    if not any(given.values()):
        raise RuleError(_("Answer at least one question."))
    if not row.anoniem and not sent.afzender.strip():
        raise RuleError(
            _("Fill in for which organisation or in which function you answer."), field="afzender"
        )
    _no_persons(given, sent)
    if row.toegang == ConsultatieToegang.CODE:
        _use_code(row, sent.code)
    GebruiktFormulier.objects.create(consultatie=row, hash=key)
    inzending = (
        None
        if row.anoniem
        else Inzending.objects.create(consultatie=row, afzender=sent.afzender.strip(), on=today)
    )
    for question, value in given.items():
        if value:
            Antwoord.objects.create(
                vraag=question,
                inzending=inzending,
                tekst=value if isinstance(value, str) else "",
                keuzes=[] if isinstance(value, str) else value,
                on=today,
            )
    if sent.email:
        Terugmeldadres.objects.create(
            consultatie=row, sealed=secrets.seal(sent.email), language=sent.language
        )
    Consultatie.objects.filter(pk=row.pk).update(received=F("received") + 1)
    return True


def _given(question: ConsultatieVraag, value: str | Sequence[int]) -> str | list[int]:
    name = f"vraag_{question.pk}"
    if question.soort == VraagSoort.OPEN:
        text = value.strip() if isinstance(value, str) else ""
        if question.verplicht and not text:
            raise RuleError(_("Answer this question, please."), field=name)
        return text
    places = sorted({*value}) if not isinstance(value, str) else []
    if any(not 0 <= place < len(question.keuzes) for place in places) or (
        question.soort == VraagSoort.KEUZE and len(places) > 1
    ):
        raise RuleError(_("Choose from the list."), field=name)
    if question.verplicht and not places:
        raise RuleError(_("Choose an answer, please."), field=name)
    return places


def _no_persons(given: Mapping[ConsultatieVraag, str | list[int]], sent: Sent) -> None:
    """A BSN is never kept; about a name or a number we ask whether it is meant."""
    for question, value in given.items():
        if not isinstance(value, str):
            continue
        found, name = find_personal(value), f"vraag_{question.pk}"
        if Personal.BSN in found:
            raise RuleError(
                _("Your text holds a number that may be a BSN. We may not keep it: take it out."), field=name
            )
        if found and not sent.meant:
            raise PersonalWarning(
                _(
                    "Your text seems to hold a name, e-mail address or phone number. Take it out, "
                    "or send it once more if you mean it."
                ),
                field=name,
            )


def _use_code(row: Consultatie, typed: str) -> None:
    code = typed.strip().upper().replace(" ", "")
    if "-" not in code:
        code = "-".join(code[i : i + 4] for i in range(0, len(code), 4))
    digest = secrets.keyed_hash(code, purpose=CODE_PURPOSE)
    found = (
        ConsultatieCode.objects.select_for_update(of=("self",)).filter(consultatie=row, hash=digest).first()
    )
    if found is None:
        raise RuleError(_("We do not know this code. Look at your invitation once more."), field="code")
    if found.used:
        raise RuleError(_("This code was used before. Each code is for one answer."), field="code")
    ConsultatieCode.objects.filter(pk=found.pk).update(used=True)


def compose_told_back(item: OutboxItem, at: datetime) -> Parcel | Skip:
    """The message to an address that somebody left: that the outcome can be read."""
    row = _addresses(item).select_related("consultatie__regio").first()
    if row is None:
        return Skip("erased")
    consultatie = row.consultatie
    with translation.override(row.language):
        title = (
            consultatie.titel_en if row.language == "en" and consultatie.titel_en else consultatie.titel_nl
        )
        address = f"{site_of(consultatie.regio)}/{row.language}/meedenken/{consultatie.pk}/"
        text = _(
            "You answered the consultation “%(title)s” and left your address. What was done with all input "
            "can be read here:\n\n%(address)s\n\nWe erase your address now."
        ) % {"title": title, "address": address}
        subject = _("What was done with your answer: %s") % title
    return Parcel(EMAIL, secrets.unseal(row.sealed), subject, text, row.language, key=item.key)


def erase_address(item: OutboxItem, at: datetime) -> None:
    """After the message the address is gone."""
    if item.state in (OutboxState.SENT, OutboxState.SKIPPED):
        _addresses(item).delete()


def _addresses(item: OutboxItem) -> QuerySet[Terugmeldadres]:
    """The address of `adres:KEY`; a message that names something else has none to send to or to erase."""
    try:
        return Terugmeldadres.objects.filter(pk=uuid.UUID(item.thing.partition(":")[2]))
    except ValueError:
        return Terugmeldadres.objects.none()
