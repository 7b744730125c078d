# SPDX-License-Identifier: EUPL-1.2
"""What figures mean, in the world that the tests walk."""

from tests.factories import MOMENT
from tests.factories_labour_market_figures import DuidingFactory

# The roles stand in the part of the store.
ROLES: dict[str, str] = {}
PARTIJEN: dict[str, dict[str, str]] = {}
OPEN_PAGES: list[str] = []


def add(world, partijen, actings):
    one = DuidingFactory(
        regio=world.regio,
        partij=partijen["werkcentrum"],
        text=f"{world.name}: er zijn meer ouderen dan elders in het land.",
        written_at=MOMENT,
    )
    world.kwargs["duiding"] = {"pk": one.pk}
