# SPDX-License-Identifier: EUPL-1.2
"""The rounds on an item: take it up, look for consensus, and only then vote (L1161-1181, R11-R16).

Only the chair of the day opens and closes; what a round leads to is reckoned, never typed.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Convenant
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Ronde, Stem, Stembriefje
from ..permissions import deciding as permissions
from ..queries.board import rules_of
from ..queries.room import Room, convenant_of, entitled, room_of
from ..rules.computation import computed, zaak
from ..rules.decision import Case
from ..rules.round_states import OF_OUTCOME, may_become
from ..terms import AgendapuntSoort, AgendapuntStaat, BesluitType, Keuze, RondeSoort, VergaderingStaat
from . import register
from .after_round import follow_up
from .register_lines import round_payload


def locked_item(pk: int, *, by: Acting) -> Agendapunt:
    """The item, held until the commit; another region's item does not exist."""
    item = (
        Agendapunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "vergadering__convenant", "vergadering__gremium__regio")
        .filter(pk=pk)
        .first()
    )
    if item is None or not permissions.of_this_region(by, item):
        raise PermissionDenied
    return item


def move(item: Agendapunt, state: AgendapuntStaat) -> None:
    """Bring an item into a state that may follow on the one it is in."""
    if not may_become(item.state, state):
        raise ConflictError(
            _("This item is in the state “%(state)s”: that step is not possible now.")
            % {"state": item.get_state_display()}
        )
    item.state = state
    item.save(update_fields=["state"])


def _room(item: Agendapunt, at: datetime) -> Room:
    if item.vergadering is None or item.vergadering.state != VergaderingStaat.OPEN:
        raise RuleError(_("Rounds are held in a meeting that is open."))
    if item.vergadering.gremium_id != item.gremium_id:
        raise RuleError(_("This item belongs to another table."))
    return room_of(item.vergadering, at)


def _led_room(item: Agendapunt, *, by: Acting, at: datetime) -> Room:
    """The room, for the chair of the day only; whoever prepares a round does not lead it."""
    room = _room(item, at)
    if room.leader is None:
        raise RuleError(_("Neither the chair nor the vice-chair is in the meeting: nobody can lead a round."))
    if not room.is_led_by(by.user.pk) or by.has("ronde.prepare"):
        raise RuleError(_("Only the chair of this meeting opens and closes rounds."))
    return room


def _record(action: str, item: Agendapunt, ronde: Ronde | None, *, by: Acting, at: datetime) -> None:
    detail: dict[str, Any] = {"state": item.state}
    if ronde is not None:
        detail |= {"ronde": ronde.pk, "outcome": ronde.outcome}
    region = item.gremium.regio.code
    audit.record(action, item, region=region, by=by.user, organisation=by.partij, at=at, detail=detail)


@transaction.atomic
def start_item(pk: int, *, by: Acting, at: datetime) -> Agendapunt:
    """Take up an item in the meeting: by the secretary, or by the chair of the day."""
    item = locked_item(pk, by=by)
    room = _room(item, at)
    if not permissions.may_start(by, item) and not room.is_led_by(by.user.pk):
        raise PermissionDenied
    move(item, AgendapuntStaat.IN_BEHANDELING)
    _record("agendapunt.in_behandeling", item, None, by=by, at=at)
    return item


def _ready_to_decide(item: Agendapunt) -> None:
    if item.soort != AgendapuntSoort.BESLUIT:
        raise RuleError(_("This item is not there to decide on."))
    if not item.voorstel.strip() or not item.besluit_type:
        raise RuleError(
            _("Write first what would be decided, word for word, and what kind of decision it is.")
        )
    if item.financial is None:
        raise RuleError(
            _("Say first whether this proposal costs money: then it is an advice to the college.")
        )
    if item.financial and item.besluit_type != BesluitType.ZWAARWEGEND_ADVIES:
        raise RuleError(
            _("A proposal that costs money goes to the college as a zwaarwegend advies: choose that kind.")
        )
    if not item.werkgebied_all and not item.werkgebied.exists():
        raise RuleError(_("Fix first in whose work area the subject lies."))


