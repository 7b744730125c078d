# SPDX-License-Identifier: EUPL-1.2
"""A zwaarwegend advies is written, sent by the chair, answered by the college, and told to the Beraad (R20)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, kept_files, links
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from .. import events
from ..models import Advies, AdviesStap, Agendapunt, Besluit
from ..permissions import consulting as permissions
from ..queries.advies import asks_advies, minority_view
from ..rules.advies_states import may_follow
from ..terms import AgendapuntSoort, AgendapuntStaat, Openbaarheid
from ..terms_consulting import AdviesStaat
from .after_round import next_meeting
from .agenda_places import keep_last, next_place


@dataclass(frozen=True, slots=True)
class Answer:
    """What the college decided, with its document."""

    uitkomst: str
    college_on: date
    filename: str
    content: bytes
    wijziging: str = ""
    reden: str = ""


@transaction.atomic
def write_advies(
    besluit_id: int,
    *,
    toelichting: str = "",
    begrotingsregel: str = "",
    minderheid: str | None = None,
    by: Acting,
    at: datetime,
) -> Advies:
    """Write or change the advice of a decision. Without `minderheid` it is what was said in the meeting."""
    besluit = Besluit.objects.select_related("regio").filter(pk=besluit_id).first()
    if besluit is None or not permissions.may_write_advies(by, besluit.regio_id):
        raise PermissionDenied
    if not asks_advies(besluit):
        raise RuleError(
            _("This decision costs no money and is no advice: the college need not decide on it.")
        )
    advies = Advies.objects.select_for_update(of=("self",)).filter(besluit=besluit).first()
    new = advies is None
    if advies is None:
        advies = Advies(regio=besluit.regio, besluit=besluit, created_at=at)
    elif advies.state != AdviesStaat.OPGESTELD:
        raise RuleError(_("This advice was sent to the college. Its text does not change any more."))
    advies.toelichting, advies.begrotingsregel = toelichting, begrotingsregel
    if minderheid is not None or new:
        advies.minderheid = minority_view(besluit) if minderheid is None else minderheid
    advies.save()
    if new:
        _step(advies, by=by, at=at)
    _log("advies.opgesteld" if new else "advies.gewijzigd", advies, by=by, at=at)
    return advies


def _locked(pk: int) -> Advies:
    advies = (
        Advies.objects.select_for_update(of=("self",))
        .select_related("besluit__gremium", "besluit__agendapunt", "regio")
        .filter(pk=pk)
        .first()
    )
    if advies is None:
        raise PermissionDenied
    return advies


def _move(advies: Advies, state: str, *, by: Acting, at: datetime) -> None:
    if not may_follow(advies.state, state):
        raise RuleError(
            _("From “%(now)s” an advice cannot go to “%(then)s”.")
            % {"now": AdviesStaat(advies.state).label, "then": AdviesStaat(state).label}
        )
    advies.state = state
    advies.save()
    _step(advies, by=by, at=at)
    _log(f"advies.{state}", advies, by=by, at=at)


def _step(advies: Advies, *, by: Acting, at: datetime) -> None:
    AdviesStap.objects.create(
        advies=advies, state=advies.state, at=at, by=by.user, organisation=by.partij.naam
    )


def _log(action: str, advies: Advies, *, by: Acting, at: datetime) -> None:
    audit.record(
        action,
        advies,
        region=advies.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"besluit": advies.besluit_id},
    )


@transaction.atomic
def send_advies(pk: int, *, by: Acting, at: datetime) -> Advies:
    """The chair sends it to the college; nobody else does."""
    advies = _locked(pk)
    if not permissions.may_send_advies(by, advies):
        raise PermissionDenied
    _move(advies, AdviesStaat.AANGEBODEN, by=by, at=at)
    return advies


@transaction.atomic
def take_up(pk: int, *, by: Acting, at: datetime) -> Advies:
    """The college has it on its table."""
    advies = _locked(pk)
    if not permissions.may_decide_advies(by, advies, on=at.astimezone(AMSTERDAM).date()):
        raise PermissionDenied
    _move(advies, AdviesStaat.IN_BEHANDELING, by=by, at=at)
    return advies


@transaction.atomic
def record_answer(pk: int, answer: Answer, *, by: Acting, at: datetime) -> Advies:
    """Staff of the college records the decision with its document; nobody of the Beraad does (S05).

    The answer comes on the agenda of the next meeting of the Beraad by itself.
    """
    advies = _locked(pk)
    today = at.astimezone(AMSTERDAM).date()
    if not permissions.may_decide_advies(by, advies, on=today):
        raise PermissionDenied
    if answer.uitkomst not in {value for value, _label in advies._meta.get_field("uitkomst").choices or ()}:
        raise RuleError(_("Choose what the college decided."), field="uitkomst")
    if answer.uitkomst == AdviesStaat.AFGEWEKEN and not answer.reden.strip():
        raise RuleError(_("Say why the college deviates from the advice."), field="reden")
    if answer.uitkomst == AdviesStaat.GEVOLGD_MET_WIJZIGING and not answer.wijziging.strip():
        raise RuleError(_("Say what the college changed."), field="wijziging")
    sent = advies.stappen.filter(state=AdviesStaat.AANGEBODEN).first()
    if answer.college_on > today:
        raise RuleError(_("This day is still to come."), field="college_on")
    if sent and answer.college_on < sent.at.astimezone(AMSTERDAM).date():
        raise RuleError(_("The college cannot decide before the advice was sent."), field="college_on")
    if not may_follow(advies.state, answer.uitkomst):
        raise RuleError(_("The college takes the advice up first; then its decision is recorded."))
    advies.document_type = kept_files.document_type(answer.content, answer.filename)
    advies.document_sha256 = kept_files.keep(answer.content)
    advies.document_name = answer.filename[-160:]
    advies.uitkomst, advies.college_on = answer.uitkomst, answer.college_on
    advies.wijziging, advies.reden = answer.wijziging.strip(), answer.reden.strip()
    advies.agendapunt_terug = _back_on_the_agenda(advies, at=at)
    _move(advies, answer.uitkomst, by=by, at=at)
    links.join(
        ("agendapunt", str(advies.agendapunt_terug.pk), advies.agendapunt_terug.titel),
        "comes_from",
        ("besluit", str(advies.besluit_id), str(advies.besluit)),
        region=advies.regio.code,
        by=audit.reference(by.user),
        at=at,
    )
    events.college_besloot.send(
        sender=Advies,
        advies_id=advies.pk,
        besluit_id=advies.besluit_id,
        outcome=advies.uitkomst,
        regio_id=advies.regio_id,
        at=at,
    )
    return advies


def _back_on_the_agenda(advies: Advies, *, at: datetime) -> Agendapunt:
    meeting = next_meeting(advies.besluit.gremium, after=at)
    item = advies.besluit.agendapunt
    made = Agendapunt.objects.create(
        gremium=advies.besluit.gremium,
        vergadering=meeting,
        position=next_place(meeting),
        titel=(_("Answer of the college on advice %s") % advies.besluit)[:200],
        soort=AgendapuntSoort.TER_KENNISNAME,
        toelichting="\n\n".join(
            part for part in (str(AdviesStaat(advies.uitkomst).label), advies.wijziging, advies.reden) if part
        ),
        openbaarheid=Openbaarheid.OPENBAAR if advies.besluit.public else Openbaarheid.BESLOTEN,
        closed_because="" if advies.besluit.public else item.closed_because or _("The decision is closed."),
        state=AgendapuntStaat.GEAGENDEERD,
        financial=False,
        subject_kind=item.subject_kind,
        subject_id=item.subject_id,
        subject_title=item.subject_title,
        subject_url=item.subject_url,
    )
    keep_last(meeting)
    return made


@transaction.atomic
def report_back(pk: int, *, by: Acting, at: datetime) -> Advies:
    """The Beraad heard the answer in its meeting: the road ends."""
    advies = _locked(pk)
    if advies.regio_id != by.regio_id or not by.has("advies.record"):
        raise PermissionDenied
    meeting = advies.agendapunt_terug.vergadering if advies.agendapunt_terug else None
    if may_follow(advies.state, AdviesStaat.TERUGGEKOPPELD) and (
        meeting is None or meeting.opened_at is None
    ):
        raise RuleError(_("The meeting in which the Beraad hears the answer was not held yet."))
    _move(advies, AdviesStaat.TERUGGEKOPPELD, by=by, at=at)
    return advies
