# SPDX-License-Identifier: EUPL-1.2
"""What a guide does with the file of a person: talk, needs, agreements.

Every act locks the row of the case first, checks the right and the version that the page showed, and
writes its audit line last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.identity import find_bsn
from werkregio.regio.permissions import Acting

from ..models import Afspraak, Ondersteuningsbehoefte, Toevoeging, Zaak, Zaakgebeurtenis
from ..permissions.zaak import may_read_zaak, may_write_zaak
from ..queries.needs import needs
from ..queries.retention import is_restricted
from ..rules.next_steps import PLAN_DAYS, Next, within
from ..terms import Belemmering, Gebeurtenis, Herkomst, Leesreden, Urgentie, VolgendeStap, Wie
from .referral_steps import By, actor_of

# The entry of this work in the register of processing activities.
ACTIVITY = "vraag-aan-gids"
LONGEST_QUESTION = 10_000
LONGEST_TEXT = 4_000
# The same words within this time were sent twice by one click too many.
TWICE = timedelta(minutes=2)
# Steps that are over once the guide and the person have talked.
FIRST_STEPS = frozenset(
    {
        VolgendeStap.EERSTE_CONTACT,
        VolgendeStap.TERUGBELLEN,
        VolgendeStap.TERUGMAILEN,
        VolgendeStap.GESPREK,
        VolgendeStap.OPNIEUW,
        VolgendeStap.TOEVOEGING_LEZEN,
        "",
    }
)


def locked(zaak_id: int) -> Zaak:
    """The case with its row locked. An unknown number is refused like one that is not yours."""
    zaak = (
        Zaak.objects.select_for_update(of=("self",))
        .select_related("regio", "sleutel")
        .filter(pk=zaak_id)
        .first()
    )
    if zaak is None:
        raise PermissionDenied
    return zaak


def for_guide(zaak_id: int, by: Acting, *, version: int | None = None, owner_only: bool = True) -> Zaak:
    """The locked case for an act of a guide; refuses a page that is out of date, and somebody else's case."""
    zaak = locked(zaak_id)
    if not may_write_zaak(by, zaak):
        raise PermissionDenied
    same_version(zaak, version)
    if owner_only and zaak.owner_id != by.user.pk:
        raise RuleError(_("This question is with another guide or with nobody. Take it over first."))
    return zaak


def same_version(zaak: Zaak, version: int | None) -> None:
    """Refuse a page that was loaded before somebody else changed the case."""
    if version is not None and version != zaak.version:
        raise ConflictError(
            _(
                "Something changed in this question while you had the page open. Nothing was overwritten. "
                "What you typed stands below: look at the question again and save once more."
            )
        )


def still_open(zaak: Zaak) -> None:
    if zaak.withdrawn_at is not None:
        raise RuleError(_("The person withdrew this question. Nothing can be changed any more."))
    if zaak.closed_at is not None:
        raise RuleError(_("This question is closed. Open it again first."))
    if is_restricted(zaak):
        raise RuleError(
            _(
                "The person asked us to keep the data and do nothing with it. The data protection officer "
                "can say when this ends."
            )
        )


def tell(zaak: Zaak, kind: Gebeurtenis, *, by: By, at: datetime, **detail: Any) -> Zaakgebeurtenis:
    """Add a line to the timeline: codes and keys only."""
    actor = actor_of(by)
    return Zaakgebeurtenis.objects.create(
        zaak=zaak, kind=kind, at=at, actor=actor.name, organisation=actor.organisation, detail=detail
    )


def save(zaak: Zaak, *fields: str, next_step: Next | None = None) -> None:
    """Write the changed fields and raise the version, so that a page loaded before is refused."""
    if next_step is not None:
        zaak.next_step, zaak.next_step_due = next_step.code, next_step.due
        fields = (*fields, "next_step", "next_step_due")
    if fields:
        zaak.save(update_fields=[*fields])
    Zaak.objects.filter(pk=zaak.pk).update(version=F("version") + 1)
    zaak.version += 1


def log(action: str, zaak: Zaak, *, by: By, at: datetime, reason: str = "", **detail: Any) -> None:
    """The audit line of an act on a case. Call it last."""
    actor = actor_of(by)
    audit.record(
        action,
        zaak,
        region=zaak.regio.code,
        by=actor.in_log,
        at=at,
        organisation=actor.organisation,
        subject=zaak.subject,
        reason=reason,
        detail=detail,
        activity=ACTIVITY,
    )


