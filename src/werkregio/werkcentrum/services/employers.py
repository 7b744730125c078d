# SPDX-License-Identifier: EUPL-1.2
"""What partners do with the question of an employer: one is the contact, the others can see who, and join in.

Each act locks the row of the case, as the acts of guides do, and writes its audit line last.
"""

from datetime import date, datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from .. import events
from ..models import (
    Afsluiting,
    Doorverwijzing,
    Toevoeging,
    Werkgeversverzoek,
    Werkgeversvraag,
    Zaak,
)
from ..permissions.employers import is_owner, may_act_on_employer, may_see_contact
from ..queries.referral import with_state
from ..queries.zaak import needs_with_end
from ..rules.next_steps import PLAN_DAYS, Next, within
from ..rules.referral_states import OPEN
from ..terms import Gebeurtenis, Leesreden, Sluitgrond, Urgentie, VolgendeStap
from ..terms_employers import Verzoekstaat, Werkgeversresultaat, Werkgeversstap
from .employer_owner import set_owner, tell_employer
from .worklist import DAYS_TO_TRY, days_tried, open_again
from .zaak import ACTIVITY, checked, day_of, just_written, locked, log, save, still_open, tell

# With which ground each result ends the needs of the case.
_GROUNDS = {
    Werkgeversresultaat.GEHOLPEN: Sluitgrond.BEANTWOORD,
    Werkgeversresultaat.GESTOPT: Sluitgrond.EIGEN_KEUZE,
    Werkgeversresultaat.NIET_BEREIKT: Sluitgrond.NIET_BEREIKT,
    Werkgeversresultaat.GEEN_VRAAG: Sluitgrond.GEEN_VRAAG,
}
_CONFIRMED = (Werkgeversresultaat.GEHOLPEN, Werkgeversresultaat.GESTOPT)


def for_partner(vraag_id: int, by: Acting, *, version: int | None = None) -> Werkgeversvraag:
    """The question with its case locked; refuses another region's like one that does not exist."""
    key = Werkgeversvraag.objects.filter(pk=vraag_id).values_list("zaak_id", flat=True).first()
    if key is None:
        raise PermissionDenied
    zaak = locked(key)
    vraag = (
        Werkgeversvraag.objects.select_related("owner", "owner_partij", "werkgever")
        .prefetch_related("verzoeken")
        .get(pk=vraag_id)
    )
    vraag.zaak = zaak
    if not may_act_on_employer(by, vraag) or zaak.erased_at is not None:
        raise PermissionDenied
    if version is not None and version != zaak.version:
        raise ConflictError(
            _("Something changed here while you had the page open. Nothing was overwritten: look again.")
        )
    return vraag


def for_owner(vraag_id: int, by: Acting, *, version: int | None = None) -> Werkgeversvraag:
    """The same for an act that only the contact of this employer may do, while the question is open."""
    vraag = for_partner(vraag_id, by, version=version)
    if not is_owner(by, vraag):
        raise RuleError(_("You are not the contact of this employer. Ask to join in, or for a hand-over."))
    still_open(vraag.zaak)
    return vraag


@transaction.atomic
def take(vraag_id: int, *, by: Acting, at: datetime) -> Werkgeversvraag:
    """Become the contact of a question that is with nobody. Of two at the same moment one does."""
    vraag = for_partner(vraag_id, by)
    if is_owner(by, vraag):
        return vraag
    still_open(vraag.zaak)
    if vraag.owner is not None and vraag.owner_partij is not None:
        raise ConflictError(
            _("%(name)s of %(organisation)s was first and is the contact of this employer.")
            % {"name": vraag.owner.name, "organisation": vraag.owner_partij.naam}
        )
    _becomes_contact(vraag, by, Werkgeversstap.GENOMEN, at)
    log("werkgever.take", vraag.zaak, by=by, at=at)
    return vraag


@transaction.atomic
def take_over(vraag_id: int, *, by: Acting, at: datetime) -> Werkgeversvraag:
    """Stand in for a colleague of the own organisation, for example in a holiday."""
    vraag = for_partner(vraag_id, by)
    still_open(vraag.zaak)
    if is_owner(by, vraag):
        return vraag
    if vraag.owner_partij_id != by.partij.pk:
        raise RuleError(_("Another organisation is the contact. Ask to join in, or for a hand-over."))
    before = vraag.owner_id
    _becomes_contact(vraag, by, Werkgeversstap.OVERGENOMEN, at)
    log("werkgever.take_over", vraag.zaak, by=by, at=at, before=before)
    return vraag


def _becomes_contact(vraag: Werkgeversvraag, by: Acting, kind: Werkgeversstap, at: datetime) -> None:
    set_owner(vraag, by.user, by.partij, kind=kind, by=by, at=at)
    vraag.zaak.owner = by.user
    tell(vraag.zaak, Gebeurtenis.OVERGENOMEN, by=by, at=at)
    save(vraag.zaak, "owner")


@transaction.atomic
def put_back(vraag_id: int, *, version: int | None = None, by: Acting, at: datetime) -> None:
    """Be the contact no more: the question is with nobody, with its day as it was."""
    vraag = for_owner(vraag_id, by, version=version)
    set_owner(vraag, None, None, kind=Werkgeversstap.TERUGGELEGD, by=by, at=at)
    vraag.zaak.owner = None
    tell(vraag.zaak, Gebeurtenis.TERUGGELEGD, by=by, at=at)
    save(vraag.zaak, "owner")
    log("werkgever.put_back", vraag.zaak, by=by, at=at)


# Contact, and the end


