# SPDX-License-Identifier: EUPL-1.2
"""Who must be there: an active organisation always has an administrator (ruling A2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

PARTNER_ADMIN = "partnerbeheerder"
REGION_ADMIN = "regiobeheerder"
WERKCENTRUM = "werkcentrum"


@dataclass(frozen=True, slots=True)
class Period:
    """A role of a person during a period; without an end it goes on."""

    role: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def admin_role(soort: str) -> str:
    """The role that administers an organisation of this kind; the Werkcentrum is the region's own."""
    return REGION_ADMIN if soort == WERKCENTRUM else PARTNER_ADMIN


def has_lasting_admin(soort: str, periods: Iterable[Period], *, on: date) -> bool:
    """Whether somebody administers the organisation on this day, without an end in sight.

    Somebody whose period ends is not enough: on that day the organisation would be without.
    """
    role = admin_role(soort)
    return any(p.role == role and p.valid_to is None and p.valid_from <= on for p in periods)


def ended_at_once(valid_from: date, *, on: date) -> tuple[date, date]:
    """The period of somebody whose access stops now: the last day was yesterday."""
    yesterday = on - timedelta(days=1)
    return min(valid_from, yesterday), yesterday
