# SPDX-License-Identifier: EUPL-1.2
"""The private page: what a person sees of the own question. Never a name, address or phone number of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Lidmaatschap, Partij, valid_on

from ..models import Afspraak, Toevoeging, Zaak, Zaakgebeurtenis
from ..rules.zaak_status import SHAPES, is_open
from ..terms import Gebeurtenis, Leesreden, Stap, Wie, ZaakStatus
from . import appointments, referral
from .employer_copy import employer_copy
from .mine_words import booking_word, event_word, status_word
from .needs import need_label
from .referral_rows import READ_ACTION
from .sharing import unsealed
from .zaak import asks_helped, needs_with_end, personal, status

# Acts in the log that are a read of the file by somebody else.
READS = ("zaak.read", "zaak.advice", READ_ACTION, "doorverwijzing.link_geopend", "verzoek.kopie")
# What a person need not see twice: their own acts that stand elsewhere on the page.
_SHOWN = frozenset(Gebeurtenis) - {Gebeurtenis.GESPREK}


@dataclass(frozen=True, slots=True)
class Reader:
    day: date
    organisation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Agreed:
    what: str
    who: str
    due: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class Added:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything on the page."""

    reference: str
    opened_at: datetime
    status: str
    status_kind: str
    status_text: str
    is_open: bool
    may_withdraw: bool
    asks_helped: bool
    guide: str
    organisation: str
    due: date | None
    is_late: bool
    question: str
    needs: list[str]
    agreements: list[Agreed]
    added: list[Added]
    timeline: list[dict[str, Any]]
    readers: list[Reader]
    # The counter that typed the question for the person; it still sees how the question stands.
    entered_by: str


def mine(zaak: Zaak, *, language: str, on: date) -> Mine:
    """The page of one person. The number of queries does not depend on how much happened."""
    now = status(zaak)
    found = needs_with_end(zaak)
    guide, organisation = _guide(zaak, on)
    due = zaak.next_step_due if is_open(now) else None
    return Mine(
        reference=zaak.reference,
        opened_at=zaak.opened_at,
        status=status_word(now),
        status_kind=SHAPES[now],
        status_text=status_text(now),
        is_open=is_open(now),
        may_withdraw=now != ZaakStatus.INGETROKKEN,
        asks_helped=asks_helped(zaak),
        guide=guide,
        organisation=organisation,
        due=due,
        is_late=due is not None and due < on,
        question=personal(zaak).vraag,
        needs=list(dict.fromkeys(need_label(need.need, language) for need in found)),
        agreements=_agreements(zaak),
        added=_added(zaak),
        timeline=_timeline(zaak),
        readers=readers_of(zaak),
        entered_by=zaak.opened_partij.naam if zaak.opened_partij else "",
    )


def status_text(status: ZaakStatus) -> str:
    """Where the question stands, in a sentence for the person."""
    return {
        ZaakStatus.NIEUW: _("Your question has arrived. A guide is going to contact you."),
        ZaakStatus.IN_GESPREK: _("A guide is working on your question."),
        ZaakStatus.WACHT_OP_PERSOON: _("We wait for your answer."),
        ZaakStatus.WACHT_OP_PARTNER: _("We asked another organisation to help you. It has not answered yet."),
        ZaakStatus.BIJ_PARTNER: _("Another organisation is helping you. Your guide follows how it goes."),
        ZaakStatus.NAZORG: _("The help is done. We want to know whether it worked out."),
        ZaakStatus.AFGESLOTEN: _("Your question is closed."),
        ZaakStatus.INGETROKKEN: _("You withdrew your question. We do nothing with it any more."),
    }[status]


def _guide(zaak: Zaak, on: date) -> tuple[str, str]:
    """First name and organisation of the guide; nothing else about them."""
    if zaak.owner is None:
        return "", ""
    membership = (
        Lidmaatschap.objects.filter(valid_on(on), user_id=zaak.owner.pk, partij__regio_id=zaak.regio_id)
        .select_related("partij")
        .first()
    )
    return zaak.owner.name.split()[0] if zaak.owner.name else "", membership.partij.naam if membership else ""


def _agreements(zaak: Zaak) -> list[Agreed]:
    who = {Wie.PERSOON: _("you"), Wie.GIDS: _("your guide"), Wie.PARTNER: _("the other organisation")}
    return [
        Agreed(str(zaak.unseal(row.sealed)), who[Wie(row.who)], row.due, row.done_at is not None)
        for row in Afspraak.objects.filter(behoefte__zaak=zaak)
    ]


def _added(zaak: Zaak) -> list[Added]:
    rows = Toevoeging.objects.filter(zaak=zaak, author="persoon")
    return [Added(row.at, str(zaak.unseal(row.sealed))) for row in rows]


