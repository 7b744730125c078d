# SPDX-License-Identifier: EUPL-1.2
"""Ballots, objections and what is said: by whoever sits on a seat with a mandate, or written down by the secretary.

A ballot can be changed until the round closes: each one is kept, the last one counts (ruling A9).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Geleding, Mandaat
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Bezwaar, Bijdrage, Ronde, Stembriefje
from ..permissions import deciding as permissions
from ..queries.room import Room, entitled, is_staff, room_of
from ..terms import Keuze, RondeSoort, VergaderingStaat


class OutsideWorkAreaError(RuleError):
    """The subject is not in the work area of this geleding: it may speak, not decide (L1164-1167, R12)."""


def _locked(pk: int, soort: RondeSoort, *, by: Acting) -> Ronde:
    """The round, held so that a ballot of this very moment is either counted or refused."""
    ronde = (
        Ronde.objects.select_for_update(of=("self",))
        .select_related("agendapunt__gremium__regio", "agendapunt__vergadering__gremium__regio")
        .filter(pk=pk, soort=soort)
        .first()
    )
    if ronde is None or not permissions.of_this_region(by, ronde.agendapunt):
        raise PermissionDenied
    return ronde


def _still_open(ronde: Ronde) -> None:
    if ronde.closed_at is not None:
        raise ConflictError(_("This round is closed: nothing can be added or changed any more."))


def _room(item: Agendapunt, at: datetime) -> Room:
    if item.vergadering is None or item.vergadering.state != VergaderingStaat.OPEN:
        raise RuleError(_("This is possible only while the meeting is open."))
    return room_of(item.vergadering, at)


def _own_mandaat(room: Room, geleding_id: int | None, *, by: Acting) -> Mandaat:
    """The mandate with which somebody speaks here now, or why he cannot."""
    if is_staff(by.user.pk, by.regio_id, room.day):
        raise RuleError(_("The secretary and the staff of the Beraad do not vote."))
    here = room.mandaten_of(by.user.pk)
    if geleding_id is not None:
        here = [one for one in here if one.zetel.geleding_id == geleding_id]
    if not here:
        raise RuleError(_why_not_here(room, by=by))
    if len({one.zetel.geleding_id for one in here}) > 1:
        raise RuleError(
            _("You sit for more than one geleding: say for which one you vote."), field="geleding"
        )
    if permissions.stands_for_another(by, here[0]):
        raise RuleError(_("The centrumgemeente does not vote for the other municipalities (R07)."))
    return here[0]


def _why_not_here(room: Room, *, by: Acting) -> str:
    held = [one for place in room.electorate.places for one in place.mandaten if one.user_id == by.user.pk]
    if held:
        return _("You are not noted as present now. Ask the secretary to note that you came in.")
    if any(row.user_id == by.user.pk for row in room.electorate.mandaten_without_vote):
        return _("A strategic partner takes part in the discussion and has no vote (R09).")
    if Mandaat.objects.filter(user_id=by.user.pk, zetel__regio_id=by.regio_id).exists():
        return _("Your mandate does not hold on this day: without a mandate nobody votes (R06).")
    return _("Only a member of the Beraad or a substitute with a mandate votes.")


def _may_decide(item: Agendapunt, geleding: Geleding) -> None:
    area = entitled(item)
    if area is not None and geleding.pk not in {one.pk for one in area}:
        raise OutsideWorkAreaError(
            _(
                "The subject lies outside the work area of %(geleding)s: it may join the discussion, and does not "
                "decide (R12). You can have your contribution kept in the minutes."
            )
            % {"geleding": geleding.naam}
        )


def _write(
    ronde: Ronde, mandaat: Mandaat, keuze: Keuze, motivering: str, form_key: str, *, oral: bool, by: Acting,
    at: datetime,
) -> Stembriefje:  # fmt: skip
    geleding_id = mandaat.zetel.geleding_id
    mine = ronde.briefjes.filter(geleding_id=geleding_id)  # type: ignore[misc]
    last = mine.aggregate(last=Max("volgnummer"))["last"] or 0
    made = Stembriefje.objects.create(
        ronde=ronde,
        geleding_id=geleding_id,  # type: ignore[misc]
        volgnummer=last + 1,
        keuze=keuze,
        motivering=motivering.strip(),
        mandaat=mandaat,
        oral=oral,
        form_key=form_key,
        at=at,
        by=by.user,
    )
    audit.record(
        "stem.uitgebracht",
        ronde,
        region=ronde.agendapunt.gremium.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"briefje": made.pk, "geleding": mandaat.zetel.geleding_id, "oral": oral},
    )
    return made


def _same_form(ronde: Ronde, form_key: str, *, by: Acting) -> Stembriefje | None:
    """The ballot that this very form gave before: a second press of the button changes nothing."""
    if not form_key or len(form_key) > 40:
        raise RuleError(_("Open the page of the vote again."))
    return ronde.briefjes.filter(form_key=form_key, by=by.user).select_related("geleding").first()


@transaction.atomic
def cast(
    pk: int,
    *,
    keuze: str,
    motivering: str = "",
    form_key: str,
    geleding_id: int | None = None,
    by: Acting,
    at: datetime,
) -> Stembriefje:
    """The ballot of a geleding, by whoever sits for it now; a substitute is named with it (R05, R13)."""
    ronde = _locked(pk, RondeSoort.STEMMING, by=by)
    before = _same_form(ronde, form_key, by=by)
    if before is not None:
        return before
    _still_open(ronde)
    if keuze not in Keuze.values:
        raise RuleError(_("Choose in favour, against or abstention."), field="keuze")
    room = _room(ronde.agendapunt, at)
    mandaat = _own_mandaat(room, geleding_id, by=by)
    if mandaat.zetel.geleding is None:
        raise PermissionDenied
    _may_decide(ronde.agendapunt, mandaat.zetel.geleding)
    return _write(ronde, mandaat, Keuze(keuze), motivering, form_key, oral=False, by=by, at=at)


@transaction.atomic
def write_oral(
    pk: int, *, geleding_id: int, keuze: str, motivering: str = "", form_key: str, by: Acting, at: datetime
) -> Stembriefje:
    """Write down what a geleding says aloud in the meeting; it is marked, and it is one geleding at a time."""
    ronde = _locked(pk, RondeSoort.STEMMING, by=by)
    if not permissions.may_write_oral(by, ronde.agendapunt):
        raise PermissionDenied
    before = _same_form(ronde, form_key, by=by)
    if before is not None:
        return before
    _still_open(ronde)
    if keuze not in Keuze.values:
        raise RuleError(_("Choose in favour, against or abstention."), field="keuze")
    room = _room(ronde.agendapunt, at)
    there = room.mandaten_for(geleding_id)
    if not there:
        raise RuleError(_("Nobody with a mandate of this geleding is in the meeting."), field="geleding")
    geleding = there[0].zetel.geleding
    if geleding is None:
        raise PermissionDenied
    _may_decide(ronde.agendapunt, geleding)
    return _write(ronde, there[0], Keuze(keuze), motivering, form_key, oral=True, by=by, at=at)


@transaction.atomic
def object_to(pk: int, *, tekst: str, geleding_id: int | None = None, by: Acting, at: datetime) -> Bezwaar:
    """Record an objection in the consensus round, by the geleding itself or written down by the secretary."""
    ronde = _locked(pk, RondeSoort.CONSENSUS, by=by)
    _still_open(ronde)
    if not tekst.strip():
        raise RuleError(_("Write what the objection is."), field="tekst")
    room = _room(ronde.agendapunt, at)
    if permissions.may_write_oral(by, ronde.agendapunt):
        there = room.mandaten_for(geleding_id) if geleding_id is not None else []
        if not there:
            raise RuleError(_("Choose a geleding that is in the meeting."), field="geleding")
        mandaat = there[0]
    else:
        mandaat = _own_mandaat(room, geleding_id, by=by)
    if mandaat.zetel.geleding is None:
        raise PermissionDenied
    _may_decide(ronde.agendapunt, mandaat.zetel.geleding)
    made = Bezwaar.objects.create(
        ronde=ronde, geleding=mandaat.zetel.geleding, tekst=tekst.strip(), at=at, by=by.user
    )
    _log("bezwaar.gemaakt", ronde.agendapunt, {"bezwaar": made.pk}, by=by, at=at)
    return made


@transaction.atomic
def contribute(
    item_pk: int, *, tekst: str, zetel_id: int | None = None, by: Acting, at: datetime
) -> Bijdrage:
    """Keep what somebody said on an item: also of a seat without a vote or outside the work area."""
    item = (
        Agendapunt.objects.select_related("gremium__regio", "vergadering__gremium__regio")
        .filter(pk=item_pk)
        .first()
    )
    if item is None or not permissions.of_this_region(by, item):
        raise PermissionDenied
    if not tekst.strip():
        raise RuleError(_("Write what was said."), field="tekst")
    room = _room(item, at)
    seats = (*((one) for place in room.electorate.places for one in place.mandaten),
             *room.electorate.mandaten_without_vote)  # fmt: skip
    if permissions.may_write_oral(by, item):
        found = [one for one in seats if one.zetel_id == zetel_id]
    else:
        found = [one for one in seats if one.user_id == by.user.pk]
    if not found:
        raise RuleError(_("Only somebody with a seat in the Beraad has a contribution kept."), field="zetel")
    made = Bijdrage.objects.create(agendapunt=item, mandaat=found[0], tekst=tekst.strip(), at=at, by=by.user)
    _log("bijdrage.bewaard", item, {"bijdrage": made.pk}, by=by, at=at)
    return made


def _log(action: str, item: Agendapunt, detail: dict[str, int], *, by: Acting, at: datetime) -> None:
    region = item.gremium.regio.code
    audit.record(action, item, region=region, by=by.user, organisation=by.partij, at=at, detail=detail)