@transaction.atomic
def note_contact(
    vraag_id: int,
    *,
    text: str,
    due: date | None = None,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Toevoeging:
    """Write down what was said with the employer, and by when the next step follows."""
    vraag = for_owner(vraag_id, by)
    zaak = vraag.zaak
    text = checked(text, field="text")
    if earlier := just_written(zaak, text, author="gids", at=at):
        return earlier
    _same_version(zaak, version)
    if due is not None and due < day_of(at):
        raise RuleError(_("This day has passed. Choose today or a later day."), field="due")
    added = Toevoeging.objects.create(zaak=zaak, at=at, author="gids", user=by.user, sealed=zaak.seal(text))
    tell(zaak, Gebeurtenis.GESPREK, by=by, at=at, toevoeging=added.pk)
    tell_employer(vraag, Werkgeversstap.CONTACT, by=by, at=at)
    step = (
        Next(VolgendeStap.PLAN, due)
        if due
        else within(VolgendeStap.PLAN, PLAN_DAYS[Urgentie.RUSTIG], day_of(at))
    )
    save(zaak, next_step=step)
    log("werkgever.note", zaak, by=by, at=at)
    return added


def _same_version(zaak: Zaak, version: int | None) -> None:
    if version is not None and version != zaak.version:
        raise ConflictError(
            _("Something changed here while you had the page open. Nothing was overwritten: look again.")
        )


@transaction.atomic
def close(
    vraag_id: int,
    *,
    result: str,
    confirmed: bool = False,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Werkgeversvraag:
    """Close the question with what came of it; every need of the case gets the same end."""
    vraag = for_owner(vraag_id, by, version=version)
    zaak = vraag.zaak
    if result not in Werkgeversresultaat.values:
        raise RuleError(_("Choose how it ended."), field="result")
    end = Werkgeversresultaat(result)
    if end in _CONFIRMED and not confirmed:
        raise RuleError(
            _("Ask the employer first. Tick the box when the employer says so."), field="confirmed"
        )
    if end == Werkgeversresultaat.NIET_BEREIKT and days_tried(zaak) < DAYS_TO_TRY:
        raise RuleError(
            _("Try on at least %(n)d different days first, and note each try.") % {"n": DAYS_TO_TRY},
            field="result",
        )
    if _has_open_referral(zaak):
        raise RuleError(
            _("A hand-over to a partner is not finished. Wait for it, or call it back first."), field="result"
        )
    for need in needs_with_end(zaak):
        if not need.is_closed:
            Afsluiting.objects.create(
                behoefte_key=need.pk,
                round=need.round,
                zaak=zaak,
                ground=_GROUNDS[end],
                person_confirmed=end in _CONFIRMED,
                at=at,
                actor=f"user:{by.user.pk}",
            )
            tell(zaak, Gebeurtenis.BEHOEFTE_AFGESLOTEN, by=by, at=at, behoefte=need.pk, grond=_GROUNDS[end])
    vraag.result = end
    vraag.save(update_fields=["result"])
    Werkgeversverzoek.objects.filter(vraag=vraag, state__in=[Verzoekstaat.OPEN, Verzoekstaat.AKKOORD]).update(
        state=Verzoekstaat.BEEINDIGD, answered_at=at
    )
    zaak.closed_at = at
    zaak.next_step, zaak.next_step_due = "", None
    tell(zaak, Gebeurtenis.AFGESLOTEN, by=by, at=at)
    tell_employer(vraag, Werkgeversstap.AFGESLOTEN, by=by, at=at, resultaat=end.value)
    save(zaak, "closed_at", "next_step", "next_step_due")
    log("werkgever.close", zaak, by=by, at=at, result=end.value)
    transaction.on_commit(partial(events.zaak_afgesloten.send, sender=Zaak, id=zaak.pk, at=at))
    return vraag


def _has_open_referral(zaak: Zaak) -> bool:
    states = with_state(Doorverwijzing.objects.filter(zaak=zaak)).values_list("state", flat=True)
    return any(state in {found.value for found in OPEN} for state in states)


@transaction.atomic
def reopen(vraag_id: int, *, by: Acting, at: datetime) -> Werkgeversvraag:
    """Open a closed question again: whoever does it becomes the contact, within the organisation that had it."""
    vraag = for_partner(vraag_id, by)
    zaak = vraag.zaak
    if zaak.closed_at is None:
        return vraag
    if zaak.withdrawn_at is not None:
        raise RuleError(_("The employer withdrew this question. Nothing can be changed any more."))
    if vraag.owner_partij_id not in (None, by.partij.pk):
        raise RuleError(_("Another organisation had this question. Ask that organisation to open it again."))
    vraag.result = ""
    vraag.save(update_fields=["result"])
    set_owner(vraag, by.user, by.partij, kind=Werkgeversstap.HEROPEND, by=by, at=at)
    zaak.owner = by.user
    open_again(zaak, behoefte_id=None, kind=Gebeurtenis.HEROPEND, by=by, at=at)
    log("werkgever.reopen", zaak, by=by, at=at)
    return vraag


def record_read(vraag: Werkgeversvraag, *, by: Acting, at: datetime) -> None:
    """Write down that somebody sees who the contact person is. In the transaction of the page."""
    if not may_see_contact(by, vraag):
        raise PermissionDenied
    reason = Leesreden.EIGEN if is_owner(by, vraag) else Leesreden.MEEDOEN
    log("zaak.read", vraag.zaak, by=by, at=at, reason=reason)


@transaction.atomic
def record_export(count: int, *, by: Acting, at: datetime) -> None:
    """Write down that the list, without contact persons, was taken along."""
    audit.record(
        "werkgever.export",
        by.regio,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"count": count},
        activity=ACTIVITY,
    )