def _timeline(zaak: Zaak) -> list[dict[str, Any]]:
    events = Zaakgebeurtenis.objects.filter(zaak=zaak).order_by("-at", "-pk")
    partijen = _partijen(str(event.detail.get("partij", "")) for event in events)
    sent = {
        event.detail.get("doorverwijzing") for event in events if event.detail.get("stap") == Stap.VERZONDEN
    }
    lines: list[dict[str, Any]] = []
    for event in events:
        if event.kind not in _SHOWN:
            continue
        title = (
            booking_word(str(event.detail.get("boekingsstap", "")))
            if event.kind == Gebeurtenis.BOEKING
            else event_word(Gebeurtenis(event.kind), str(event.detail.get("stap", "")))
        )
        # An organisation that got nothing has no place in what happened; the question to share names it.
        of = event.detail.get("doorverwijzing")
        nothing_went = of is not None and of not in sent
        who = "" if nothing_went else partijen.get(str(event.detail.get("partij", "")), "")
        if event.kind == Gebeurtenis.GEOPEND and who:
            title = _("An organisation typed your question for you")
        if nothing_went and event.detail.get("stap", Stap.INGETROKKEN) == Stap.INGETROKKEN:
            title = _("It stopped before anything was shared")
        line = {"when": event.at.astimezone(AMSTERDAM), "title": title, "who": who}
        # A stop is a step of the hand-over and an act of the person; it is told once.
        if line not in lines[-2:]:
            lines.append(line)
    return lines


def _partijen(keys: Iterable[str]) -> dict[str, str]:
    """Names of organisations by key, in one query."""
    wanted = {key for key in keys if key.isdigit()}
    return {str(pk): naam for pk, naam in Partij.objects.filter(pk__in=wanted).values_list("pk", "naam")}


def readers_of(zaak: Zaak) -> list[Reader]:
    """Who read the file: one line a day for each organisation and reason. No names of people."""
    lines = list(
        AuditLine.objects.filter(subject=zaak.subject, action__in=READS)
        .exclude(organisation="")
        .order_by("-at")
        .values_list("at", "organisation", "reason")
    )
    partijen = _partijen(organisation.partition(":")[2] for _at, organisation, _reason in lines)
    seen: dict[Reader, None] = {}
    for at, organisation, reason in lines:
        label = str(Leesreden(reason).label) if reason in Leesreden.values else ""
        name = partijen.get(organisation.partition(":")[2], _("An organisation"))
        seen.setdefault(Reader(at.astimezone(AMSTERDAM).date(), name, label))
    return list(seen)


def copy_of_data(zaak: Zaak, *, at: datetime) -> dict[str, Any]:
    """A copy of what is kept about the person, for other programs too.

    The code alone does not prove who somebody is, so contact details are named and not given; a guide
    gives them after the person made known who they are.
    """
    page = mine(zaak, language=zaak.language, on=at.astimezone(AMSTERDAM).date())
    who = personal(zaak)
    kept = {"voornaam": who.voornaam, "naam": who.naam, "telefoon": who.telefoon, "email": who.email}
    return {
        "nummer": zaak.reference,
        "geopend": zaak.opened_at.astimezone(AMSTERDAM).isoformat(),
        "status": page.status,
        "ingevoerd_door": page.entered_by or None,
        "taal": zaak.language,
        "gemeente": zaak.gemeente.naam if zaak.gemeente else None,
        "bereikbaar": zaak.get_reach_by_display(),
        "bewaarde_contactgegevens": [name for name, value in kept.items() if value],
        "vraag": page.question,
        "werkgever": employer_copy(zaak),
        "behoeften": [
            {
                "code": need.need,
                "belemmeringen": need.obstacles,
                **{str(key): value for key, value in unsealed(zaak, need.sealed).items()},
            }
            for need in needs_with_end(zaak)
        ],
        "afspraken": [
            {
                "wat": row.what,
                "wie": row.who,
                "uiterlijk": row.due.isoformat() if row.due else None,
                "gedaan": row.done,
            }
            for row in page.agreements
        ],
        "toevoegingen": [
            {
                "op": row.at.astimezone(AMSTERDAM).isoformat(),
                "door": row.author,
                "tekst": zaak.unseal(row.sealed),
            }
            for row in Toevoeging.objects.filter(zaak=zaak)
        ],
        "gebeurtenissen": [
            {"op": line["when"].isoformat(), "wat": line["title"], "organisatie": line["who"]}
            for line in page.timeline
        ],
        "gesprekken": [
            {
                "op": row.start.isoformat(),
                "soort": row.soort,
                "plaats": row.place,
                "status": row.label,
                "tolk": row.interpreter or None,
            }
            for row in appointments.of_zaak(zaak, at=at)
        ],
        "gedeeld": [
            {
                "organisatie": row.partij,
                "gegevens": list(row.fields),
                "grondslag": row.basis.value,
                "gegeven_op": row.given_at.astimezone(AMSTERDAM).isoformat(),
                "kan_nu_lezen": row.partner_reads_now,
            }
            for row in referral.shared_with(zaak, at=at)
        ],
        "gelezen_door": [
            {"op": row.day.isoformat(), "organisatie": row.organisation, "waarom": row.reason}
            for row in page.readers
        ],
    }
