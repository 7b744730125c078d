# SPDX-License-Identifier: EUPL-1.2
"""What is done with a decision afterwards: its execution, a proposal to correct it, bringing back what waits."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Besluit, BesluitVoortgang, RectificatieVoorstel, Vergadering
from ..permissions import deciding as permissions
from ..rules.completion import college_answered, may_go_on
from ..rules.round_states import may_become
from ..rules.states import WAITS
from ..terms import (
    AgendapuntSoort,
    AgendapuntStaat,
    BesluitType,
    UitvoeringStaat,
    VergaderingSoort,
    VergaderingStaat,
)
from . import register
from .after_round import bring_back
from .agenda_places import keep_last, next_place
from .register_lines import progress_payload


def _locked(pk: int, *, by: Acting) -> Besluit:
    besluit = (
        Besluit.objects.select_for_update(of=("self",))
        .select_related("gremium", "regio")
        .filter(pk=pk, regio_id=by.regio_id)
        .first()
    )
    if besluit is None:
        raise PermissionDenied
    return besluit


def _log(action: str, thing: object, besluit_regio: str, detail: dict[str, str], *, by: Acting, at: datetime):
    audit.record(
        action,
        thing,  # type: ignore[arg-type]
        region=besluit_regio,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )


@transaction.atomic
def note_progress(pk: int, *, staat: str, note: str = "", by: Acting, at: datetime) -> BesluitVoortgang:
    """Say how the execution goes; what costs money is done only after the college answered (L1139-1143, R20)."""
    besluit = _locked(pk, by=by)
    if not permissions.may_follow_up(by, besluit):
        raise PermissionDenied
    last = besluit.voortgang.last()
    now = last.staat if last else UitvoeringStaat.TE_DOEN
    if staat not in UitvoeringStaat.values or not may_go_on(now, staat):
        raise RuleError(_("The execution cannot go from here to that state."), field="staat")
    if staat == UitvoeringStaat.VERVALT and not note.strip():
        raise RuleError(_("Say why this need not be done any more."), field="note")
    if staat == UitvoeringStaat.KLAAR and besluit.financial and not college_answered(besluit.pk):
        raise RuleError(
            _(
                "This decision has financial impact. It is done only after the zwaarwegend advies went to the college "
                "and the answer of the college was recorded."
            ),
            field="staat",
        )
    made = BesluitVoortgang.objects.create(besluit=besluit, staat=staat, note=note.strip(), at=at, by=by.user)
    register.add_line(besluit.gremium, "voortgang", f"voortgang:{made.pk}", progress_payload(made), at=at)
    _log("besluit.voortgang", besluit, besluit.regio.code, {"staat": staat}, by=by, at=at)
    return made


@transaction.atomic
def propose_rectification(
    pk: int, *, titel: str, tekst: str, reason: str, by: Acting, at: datetime
) -> RectificatieVoorstel:
    """Propose to correct an adopted text: it becomes an item that the Beraad decides on; the old text stays."""
    besluit = _locked(pk, by=by)
    if not permissions.may_propose_rectification(by, besluit):
        raise PermissionDenied
    for field, value in (("titel", titel), ("tekst", tekst), ("reason", reason)):
        if not value.strip():
            raise RuleError(_("Fill in what must be corrected, and why."), field=field)
    last = besluit.rectificaties.last()
    current = (last.titel, last.tekst) if last else (besluit.titel, besluit.tekst)
    if (titel.strip(), tekst.strip()) == current:
        raise RuleError(_("This is the text as it stands: nothing would change."), field="tekst")
    waiting = AgendapuntStaat.CONCEPT, AgendapuntStaat.GEAGENDEERD
    if besluit.rectificatie_voorstellen.filter(agendapunt__state__in=waiting).exists():
        raise RuleError(_("A correction of this decision waits for the Beraad already."))
    item = Agendapunt.objects.create(
        gremium=besluit.gremium,
        titel=_("Rectificatie of decision %(number)s") % {"number": besluit.number},
        soort=AgendapuntSoort.BESLUIT,
        toelichting=reason.strip(),
        voorstel=tekst.strip(),
        besluit_type=BesluitType.VASTSTELLING,
        financial=False,
        openbaarheid="openbaar" if besluit.public else "besloten",
        closed_because="" if besluit.public else besluit.agendapunt.closed_because,
        state=AgendapuntStaat.CONCEPT,
    )
    made = RectificatieVoorstel.objects.create(
        besluit=besluit,
        agendapunt=item,
        titel=titel.strip(),
        tekst=tekst.strip(),
        reason=reason.strip(),
        at=at,
        by=by.user,
    )
    detail = {"agendapunt": str(item.pk)}
    _log("rectificatie.voorgesteld", besluit, besluit.regio.code, detail, by=by, at=at)
    return made


def _waiting_item(pk: int, *, by: Acting) -> Agendapunt:
    item = (
        Agendapunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio")
        .filter(pk=pk)
        .first()
    )
    if item is None or not permissions.may_plan(by, item):
        raise PermissionDenied
    return item


@transaction.atomic
def put_on_agenda(pk: int, vergadering_id: int, *, by: Acting, at: datetime) -> Agendapunt:
    """Put an item that waits on a meeting that was planned since."""
    item = _waiting_item(pk, by=by)
    meeting = Vergadering.objects.filter(pk=vergadering_id, gremium=item.gremium).first()
    if meeting is None or meeting.soort == VergaderingSoort.BREED:
        raise RuleError(_("Choose a meeting of this table."), field="vergadering")
    if meeting.state not in (VergaderingStaat.GEPLAND, VergaderingStaat.UITGENODIGD):
        raise RuleError(_("The agenda of this meeting is closed."), field="vergadering")
    if item.vergadering_id is not None or item.state not in WAITS:
        raise RuleError(_("This item is on an agenda already."))
    item.vergadering, item.position, item.state = meeting, next_place(meeting), AgendapuntStaat.GEAGENDEERD
    item.save(update_fields=["vergadering", "position", "state"])
    keep_last(meeting)
    _log(
        "agendapunt.geagendeerd",
        item,
        item.gremium.regio.code,
        {"vergadering": str(meeting.pk)},
        by=by,
        at=at,
    )
    return item


@transaction.atomic
def after_escalation(pk: int, *, again: bool, by: Acting, at: datetime) -> Agendapunt:
    """What the directors outside the meeting said: on the agenda once more, or the item ends (gap A4)."""
    item = _waiting_item(pk, by=by)
    state = AgendapuntStaat.OPNIEUW_GEAGENDEERD if again else AgendapuntStaat.BEEINDIGD
    if item.state != AgendapuntStaat.GEESCALEERD or not may_become(item.state, state):
        raise RuleError(_("This item does not wait for the directors."))
    item.state = state
    item.save(update_fields=["state"])
    made = bring_back(item, at=at) if again else item
    _log("agendapunt.na_escalatie", item, item.gremium.regio.code, {"state": state}, by=by, at=at)
    return made
