# SPDX-License-Identifier: EUPL-1.2
"""A meeting that is open with people in it, and short ways to bring an item to a decision."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests import factories as f
from tests.factories_beraad import Board, make_board, make_item, make_meeting
from werkregio.beraad.models import Aanwezigheid, Agendapunt, Ronde, Vergadering
from werkregio.beraad.services import ballots, rounds
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

SEVEN = ("centrumgemeente", "gemeenten", "onderwijs", "sbb", "uwv", "vakbonden", "werkgevers")


@dataclass
class Evening:
    """An open meeting. `at` goes on a second with each act, as an evening does."""

    board: Board
    vergadering: Vergadering
    secretary: Acting
    clock: datetime
    people: dict[int, Acting] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    def acting(self, code: str, place: int = 0) -> Acting:
        """Who sits for a geleding: 0 is the member, 1 the substitute."""
        user = self.board.mandaten[code][place].user
        acting = regio_queries.acting_of(user, None, on=self.clock.date())
        assert acting is not None
        return acting

    @property
    def chair(self) -> Acting:
        return self.acting("centrumgemeente")

    def moves(self, code: str, beweging: str, place: int = 0) -> None:
        mandaat = self.board.mandaten[code][place]
        Aanwezigheid.objects.create(
            vergadering=self.vergadering,
            zetel=mandaat.zetel,
            mandaat=mandaat,
            beweging=beweging,
            at=self.at,
            noted_by=self.secretary.user,
        )

    def item(self, **fields: Any) -> Agendapunt:
        """An item that is being discussed."""
        return make_item(self.vergadering, **({"state": "in_behandeling"} | fields))

    def no_consensus(self, item: Agendapunt) -> Ronde:
        """Consensus is tried and not reached; the vote is open."""
        ronde = rounds.open_consensus(item.pk, by=self.chair, at=self.at)
        rounds.close_consensus(ronde.pk, reached=False, by=self.chair, at=self.at)
        return rounds.open_vote(item.pk, by=self.chair, at=self.at)

    def ballot(self, ronde: Ronde, code: str, keuze: str, place: int = 0, **fields: Any) -> Any:
        given = {"form_key": f"{code}-{self.at:%H%M%S}"} | fields
        return ballots.cast(ronde.pk, keuze=keuze, by=self.acting(code, place), at=self.at, **given)

    def vote(self, item: Agendapunt, **keuzes: str) -> Ronde:
        """Consensus fails, these geledingen vote, the chair closes."""
        ronde = self.no_consensus(item)
        for code, keuze in keuzes.items():
            self.ballot(ronde, code, keuze)
        return rounds.close_vote(ronde.pk, by=self.chair, at=self.at)

    def adopt(self, item: Agendapunt) -> Ronde:
        """Everybody can live with it."""
        ronde = rounds.open_consensus(item.pk, by=self.chair, at=self.at)
        return rounds.close_consensus(ronde.pk, reached=True, by=self.chair, at=self.at)


def make_evening(board: Board | None = None, *, present: tuple[str, ...] = SEVEN, **fields: Any) -> Evening:
    """A meeting that is open, with the members of these geledingen in it and a secretary."""
    board = board or make_board()
    start = f.MOMENT - timedelta(minutes=30)
    given = {"state": "open", "opened_at": start, "convenant": board.convenant, "days": 0}
    meeting = make_meeting(board, **(given | fields))
    partij = f.PartijFactory(regio=board.regio, soort="gemeente")
    member = f.LidmaatschapFactory(partij=partij, role="secretaris")
    secretary = regio_queries.acting_of(member.user, partij.pk, on=f.MOMENT.date())
    assert secretary is not None
    evening = Evening(board, meeting, secretary, start)
    for code in present:
        evening.moves(code, "in")
    return evening
