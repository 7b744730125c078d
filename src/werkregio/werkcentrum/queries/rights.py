# SPDX-License-Identifier: EUPL-1.2
"""Requests about own data: the worklist by due date, one request, and what the person sees of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkregio.accounts.models import User
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.permissions import Acting

from ..models import Verzoek, Verzoekstap, Zaak
from ..permissions.retention import may_enter_request_of, may_handle_request, may_list_requests
from ..rules.references import read_reference
from ..rules.rights import ABOUT_A_COPY, GRANTED, State, state_of
from ..terms import Besluit, Besluitreden, Identiteit, Rechtenverzoek, Verlengreden, Verzoekstapsoort
from .sharing import unsealed
from .worklist import due_words

STATES: Mapping[State, str | Promise] = {
    State.IDENTITY: _("Establish who asks"),
    State.DECIDE: _("To decide"),
    State.CARRY_OUT: _("To carry out"),
    State.DONE: _("Answered"),
}
SHAPES = {State.IDENTITY: "waits", State.DECIDE: "new", State.CARRY_OUT: "new", State.DONE: "done"}
OPEN, DONE, EVERYTHING = "open", "klaar", "alles"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: no name, no text."""

    pk: int
    number: str
    kind: str
    received: date
    due: date
    due_words: str
    late: bool
    state: str
    shape: str
    reference: str
    decision: str


def requests_of(acting: Acting) -> QuerySet[Verzoek]:
    """What somebody may handle: the officer all of the region, a guide those about the own questions."""
    if not may_list_requests(acting):
        return Verzoek.objects.none()
    found = Verzoek.objects.filter(regio_id=acting.regio_id)
    return found if acting.has("verzoek.all") else found.filter(zaak__owner_id=acting.user.pk)


def requests(
    acting: Acting, *, part: str = OPEN, kind: str = "", search: str = "", late_on: date | None = None
) -> QuerySet[Verzoek]:
    """The list: what is due first stands first; answered ones the other way round."""
    found = requests_of(acting).select_related("zaak")
    if part == DONE:
        found = found.filter(done_at__isnull=False).order_by("-done_at", "-pk")
    elif part == EVERYTHING:
        found = found.order_by("-received_at", "-pk")
    else:
        found = found.filter(done_at__isnull=True).order_by("due", "pk")
    if kind in Rechtenverzoek.values:
        found = found.filter(kind=kind)
    if late_on:
        found = found.filter(done_at__isnull=True, due__lt=late_on)
    search = search.strip()
    if search:
        typed = read_reference(search) or search.upper()
        found = found.filter(Q(number__icontains=search) | Q(zaak__reference=typed))
    return found


def zaak_context(acting: Acting, zaak: Zaak, *, today: date) -> dict[str, Any]:
    """For the page of a question: the requests about its data that this person may open, and a new one."""
    found = requests_of(acting).filter(zaak=zaak).select_related("zaak").order_by("-received_at", "-pk")
    return {
        "data_requests": rows(found, today),
        "may_enter_data_request": may_enter_request_of(acting, zaak),
    }


def figures(acting: Acting, today: date) -> dict[str, int]:
    """The figures above the list."""
    waiting = requests_of(acting).filter(done_at__isnull=True)
    dues = list(waiting.values_list("due", flat=True))
    return {
        "late": sum(due < today for due in dues),
        "week": sum(today <= due <= today + timedelta(days=7) for due in dues),
        "open": len(dues),
    }


def state(verzoek: Verzoek) -> State:
    return state_of(
        identity=verzoek.identity,
        decision=verzoek.decision,
        done=verzoek.done_at is not None,
        has_case=verzoek.zaak_id is not None,
    )


