# SPDX-License-Identifier: EUPL-1.2
"""How the execution of a decision may go on, and when a decision that costs money may be called done (R20). Pure.

What tells of the advice and the college says so through `register_settled`; while nobody says yes, it stays open.
"""

from collections.abc import Callable, Mapping

from ..terms import UitvoeringStaat as S

VOORTGANG: Mapping[S, frozenset[S]] = {
    S.TE_DOEN: frozenset({S.LOOPT, S.KLAAR, S.VERVALT}),
    S.LOOPT: frozenset({S.LOOPT, S.KLAAR, S.VERVALT, S.TE_DOEN}),
    # Taken up again when it turns out not to be done; the steps before stay.
    S.KLAAR: frozenset({S.LOOPT}),
    S.VERVALT: frozenset({S.TE_DOEN}),
}
# Gets the key of a decision; True when the advice went out and the college gave its answer.
Settled = Callable[[int], bool]
_settled: list[Settled] = []


def register_settled(check: Settled) -> None:
    """Add a source that knows what the college answered."""
    if check not in _settled:
        _settled.append(check)


def college_answered(besluit_id: int) -> bool:
    """Whether a decision with financial impact has its advice and the outcome of the college."""
    return any(check(besluit_id) for check in _settled)


def may_go_on(start: S | str, end: S | str) -> bool:
    """Whether the execution may go from one state to the other."""
    return S(end) in VOORTGANG[S(start)]
