# SPDX-License-Identifier: EUPL-1.2
"""What whoever looks at an item may do on it now, and what its rounds led to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from werkregio.regio.models import Geleding, Mandaat
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Bezwaar, Bijdrage, Ronde, Stembriefje
from ..permissions import deciding as permissions
from ..rules.computation import in_english
from ..rules.decision import Case, quorum_of
from ..terms import AgendapuntStaat, Keuze, RondeSoort, Uitkomst, VergaderingStaat, Waarschuwing, Weigergrond
from .board import rules_of
from .history import Step, road_of
from .room import Room, convenant_of, entitled, is_staff, room_of


@dataclass(frozen=True, slots=True)
class Place:
    """A geleding in the meeting: who sits for it, whether it decides here, whether its ballot came in."""

    geleding: Geleding
    mandaten: tuple[Mandaat, ...]
    decides: bool
    voted: bool
    oral: bool

    @property
    def represented(self) -> bool:
        return bool(self.mandaten)


@dataclass
class DecidePage:
    """One item with its rounds as somebody sees it at a moment."""

    item: Agendapunt
    rondes: list[Ronde]
    road: list[Step]
    contributions: list[Bijdrage]
    open_round: Ronde | None = None
    room: Room | None = None
    places: list[Place] = field(default_factory=list)
    objections: list[Bezwaar] = field(default_factory=list)
    quorum: Any = None
    leads: bool = False
    prepares: bool = False
    writes_oral: bool = False
    mine: list[Mandaat] = field(default_factory=list)
    my_ballot: Stembriefje | None = None

    @property
    def may_start(self) -> bool:
        return self.meets and self.item.state == AgendapuntStaat.GEAGENDEERD and (self.leads or self.prepares)

    @property
    def meets(self) -> bool:
        return self.room is not None

    @property
    def may_open_consensus(self) -> bool:
        return (
            self.leads and self.item.state == AgendapuntStaat.IN_BEHANDELING and self.item.soort == "besluit"
        )

    @property
    def may_open_vote(self) -> bool:
        return (
            self.leads
            and self.item.state == AgendapuntStaat.CONSENSUSRONDE
            and self.open_round is None
            and bool(self.rondes)
            and self.rondes[-1].consensus is False
        )

    @property
    def in_consensus(self) -> bool:
        return self.open_round is not None and self.open_round.soort == RondeSoort.CONSENSUS

    @property
    def in_vote(self) -> bool:
        return self.open_round is not None and self.open_round.soort == RondeSoort.STEMMING

    @property
    def may_vote(self) -> bool:
        return self.in_vote and bool(self.mine)


def decide_page(acting: Acting, item: Agendapunt, at: datetime) -> DecidePage:
    """The item as this person sees it now. The choice of others is not shown before the round is closed."""
    rondes = list(item.rondes.order_by("nummer"))
    page = DecidePage(
        item,
        rondes,
        road_of(item),
        list(item.bijdragen.select_related("mandaat__zetel__partij", "mandaat__zetel__geleding")),
        open_round=next((one for one in rondes if one.closed_at is None), None),
    )
    meeting = item.vergadering
    if meeting is None or meeting.state != VergaderingStaat.OPEN or meeting.gremium_id != item.gremium_id:
        return page
    page.room = room = room_of(meeting, at)
    page.prepares = permissions.may_start(acting, item)
    page.leads = room.is_led_by(acting.user.pk) and not acting.has("ronde.prepare")
    page.writes_oral = permissions.may_write_oral(acting, item)
    if not is_staff(acting.user.pk, acting.regio_id, room.day):
        page.mine = room.mandaten_of(acting.user.pk)
    ballots: dict[int, Stembriefje] = {}
    if page.open_round is not None:
        rows = page.open_round.briefjes.select_related("geleding").order_by("volgnummer")
        ballots = {one.geleding_id: one for one in rows}
        page.objections = list(page.open_round.bezwaren.select_related("geleding"))
    area = entitled(item)
    deciding = None if area is None else {one.pk for one in area}
    page.places = [
        Place(
            place.geleding,
            tuple(room.mandaten_for(place.geleding.pk)),
            deciding is None or place.geleding.pk in deciding,
            place.geleding.pk in ballots,
            place.geleding.pk in ballots and ballots[place.geleding.pk].oral,
        )
        for place in room.electorate.places
    ]
    mine = {one.zetel.geleding_id for one in page.mine}
    page.my_ballot = next((one for key, one in ballots.items() if key in mine), None)
    page.quorum = _quorum(item, room, deciding)
    return page


def _quorum(item: Agendapunt, room: Room, deciding: set[int] | None) -> Any:
    convenant = convenant_of(room.vergadering, room.day)
    if convenant is None or not room.electorate.codes:
        return None
    entitled_codes = (
        None
        if deciding is None
        else tuple(one.code for one in room.electorate.geledingen if one.pk in deciding)
    )
    case = Case(room.electorate.codes, room.represented, False, bevoegd=entitled_codes)
    return quorum_of(rules_of(convenant), case)


@dataclass(frozen=True, slots=True)
class Result:
    """A closed round, ready to read."""

    ronde: Ronde
    outcome: str
    explanation: str
    quorum: dict[str, Any] | None
    telling: dict[str, Any] | None
    votes: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    readings: tuple[tuple[str, str], ...]
    present: tuple[dict[str, str], ...]
    absent: tuple[str, ...]


def result_of(ronde: Ronde, language: str) -> Result:
    """What a closed round led to, with its arithmetic and the articles, from what was kept then."""
    told, kept = ronde.computation, ronde.frozen
    names = kept.get("namen", {})
    sources = kept.get("bronnen", {})
    explanation = told.get("uitleg", "")
    if explanation and language != "nl":
        explanation = in_english(kept["zaak"], sources)
    for code, name in names.items():
        # The rules speak of codes; whoever reads wants the name of a geleding.
        explanation = explanation.replace(f" {code} (", f" {name} (")
    votes = tuple(
        {
            "geleding": names.get(stem.geleding.code, stem.geleding.naam),
            "keuze": Keuze(stem.keuze).label,
            "code": stem.keuze,
            "refused": Weigergrond(stem.refused).label if stem.refused else "",
            "oral": stem.briefje.oral,
            "substitute": permissions.is_substitute(stem.briefje.mandaat),
            "partij": stem.briefje.mandaat.zetel.partij.naam,
            "motivering": stem.briefje.motivering,
            "ballots": stem.briefje.volgnummer,
        }
        for stem in ronde.stemmen.select_related("geleding", "briefje__mandaat__zetel__partij")
    )
    there = {one["geleding"] for one in kept.get("aanwezig", [])}
    return Result(
        ronde,
        str(Uitkomst(ronde.outcome).label) if ronde.outcome else "",
        explanation,
        told.get("quorum"),
        told.get("stemming"),
        votes,
        tuple(str(Waarschuwing(code).label) for code in told.get("waarschuwingen", [])),
        tuple(sorted((str(key), str(value)) for key, value in sources.items())),
        tuple(sorted((str(key), str(value)) for key, value in kept.get("lezingen", {}).items())),
        tuple(
            one | {"naam": names.get(one["geleding"], one["geleding"])} for one in kept.get("aanwezig", [])
        ),
        tuple(name for code, name in sorted(names.items()) if code not in there),
    )
