# SPDX-License-Identifier: EUPL-1.2
"""A decision of a board, and people of the college and the councils, for tests of consulting and advising."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests import factories as f
from tests.factories_beraad import Board
from tests.factories_beraad_rounds import make_evening
from werkregio.beraad.models import Besluit, Consultatie
from werkregio.beraad.services import consultatie, rounds
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting


def acting_for(membership: Any) -> Acting:
    """How somebody acts for the organisation of a membership."""
    found = regio_queries.acting_of(membership.user, membership.partij_id, on=f.MOMENT.date())
    assert found is not None
    return found


def acting_as(role: str, *, regio: Any, **fields: Any) -> Acting:
    """Somebody with a role in a new organisation of the region."""
    return acting_for(f.LidmaatschapFactory(partij=f.PartijFactory(regio=regio, **fields), role=role))


def acting_of_seat(board: Board, code: str, place: int = 0) -> Acting:
    """The member of a geleding, acting for the organisation of the seat."""
    mandaat = board.mandaten[code][place]
    found = regio_queries.acting_of(mandaat.user, mandaat.zetel.partij_id, on=f.MOMENT.date())
    assert found is not None
    return found


def make_besluit(board: Board, *, votes: dict[str, str] | None = None, **fields: Any) -> Besluit:
    """A decision that the Beraad took this morning; with votes after a vote, else by consensus."""
    evening = make_evening(board)
    given = {
        "titel": "Jobcoaches voor jongeren",
        "voorstel": "Het Beraad adviseert het college geld beschikbaar te stellen.",
        "besluit_type": "zwaarwegend_advies",
        "financial": True,
        "amount": Decimal("250000.00"),
    }
    item = evening.item(**(given | fields))
    if votes is None:
        evening.adopt(item)
    else:
        ronde = evening.no_consensus(item)
        for code, keuze in votes.items():
            why = "Te duur voor kleine gemeenten." if keuze == "tegen" else ""
            evening.ballot(ronde, code, keuze, motivering=why)
        rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    return Besluit.objects.get(agendapunt=item)


def make_college(board: Board, *, role: str = "college") -> Acting:
    """Somebody of the college (or the griffie) of the centrumgemeente, without a seat in the Beraad."""
    regio = board.regio
    if regio.centrumgemeente is None:
        regio.centrumgemeente = f.RegioGemeenteFactory(regio=regio).gemeente
        regio.save(update_fields=["centrumgemeente"])
    partij = f.PartijFactory(regio=regio, soort="gemeente", gemeente=regio.centrumgemeente)
    return acting_for(f.LidmaatschapFactory(partij=partij, role=role))


def make_consultatie(
    board: Board, *, by: Acting | None = None, opened: bool = True, **fields: Any
) -> Consultatie:
    """A public anonymous survey with a choice and words, open until in ten days."""
    by = by or acting_as("secretaris", regio=board.regio)
    today = f.MOMENT.date()
    given = {
        "vorm": "enquete",
        "toegang": "openbaar",
        "anoniem": True,
        "titel_nl": "Wat hebben jongeren nodig?",
        "titel_en": "What do young people need?",
        "tekst_nl": "Wij maken een plan.",
        "tekst_en": "We make a plan.",
        "opens_on": today,
        "closes_on": today + timedelta(days=10),
    }
    questions = [
        consultatie.Question(
            "keuze", "Kent u een jobcoach?", "Do you know one?", [("ja", "yes"), ("nee", "no")]
        ),
        consultatie.Question("open", "Wat mist u?", "What do you miss?"),
    ]
    made = consultatie.start(consultatie.Draft(**(given | fields)), questions, by=by, at=f.MOMENT)
    return consultatie.open_consultatie(made.pk, by=by, at=f.MOMENT) if opened else made
