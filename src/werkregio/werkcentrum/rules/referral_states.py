# SPDX-License-Identifier: EUPL-1.2
"""The states of a Doorverwijzing and who may take which step.

Source: werkcentrum.md section 1 (warm referral) and ruling B7: a referral is sent on consent, or on
information where the configured legal basis is another one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from werkregio.foundation.working_days import add_working_days, is_working_day
from werkregio.werkcentrum.terms import Grondslag, Stap, VolgendeStap, Wie


class Rol(StrEnum):
    """In which part somebody takes a step."""

    GIDS = "gids"
    PERSOON = "persoon"
    PARTNER = "partner"
    SYSTEEM = "systeem"


@dataclass(frozen=True, slots=True)
class Overgang:
    """A step that may follow a state, and who may take it."""

    before: Stap
    kind: Stap
    roles: frozenset[Rol]


_GUIDE = frozenset({Rol.GIDS})
_PARTNER = frozenset({Rol.PARTNER})
_SYSTEM = frozenset({Rol.SYSTEEM})
# The guide writes down what the person says on the phone or at the counter.
_PERSON = frozenset({Rol.PERSOON, Rol.GIDS})
_EITHER = frozenset({Rol.PARTNER, Rol.GIDS})

# The road of a referral that goes well, with the questions of the partner on the way.
_ROAD: Mapping[Stap, Mapping[Stap, frozenset[Rol]]] = {
    Stap.CONCEPT: {Stap.AANGEBODEN: _GUIDE},
    Stap.AANGEBODEN: {Stap.INGESTEMD: _PERSON, Stap.GEINFORMEERD: _GUIDE},
    Stap.INGESTEMD: {Stap.VERZONDEN: _GUIDE},
    Stap.GEINFORMEERD: {Stap.VERZONDEN: _GUIDE},
    Stap.VERZONDEN: {Stap.ONTVANGEN: _PARTNER},
    Stap.ONTVANGEN: {Stap.VRAAG: _PARTNER, Stap.GEACCEPTEERD: _PARTNER, Stap.AFGEWEZEN: _PARTNER},
    # A partner who heard the answer on the phone need not wait until it is typed.
    Stap.VRAAG: {Stap.ANTWOORD: _GUIDE, Stap.GEACCEPTEERD: _PARTNER, Stap.AFGEWEZEN: _PARTNER},
    Stap.ANTWOORD: {Stap.VRAAG: _PARTNER, Stap.GEACCEPTEERD: _PARTNER, Stap.AFGEWEZEN: _PARTNER},
    Stap.GEACCEPTEERD: {Stap.EERSTE_CONTACT: _PARTNER},
    Stap.EERSTE_CONTACT: {Stap.GESTART: _PARTNER},
    Stap.GESTART: {Stap.AFGEROND: _PARTNER},
}

OPEN: frozenset[Stap] = frozenset(_ROAD)
TERMINAL: frozenset[Stap] = frozenset(Stap) - OPEN
BASIS: frozenset[Stap] = frozenset({Stap.INGESTEMD, Stap.GEINFORMEERD})
# The partner has it: it may read the shared fields as long as the grant holds.
AT_PARTNER: frozenset[Stap] = frozenset(
    {
        Stap.VERZONDEN,
        Stap.ONTVANGEN,
        Stap.VRAAG,
        Stap.ANTWOORD,
        Stap.GEACCEPTEERD,
        Stap.EERSTE_CONTACT,
        Stap.GESTART,
    }
)
NOT_ANSWERED: frozenset[Stap] = frozenset({Stap.VERZONDEN, Stap.ONTVANGEN, Stap.VRAAG, Stap.ANTWOORD})
AT_WORK: frozenset[Stap] = frozenset({Stap.GEACCEPTEERD, Stap.EERSTE_CONTACT, Stap.GESTART})
# After these the need is with the guide again, who looks for another door.
RETURNS: frozenset[Stap] = frozenset({Stap.AFGEWEZEN, Stap.VERLOPEN, Stap.CONTACT_VERLOREN, Stap.INGETROKKEN})

# Side exits: from which states, and by whom.
_EXITS: Mapping[Stap, tuple[frozenset[Stap], frozenset[Rol]]] = {
    Stap.INGETROKKEN: (OPEN, _PERSON),
    Stap.TERUGGETROKKEN: (OPEN - {Stap.EERSTE_CONTACT, Stap.GESTART}, _GUIDE),
    # A question waits for the guide: that is no reason to let the person's referral lapse.
    Stap.VERLOPEN: ((NOT_ANSWERED | BASIS | {Stap.AANGEBODEN}) - {Stap.VRAAG}, _SYSTEM),
    Stap.CONTACT_VERLOREN: (AT_WORK, _EITHER),
}

TABLE: Mapping[Stap, Mapping[Stap, frozenset[Rol]]] = {
    before: {
        **(_ROAD.get(before, {})),
        **{kind: roles for kind, (states, roles) in _EXITS.items() if before in states},
    }
    for before in Stap
}


def transitions() -> list[Overgang]:
    """Every allowed step, for pages, documents and tests."""
    return [Overgang(before, kind, roles) for before, steps in TABLE.items() for kind, roles in steps.items()]


def may_take(before: Stap | None, kind: Stap, role: Rol) -> bool:
    """Whether this role may take this step now. A referral begins with a draft of the guide."""
    if before is None:
        return kind == Stap.CONCEPT and role == Rol.GIDS
    return role in TABLE[before].get(kind, frozenset())


def next_steps(state: Stap, role: Rol) -> list[Stap]:
    """What this role can do now, in the order of the road."""
    return [kind for kind, roles in TABLE[state].items() if role in roles]


def basis_step(basis: Grondslag) -> Stap:
    """The step that makes sending possible: consent, or information on another legal basis."""
    return Stap.INGESTEMD if basis == Grondslag.TOESTEMMING else Stap.GEINFORMEERD


def is_sound(kinds: Collection[Stap]) -> bool:
    """Whether a whole list of steps follows the table, and nothing was sent without a basis."""
    before: Stap | None = None
    seen: set[Stap] = set()
    for kind in kinds:
        if before is None:
            if kind != Stap.CONCEPT:
                return False
        elif kind not in TABLE[before]:
            return False
        if kind == Stap.VERZONDEN and not seen & BASIS:
            return False
        seen.add(kind)
        before = kind
    return True


def was_sent(kinds: Iterable[Stap]) -> bool:
    """Whether a partner ever received it."""
    return Stap.VERZONDEN in set(kinds)


# Whose turn it is; a state that is not named here has ended.
WAITS_FOR: Mapping[Stap, Wie] = {
    Stap.CONCEPT: Wie.GIDS,
    Stap.AANGEBODEN: Wie.PERSOON,
    Stap.INGESTEMD: Wie.GIDS,
    Stap.GEINFORMEERD: Wie.GIDS,
    Stap.VERZONDEN: Wie.PARTNER,
    Stap.ONTVANGEN: Wie.PARTNER,
    Stap.VRAAG: Wie.GIDS,
    Stap.ANTWOORD: Wie.PARTNER,
    Stap.GEACCEPTEERD: Wie.PARTNER,
    Stap.EERSTE_CONTACT: Wie.PARTNER,
    Stap.GESTART: Wie.PARTNER,
}

# Working days within which the next step is expected (werkcentrum.md: 3 to receive, 10 to answer,
# 15 to first contact). The help itself takes as long as it takes.
PATIENCE: Mapping[Stap, int] = {
    Stap.CONCEPT: 2,
    Stap.AANGEBODEN: 5,
    Stap.INGESTEMD: 1,
    Stap.GEINFORMEERD: 1,
    Stap.VERZONDEN: 3,
    Stap.ONTVANGEN: 10,
    Stap.VRAAG: 2,
    Stap.ANTWOORD: 10,
    Stap.GEACCEPTEERD: 15,
    Stap.EERSTE_CONTACT: 15,
}
Patience = Mapping[Stap, int]


def patience(receive: int | None, answer: int | None, first_contact: int | None) -> Patience:
    """The terms of one offer; what it does not set is that of every offer."""
    own = {
        Stap.VERZONDEN: receive,
        Stap.ONTVANGEN: answer,
        Stap.ANTWOORD: answer,
        Stap.GEACCEPTEERD: first_contact,
    }
    return {**PATIENCE, **{state: days for state, days in own.items() if days is not None}}


# This many working days after the expected day without any answer, the referral lapses.
GRACE = 10


def due(state: Stap, since: date, closed: Collection[date] = (), days: Patience = PATIENCE) -> date | None:
    """The day before which the next step is expected; None when there is no such day."""
    term = days.get(state)
    return None if term is None else add_working_days(since, term, closed)


def lapses_on(
    state: Stap, since: date, closed: Collection[date] = (), days: Patience = PATIENCE
) -> date | None:
    """The first day on which a referral without answer lapses; None when it cannot lapse."""
    expected = due(state, since, closed, days)
    if expected is None or Stap.VERLOPEN not in TABLE[state]:
        return None
    return add_working_days(expected + timedelta(days=1), GRACE, closed)


class Herinneren(StrEnum):
    """What the clock does for a referral that waits for a partner, in this order."""

    PARTNER = "partner"
    PARTNER_LAAT = "partner-laat"
    GIDS = "gids"


def reminders(
    state: Stap, since: date, today: date, closed: Collection[date] = (), days: Patience = PATIENCE
) -> list[Herinneren]:
    """What should have been done by today; doing it twice is prevented by whoever keeps what was done.

    One working day before the expected day the partner gets a reminder. On the first working day after it
    the partner gets another one, and the guide is told to call. The person is never asked to chase.
    """
    if WAITS_FOR.get(state) != Wie.PARTNER:
        return []
    expected = due(state, since, closed, days)
    if expected is None:
        return []
    if today >= add_working_days(expected + timedelta(days=1), 0, closed):
        return [Herinneren.PARTNER_LAAT, Herinneren.GIDS]
    before = expected - timedelta(days=1)
    while before > since and not is_working_day(before, closed):
        before -= timedelta(days=1)
    return [Herinneren.PARTNER] if since < before <= today else []


@dataclass(frozen=True, slots=True)
class Vervolg:
    """What the guide's worklist says after a step, and in how many working days."""

    code: VolgendeStap
    days: int | None


