# SPDX-License-Identifier: EUPL-1.2
"""Training funds of a region: searched by sector or cao, for everyone and for the editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Fonds
from ..rules import funds as rules
from ..terms import InstrumentStatus

# Subjects at which the funds are shown.
NEEDS = frozenset({"scholing-financiering", "personeel-ontwikkelen"})
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class FundShown:
    """One fund as everyone sees it."""

    name: str
    sectors: str
    caos: str
    sbi: str
    what: str
    what_language: str
    url: str
    phone: str
    slug: str
    source: str
    read_on: date | None
    verified: bool


def funds_of(regio: Arbeidsmarktregio, *, everything: bool = False) -> QuerySet[Fonds]:
    """The funds of a region by name; stopped ones only for the editor."""
    rows = Fonds.objects.filter(regio=regio).select_related("instrument").order_by("naam", "pk")
    return rows if everything else rows.filter(active=True)


def found_funds(regio: Arbeidsmarktregio, query: str, *, everything: bool = False) -> list[int]:
    """Keys of the funds that fit a sector, a cao or a name, by name. One query."""
    rows = list(funds_of(regio, everything=everything).values_list("pk", "search_text"))
    return rules.found(query, rows)


def in_order(keys: Iterable[int]) -> list[Fonds]:
    """The funds of one page of keys, in that order."""
    keys = list(keys)
    rows = {row.pk: row for row in Fonds.objects.filter(pk__in=keys).select_related("instrument")}
    return [rows[key] for key in keys if key in rows]


def fund_shown(fund: Fonds, language: str) -> FundShown:
    dutch = language == "nl" or not fund.what_en
    entry = fund.instrument
    is_open = entry is not None and entry.use == "public" and entry.status == InstrumentStatus.CURRENT
    return FundShown(
        name=fund.naam,
        sectors=", ".join(fund.sectors),
        caos=", ".join(fund.caos),
        sbi=", ".join(fund.sbi),
        what=fund.what_nl if dutch else fund.what_en,
        what_language="nl" if dutch else "en",
        url=fund.url,
        phone=fund.phone,
        slug=entry.slug if entry is not None and is_open else "",
        source=fund.source,
        read_on=fund.read_on,
        verified=fund.verified,
    )


def has_funds(regio: Arbeidsmarktregio, needs: Iterable[str]) -> bool:
    """Whether a page about these subjects points to the funds."""
    return not NEEDS.isdisjoint(needs) and funds_of(regio).exists()
