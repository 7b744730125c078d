# SPDX-License-Identifier: EUPL-1.2
"""What of a case goes to a partner: chosen field by field, and seen only while the grant holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from werkregio.werkcentrum.rules.referral_states import AT_PARTNER
from werkregio.werkcentrum.terms import Gegeven, Stap

# How long a consent lasts when the referral does not end before.
CONSENT_TERM = timedelta(days=182)
# The referral itself says what help is needed, so it can never be left out.
ALWAYS: frozenset[Gegeven] = frozenset({Gegeven.BEHOEFTE})
REACH: frozenset[Gegeven] = frozenset({Gegeven.TELEFOON, Gegeven.EMAIL})


@dataclass(frozen=True, slots=True)
class SharedField:
    """One field with the value that the partner would read."""

    code: Gegeven
    value: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a partner was given, and everything that can end it."""

    partij_id: int
    fields: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None
    withdrawn: bool
    state: Stap


def holds(grant: Grant, *, partij_id: int, at: datetime) -> bool:
    """Whether this organisation may read the fields at this moment."""
    return (
        grant.partij_id == partij_id
        and grant.state in AT_PARTNER
        and not grant.withdrawn
        and grant.ended_at is None
        and grant.valid_from <= at < grant.valid_until
    )


def visible(
    grant: Grant, values: Mapping[Gegeven, str], *, partij_id: int, at: datetime
) -> tuple[SharedField, ...]:
    """Exactly the fields that were shared and have a value; nothing when the grant does not hold."""
    return chosen(values, grant.fields) if holds(grant, partij_id=partij_id, at=at) else ()


def chosen(values: Mapping[Gegeven, str], fields: Collection[str]) -> tuple[SharedField, ...]:
    """The fields of a choice that have a value, in the fixed order of the list."""
    return tuple(
        SharedField(code, values[code]) for code in Gegeven if code.value in fields and values.get(code)
    )


def ordered(fields: Collection[str]) -> list[str]:
    """The codes of a choice in the fixed order, each once, with those that are always there.

    Raises ValueError for a code that does not exist.
    """
    unknown = set(fields) - set(Gegeven.values)
    if unknown:
        raise ValueError(f"Unknown fields: {', '.join(sorted(unknown))}")
    wanted = set(fields) | {code.value for code in ALWAYS}
    return [code.value for code in Gegeven if code.value in wanted]