def follow_up(state: Stap, days: Patience = PATIENCE) -> Vervolg:
    """The next step of the guide; a wait for a partner shows the day on which to ask."""
    if state in RETURNS or state == Stap.TERUGGETROKKEN:
        return Vervolg(VolgendeStap.ANDERE_DEUR, 1)
    if state == Stap.AFGEROND:
        return Vervolg(VolgendeStap.UITKOMST_BESPREKEN, 5)
    if state == Stap.GESTART:
        # Help runs: the guide asks after it once a quarter of a year.
        return Vervolg(VolgendeStap.WACHT_OP_PARTNER, 60)
    if state == Stap.CONCEPT:
        code = VolgendeStap.DOORVERWIJZING_AANBIEDEN
    elif state == Stap.VRAAG:
        code = VolgendeStap.VRAAG_BEANTWOORDEN
    elif state in BASIS:
        code = VolgendeStap.DOORVERWIJZING_VERSTUREN
    elif WAITS_FOR[state] == Wie.PERSOON:
        code = VolgendeStap.WACHT_OP_PERSOON
    else:
        code = VolgendeStap.WACHT_OP_PARTNER
    return Vervolg(code, days.get(state))


# The shape beside the word of a state (design: waits, new, done, error, info).
SHAPES: Mapping[Stap, str] = {
    **dict.fromkeys(OPEN, "waits"),
    Stap.CONCEPT: "new",
    Stap.VRAAG: "error",
    **dict.fromkeys(AT_WORK, "info"),
    **dict.fromkeys(RETURNS, "error"),
    Stap.INGETROKKEN: "info",
    Stap.TERUGGETROKKEN: "info",
    Stap.AFGEROND: "done",
}
