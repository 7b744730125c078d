# SPDX-License-Identifier: EUPL-1.2
"""What the screens in the room show: the item, who is there, whether there is a quorum, actions, own notes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Mandaat, Zetel
from werkregio.regio.permissions import Acting

from ..models import Actiepunt, Agendapunt, Spreeknotitie, Vergadering
from ..permissions.reading import items_q
from ..rules.decision import needed
from ..terms import AgendapuntStaat
from . import board
from .presence import Stay, present_at, represented, rows_of, stays_of


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat at the meeting: who may sit on it, and who does now."""

    zetel: Zetel
    mandaten: tuple[Mandaat, ...]
    taken_by: Mandaat | None


@dataclass(frozen=True, slots=True)
class QuorumNow:
    """The state of the quorum for all geledingen; an item with a work area is reckoned at its round."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    needed: int
    total: int

    @property
    def reached(self) -> bool:
        return len(self.present) >= self.needed


@dataclass(frozen=True, slots=True)
class Presence:
    seats: list[Seat]
    stays: list[Stay]
    quorum: QuorumNow | None


def presence_of(vergadering: Vergadering, mandaten: list[Mandaat], at: datetime) -> Presence:
    """Who may sit, who sits, and the quorum; in five queries. `mandaten` are those of the day."""
    rows = rows_of(vergadering)
    moment = min(at, vergadering.closed_at or at)
    seated = {zetel.pk: mandaat for zetel, mandaat in present_at(vergadering, moment, rows)}
    by_seat: dict[int, list[Mandaat]] = {}
    for mandaat in mandaten:
        by_seat.setdefault(mandaat.zetel_id, []).append(mandaat)
    seats = [Seat(found[0].zetel, tuple(found), seated.get(pk)) for pk, found in by_seat.items()]
    return Presence(seats, stays_of(vergadering, rows), _quorum(vergadering, moment, rows))


def _quorum(vergadering: Vergadering, at: datetime, rows: list[Any]) -> QuorumNow | None:
    day = vergadering.starts_at.astimezone(AMSTERDAM).date()
    convenant = vergadering.convenant or board.convenant_on(vergadering.regio, day)
    if convenant is None or vergadering.gremium.soort != "beraad":
        return None
    regels = board.rules_of(convenant)
    geledingen = board.geledingen_on(vergadering.regio, day)
    there = represented(vergadering, at, rows)
    return QuorumNow(
        tuple(row.naam for row in geledingen if row.code in there),
        tuple(row.naam for row in geledingen if row.code not in there),
        needed(regels.quorum, len(geledingen), strict=regels.quorum_strikt) if geledingen else 0,
        len(geledingen),
    )


def current_item(acting: Acting, vergadering: Vergadering) -> Agendapunt | None:
    """The item that the meeting is at, when this reader may see it."""
    busy = (
        AgendapuntStaat.IN_BEHANDELING,
        AgendapuntStaat.CONSENSUSRONDE,
        AgendapuntStaat.STEMMING_OPEN,
        AgendapuntStaat.STEMMING_DICHT,
    )
    return (
        vergadering.agendapunten.filter(items_q(acting), state__in=busy)
        .select_related("gremium__regio", "vergadering__regio", "behandeling")
        .order_by("position", "pk")
        .first()
    )


def own_note(acting: Acting, item: Agendapunt) -> str:
    """The note that this person wrote for himself."""
    row = Spreeknotitie.objects.filter(agendapunt=item, user=acting.user).first()
    return row.tekst if row else ""


def actions_of(
    acting: Acting, *, gremium: int | None = None, search: str = "", which: str = "open"
) -> QuerySet[Actiepunt]:
    """Actions of the region: "open", "klaar" or all."""
    rows = Actiepunt.objects.filter(gremium__regio_id=acting.regio_id).select_related(
        "gremium", "partij", "vergadering"
    )
    readable = Agendapunt.objects.filter(items_q(acting)).values("pk")
    rows = rows.filter(agendapunt__isnull=True) | rows.filter(agendapunt__in=readable)
    if gremium:
        rows = rows.filter(gremium_id=gremium)
    if search:
        rows = rows.filter(wat__icontains=search)
    if which == "open":
        rows = rows.filter(done_at__isnull=True)
    elif which == "klaar":
        rows = rows.filter(done_at__isnull=False)
    return rows.order_by("done_at", "due", "pk")
