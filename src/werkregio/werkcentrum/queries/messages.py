# SPDX-License-Identifier: EUPL-1.2
"""The messages of cases for guides: what failed, what must be printed or typed, what went out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.foundation import outbox
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.terms import OutboxState
from werkregio.regio.permissions import Acting

from ..models import Zaak

# The parts of the list: what waits for somebody, what goes by itself, what is done.
PARTS: dict[str, tuple[OutboxState, ...]] = {
    "doen": outbox.NEEDS_SOMEBODY,
    "wacht": outbox.OPEN,
    "klaar": (OutboxState.SENT, OutboxState.SKIPPED),
}
SHAPES = {
    OutboxState.WAITING: "waits",
    OutboxState.HANDING: "waits",
    OutboxState.SENT: "done",
    OutboxState.BY_HAND: "new",
    OutboxState.SKIPPED: "info",
    OutboxState.UNSURE: "error",
    OutboxState.FAILED: "error",
}
PROBLEMS: dict[str, str | Promise] = {
    "address-refused": gettext_lazy("The address does not exist or refuses our mail."),
    "mail-server-away": gettext_lazy("The mail server did not answer."),
    "mail-server-slow": gettext_lazy("The mail server was too slow."),
    "worker-stopped": gettext_lazy("The system stopped while it was sending. It may have arrived."),
    "no-address": gettext_lazy("There is no e-mail address or phone number."),
    "withdrawn": gettext_lazy("The question was withdrawn meanwhile."),
    "erased": gettext_lazy("The data were erased meanwhile."),
    "answered": gettext_lazy("The answer came before the message went out."),
    "cancelled": gettext_lazy("It was taken back before it went out."),
    "changed-since": gettext_lazy("The appointment changed before the message went out."),
    "over": gettext_lazy("The appointment was over before the message went out."),
    "practice": gettext_lazy("A practice region sends nothing."),
    "by-hand": gettext_lazy("Somebody took care of it by hand."),
    "not-needed": gettext_lazy("Somebody said that it is not needed."),
    "stopped": gettext_lazy("The connection was stopped."),
    "not-https": gettext_lazy("The address does not start with https://."),
    "unknown-host": gettext_lazy("The address is not known on the internet."),
    "inside-address": gettext_lazy("The address lies inside a closed network."),
    "unreachable": gettext_lazy("The other system did not answer."),
    "too-slow": gettext_lazy("The other system was too slow."),
    "asked-again": gettext_lazy("Somebody asked for another try."),
}
CHANNELS: dict[str, str | Promise] = {
    "email": gettext_lazy("E-mail"),
    "sms": gettext_lazy("Text message"),
    "letter": gettext_lazy("Letter"),
    "webhook": gettext_lazy("To another system"),
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message, without address and words."""

    pk: int
    kind: str
    reference: str
    channel: str
    state: str
    shape: str
    at: datetime
    attempts: int
    problem: str


def problem_words(code: str) -> str:
    """A failure in plain words; a code of a mail server stays a code."""
    if code.startswith("smtp-"):
        return _("The mail server refused it (code %(code)s).") % {"code": code.removeprefix("smtp-")}
    if code.startswith("http-"):
        return _("The other system refused it (code %(code)s).") % {"code": code.removeprefix("http-")}
    return str(PROBLEMS.get(code, code))


def kind_label(code: str) -> str:
    kind = outbox.kinds.get(code)
    return _(kind.label) if kind else code


def messages_of_cases(
    acting: Acting, *, part: str = "doen", kind: str = "", reference: str = ""
) -> QuerySet[OutboxItem]:
    """Messages about cases of the own region; an unknown part shows what waits for somebody."""
    found = OutboxItem.objects.filter(
        region=acting.regio.code, state__in=PARTS.get(part, PARTS["doen"])
    ).exclude(subject="")
    if kind:
        found = found.filter(kind=kind)
    if reference.strip():
        subjects = Zaak.objects.filter(regio_id=acting.regio_id, reference__icontains=reference.strip())
        found = found.filter(subject__in=subjects.values("subject"))
    return found.order_by("-done_at", "-pk") if part == "klaar" else found.order_by("due_at", "pk")


def message_counts(acting: Acting) -> dict[str, int]:
    """How many stand in each part; one query."""
    states = list(
        OutboxItem.objects.filter(region=acting.regio.code)
        .exclude(subject="")
        .exclude(state__in=PARTS["klaar"])
        .values_list("state", flat=True)
    )
    return {part: sum(state in kinds for state in states) for part, kinds in PARTS.items() if part != "klaar"}


def message_rows(items: list[OutboxItem]) -> list[MessageRow]:
    """Rows of a page; one query for the references of all of them."""
    references = dict(
        Zaak.objects.filter(subject__in={item.subject for item in items}).values_list("subject", "reference")
    )
    return [message_row(item, references.get(item.subject, "")) for item in items]


def message_row(item: OutboxItem, reference: str) -> MessageRow:
    state = OutboxState(item.state)
    return MessageRow(
        pk=item.pk,
        kind=kind_label(item.kind),
        reference=reference,
        channel=str(CHANNELS.get(item.channel, item.channel)),
        state=str(state.label),
        shape=SHAPES[state],
        at=item.done_at or item.due_at,
        attempts=item.attempts,
        problem=problem_words(item.problem) if item.problem else "",
    )


def message(acting: Acting, pk: int) -> tuple[OutboxItem, Zaak] | None:
    """One message about a case of the own region; None as if there were no other."""
    item = OutboxItem.objects.filter(pk=pk, region=acting.regio.code).exclude(subject="").first()
    if item is None:
        return None
    zaak = Zaak.objects.select_related("regio").filter(subject=item.subject, regio_id=acting.regio_id).first()
    return (item, zaak) if zaak else None
