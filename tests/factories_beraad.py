# SPDX-License-Identifier: EUPL-1.2
"""Makes a Beraad with seven geledingen, seats, people with mandates, and a meeting."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests import factories as f
from werkregio.beraad.models import Agendapunt, Gremium, Vergadering
from werkregio.regio.models import Convenant, Geleding, Mandaat, Voorzitterschap, Zetel

SINCE = date(2024, 1, 1)
# Geleding with the kinds of organisation that sit on its seats: one each, and two unions (L956-964, R02).
SEATS = {
    "centrumgemeente": ["gemeente"],
    "gemeenten": ["gemeente"],
    "uwv": ["uwv"],
    "sbb": ["sbb"],
    "onderwijs": ["onderwijs"],
    "vakbonden": ["vakbond", "vakbond"],
    "werkgevers": ["werkgevers"],
}


@dataclass
class Board:
    """A Beraad with everyone on it; `mandaten` by the code of the geleding, the titularis first."""

    regio: Any
    gremium: Gremium
    convenant: Convenant
    geledingen: dict[str, Geleding] = field(default_factory=dict)
    zetels: dict[str, list[Zetel]] = field(default_factory=dict)
    mandaten: dict[str, list[Mandaat]] = field(default_factory=dict)


def make_board(regio: Any = None, **rules: Any) -> Board:
    """The seven geledingen of the default convenant, a member and a substitute on each seat, a chair.

    `rules` are fields of the convenant: a version that holds cannot be changed afterwards.
    """
    regio = regio or f.RegioFactory()
    gremium = Gremium.objects.create(
        regio=regio, soort="beraad", code="beraad", naam="Regionaal Beraad", valid_from=SINCE
    )
    convenant = Convenant.objects.create(
        regio=regio,
        **({"nummer": 1, "naam": "Samenwerkingsconvenant", "state": "getekend", "valid_from": SINCE} | rules),
    )
    board = Board(regio, gremium, convenant)
    for code, kinds in SEATS.items():
        geleding = Geleding.objects.create(regio=regio, code=code, naam=code.capitalize(), valid_from=SINCE)
        board.geledingen[code] = geleding
        board.zetels[code], board.mandaten[code] = [], []
        for kind in kinds:
            partij = f.PartijFactory(regio=regio, soort=kind, geleding=geleding)
            zetel = Zetel.objects.create(
                regio=regio, geleding=geleding, partij=partij, functie="bestuurder", valid_from=SINCE
            )
            board.zetels[code].append(zetel)
            for soort, role in (("titularis", "bestuurder"), ("plaatsvervanger", "plaatsvervanger")):
                membership = f.LidmaatschapFactory(partij=partij, role=role)
                board.mandaten[code].append(
                    Mandaat.objects.create(zetel=zetel, user=membership.user, soort=soort, valid_from=SINCE)
                )
    chair = board.zetels["centrumgemeente"][0]
    Voorzitterschap.objects.create(regio=regio, zetel=chair, soort="voorzitter", valid_from=SINCE)
    f.LidmaatschapFactory(
        user=board.mandaten["centrumgemeente"][0].user, partij=chair.partij, role="voorzitter"
    )
    return board


def make_meeting(board: Board, *, days: int = 30, **fields: Any) -> Vergadering:
    """A regular meeting some days from the fixed moment of the tests."""
    start = f.MOMENT + timedelta(days=days)
    given = {
        "soort": "regulier",
        "titel": "Vergadering",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
    }
    return Vergadering.objects.create(regio=board.regio, gremium=board.gremium, **(given | fields))


def make_item(vergadering: Vergadering, **fields: Any) -> Agendapunt:
    """An item to decide on the agenda of a meeting."""
    given = {
        "titel": "Plan jongeren",
        "soort": "besluit",
        "voorstel": "Het Beraad stelt het plan vast.",
        "besluit_type": "vaststelling",
        "state": "geagendeerd",
        "financial": False,
        "position": vergadering.agendapunten.count() + 1,
    }
    return Agendapunt.objects.create(gremium=vergadering.gremium, vergadering=vergadering, **(given | fields))