def day_of(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()


def refuse_bsn(text: str, *, field: str | None = None) -> None:
    """A citizen service number is never kept: say where it stands and why."""
    found = find_bsn(text)
    if not found:
        return
    before = text[max(0, found[0].start - 30) : found[0].start].split()
    place = (
        _("after the words “%(words)s”") % {"words": " ".join(before[-3:])} if before else _("at the start")
    )
    raise RuleError(
        _(
            "There is a number that looks like a citizen service number (BSN), %(place)s. "
            "We do not need it and we may not keep it. Please take this number out."
        )
        % {"place": place},
        field=field,
    )


def checked(text: str, *, field: str, required: bool = True, longest: int = LONGEST_TEXT) -> str:
    """A text that may be kept: not empty, not too long, no BSN. Words about health are welcome."""
    text = text.replace("\x00", "").strip()
    if required and not text:
        raise RuleError(_("Write a few words."), field=field)
    if len(text) > longest:
        raise RuleError(
            _("This text is too long: it has %(now)d characters and %(most)d is the most.")
            % {"now": len(text), "most": longest},
            field=field,
        )
    refuse_bsn(text, field=field)
    return text


def record_read(zaak: Zaak, *, reason: Leesreden | str, by: Acting, at: datetime) -> None:
    """Write down that somebody reads this file. Call it last, in the transaction of the page."""
    if not may_read_zaak(by, zaak):
        raise PermissionDenied
    log("zaak.read", zaak, by=by, at=at, reason=str(reason))


def just_written(zaak: Zaak, text: str, *, author: str, at: datetime) -> Toevoeging | None:
    """The same words by the same kind of author a moment ago: a form that was sent twice."""
    last = zaak.toevoegingen.filter(author=author, at__gt=at - TWICE).order_by("-at", "-pk").first()
    return last if last is not None and zaak.unseal(last.sealed) == text else None


@transaction.atomic
def note(
    zaak_id: int,
    *,
    text: str,
    next_step: Next | None = None,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Toevoeging:
    """Write down a conversation. A colleague who takes a call may do this too.

    A double click finds the note that the first one made.
    """
    zaak = for_guide(zaak_id, by, owner_only=False)
    text = checked(text, field="text")
    planned = next_step is None or (next_step.code, next_step.due) == (zaak.next_step, zaak.next_step_due)
    if planned and (earlier := just_written(zaak, text, author="gids", at=at)):
        return earlier
    same_version(zaak, version)
    still_open(zaak)
    if next_step is not None and next_step.due < day_of(at):
        raise RuleError(_("This day has passed. Choose today or a later day."), field="due")
    added = Toevoeging.objects.create(zaak=zaak, at=at, author="gids", user=by.user, sealed=zaak.seal(text))
    tell(zaak, Gebeurtenis.GESPREK, by=by, at=at, toevoeging=added.pk)
    if next_step is None and zaak.next_step in FIRST_STEPS and zaak.owner_id == by.user.pk:
        next_step = within(VolgendeStap.PLAN, PLAN_DAYS[Urgentie.WEEK], day_of(at))
    save(zaak, next_step=next_step)
    log("zaak.note", zaak, by=by, at=at)
    return added


@dataclass(frozen=True, slots=True)
class Description:
    """What a guide and a person wrote down together about a need."""

    goal: str = ""
    works: str = ""
    obstacles: tuple[str, ...] = ()
    urgency: str = Urgentie.WEEK
    agreed_on: date | None = None


@transaction.atomic
def choose_need(
    zaak_id: int,
    *,
    need: str,
    behoefte_id: int | None = None,
    description: Description | None = None,
    suggested: Sequence[dict[str, Any]] = (),
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Ondersteuningsbehoefte:
    """Choose, confirm or change a need; the guide may always decide otherwise than the router.

    What the router said first stays beside it, so that overrides can be counted.
    """
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    if need not in needs():
        raise RuleError(_("Choose a need from the list."), field="need")
    behoefte = _behoefte(zaak, behoefte_id) if behoefte_id else None
    is_choice = behoefte is None or behoefte.need != need or behoefte.chosen_by != Herkomst.GIDS
    if behoefte is None:
        behoefte = Ondersteuningsbehoefte(zaak=zaak, created_at=at, suggested=list(suggested))
    elif _is_closed(behoefte):
        raise RuleError(_("This need is closed. Open it again first."))
    behoefte.need, behoefte.chosen_by = need, Herkomst.GIDS
    if description is not None:
        _describe(zaak, behoefte, description)
    behoefte.save()
    first = behoefte.suggested[0]["code"] if behoefte.suggested else ""
    override = bool(first) and first != need
    if is_choice:
        tell(
            zaak,
            Gebeurtenis.BEHOEFTE_GEKOZEN,
            by=by,
            at=at,
            behoefte=behoefte.pk,
            need=need,
            voorstel=first,
            anders=override,
        )
    step = None
    if zaak.next_step in FIRST_STEPS | {VolgendeStap.PLAN}:
        step = within(VolgendeStap.PLAN, PLAN_DAYS[behoefte.urgency], day_of(at))
    save(zaak, next_step=step)
    log("zaak.need", zaak, by=by, at=at, need=need, override=override, behoefte=behoefte.pk)
    return behoefte


def _describe(zaak: Zaak, behoefte: Ondersteuningsbehoefte, description: Description) -> None:
    texts = {
        "doel": checked(description.goal, field="goal", required=False),
        "wat_werkt": checked(description.works, field="works", required=False),
    }
    behoefte.sealed = zaak.seal({key: value for key, value in texts.items() if value})
    behoefte.obstacles = [code for code in Belemmering.values if code in description.obstacles]
    if description.urgency not in Urgentie.values:
        raise RuleError(_("Choose how soon help is needed."), field="urgency")
    behoefte.urgency = description.urgency
    behoefte.agreed_on = description.agreed_on


def _behoefte(zaak: Zaak, behoefte_id: int) -> Ondersteuningsbehoefte:
    behoefte = Ondersteuningsbehoefte.objects.filter(pk=behoefte_id, zaak=zaak).first()
    if behoefte is None:
        raise PermissionDenied
    return behoefte


def _is_closed(behoefte: Ondersteuningsbehoefte) -> bool:
    return behoefte.zaak.afsluitingen.filter(behoefte_key=behoefte.pk, round=behoefte.round).exists()


def open_need(zaak: Zaak, behoefte_id: int) -> Ondersteuningsbehoefte:
    """A need of this case that is not closed."""
    behoefte = _behoefte(zaak, behoefte_id)
    if _is_closed(behoefte):
        raise RuleError(_("This need is closed. Open it again first."))
    return behoefte


@transaction.atomic
def agree(
    zaak_id: int,
    behoefte_id: int,
    *,
    what: str,
    who: str,
    due: date | None,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Afspraak:
    """Make an agreement for a need: who does what, by when."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    behoefte = open_need(zaak, behoefte_id)
    if who not in Wie.values:
        raise RuleError(_("Choose who does this."), field="who")
    if due is not None and due < day_of(at):
        raise RuleError(_("This day has passed. Choose today or a later day."), field="due")
    afspraak = Afspraak.objects.create(
        behoefte=behoefte, sealed=zaak.seal(checked(what, field="what")), who=who, due=due, created_at=at
    )
    tell(zaak, Gebeurtenis.AFSPRAAK_GEMAAKT, by=by, at=at, behoefte=behoefte.pk, afspraak=afspraak.pk)
    step = None
    if due is not None and (
        zaak.next_step in FIRST_STEPS | {VolgendeStap.PLAN}
        or (zaak.next_step == VolgendeStap.AFSPRAAK and (zaak.next_step_due or due) > due)
    ):
        step = Next(VolgendeStap.AFSPRAAK, due)
    save(zaak, next_step=step)
    log("zaak.agree", zaak, by=by, at=at, afspraak=afspraak.pk, who=who)
    return afspraak


@transaction.atomic
def agreement_done(
    zaak_id: int, afspraak_id: int, *, version: int | None = None, by: Acting, at: datetime
) -> None:
    """An agreement was kept. A second time changes nothing."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    afspraak = Afspraak.objects.filter(pk=afspraak_id, behoefte__zaak=zaak).first()
    if afspraak is None:
        raise PermissionDenied
    if afspraak.done_at is not None:
        return
    afspraak.done_at = at
    afspraak.save(update_fields=["done_at"])
    tell(zaak, Gebeurtenis.AFSPRAAK_GEDAAN, by=by, at=at, afspraak=afspraak.pk)
    step = None
    if zaak.next_step == VolgendeStap.AFSPRAAK:
        following = (
            Afspraak.objects.filter(behoefte__zaak=zaak, done_at__isnull=True, due__isnull=False)
            .order_by("due")
            .first()
        )
        step = (
            Next(VolgendeStap.AFSPRAAK, following.due)
            if following and following.due
            else within(VolgendeStap.PLAN, PLAN_DAYS[Urgentie.WEEK], day_of(at))
        )
    save(zaak, next_step=step)
    log("zaak.agreement_done", zaak, by=by, at=at, afspraak=afspraak.pk)
