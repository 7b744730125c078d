# SPDX-License-Identifier: EUPL-1.2
"""A signal in the worlds that the tests walk."""

from typing import Any

from tests import factories as f
from werkregio.monitoring.services import signalen

ROLES: dict[str, str] = {}
PARTIJEN: dict[str, dict[str, Any]] = {}
OPEN_PAGES: set[str] = set()


def add(world: Any, *, partijen: dict[str, Any], actings: dict[str, Any]) -> None:
    """A signal that the staff shares."""
    told = signalen.Told(
        titel=f"Zebra signaal {world.name}",
        soort="trend",
        wat="Meer vragen.",
        bewijs="Tellingen.",
        bron="Werkcentrum",
        peildatum=f.MOMENT.date(),
    )
    made = signalen.draft(told, by=actings["secretaris"], at=f.MOMENT)
    signalen.share(made.pk, by=actings["secretaris"], at=f.MOMENT)
    world.kwargs["signaal_pk"] = {"pk": made.pk}
