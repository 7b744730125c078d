# SPDX-License-Identifier: EUPL-1.2
"""Who decides in a meeting at a moment: who is there with a mandate, who leads, who may decide on an item."""

from dataclasses import dataclass
from datetime import date, datetime

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Convenant, Geleding, Lidmaatschap, Mandaat, Zetel, valid_on
from werkregio.regio.terms import MandaatSoort, VoorzitterSoort

from ..models import Agendapunt, Vergadering
from ..permissions.deciding import STAFF_ROLES
from . import board
from .presence import present_at


@dataclass(frozen=True, slots=True)
class Room:
    """The meeting at a moment. `taken` are the seats with a vote on which somebody with a mandate sits."""

    vergadering: Vergadering
    day: date
    electorate: board.Electorate
    taken: tuple[tuple[Zetel, Mandaat], ...]
    chairs: dict[str, Zetel | None]

    @property
    def represented(self) -> tuple[str, ...]:
        """The codes of the geledingen that are present or represented, each once (R02, R05, R14)."""
        there = {zetel.geleding.code for zetel, _mandaat in self.taken if zetel.geleding}
        return tuple(code for code in self.electorate.codes if code in there)

    def mandaten_of(self, user_id: int) -> list[Mandaat]:
        """The mandates with a vote with which this person sits here now."""
        return [mandaat for _zetel, mandaat in self.taken if mandaat.user_id == user_id]

    def mandaten_for(self, geleding_id: int) -> list[Mandaat]:
        """Who sits here now for a geleding; the holder of a seat before a substitute."""
        found = [m for zetel, m in self.taken if zetel.geleding_id == geleding_id]
        return sorted(found, key=lambda m: (m.soort == MandaatSoort.PLAATSVERVANGER, m.pk))

    @property
    def leader(self) -> Mandaat | None:
        """Who leads now: the chair, or the vice-chair while the chair is away (R03, R04); in person."""
        for soort in (VoorzitterSoort.VOORZITTER, VoorzitterSoort.VICEVOORZITTER):
            seat = self.chairs.get(soort)
            for zetel, mandaat in self.taken:
                if seat and zetel.pk == seat.pk and mandaat.soort == MandaatSoort.TITULARIS:
                    return mandaat
        return None

    def is_led_by(self, user_id: int) -> bool:
        return self.leader is not None and self.leader.user_id == user_id


def room_of(vergadering: Vergadering, at: datetime) -> Room:
    """The room at a moment. A mandate that has ended gives no place, whoever noted it as present (R06)."""
    day = at.astimezone(AMSTERDAM).date()
    electorate = board.electorate(vergadering.gremium, day)
    valid = {mandaat.pk for place in electorate.places for mandaat in place.mandaten}
    taken = tuple((zetel, mandaat) for zetel, mandaat in present_at(vergadering, at) if mandaat.pk in valid)
    chairs = board.chairs_on(vergadering.gremium.regio, day)
    return Room(vergadering, day, electorate, taken, chairs)


def convenant_of(vergadering: Vergadering, day: date) -> Convenant | None:
    """The rules of a meeting: those fixed when it opened, else those of the day."""
    return vergadering.convenant or board.convenant_on(vergadering.gremium.regio, day)


def entitled(item: Agendapunt) -> list[Geleding] | None:
    """The geledingen whose work area the item lies in; None is all of them (L1164-1167, R12)."""
    return None if item.werkgebied_all else list(item.werkgebied.order_by("naam"))


def is_staff(user_id: int, regio_id: int, day: date) -> bool:
    """Whether somebody has a staff role in the region, for whatever organisation (R56)."""
    return Lidmaatschap.objects.filter(
        valid_on(day), user_id=user_id, partij__regio_id=regio_id, role__in=STAFF_ROLES
    ).exists()
