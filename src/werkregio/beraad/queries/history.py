# SPDX-License-Identifier: EUPL-1.2
"""The road of an item over meetings: what came before it, and what its rounds led to."""

from dataclasses import dataclass

from ..models import Agendapunt, Ronde
from ..terms import Uitkomst


@dataclass(frozen=True, slots=True)
class Step:
    """One time that an item was on the table."""

    item: Agendapunt
    rondes: tuple[Ronde, ...]


def earlier_items(item: Agendapunt) -> list[Agendapunt]:
    """The item and all it came from, newest first."""
    found, here = [item], item
    while here.previous_id is not None:
        before = (
            Agendapunt.objects.select_related("vergadering", "rectificatie_voorstel__besluit__gremium")
            .filter(pk=here.previous_id)
            .first()
        )
        if before is None:
            break
        found.append(before)
        here = before
    return found


def outcomes_so_far(item: Agendapunt) -> list[Uitkomst]:
    """What the closed rounds on this item led to, oldest first; "no consensus" alone is no outcome."""
    items = earlier_items(item)
    rows = (
        Ronde.objects.filter(agendapunt__in=[one.pk for one in items], closed_at__isnull=False)
        .exclude(outcome="")
        .order_by("closed_at", "pk")
    )
    return [Uitkomst(code) for code in rows.values_list("outcome", flat=True)]


def road_of(item: Agendapunt) -> list[Step]:
    """Every time this item was on the table before, oldest first."""
    items = list(reversed(earlier_items(item)[1:]))
    rondes: dict[int, list[Ronde]] = {}
    for ronde in Ronde.objects.filter(agendapunt__in=[one.pk for one in items]).order_by("nummer"):
        rondes.setdefault(ronde.agendapunt_id, []).append(ronde)
    return [Step(one, tuple(rondes.get(one.pk, ()))) for one in items]
