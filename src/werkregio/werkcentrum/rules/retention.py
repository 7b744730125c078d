# SPDX-License-Identifier: EUPL-1.2
"""How long a question is kept after it ended: which term holds, when the person is told, when it is erased.

Source: AVG article 5.1.e (not longer than needed) and 13.2.a (the term is told). Ruling A6: what stays
are codes, and the key of the case goes. The terms themselves are data (`data/retention.yaml`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from werkregio.werkcentrum.terms import Bewaarmethode, Bewaarstaat, Sluitgrond, Vrager

# Nothing happened to an open question for so long: it counts as ended since the last thing that happened.
QUIET_DAYS = 90


@dataclass(frozen=True, slots=True)
class Rule:
    """One term. `days` count from the end; the person is told `notice_days` before it is over."""

    model: str
    state: Bewaarstaat
    days: int
    notice_days: int
    grace_days: int
    method: Bewaarmethode
    # In the words of the region, or by language where the standard holds.
    reasons: Mapping[str, str] = field(default_factory=dict)

    def reason(self, language: str) -> str:
        return self.reasons.get(language) or self.reasons.get("nl", "")

    @property
    def key(self) -> str:
        return f"{self.model}/{self.state.value}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and most days of a term, and why; a region may not go past them."""

    least: int
    most: int
    reasons: Mapping[str, str] = field(default_factory=dict)

    def why(self, language: str) -> str:
        return self.reasons.get(language) or self.reasons.get("nl", "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the end of a question follows from."""

    opened_on: date
    last_on: date
    closed_on: date | None = None
    withdrawn_on: date | None = None
    has_owner: bool = False
    asker: str = Vrager.INWONER
    grounds: frozenset[str] = frozenset()
    # Until when each hold lasts that was not lifted.
    holds: tuple[date, ...] = ()
    # What the person was told before: the end that it counted from, and the day of erasing.
    told_end: date | None = None
    told_erase: date | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """In which way a question ended, and on which day."""

    state: Bewaarstaat
    on: date


class Act(StrEnum):
    """What happens to a question today."""

    KEEP = "keep"
    TELL = "tell"
    WAIT = "wait"
    HELD = "held"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens today, by which rule, and on which day the data goes (None: it runs, no day known)."""

    act: Act
    ending: Ending | None = None
    rule: Rule | None = None
    erase_on: date | None = None


def ending_of(facts: Facts, today: date) -> Ending | None:
    """How and when a question ended; None while it runs."""
    if facts.withdrawn_on:
        return Ending(Bewaarstaat.INGETROKKEN, facts.withdrawn_on)
    if facts.closed_on:
        return Ending(_closed_state(facts), facts.closed_on)
    if (today - facts.last_on).days < QUIET_DAYS:
        return None
    state = Bewaarstaat.CONTACT_VERLOREN if facts.has_owner else Bewaarstaat.NOOIT_OPGEPAKT
    return Ending(state, facts.last_on)


def _closed_state(facts: Facts) -> Bewaarstaat:
    if facts.grounds and facts.grounds <= {Sluitgrond.GEEN_VRAAG}:
        return Bewaarstaat.GEEN_VRAAG
    if facts.grounds and facts.grounds <= {Sluitgrond.NIET_BEREIKT, Sluitgrond.GEEN_VRAAG}:
        return Bewaarstaat.NIET_BEREIKT
    return Bewaarstaat.WERKGEVER if facts.asker == Vrager.WERKGEVER else Bewaarstaat.AFGESLOTEN


def plan(facts: Facts, rules: Collection[Rule], today: date) -> Plan:
    """What happens to a question today. Nobody is erased sooner than the day that was told."""
    ending = ending_of(facts, today)
    if ending is None:
        return Plan(Act.KEEP)
    rule = next((rule for rule in rules if rule.model == "Zaak" and rule.state == ending.state), None)
    if rule is None:
        return Plan(Act.KEEP, ending)
    term_end = ending.on + timedelta(days=rule.days)
    told = facts.told_erase if facts.told_end == ending.on else None
    erase_on = term_end + timedelta(days=rule.grace_days)
    if rule.notice_days:
        # Told late, because nothing ran: the person still has the whole time of the notice.
        promised = told or max(erase_on, today + timedelta(days=rule.notice_days + rule.grace_days))
        if told is None and today < term_end - timedelta(days=rule.notice_days):
            return Plan(Act.KEEP, ending, rule, erase_on)
        # A term that was made longer after the notice holds; one that was made shorter does not.
        erase_on = max(erase_on, promised)
        if told is None:
            return Plan(Act.TELL, ending, rule, erase_on)
    held = max((until for until in facts.holds if until >= today), default=None)
    if today < erase_on:
        return Plan(Act.WAIT if told else Act.KEEP, ending, rule, max(erase_on, held or erase_on))
    if held:
        return Plan(Act.HELD, ending, rule, held + timedelta(days=1))
    return Plan(Act.ERASE, ending, rule, erase_on)


def problem_of(days: int, notice_days: int, bounds: Bounds) -> str | None:
    """Why a term is refused, as a code; None when it may be set."""
    if days < bounds.least:
        return "too-short"
    if days > bounds.most:
        return "too-long"
    return "notice-too-long" if notice_days > days else None
