# SPDX-License-Identifier: EUPL-1.2
"""What must leave the house: kept in the transaction of its cause, sent by the worker, retried, never doubled.

A module registers each kind of message with a function that composes it. `put` keeps only what it is
about; address and words are made when it is sent, under the rules that hold at that moment.

Between `HANDING` and `SENT` a worker may be killed. Then nobody knows whether the other side has it: an
item whose sender is not repeatable becomes `UNSURE` and waits for a person, so that nobody gets a
message twice and none is lost from sight.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from .models import OutboxAttempt, OutboxItem
from .senders import ByHandError, Parcel, SendError, sender_for
from .terms import OutboxState

# Waiting times between tries; after the last one the message has failed and somebody must look.
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
# The time that one try may take before its worker is taken for dead.
HOLD = timedelta(minutes=5)
OPEN = (OutboxState.WAITING, OutboxState.HANDING)
NEEDS_SOMEBODY = (OutboxState.FAILED, OutboxState.UNSURE, OutboxState.BY_HAND)


@dataclass(frozen=True, slots=True)
class Skip:
    """The answer of a composer when the message is not needed any more, with the reason as a code."""

    reason: str


Composer = Callable[[OutboxItem, datetime], "Parcel | Skip"]
Listener = Callable[[OutboxItem, datetime], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message. `label` is an English source text; `on_result` runs in the transaction of the result."""

    code: str
    label: str
    compose: Composer
    on_result: Listener | None = None


kinds: dict[str, Kind] = {}
# Asked before every message: may anything leave for this region? A practice region sends nothing.
_gates: list[Callable[[str], bool]] = []


def register(*new: Kind) -> None:
    """Declare kinds of messages; a module does this in its `apps.py`."""
    kinds.update({kind.code: kind for kind in new})


def register_gate(may_leave: Callable[[str], bool]) -> None:
    """Declare a rule that can hold back all messages of a region."""
    if may_leave not in _gates:
        _gates.append(may_leave)


