# SPDX-License-Identifier: EUPL-1.2
"""The Beraad of the journeys: who holds a mandate, and meetings that were prepared before a journey begins.

Everything goes through the services that people use, some hours or minutes ago.
"""

from datetime import datetime, timedelta
from typing import Any

# Who sits where: handle of `world.PEOPLE`, organisation of the seat, as member or as substitute.
MANDATES = {
    "voorzitter": ("gemeente-venlo", "titularis"),
    "gemeenten": ("regiogemeenten", "titularis"),
    "bestuurder": ("uwv", "titularis"),
    "uwv-vervanger": ("uwv", "plaatsvervanger"),
    "sbb": ("sbb", "titularis"),
    "onderwijs": ("gilde", "titularis"),
    "werkgevers": ("lwv", "titularis"),
    "vakbond": ("fnv", "titularis"),
}
MEMBERS = tuple(handle for handle, (_code, soort) in MANDATES.items() if soort == "titularis")


def give_mandates() -> None:
    """A mandate for everybody who decides, from the day on which there are seats."""
    from werkregio.beraad.services import seats
    from werkregio.foundation.clock import now
    from werkregio.regio.models import Zetel

    from .world import REGION, acting_as

    by, at = acting_as("secretaris", now()), now()
    for handle, (code, soort) in MANDATES.items():
        zetel = Zetel.objects.get(regio__code=REGION, partij__code=code)
        person = acting_as(handle, at)
        seats.give_mandaat(
            zetel.pk,
            person.user.pk,
            soort,
            zetel.valid_from,
            None,
            "Aangewezen door de eigen organisatie (verzonnen)",
            by=by,
            at=at,
        )


def clear_year() -> dict[str, int]:
    """Call off what is planned, so that a journey can be the first to plan; open items wait for a meeting."""
    from werkregio.beraad.models import Vergadering
    from werkregio.beraad.services import meetings
    from werkregio.foundation.clock import now

    from .world import REGION, acting_as

    at = now()
    by = acting_as("secretaris", at)
    rows = Vergadering.objects.filter(regio__code=REGION, state__in=["gepland", "uitgenodigd"])
    for row in rows:
        meetings.cancel(row.pk, reason="Verzet", by=by, at=at)
    return {"cancelled": len(rows)}


def planned(*, titel: str, days: int) -> dict[str, int]:
    """A meeting of the Beraad in so many days."""
    from werkregio.foundation.clock import now

    return {"meeting": _plan(titel, now() + timedelta(days=days), at=now())}


def evening(
    *,
    titel: str,
    items: list[dict[str, Any]],
    present: tuple[str, ...] | list[str] = MEMBERS,
    after: int | None = None,
) -> dict[str, Any]:
    """A meeting that was opened a moment ago, with these items and these people in the room.

    `after`: it begins later than this meeting.
    """
    from werkregio.beraad.models import Vergadering
    from werkregio.beraad.services import agenda, meetings
    from werkregio.foundation.clock import now

    from .world import acting_as

    moment = now()
    start = moment - timedelta(seconds=90)
    if after is not None:
        start = max(start, Vergadering.objects.get(pk=after).starts_at + timedelta(minutes=1))
    earlier = min(start, moment) - timedelta(hours=1)
    by = acting_as("secretaris", moment)
    pk = _plan(titel, start, at=earlier)
    gremium = Vergadering.objects.get(pk=pk).gremium_id
    made = [
        agenda.add_item(gremium, pk, agenda.ItemValues(**_decision(item)), by=by, at=earlier).pk
        for item in items
    ]
    meetings.invite(pk, by=by, at=earlier)
    meetings.open_meeting(pk, by=by, at=moment - timedelta(seconds=60))
    come_in(pk, present, at=moment - timedelta(seconds=45))
    return {"meeting": pk, "items": made}


def come_in(
    meeting: int, handles: tuple[str, ...] | list[str], *, at: datetime | None = None
) -> dict[str, Any]:
    """These people take their seats."""
    from werkregio.beraad.services import presence
    from werkregio.foundation.clock import now
    from werkregio.regio.models import Mandaat

    from .world import acting_as

    moment = at or now()
    by = acting_as("secretaris", moment)
    for handle in handles:
        user = acting_as(handle, moment).user
        presence.come_in(meeting, Mandaat.objects.get(user=user).pk, by=by, at=moment)
    return {}


def _plan(titel: str, start: datetime, *, at: datetime) -> int:
    from werkregio.beraad.queries.board import beraad_of
    from werkregio.beraad.services import meetings

    from .world import acting_as

    by = acting_as("secretaris", at)
    gremium = beraad_of(by.regio)
    assert gremium is not None
    values = meetings.MeetingValues("regulier", titel, start, start + timedelta(hours=2), "Raadzaal")
    return meetings.plan(gremium.pk, values, by=by, at=at).pk


def _decision(item: dict[str, Any]) -> dict[str, Any]:
    """What an item asks when a journey does not say otherwise."""
    given = {
        "soort": "besluit",
        "voorstel": "Het Beraad stelt het plan vast.",
        "besluit_type": "vaststelling",
        "financial": False,
    } | item
    return given | {"werkgebied_all": "werkgebied" not in item}


ACTS = {"clear_year": clear_year, "planned": planned, "evening": evening, "come_in": come_in}
