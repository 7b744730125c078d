# SPDX-License-Identifier: EUPL-1.2
"""Who has a question: take, take over, hand over, put back; plan the next step; close and open again."""

from datetime import date, datetime, timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation import audit, secrets
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from .. import events
from ..models import (
    Afsluiting,
    Afspraak,
    Doorverwijzing,
    Ondersteuningsbehoefte,
    Uitkomst,
    Zaak,
    Zaakgebeurtenis,
)
from ..queries.referral import with_state
from ..queries.zaak import guides_of, needs_with_end
from ..rules.next_steps import AFTER_CARE_DAYS, REOPENED_DAYS, Next, within
from ..rules.referral_states import OPEN
from ..terms import Gebeurtenis, Leesreden, Sluitgrond, Stap, VolgendeStap
from ..terms_employers import Werkgeversstap
from . import employer_owner
from .appointments import has_coming
from .consent import withdraw_all
from .referral_steps import PERSON, By
from .zaak import ACTIVITY, day_of, for_guide, log, open_need, save, still_open, tell

# The code of the private page works this long; a new one can always be given.
CODE_TERM = timedelta(days=180)
CODE_PURPOSE = "zaak-code"
# A question is closed as unreachable only after tries on so many days.
DAYS_TO_TRY = 2


@transaction.atomic
def take(zaak_id: int, *, by: Acting, at: datetime) -> Zaak:
    """Take a question that is with nobody. Of two guides at the same moment one gets it."""
    zaak = for_guide(zaak_id, by, owner_only=False)
    if zaak.owner_id == by.user.pk:
        return zaak
    still_open(zaak)
    if zaak.owner is not None:
        raise ConflictError(
            _("%(name)s took this question first. It is not on your list.") % {"name": zaak.owner.name}
        )
    zaak.owner = by.user
    tell(zaak, Gebeurtenis.OVERGENOMEN, by=by, at=at)
    save(zaak, "owner")
    employer_owner.follow(zaak, by.user, kind=Werkgeversstap.GENOMEN, by=by, at=at)
    log("zaak.take", zaak, by=by, at=at)
    return zaak


@transaction.atomic
def take_over(zaak_id: int, *, reason: str, version: int | None = None, by: Acting, at: datetime) -> Zaak:
    """Take a question over from a colleague, with the reason that stands in the log."""
    zaak = for_guide(zaak_id, by, version=version, owner_only=False)
    still_open(zaak)
    if zaak.owner_id == by.user.pk:
        return zaak
    if reason not in Leesreden.values:
        raise RuleError(_("Choose why you take this question over."), field="reason")
    employer_owner.refuse_if_of_another(zaak, by)
    before = zaak.owner_id
    zaak.owner = by.user
    tell(zaak, Gebeurtenis.OVERGENOMEN, by=by, at=at, van=before)
    save(zaak, "owner")
    employer_owner.follow(zaak, by.user, kind=Werkgeversstap.OVERGENOMEN, by=by, at=at)
    log("zaak.take_over", zaak, by=by, at=at, reason=reason, before=before)
    return zaak


@transaction.atomic
def hand_over(zaak_id: int, *, to: int, version: int | None = None, by: Acting, at: datetime) -> User:
    """Give a question to another guide of the same region."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    colleague = guides_of(zaak.regio_id, on=day_of(at)).filter(pk=to).first()
    if colleague is None or colleague.pk == by.user.pk:
        raise RuleError(_("Choose a colleague from the list."), field="to")
    employer_owner.refuse_to_another(zaak, colleague, by, at)
    zaak.owner = colleague
    tell(zaak, Gebeurtenis.OVERGEDRAGEN, by=by, at=at, naar=colleague.pk)
    save(zaak, "owner")
    employer_owner.follow(zaak, colleague, kind=Werkgeversstap.OVERGENOMEN, by=by, at=at)
    log("zaak.hand_over", zaak, by=by, at=at, to=colleague.pk)
    return colleague


@transaction.atomic
def put_back(zaak_id: int, *, version: int | None = None, by: Acting, at: datetime) -> None:
    """Put a question back on the list of the region: nobody's again, with its day as it was."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    zaak.owner = None
    tell(zaak, Gebeurtenis.TERUGGELEGD, by=by, at=at)
    save(zaak, "owner")
    employer_owner.follow(zaak, None, kind=Werkgeversstap.TERUGGELEGD, by=by, at=at)
    log("zaak.put_back", zaak, by=by, at=at)


