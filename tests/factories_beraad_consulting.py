# SPDX-License-Identifier: EUPL-1.2
"""A decision of a board, and people of the college and the councils, for tests of consulting and advising."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests import factories as f
from tests.factories_beraad import Board, make_item, make_meeting
from werkregio.beraad.models import Besluit, Ronde, Stem, Stembriefje
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


def make_besluit(
    board: Board, *, votes: dict[str, str] | None = None, item: Any = None, **fields: Any
) -> Besluit:
    """A decision of a meeting a month ago; with votes it was taken by vote, else by consensus."""
    item = item or make_item(make_meeting(board, days=-30, state="gesloten"), financial=True)
    user = board.mandaten["centrumgemeente"][0].user
    at = f.MOMENT - timedelta(days=30)
    ronde = Ronde.objects.create(
        agendapunt=item,
        soort="stemming" if votes else "consensus",
        nummer=2 if votes else 1,
        opened_at=at,
        opened_by=user,
        closed_at=at,
        closed_by=user,
        consensus=not votes,
    )
    for code, keuze in (votes or {}).items():
        briefje = Stembriefje.objects.create(
            ronde=ronde,
            geleding=board.geledingen[code],
            volgnummer=1,
            keuze=keuze,
            mandaat=board.mandaten[code][0],
            form_key=code,
            at=at,
            by=user,
            motivering="Te duur voor kleine gemeenten." if keuze == "tegen" else "",
        )
        Stem.objects.create(ronde=ronde, geleding=briefje.geleding, briefje=briefje, keuze=keuze, at=at)
    given = {
        "number": f"2026-{Besluit.objects.filter(gremium=board.gremium).count() + 1:02d}",
        "type": "zwaarwegend_advies",
        "titel": "Jobcoaches voor jongeren",
        "tekst": "Het Beraad adviseert het college geld beschikbaar te stellen.",
        "outcome": "aangenomen_stemming" if votes else "aangenomen_consensus",
        "computation": {"uitleg": "6 van de 7 geledingen vertegenwoordigd, nodig 4: aangenomen."},
        "financial": True,
        "amount": Decimal("250000.00"),
        "taken_on": at.date(),
    }
    return Besluit.objects.create(
        regio=board.regio,
        gremium=board.gremium,
        agendapunt=item,
        vergadering=item.vergadering,
        ronde=ronde,
        convenant=board.convenant,
        at=at,
        **(given | fields),
    )


def make_college(board: Board, *, role: str = "college") -> Acting:
    """Somebody of the college (or the griffie) of the centrumgemeente, without a seat in the Beraad."""
    regio = board.regio
    if regio.centrumgemeente is None:
        regio.centrumgemeente = f.RegioGemeenteFactory(regio=regio).gemeente
        regio.save(update_fields=["centrumgemeente"])
    partij = f.PartijFactory(regio=regio, soort="gemeente", gemeente=regio.centrumgemeente)
    return acting_for(f.LidmaatschapFactory(partij=partij, role=role))