def _open(item: Agendapunt, soort: RondeSoort, *, by: Acting, at: datetime) -> Ronde:
    last = item.rondes.aggregate(last=Max("nummer"))["last"] or 0
    return Ronde.objects.create(
        agendapunt=item,
        soort=soort,
        nummer=last + 1,
        opened_at=at,
        opened_by=by.user,
        # The words of the proposal, so that nobody votes on another text than was opened.
        frozen={"titel": item.titel, "tekst": item.voorstel, "type": item.besluit_type},
    )


@transaction.atomic
def open_consensus(pk: int, *, by: Acting, at: datetime) -> Ronde:
    """Ask whether everybody can live with the proposal (L1161, R11)."""
    item = locked_item(pk, by=by)
    _led_room(item, by=by, at=at)
    _ready_to_decide(item)
    move(item, AgendapuntStaat.CONSENSUSRONDE)
    ronde = _open(item, RondeSoort.CONSENSUS, by=by, at=at)
    _record("ronde.geopend", item, ronde, by=by, at=at)
    return ronde


def locked_round(pk: int, *, by: Acting) -> Ronde:
    """The round with its item, both held until the commit."""
    found = Ronde.objects.filter(pk=pk, agendapunt__gremium__regio_id=by.regio_id).first()
    if found is None:
        raise PermissionDenied
    item = locked_item(found.agendapunt_id, by=by)
    ronde = Ronde.objects.select_for_update(of=("self",)).get(pk=pk)
    ronde.agendapunt = item
    if ronde.closed_at is not None:
        raise ConflictError(_("This round was closed before."))
    return ronde


def _convenant(item: Agendapunt, room: Room) -> Convenant:
    convenant = convenant_of(room.vergadering, room.day)
    if convenant is None:
        raise RuleError(_("No convenant holds on this day: without its rules nothing can be reckoned."))
    return convenant


def _freeze(ronde: Ronde, room: Room, convenant: Convenant, case: Case) -> None:
    """Keep who belonged, who was there, who might decide, and by which rules: the electorate of this round."""
    item = ronde.agendapunt
    unchanged = {"titel": item.titel, "tekst": item.voorstel, "type": item.besluit_type}
    if ronde.frozen != unchanged:
        raise ConflictError(_("The proposal was changed after the round was opened: open a new round."))
    ronde.frozen = {
        **unchanged,
        "convenant": convenant.nummer,
        "bronnen": convenant.sources,
        "lezingen": convenant.readings,
        "zaak": zaak(rules_of(convenant), case),
        "namen": {geleding.code: geleding.naam for geleding in room.electorate.geledingen},
        "aanwezig": [
            {
                "geleding": zetel.geleding.code if zetel.geleding else "",
                "partij": zetel.partij.naam,
                "functie": zetel.functie,
                "mandaat": mandaat.soort,
            }
            for zetel, mandaat in room.taken
        ],
        "voorzitter": room.leader.zetel.partij.naam if room.leader else "",
    }


def _case(item: Agendapunt, room: Room, *, consensus: bool, stemmen: dict[str, Keuze] | None = None) -> Case:
    area = entitled(item)
    codes = set(room.electorate.codes)
    return Case(
        room.electorate.codes,
        room.represented,
        consensus,
        bevoegd=None if area is None else tuple(one.code for one in area if one.code in codes),
        stemmen=stemmen,
    )


