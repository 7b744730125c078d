# SPDX-License-Identifier: EUPL-1.2
"""Who is in the room at a moment, from the append-only rows of coming in and going out."""

from dataclasses import dataclass
from datetime import datetime

from werkregio.regio.models import Mandaat, Zetel
from werkregio.regio.terms import MandaatSoort, ZetelSoort

from ..models import Aanwezigheid, Vergadering
from ..terms import Beweging


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody on a seat from a moment until a moment; None while he is still there."""

    zetel: Zetel
    mandaat: Mandaat
    since: datetime
    until: datetime | None

    @property
    def substitute(self) -> bool:
        return self.mandaat.soort == MandaatSoort.PLAATSVERVANGER


def rows_of(vergadering: Vergadering) -> list[Aanwezigheid]:
    """Every coming and going of a meeting in order of time. One query."""
    return list(
        Aanwezigheid.objects.filter(vergadering=vergadering)
        .select_related("zetel__geleding", "zetel__partij", "mandaat__user")
        .order_by("at", "pk")
    )


def stays_of(vergadering: Vergadering, rows: list[Aanwezigheid] | None = None) -> list[Stay]:
    """Every stay on a seat, in order of coming in. Closing the meeting ends what was still open."""
    stays: list[Stay] = []
    inside: dict[int, Stay] = {}
    for row in rows_of(vergadering) if rows is None else rows:
        before = inside.pop(row.zetel_id, None)
        if before is not None:
            stays.append(Stay(before.zetel, before.mandaat, before.since, row.at))
        if row.beweging == Beweging.IN:
            inside[row.zetel_id] = Stay(row.zetel, row.mandaat, row.at, None)
    stays += [Stay(one.zetel, one.mandaat, one.since, vergadering.closed_at) for one in inside.values()]
    return sorted(stays, key=lambda stay: (stay.since, stay.zetel.pk))


def present_at(
    vergadering: Vergadering, at: datetime, rows: list[Aanwezigheid] | None = None
) -> list[tuple[Zetel, Mandaat]]:
    """The seats that are taken at a moment, with the mandate of who sits there. One query, or none with `rows`."""
    inside: dict[int, tuple[Zetel, Mandaat]] = {}
    for row in rows_of(vergadering) if rows is None else rows:
        if row.at > at:
            break
        if row.beweging == Beweging.IN:
            inside[row.zetel_id] = (row.zetel, row.mandaat)
        else:
            inside.pop(row.zetel_id, None)
    return list(inside.values())


def represented(vergadering: Vergadering, at: datetime, rows: list[Aanwezigheid] | None = None) -> set[str]:
    """The codes of the geledingen that are present or represented at a moment (L1175-1178, R14).

    A substitute counts; a strategic partner never does (R09).
    """
    return {
        zetel.geleding.code
        for zetel, _mandaat in present_at(vergadering, at, rows)
        if zetel.soort == ZetelSoort.GELEDING and zetel.geleding is not None
    }