def rows(found: Iterable[Verzoek], today: date) -> list[Row]:
    """Lines ready to show."""
    return [
        Row(
            pk=verzoek.pk,
            number=verzoek.number,
            kind=str(Rechtenverzoek(verzoek.kind).label),
            received=verzoek.received_at.astimezone(AMSTERDAM).date(),
            due=verzoek.due,
            due_words="" if verzoek.done_at else due_words(verzoek.due, today),
            late=verzoek.done_at is None and verzoek.due < today,
            state=str(STATES[state(verzoek)]),
            shape=SHAPES[state(verzoek)],
            reference=verzoek.zaak.reference if verzoek.zaak and not verzoek.zaak.erased_at else "",
            decision=str(Besluit(verzoek.decision).label) if verzoek.decision else "",
        )
        for verzoek in found
    ]


def request_of(acting: Acting, pk: int) -> Verzoek | None:
    """One request that this person may handle; any other does not exist."""
    verzoek = (
        Verzoek.objects.filter(pk=pk, regio_id=acting.regio_id)
        .select_related("regio", "zaak__regio", "zaak__sleutel", "zaak__gegevens", "zaak__gemeente")
        .first()
    )
    return verzoek if verzoek is not None and may_handle_request(acting, verzoek) else None


def words_of(verzoek: Verzoek) -> Mapping[str, Any]:
    """What was asked and explained: {"vraag", "uitleg"}; empty when there is nothing, or it was erased."""
    return unsealed(verzoek.zaak, verzoek.sealed) if verzoek.zaak and verzoek.sealed else {}


def timeline(verzoek: Verzoek) -> list[dict[str, Any]]:
    """What happened to a request, newest first, with the names of colleagues: two queries."""
    steps = list(Verzoekstap.objects.filter(verzoek=verzoek).order_by("-at", "-pk"))
    keys = {int(s.actor.partition(":")[2]) for s in steps if s.actor.startswith("user:")}
    names = {f"user:{pk}": user.name for pk, user in User.objects.in_bulk(keys).items()}
    who = {"persoon": _("The person"), "systeem": _("The system")}
    return [
        {
            "when": step.at.astimezone(AMSTERDAM),
            "title": _title(step),
            "who": names.get(step.actor) or who.get(step.actor, step.actor),
        }
        for step in steps
    ]


def _title(step: Verzoekstap) -> str:
    parts = [str(Verzoekstapsoort(step.kind).label)]
    for key, choices in (("hoe", Identiteit), ("besluit", Besluit)):
        if step.detail.get(key) in choices.values:
            parts.append(str(choices(step.detail[key]).label))
    for reasons in (Besluitreden, Verlengreden):
        if step.detail.get("reden") in reasons.values:
            parts.append(str(reasons(step.detail["reden"]).label))
    return ": ".join([parts[0], ", ".join(parts[1:])]) if parts[1:] else parts[0]


@dataclass(frozen=True, slots=True)
class Mine:
    """A request as the person sees it on the private page."""

    number: str
    kind: str
    received: date
    due: date
    extended: bool
    answer: str
    reason: str
    explanation: str
    refused: bool
    ask_identity: bool


def of_person(zaak: Zaak) -> list[Mine]:
    """The requests of one person, newest first. One query."""
    return [
        Mine(
            number=verzoek.number,
            kind=str(Rechtenverzoek(verzoek.kind).label),
            received=verzoek.received_at.astimezone(AMSTERDAM).date(),
            due=verzoek.due,
            extended=verzoek.extended,
            answer=_answer(verzoek),
            reason=str(Besluitreden(verzoek.reason).label) if verzoek.reason else "",
            explanation=str(unsealed(zaak, verzoek.sealed).get("uitleg", "")) if verzoek.sealed else "",
            refused=bool(verzoek.decision) and verzoek.decision not in GRANTED,
            ask_identity=not verzoek.identity and not verzoek.decision and verzoek.kind in ABOUT_A_COPY,
        )
        for verzoek in Verzoek.objects.filter(zaak=zaak).order_by("-received_at", "-pk")
    ]


def _answer(verzoek: Verzoek) -> str:
    if not verzoek.decision:
        return ""
    label = str(Besluit(verzoek.decision).label)
    if verzoek.done_at is None:
        return str(_("%(decision)s. We are doing it now.") % {"decision": label})
    return label
