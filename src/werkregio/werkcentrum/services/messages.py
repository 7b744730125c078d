# SPDX-License-Identifier: EUPL-1.2
"""Messages to the person of a case: composed when they are sent, noted on the case, a failure for the guide.

Every subject (appointments, after-care, retention) makes its kinds with `person_kind` and keeps a message
with `put_for_person`. No message names the help that somebody asked for: others may read along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from werkregio.foundation import outbox
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Kind, Skip
from werkregio.foundation.senders import Attachment, Parcel
from werkregio.foundation.terms import OutboxState

from ..models import Zaak
from ..queries.reach import reach_of
from ..rules.next_steps import within
from ..terms import Gebeurtenis, VolgendeStap
from .referral_steps import SYSTEM
from .zaak import day_of, save, tell


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says; `attachments` for a calendar file or a letter."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


# Gets the case and the item, and writes in the language that is active. `Skip` when it is not needed any more.
Writer = Callable[[Zaak, OutboxItem, datetime], "Words | Skip"]
# Results that are worth a line on the timeline.
_NOTED = (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNSURE, OutboxState.BY_HAND)
_TROUBLE = (OutboxState.FAILED, OutboxState.UNSURE)


def person_kind(code: str, label: str, write: Writer) -> Kind:
    """A kind of message to the person; `label` is an English source text for guides."""

    def compose(item: OutboxItem, at: datetime) -> Parcel | Skip:
        zaak = _zaak(item)
        if zaak is None or not hasattr(zaak, "sleutel"):
            return Skip("erased")
        if zaak.withdrawn_at:
            return Skip("withdrawn")
        reach = reach_of(zaak)
        if reach is None:
            return Skip("no-address")
        with translation.override(reach.language):
            words = write(zaak, item, at)
        if isinstance(words, Skip):
            return words
        return Parcel(
            channel=reach.channel,
            to=reach.to,
            subject=words.subject,
            text=words.text,
            language=reach.language,
            attachments=words.attachments,
        )

    return Kind(code, label, compose, on_result=_note)


def put_for_person(
    kind: str,
    zaak: Zaak,
    thing: str,
    *,
    key: str,
    at: datetime,
    due_at: datetime | None = None,
    **about: Any,
) -> OutboxItem:
    """Keep a message for the person, in the transaction of its cause."""
    return outbox.put(
        kind,
        thing,
        key=key,
        region=zaak.regio.code,
        subject=zaak.subject,
        at=at,
        due_at=due_at,
        about=about,
    )


def _zaak(item: OutboxItem) -> Zaak | None:
    return (
        Zaak.objects.select_related("regio", "sleutel", "gegevens").filter(subject=item.subject).first()
        if item.subject
        else None
    )


@transaction.atomic
def _note(item: OutboxItem, at: datetime) -> None:
    """The timeline says what was sent; a message that failed puts the case on top of the worklist."""
    state = OutboxState(item.state)
    if state not in _NOTED:
        return
    zaak = Zaak.objects.select_for_update().select_related("regio").filter(subject=item.subject).first()
    if zaak is None:
        return
    tell(
        zaak,
        Gebeurtenis.BERICHT,
        by=SYSTEM,
        at=at,
        bericht=item.kind,
        uitkomst=state.value,
        langs=item.channel,
        probleem=item.problem,
    )
    if state in _TROUBLE and not zaak.closed_at and not zaak.withdrawn_at:
        save(zaak, next_step=within(VolgendeStap.BERICHT_MISLUKT, 1, day_of(at)))