def put(
    kind: str,
    thing: str,
    *,
    key: str,
    region: str,
    at: datetime,
    due_at: datetime | None = None,
    subject: str = "",
    about: Mapping[str, Any] | None = None,
) -> OutboxItem:
    """Keep a message to be sent at `due_at` (or now). The same key gives back the message that is there.

    Raises when no transaction is open: message and cause stand or fall together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A message needs the transaction of its cause.")
    if kind not in kinds:
        raise LookupError(f"No module registered messages of the kind {kind}.")
    fields = {
        "kind": kind,
        "thing": thing,
        "region": region,
        "subject": subject,
        "about": dict(about or {}),
        "created_at": at,
        "due_at": due_at or at,
    }
    item, _ = OutboxItem.objects.get_or_create(key=key, defaults=fields)
    return item


def cancel(*, at: datetime, **which: Any) -> int:
    """Take back what was not sent yet: `cancel(thing="boeking:12", at=at)`. Returns how many."""
    waiting = OutboxItem.objects.filter(
        state__in=[OutboxState.WAITING, OutboxState.FAILED, OutboxState.BY_HAND], **which
    )
    return waiting.update(state=OutboxState.SKIPPED, problem="cancelled", done_at=at)


def due(at: datetime, limit: int = 500) -> list[int]:
    """The messages that should be sent now, oldest first."""
    waiting = OutboxItem.objects.filter(state=OutboxState.WAITING, due_at__lte=at)
    return list(waiting.values_list("pk", flat=True)[:limit])


def deliver(item_id: int, *, at: datetime) -> OutboxState:
    """Try to send one message now. May be called by several workers at once: only one has it."""
    with transaction.atomic():
        item = OutboxItem.objects.select_for_update().filter(pk=item_id).first()
        if item is None:
            return OutboxState.SKIPPED
        if item.state != OutboxState.WAITING or item.due_at > at:
            return OutboxState(item.state)
        made = _compose(item, at)
        if isinstance(made, Skip):
            return _settle(item, OutboxState.SKIPPED, problem=made.reason, at=at)
        item.state, item.held_until, item.channel = OutboxState.HANDING, at + HOLD, made.channel
        item.save(update_fields=["state", "held_until", "channel"])
    parcel = replace(made, key=made.key or _public_key(item))
    try:
        sender_for(parcel.channel).send(parcel)
    except ByHandError:
        state, problem, again = OutboxState.BY_HAND, "", False
    except SendError as error:
        state, problem, again = OutboxState.FAILED, error.code, error.again
    else:
        state, problem, again = OutboxState.SENT, "", False
    with transaction.atomic():
        item = OutboxItem.objects.select_for_update().get(pk=item_id)
        if item.state != OutboxState.HANDING:
            return OutboxState(item.state)
        return _settle(item, state, problem=problem, at=at, again=again)


def _compose(item: OutboxItem, at: datetime) -> Parcel | Skip:
    if not all(may_leave(item.region) for may_leave in _gates):
        return Skip("practice")
    kind = kinds.get(item.kind)
    return kind.compose(item, at) if kind else Skip("unknown-kind")


def _public_key(item: OutboxItem) -> str:
    # Not the key itself: it tells what the message is about.
    return hashlib.sha256(f"outbox:{item.pk}:{item.key}".encode()).hexdigest()[:32]


def _settle(
    item: OutboxItem,
    state: OutboxState,
    *,
    at: datetime,
    problem: str = "",
    again: bool = False,
    by: str = "system",
) -> OutboxState:
    OutboxAttempt.objects.create(item=item, at=at, outcome=state, problem=problem[:64], by=by)
    item.attempts += 1
    item.problem, item.held_until = problem[:64], None
    if state == OutboxState.FAILED and again and item.attempts <= len(BACK_OFF):
        state = OutboxState.WAITING
        item.due_at = at + BACK_OFF[item.attempts - 1]
    item.state = state
    item.done_at = at if state in (OutboxState.SENT, OutboxState.SKIPPED) else None
    item.save()
    kind = kinds.get(item.kind)
    if kind and kind.on_result:
        kind.on_result(item, at)
    return state


def recover(at: datetime) -> int:
    """Messages whose worker died while it sent them: sent again where that is safe, else `UNSURE`."""
    found = 0
    broken = OutboxItem.objects.filter(state=OutboxState.HANDING, held_until__lt=at)
    for item_id in broken.values_list("pk", flat=True):
        with transaction.atomic():
            item = OutboxItem.objects.select_for_update().get(pk=item_id)
            if item.state != OutboxState.HANDING or item.held_until is None or item.held_until >= at:
                continue
            found += 1
            if sender_for(item.channel).repeatable:
                _settle(item, OutboxState.FAILED, problem="worker-stopped", at=at, again=True)
            else:
                _settle(item, OutboxState.UNSURE, problem="worker-stopped", at=at)
    return found


@transaction.atomic
def retry(item_id: int, *, region: str, by: str, at: datetime) -> OutboxItem | None:
    """Somebody asks for another try of a failed or unsure message; it gets all its tries again."""
    item = OutboxItem.objects.select_for_update().filter(pk=item_id, region=region).first()
    if item is None or item.state not in (OutboxState.FAILED, OutboxState.UNSURE, OutboxState.BY_HAND):
        return None
    OutboxAttempt.objects.create(item=item, at=at, outcome=OutboxState.WAITING, problem="asked-again", by=by)
    item.state, item.due_at, item.attempts, item.problem = OutboxState.WAITING, at, 0, ""
    item.save()
    return item


@transaction.atomic
def settle_by_hand(item_id: int, *, region: str, sent: bool, by: str, at: datetime) -> OutboxItem | None:
    """Somebody printed, texted or called: the message is sent; or it is not needed."""
    item = OutboxItem.objects.select_for_update().filter(pk=item_id, region=region).first()
    if item is None or item.state not in NEEDS_SOMEBODY:
        return None
    state = OutboxState.SENT if sent else OutboxState.SKIPPED
    _settle(item, state, problem="by-hand" if sent else "not-needed", at=at, by=by)
    return item


def composed(item: OutboxItem, *, at: datetime) -> Parcel | Skip:
    """The words of a message, for whoever prints it or sends it by hand. Nothing is kept."""
    return _compose(item, at)


def deliver_due(at: datetime, limit: int = 500) -> dict[str, int]:
    """Send all that is due, one after the other; returns how many ended in which state."""
    counts: dict[str, int] = {}
    for item_id in due(at, limit):
        state = deliver(item_id, at=at)
        counts[state.value] = counts.get(state.value, 0) + 1
    return counts
