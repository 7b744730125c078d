# SPDX-License-Identifier: EUPL-1.2
"""One step of a Doorverwijzing: the lock, the rule, the row, the timeline, the next step, the audit line.

Every act of guide, person, partner and clock goes through `take`, so that none can skip a part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.identity import find_bsn
from werkregio.foundation.working_days import add_working_days
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import closing_days

from .. import events
from ..models import Doorverwijzing, DoorverwijzingStap, Inzage, Toestemming, Zaak, Zaakgebeurtenis
from ..queries.referral import latest_of_each_need
from ..rules.referral_states import BASIS, TERMINAL, Rol, follow_up, may_take
from ..terms import Gebeurtenis, Stap
from . import webhooks

# The entry of this exchange in the register of processing activities.
ACTIVITY = "warme-overdracht"
LONGEST_TEXT = 2000
# Who acts: somebody signed in, the person on the private page, or the clock.
By = Acting | str
PERSON, SYSTEM = "persoon", "systeem"
# What else ends with a referral, in the same transaction: `listener(doorverwijzing, at=at)`.
_when_ended: list[Callable[..., object]] = []


def when_ended(listener: Callable[..., object]) -> None:
    """Declare what ends together with a referral; the module does this in its `apps.py`."""
    if listener not in _when_ended:
        _when_ended.append(listener)


@dataclass(frozen=True, slots=True)
class Actor:
    """How somebody is written in events and in the log."""

    name: str
    organisation: str = ""

    @property
    def in_log(self) -> str:
        return "person:own-page" if self.name == PERSON else self.name


def actor_of(by: By) -> Actor:
    if isinstance(by, str):
        return Actor(by)
    return Actor(audit.reference(by.user), audit.reference(by.partij))


def locked(doorverwijzing_id: int) -> Doorverwijzing:
    """The referral, with the row of its case locked: one act at a time on one case.

    An unknown number is refused in the same way as one that is not yours.
    """
    found = Doorverwijzing.objects.filter(pk=doorverwijzing_id).values_list("zaak_id", flat=True).first()
    if found is None:
        raise PermissionDenied
    zaak = Zaak.objects.select_for_update(of=("self",)).select_related("regio", "sleutel").get(pk=found)
    doorverwijzing = (
        Doorverwijzing.objects.select_for_update(of=("self",))
        .select_related("partij", "sender_partij")
        .get(pk=doorverwijzing_id)
    )
    doorverwijzing.zaak = zaak
    return doorverwijzing


def last_step(doorverwijzing: Doorverwijzing) -> DoorverwijzingStap | None:
    return doorverwijzing.stappen.order_by("-sequence").first()


def state_of(doorverwijzing: Doorverwijzing) -> Stap:
    """The kind of the last step; a row without any step counts as a draft."""
    step = last_step(doorverwijzing)
    return Stap(step.kind) if step else Stap.CONCEPT


def take(
    doorverwijzing: Doorverwijzing,
    kind: Stap,
    *,
    role: Rol,
    by: By,
    at: datetime,
    expected: int | None = None,
    toestemming: Toestemming | None = None,
    reason: str = "",
    next_door: Partij | None = None,
    contact_on: date | None = None,
    detail: dict[str, Any] | None = None,
) -> DoorverwijzingStap:
    """Add a step to a locked referral. `expected` is the number of the last step that the page showed."""
    last = last_step(doorverwijzing)
    before = Stap(last.kind) if last else None
    sequence = last.sequence if last else 0
    if expected is not None and expected != sequence:
        raise ConflictError(
            _("Something changed on this referral while you had the page open. Look again and decide.")
        )
    if not may_take(before, kind, role):
        raise RuleError(
            _("This is not possible now. The status is: %(status)s.")
            % {"status": before.label if before else Stap.CONCEPT.label}
        )
    actor = actor_of(by)
    try:
        with transaction.atomic():
            step = DoorverwijzingStap.objects.create(
                doorverwijzing=doorverwijzing,
                sequence=sequence + 1,
                kind=kind,
                at=at,
                actor=actor.name,
                organisation=actor.organisation,
                toestemming=toestemming,
                reason=reason,
                next_door=next_door,
                contact_on=contact_on,
            )
    except IntegrityError as error:
        raise ConflictError(_("Somebody else took a step on this referral at the same moment.")) from error
    webhooks.put_for(step)
    if kind in TERMINAL:
        end_access(doorverwijzing, at=at)
        for listener in _when_ended:
            listener(doorverwijzing, at=at)
    _tell_the_case(doorverwijzing, kind, actor, at)
    audit.record(
        f"doorverwijzing.{kind.value}",
        doorverwijzing,
        region=doorverwijzing.zaak.regio.code,
        by=actor.in_log,
        at=at,
        organisation=actor.organisation,
        subject=doorverwijzing.zaak.subject,
        reason=toestemming.basis if toestemming else reason,
        detail={"stap": kind.value, "partij": doorverwijzing.partij_id, **(detail or {})},
        activity=ACTIVITY,
    )
    transaction.on_commit(
        partial(
            events.doorverwijzing_veranderd.send,
            sender=Doorverwijzing,
            id=doorverwijzing.pk,
            kind=kind.value,
            at=at,
        )
    )
    return step


def end_access(doorverwijzing: Doorverwijzing, *, at: datetime) -> None:
    """Close what the partner could read; from this moment it sees nothing."""
    Inzage.objects.filter(doorverwijzing=doorverwijzing, ended_at__isnull=True).update(ended_at=at)


def _tell_the_case(doorverwijzing: Doorverwijzing, kind: Stap, actor: Actor, at: datetime) -> None:
    zaak = doorverwijzing.zaak
    what = {"doorverwijzing": doorverwijzing.pk, "stap": kind.value, "partij": doorverwijzing.partij_id}
    Zaakgebeurtenis.objects.create(
        zaak=zaak,
        kind=Gebeurtenis.TOESTEMMING if kind in BASIS else Gebeurtenis.DOORVERWIJZING,
        at=at,
        actor=actor.name,
        organisation=actor.organisation,
        detail=what,
    )
    if zaak.closed_at or zaak.withdrawn_at:
        return
    # The most urgent of all needs decides what the worklist says.
    waiting, closed = [], closing_days(zaak.regio_id)
    for state, since, days in latest_of_each_need(zaak):
        step = follow_up(state, days)
        if step.days is not None:
            day = add_working_days(since.astimezone(AMSTERDAM).date(), step.days, closed)
            waiting.append((day, step.code))
    if waiting:
        zaak.next_step_due, zaak.next_step = min(waiting)
        Zaak.objects.filter(pk=zaak.pk).update(next_step=zaak.next_step, next_step_due=zaak.next_step_due)


def checked_text(text: str, *, field: str, required: bool = True) -> str:
    """A text that may be kept: not empty, not too long, without a BSN. Words about health are welcome."""
    text = text.strip()
    if required and not text:
        raise RuleError(_("Write a few words."), field=field)
    if len(text) > LONGEST_TEXT:
        raise RuleError(
            _("This text is too long: %(now)d of %(most)d characters.")
            % {"now": len(text), "most": LONGEST_TEXT},
            field=field,
        )
    found = find_bsn(text)
    if found:
        place = text[found[0].start : found[0].end]
        raise RuleError(
            _(
                "This looks like a citizen service number (BSN): %(place)s. We do not need it and may not "
                "keep it. Please take it out."
            )
            % {"place": place},
            field=field,
        )
    return text
