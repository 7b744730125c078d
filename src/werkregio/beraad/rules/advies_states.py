# SPDX-License-Identifier: EUPL-1.2
"""The road of a zwaarwegend advies, and who may take each step (L1113-1117, L1139-1143; R20; spec 4.1)."""

from enum import StrEnum


class Stand(StrEnum):
    OPGESTELD = "opgesteld"
    AANGEBODEN = "aangeboden"
    IN_BEHANDELING = "in_behandeling_college"
    GEVOLGD = "gevolgd"
    GEVOLGD_MET_WIJZIGING = "gevolgd_met_wijziging"
    AFGEWEKEN = "afgeweken"
    TERUGGEKOPPELD = "teruggekoppeld_beraad"


DECIDED = frozenset({Stand.GEVOLGD, Stand.GEVOLGD_MET_WIJZIGING, Stand.AFGEWEKEN})
# Money may come available only after these; the reason why R20 exists.
OPENS_MONEY = frozenset({Stand.GEVOLGD, Stand.GEVOLGD_MET_WIJZIGING})

NEXT: dict[Stand, frozenset[Stand]] = {
    Stand.OPGESTELD: frozenset({Stand.AANGEBODEN}),
    Stand.AANGEBODEN: frozenset({Stand.IN_BEHANDELING}),
    Stand.IN_BEHANDELING: DECIDED,
    Stand.GEVOLGD: frozenset({Stand.TERUGGEKOPPELD}),
    Stand.GEVOLGD_MET_WIJZIGING: frozenset({Stand.TERUGGEKOPPELD}),
    Stand.AFGEWEKEN: frozenset({Stand.TERUGGEKOPPELD}),
    Stand.TERUGGEKOPPELD: frozenset(),
}


def may_follow(now: str, then: str) -> bool:
    """Whether an advice may go from one state to the other."""
    return Stand(then) in NEXT[Stand(now)]
