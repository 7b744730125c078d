# SPDX-License-Identifier: EUPL-1.2
"""Messages about appointments: invitation, change, cancellation, a reminder a working day before; with a file.

Kept in the transaction of the act. When one is sent the appointment is looked at again: what was moved
or cancelled since is not announced any more.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.foundation.senders import Attachment
from werkregio.foundation.terms import OutboxState
from werkregio.foundation.working_days import working_day_before
from werkregio.regio.queries import closing_days

from ..models import Boeking, Zaak
from ..queries.appointment_facts import calendar_of, facts_of
from ..rules.appointment_states import COMING, revision, status_of
from ..rules.appointment_texts import About, message
from ..terms import BoekingStatus
from .appointment_steps import events_of
from .messages import Words, person_kind, put_for_person

INVITE, CHANGE, CANCEL, REMINDER = (
    "afspraak.uitnodiging",
    "afspraak.verzet",
    "afspraak.afgezegd",
    "afspraak.herinnering",
)
_ABOUT = {INVITE: About.INVITE, CHANGE: About.CHANGE, CANCEL: About.CANCEL, REMINDER: About.REMINDER}
# A reminder that would come right behind the invitation is left out.
NOT_RIGHT_AFTER = timedelta(hours=12)


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


def thing_of(boeking: Boeking) -> str:
    return f"boeking:{boeking.pk}"


def reminder_time(start: datetime, closed: Collection[date] = ()) -> datetime:
    """The same time of the day on the last working day before: who has a question then finds somebody."""
    local = start.astimezone(AMSTERDAM)
    return datetime.combine(working_day_before(local.date(), closed), local.time(), AMSTERDAM)


def announce(kind: str, boeking: Boeking, *, at: datetime) -> None:
    """Keep a message about an appointment; what was waiting about it before is taken back."""
    outbox.cancel(thing=thing_of(boeking), at=at)
    events = events_of(boeking)
    number = revision(events)
    # A place from the waiting list is announced apart from the note that there is a waiting list.
    key = f"{kind}:{boeking.pk}:{len(events)}"
    put_for_person(kind, boeking.zaak, thing_of(boeking), key=key, at=at, revisie=number)
    remind_at = reminder_time(boeking.tijdvak.start, closing_days(boeking.zaak.regio_id))
    if kind in (INVITE, CHANGE) and remind_at > at + NOT_RIGHT_AFTER:
        put_for_person(
            REMINDER,
            boeking.zaak,
            thing_of(boeking),
            key=f"{REMINDER}:{boeking.pk}:{len(events)}",
            at=at,
            due_at=remind_at,
            revisie=number,
        )


def forget(boeking: Boeking, *, at: datetime) -> None:
    """Nothing about this appointment goes out any more."""
    outbox.cancel(thing=thing_of(boeking), at=at)


@transaction.atomic
def plan_reminders_again(at: datetime) -> dict[str, int]:
    """A day that was closed, or opened again, after a reminder was planned moves the reminder."""
    moved = 0
    waiting = OutboxItem.objects.select_for_update().filter(
        kind=REMINDER, state=OutboxState.WAITING, attempts=0, due_at__gt=at
    )
    items = {item.thing: item for item in waiting}
    keys = [int(thing.partition(":")[2]) for thing in items]
    closed: dict[int, frozenset[date]] = {}
    for boeking in Boeking.objects.filter(pk__in=keys).select_related("tijdvak", "zaak"):
        regio_id = boeking.zaak.regio_id
        if regio_id not in closed:
            closed[regio_id] = closing_days(regio_id)
        item = items[thing_of(boeking)]
        # Never in the past: who was to hear it on a day that is closed now, hears it at once.
        due_at = max(at, reminder_time(boeking.tijdvak.start, closed[regio_id]))
        if due_at != item.due_at:
            item.due_at = due_at
            item.save(update_fields=["due_at"])
            moved += 1
    return {"moved": moved}


def _write(zaak: Zaak, item: OutboxItem, at: datetime) -> Words | Skip:
    pk = item.thing.partition(":")[2]
    boeking = (
        Boeking.objects.filter(pk=pk, zaak=zaak)
        .select_related("tijdvak__loket", "zaak__regio__afspraakinstelling")
        .first()
    )
    if boeking is None:
        return Skip("erased")
    events = events_of(boeking)
    slot = boeking.tijdvak
    status = status_of(events, start=slot.start, end=slot.end, now=at)
    if revision(events) != item.about.get("revisie"):
        return Skip("changed-since")
    if slot.start <= at:
        return Skip("over")
    about = _ABOUT[item.kind]
    if about == About.CANCEL:
        if status != BoekingStatus.AFGEZEGD:
            return Skip("changed-since")
    elif status not in COMING:
        return Skip("changed-since")
    facts, language = facts_of(boeking)
    said = message(about, language, facts)
    files: tuple[Attachment, ...] = ()
    if about != About.REMINDER:
        content = calendar_of(boeking, events, made_at=at)
        method = "CANCEL" if about == About.CANCEL else "REQUEST"
        files = (Attachment("afspraak.ics", content, f"text/calendar; method={method}; charset=utf-8"),)
    return Words(said.subject, said.text, files)


KINDS = [
    person_kind(INVITE, _("Invitation for an appointment"), _write),
    person_kind(CHANGE, _("Appointment has a new time"), _write),
    person_kind(CANCEL, _("Appointment is cancelled"), _write),
    person_kind(REMINDER, _("Reminder of an appointment"), _write),
]
