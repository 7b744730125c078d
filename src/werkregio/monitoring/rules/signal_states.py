# SPDX-License-Identifier: EUPL-1.2
"""The road of a signal (spec 4.5): it is of the Beraad only after a decision."""

NEXT: dict[str, frozenset[str]] = {
    "concept": frozenset({"ambtelijk_gedeeld", "gesloten"}),
    "ambtelijk_gedeeld": frozenset({"concept", "in_beraad", "gesloten"}),
    "in_beraad": frozenset({"doorgegeven", "gesloten"}),
    "doorgegeven": frozenset({"beantwoord", "gesloten"}),
    "beantwoord": frozenset({"gesloten"}),
    "gesloten": frozenset(),
}
# From here on the text is that on which the Beraad decides.
FIXED = frozenset({"in_beraad", "doorgegeven", "beantwoord", "gesloten"})


def may_follow(now: str, then: str) -> bool:
    """Whether a signal may go from one state to the other."""
    return then in NEXT[now]