@transaction.atomic
def close_consensus(pk: int, *, reached: bool, settled: bool = False, by: Acting, at: datetime) -> Ronde:
    """Record whether consensus was reached. With objections it only is when the chair says they are settled."""
    ronde = locked_round(pk, by=by)
    item = ronde.agendapunt
    if ronde.soort != RondeSoort.CONSENSUS:
        raise ConflictError(_("This round is a vote."))
    room = _led_room(item, by=by, at=at)
    if reached and not settled and ronde.bezwaren.exists():
        raise RuleError(
            _("Objections were recorded. Say that they are settled, or that consensus was not reached."),
            field="settled",
        )
    convenant = _convenant(item, room)
    case = _case(item, room, consensus=reached)
    _freeze(ronde, room, convenant, case)
    ronde.consensus, ronde.closed_at, ronde.closed_by = reached, at, by.user
    if reached:
        outcome, ronde.computation = computed(rules_of(convenant), case, convenant.sources)
        ronde.outcome = outcome.uitkomst
    ronde.save()
    register.add_line(item.gremium, "ronde", f"ronde:{ronde.pk}", round_payload(ronde), at=at)
    if reached:
        move(item, OF_OUTCOME[outcome.uitkomst])
        follow_up(ronde, convenant=convenant, at=at)
    _record("ronde.gesloten", item, ronde, by=by, at=at)
    return ronde


@transaction.atomic
def open_vote(pk: int, *, by: Acting, at: datetime) -> Ronde:
    """Open a vote, one for each geleding: only after "consensus not reached" was recorded (R11, R13)."""
    item = locked_item(pk, by=by)
    _led_room(item, by=by, at=at)
    last = item.rondes.order_by("-nummer").first()
    if last is None or last.soort != RondeSoort.CONSENSUS or last.closed_at is None or last.consensus:
        raise RuleError(_("First look for consensus, and record that it was not reached."))
    move(item, AgendapuntStaat.STEMMING_OPEN)
    ronde = _open(item, RondeSoort.STEMMING, by=by, at=at)
    _record("ronde.geopend", item, ronde, by=by, at=at)
    return ronde


def _last_ballots(ronde: Ronde) -> list[Stembriefje]:
    """The last ballot of each geleding, by name (ruling A9)."""
    last: dict[int, Stembriefje] = {}
    for briefje in ronde.briefjes.select_related("geleding").order_by("volgnummer"):
        last[briefje.geleding_id] = briefje
    return sorted(last.values(), key=lambda one: one.geleding.code)


@transaction.atomic
def close_vote(pk: int, *, by: Acting, at: datetime) -> Ronde:
    """Close the vote: the electorate is frozen, the last ballot of each geleding becomes its one vote."""
    ronde = locked_round(pk, by=by)
    item = ronde.agendapunt
    if ronde.soort != RondeSoort.STEMMING:
        raise ConflictError(_("This round is a consensus round."))
    room = _led_room(item, by=by, at=at)
    convenant = _convenant(item, room)
    belong = set(room.electorate.codes)
    ballots = [one for one in _last_ballots(ronde) if one.geleding.code in belong]
    stemmen = {one.geleding.code: Keuze(one.keuze) for one in ballots}
    case = _case(item, room, consensus=False, stemmen=stemmen)
    outcome, computation = computed(rules_of(convenant), case, convenant.sources)
    _freeze(ronde, room, convenant, case)
    ronde.consensus, ronde.closed_at, ronde.closed_by = False, at, by.user
    ronde.outcome, ronde.computation = outcome.uitkomst, computation
    ronde.save()
    refused = {one.geleding: one.reden.value for one in outcome.geweigerd}
    for one in ballots:
        Stem.objects.create(
            ronde=ronde,
            geleding=one.geleding,
            briefje=one,
            keuze=one.keuze,
            refused=refused.get(one.geleding.code, ""),
            at=at,
        )
    move(item, AgendapuntStaat.STEMMING_DICHT)
    move(item, OF_OUTCOME[outcome.uitkomst])
    register.add_line(item.gremium, "ronde", f"ronde:{ronde.pk}", round_payload(ronde), at=at)
    follow_up(ronde, convenant=convenant, at=at)
    _record("ronde.gesloten", item, ronde, by=by, at=at)
    return ronde
