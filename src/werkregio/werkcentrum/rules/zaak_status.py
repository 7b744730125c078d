# SPDX-License-Identifier: EUPL-1.2
"""The status of a case, computed from what happened and from where its referrals stand; never typed.

Whose turn it is decides: the guide's before the person's, the person's before the partner's. So a
case never hides behind a partner while somebody waits for the guide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from werkregio.werkcentrum.rules.referral_states import AT_WORK, BASIS, NOT_ANSWERED, RETURNS
from werkregio.werkcentrum.terms import Gebeurtenis, Stap, ZaakStatus

# Events after which a guide and the person are in touch.
_TALKED = frozenset(
    {
        Gebeurtenis.GESPREK,
        Gebeurtenis.BEHOEFTE_GEKOZEN,
        Gebeurtenis.AFSPRAAK_GEMAAKT,
        Gebeurtenis.AFSPRAAK_GEDAAN,
        Gebeurtenis.DOORVERWIJZING,
        Gebeurtenis.TOESTEMMING,
        Gebeurtenis.BEHOEFTE_AFGESLOTEN,
        Gebeurtenis.HEROPEND,
        Gebeurtenis.NIET_GEHOLPEN,
    }
)
_REOPENS = frozenset({Gebeurtenis.HEROPEND, Gebeurtenis.NIET_GEHOLPEN})
# The guide has to do something with these before anybody else can.
_GUIDE_ACTS = RETURNS | BASIS | {Stap.CONCEPT, Stap.VRAAG, Stap.TERUGGETROKKEN}


@dataclass(frozen=True, slots=True)
class Referral:
    """The newest referral of a need that is still open: where it stands, and since when."""

    state: Stap
    since: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status follows from. `last` holds the last moment of each kind of event."""

    last: Mapping[str, datetime] = field(default_factory=dict)
    open_needs: int = 0
    closed_needs: int = 0
    referrals: tuple[Referral, ...] = ()


def last_of_kinds(events: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    """The last moment of each kind, whatever the order of the events."""
    last: dict[str, datetime] = {}
    for kind, moment in events:
        if kind not in last or moment > last[kind]:
            last[kind] = moment
    return last


def status_of(facts: Facts) -> ZaakStatus:
    """The status of a case in one word of the closed list."""
    last = facts.last
    if Gebeurtenis.GEWIST in last:
        return ZaakStatus.AFGESLOTEN
    if Gebeurtenis.INGETROKKEN in last:
        return ZaakStatus.INGETROKKEN
    reopened = max((last[kind] for kind in _REOPENS if kind in last), default=None)
    closed = last.get(Gebeurtenis.AFGESLOTEN)
    if closed is not None and (reopened is None or closed > reopened):
        return ZaakStatus.AFGESLOTEN
    # What a referral did before the case was opened again no longer says whose turn it is.
    states = {r.state for r in facts.referrals if reopened is None or r.since > reopened or _runs(r.state)}
    if states & _GUIDE_ACTS:
        return ZaakStatus.IN_GESPREK
    if Stap.AANGEBODEN in states:
        return ZaakStatus.WACHT_OP_PERSOON
    if states & NOT_ANSWERED:
        return ZaakStatus.WACHT_OP_PARTNER
    if states & AT_WORK:
        return ZaakStatus.BIJ_PARTNER
    if Stap.AFGEROND in states or (facts.closed_needs and not facts.open_needs):
        return ZaakStatus.NAZORG
    return ZaakStatus.IN_GESPREK if any(kind in last for kind in _TALKED) else ZaakStatus.NIEUW


def _runs(state: Stap) -> bool:
    return state in NOT_ANSWERED or state in AT_WORK or state == Stap.AANGEBODEN


def is_open(status: ZaakStatus) -> bool:
    return status not in (ZaakStatus.AFGESLOTEN, ZaakStatus.INGETROKKEN)


# The shape beside the word (design: waits, new, done, error, info).
SHAPES: Mapping[ZaakStatus, str] = {
    ZaakStatus.NIEUW: "new",
    ZaakStatus.IN_GESPREK: "new",
    ZaakStatus.WACHT_OP_PERSOON: "waits",
    ZaakStatus.WACHT_OP_PARTNER: "waits",
    ZaakStatus.BIJ_PARTNER: "info",
    ZaakStatus.NAZORG: "done",
    ZaakStatus.AFGESLOTEN: "done",
    ZaakStatus.INGETROKKEN: "info",
}
