# SPDX-License-Identifier: EUPL-1.2
"""Sites of others that an entry leads to, with what to look for there (S68, S69). Nothing is taken from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The start of a site of somebody else. What was typed here is never sent along."""

    name: str
    url: str


_LEEROVERZICHT = Site("Leeroverzicht", "https://www.leeroverzicht.nl")
_PLATFORM = Site("Platform naar Werk", "https://www.platformnaarwerk.nl")
SITES: Mapping[str, Site] = {
    "I051": _LEEROVERZICHT,
    "leeroverzicht": _LEEROVERZICHT,
    "platform-naar-werk": _PLATFORM,
}
# Subjects at which a professional goes on at a site of others.
AT_NEEDS: Mapping[str, Sequence[Site]] = {
    "loopbaanadvies": (_LEEROVERZICHT, _PLATFORM),
    "scholing-financiering": (_LEEROVERZICHT,),
    "scholing-met-uitkering": (_LEEROVERZICHT,),
    "leren-en-werken": (_LEEROVERZICHT,),
    "professional-afstemming": (_PLATFORM,),
}


def site_of(code: str) -> Site | None:
    """The site that an entry is about."""
    return SITES.get(code)


def sites_for(need: str) -> Sequence[Site]:
    """Where a guide can look further for a need."""
    return AT_NEEDS.get(need, ())