@transaction.atomic
def plan(zaak_id: int, *, code: str, due: date, version: int | None = None, by: Acting, at: datetime) -> None:
    """Set the next step and its day."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    if code not in VolgendeStap.values:
        raise RuleError(_("Choose a next step from the list."), field="code")
    if due < day_of(at):
        raise RuleError(_("This day has passed. Choose today or a later day."), field="due")
    save(zaak, next_step=Next(VolgendeStap(code), due))
    log("zaak.plan", zaak, by=by, at=at, step=code, due=due.isoformat())


@transaction.atomic
def new_code(zaak_id: int, *, version: int | None = None, by: Acting, at: datetime) -> str:
    """Give a new code for the private page; the old one, and every page open on it, dies at once."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    code = secrets.new_code()
    zaak.code_hash = code_hash(code)
    zaak.code_expires_at = at + CODE_TERM
    tell(zaak, Gebeurtenis.NIEUWE_CODE, by=by, at=at)
    save(zaak, "code_hash", "code_expires_at")
    log("zaak.new_code", zaak, by=by, at=at)
    return code


def code_hash(code: str) -> str:
    """What is kept of a code."""
    return secrets.keyed_hash(secrets.normal_code(code), purpose=CODE_PURPOSE)


@transaction.atomic
def close_need(
    zaak_id: int,
    behoefte_id: int,
    *,
    ground: str,
    uitkomst_id: int | None = None,
    next_behoefte_id: int | None = None,
    next_afspraak_id: int | None = None,
    person_confirmed: bool = False,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Afsluiting:
    """End a need: with an outcome, an answer that the person agrees with, their choice, or a next step."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    behoefte = open_need(zaak, behoefte_id)
    if ground not in Sluitgrond.values:
        raise RuleError(_("Choose why this need is closed."), field="ground")
    keys = _checked_ground(
        zaak, behoefte, Sluitgrond(ground), uitkomst_id, next_behoefte_id, next_afspraak_id, person_confirmed
    )
    if ground == Sluitgrond.EIGEN_KEUZE:
        withdraw_all(zaak, by=by, at=at, behoefte_key=behoefte.pk)
    try:
        with transaction.atomic():
            end = Afsluiting.objects.create(
                behoefte_key=behoefte.pk,
                round=behoefte.round,
                zaak=zaak,
                ground=ground,
                person_confirmed=person_confirmed,
                at=at,
                actor=f"user:{by.user.pk}",
                **keys,
            )
    except IntegrityError as error:
        raise RuleError(
            _(
                "This need cannot be closed like this: it needs an outcome, a next step or the person's choice."
            ),
            field="ground",
        ) from error
    tell(zaak, Gebeurtenis.BEHOEFTE_AFGESLOTEN, by=by, at=at, behoefte=behoefte.pk, grond=ground)
    left = [need for need in needs_with_end(zaak) if not need.is_closed]
    step = None if left else within(VolgendeStap.NAZORG, AFTER_CARE_DAYS, day_of(at))
    save(zaak, next_step=step)
    log("zaak.close_need", zaak, by=by, at=at, ground=ground, behoefte=behoefte.pk)
    return end


def _checked_ground(
    zaak: Zaak,
    behoefte: Ondersteuningsbehoefte,
    ground: Sluitgrond,
    uitkomst_id: int | None,
    next_behoefte_id: int | None,
    next_afspraak_id: int | None,
    person_confirmed: bool,
) -> dict[str, int | None]:
    """The keys that go with a ground; says in plain words what is missing. The database checks it again."""
    newest = with_state(
        Doorverwijzing.objects.filter(zaak=zaak, behoefte_key=behoefte.pk).order_by("-pk")
    ).first()
    if newest and ground != Sluitgrond.EIGEN_KEUZE and newest.state in {state.value for state in OPEN}:
        raise RuleError(
            _("A hand-over for this need is not finished. Wait for it or call it back first."), field="ground"
        )
    if ground == Sluitgrond.UITKOMST:
        known = uitkomst_id is not None and Uitkomst.objects.filter(
            pk=uitkomst_id, doorverwijzing__zaak=zaak, doorverwijzing__behoefte_key=behoefte.pk
        )
        if not known or not known.exists():
            raise RuleError(_("There is no outcome of a partner for this need yet."), field="uitkomst")
        return {"uitkomst_id": uitkomst_id}
    if ground == Sluitgrond.GEEN_VRAAG:
        if newest:
            raise RuleError(
                _("This need was handed over, so it was a question. Choose another end."), field="ground"
            )
        return {}
    if ground == Sluitgrond.NIET_BEREIKT:
        if days_tried(zaak) < DAYS_TO_TRY:
            raise RuleError(
                _("Try on at least %(n)d different days first, and note each try as a conversation.")
                % {"n": DAYS_TO_TRY},
                field="ground",
            )
        return {}
    if ground == Sluitgrond.VOLGENDE_STAP:
        return _next_keys(zaak, behoefte, next_behoefte_id, next_afspraak_id)
    if not person_confirmed:
        raise RuleError(
            _("Ask the person first. Tick the box when the person says so."), field="person_confirmed"
        )
    if ground == Sluitgrond.BEANTWOORD and newest and newest.state == Stap.AFGEWEZEN:
        raise RuleError(
            _(
                "A partner declined this need, so it is not answered yet. Look for another door, agree on a "
                "next step, or write down that the person chose to stop."
            ),
            field="ground",
        )
    return {}


def days_tried(zaak: Zaak) -> int:
    """On how many days a guide noted a try since the person last did something."""
    events = list(Zaakgebeurtenis.objects.filter(zaak=zaak).values_list("actor", "kind", "at"))
    heard = max((at for actor, _kind, at in events if actor == PERSON), default=zaak.opened_at)
    return len({day_of(at) for _actor, kind, at in events if kind == Gebeurtenis.GESPREK and at > heard})


def _next_keys(
    zaak: Zaak, behoefte: Ondersteuningsbehoefte, next_behoefte_id: int | None, next_afspraak_id: int | None
) -> dict[str, int | None]:
    other = next_behoefte_id and Ondersteuningsbehoefte.objects.filter(
        pk=next_behoefte_id, zaak=zaak
    ).exclude(pk=behoefte.pk)
    agreed = next_afspraak_id and Afspraak.objects.filter(
        pk=next_afspraak_id, behoefte__zaak=zaak, done_at__isnull=True
    )
    if other and other.exists():
        return {"next_behoefte_key": next_behoefte_id}
    if agreed and agreed.exists():
        return {"next_afspraak_key": next_afspraak_id}
    raise RuleError(
        _("Choose the other need or the open agreement with which this goes on."), field="next_step"
    )


@transaction.atomic
def close_zaak(zaak_id: int, *, version: int | None = None, by: Acting, at: datetime) -> Zaak:
    """Close the whole question; only when every need has its own end."""
    zaak = for_guide(zaak_id, by, version=version)
    if zaak.closed_at is not None:
        return zaak
    still_open(zaak)
    found = needs_with_end(zaak)
    if not found:
        raise RuleError(_("Choose first what this question was about."))
    if any(not need.is_closed for need in found):
        raise RuleError(_("Close each need first: every need has an end of its own."))
    if has_coming(zaak, at=at):
        raise RuleError(_("There is an appointment to come. Cancel it first, or close after it."))
    zaak.closed_at = at
    zaak.next_step, zaak.next_step_due = "", None
    tell(zaak, Gebeurtenis.AFGESLOTEN, by=by, at=at)
    save(zaak, "closed_at", "next_step", "next_step_due")
    log("zaak.close", zaak, by=by, at=at)
    transaction.on_commit(partial(events.zaak_afgesloten.send, sender=Zaak, id=zaak.pk, at=at))
    return zaak


@transaction.atomic
def reopen_zaak(
    zaak_id: int,
    *,
    behoefte_id: int | None = None,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Zaak:
    """Open a closed question again, or one closed need of it. Any guide of the region may take it up."""
    zaak = for_guide(zaak_id, by, version=version, owner_only=False)
    if zaak.withdrawn_at is not None:
        raise RuleError(_("The person withdrew this question. Nothing can be changed any more."))
    if zaak.owner_id != by.user.pk and zaak.closed_at is None:
        raise RuleError(_("This question is with another guide or with nobody. Take it over first."))
    if zaak.closed_at is not None:
        zaak.owner = by.user
        employer_owner.follow(zaak, by.user, kind=Werkgeversstap.HEROPEND, by=by, at=at)
    open_again(zaak, behoefte_id=behoefte_id, kind=Gebeurtenis.HEROPEND, by=by, at=at)
    log("zaak.reopen", zaak, by=by, at=at, behoefte=behoefte_id)
    return zaak


def open_again(zaak: Zaak, *, behoefte_id: int | None, kind: Gebeurtenis, by: By, at: datetime) -> None:
    """Open a locked case again, with the named need or the one that was closed last."""
    closed = [need for need in needs_with_end(zaak) if need.is_closed]
    if behoefte_id is not None:
        closed = [need for need in closed if need.pk == behoefte_id]
        if not closed:
            raise PermissionDenied
    if closed:
        need = max(closed, key=lambda found: found.closed_at or at)
        Ondersteuningsbehoefte.objects.filter(pk=need.pk).update(round=need.round + 1)
        behoefte_id = need.pk
    zaak.closed_at = None
    tell(zaak, kind, by=by, at=at, behoefte=behoefte_id)
    save(
        zaak,
        "closed_at",
        "owner",
        next_step=within(VolgendeStap.OPNIEUW, REOPENED_DAYS, day_of(at)),
    )


@transaction.atomic
def record_export(count: int, *, tab: str, by: Acting, at: datetime) -> None:
    """Write down that a list without personal data was taken along."""
    audit.record(
        "worklist.export",
        by.regio,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"count": count, "tab": tab},
        activity=ACTIVITY,
    )
