# SPDX-License-Identifier: EUPL-1.2
"""Versions of the convenant as pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from werkregio.regio.models import Arbeidsmarktregio, Convenant
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import ConvenantStaat

from ..rules.convenant import Consequence, consequences, not_yet, one_vote_can_carry, unreachable
from .board import convenant_on, geledingen_on, rules_of
from .convenant_words import open_points, rules_in_words


def convenanten_of(regio: Arbeidsmarktregio) -> QuerySet[Convenant]:
    """All versions of a region, the newest first."""
    return Convenant.objects.filter(regio=regio).order_by("-nummer")


def convenant_of(acting: Acting, pk: int) -> Convenant | None:
    """A version of the own region."""
    return Convenant.objects.filter(regio_id=acting.regio_id, pk=pk).select_related("regio").first()


@dataclass(frozen=True, slots=True)
class ConvenantPage:
    """One version with all that follows from it. `may` names the acts that its state allows."""

    row: Convenant
    rules: list[dict[str, Any]]
    points: list[dict[str, Any]]
    table: tuple[Consequence, ...]
    total: Consequence | None
    lone_vote: bool
    unreachable: tuple[str, ...]
    partijen: list[Any]
    unsigned: list[str]
    in_force: bool
    may: frozenset[str]


def convenant_page(row: Convenant, *, today: date) -> ConvenantPage:
    """The page of one version, in five queries."""
    regels = rules_of(row)
    day = max(today, row.valid_from or today)
    geledingen = geledingen_on(row.regio, day)
    # At least to the seven of the report, and one further: what a newcomer would change.
    table = consequences(regels, max(len(geledingen), 7) + 1)
    partijen = list(row.partijen.select_related("partij", "geleding"))
    lines = [(line.geleding.code, line.signed_on is not None) for line in partijen if line.geleding]
    missing = set(not_yet(tuple(one.code for one in geledingen), lines))
    before = Convenant.objects.filter(regio=row.regio, nummer__lt=row.nummer).order_by("-nummer").first()
    ruling = convenant_on(row.regio, today)
    return ConvenantPage(
        row,
        rules_in_words(row, before),
        open_points(row),
        table,
        table[len(geledingen) - 1] if geledingen else None,
        one_vote_can_carry(regels),
        unreachable(regels),
        partijen,
        [one.naam for one in geledingen if one.code in missing],
        ruling is not None and ruling.pk == row.pk,
        _may(row, today=today),
    )


def _may(row: Convenant, *, today: date) -> frozenset[str]:
    holds = row.valid_from is not None
    acts = set()
    if row.state == ConvenantStaat.CONCEPT:
        acts.add("toets")
        if not holds:
            acts |= {"wijzigen"}
    if row.state == ConvenantStaat.JURIDISCHE_TOETS:
        acts.add("getoetst")
        if not holds:
            acts.add("terug")
        if row.legal_check_on is not None:
            acts.add("besluit")
    if row.state == ConvenantStaat.BESLOTEN:
        acts.add("tekenen")
    if row.state != ConvenantStaat.VERVALLEN and not holds:
        # In formation a draft may rule too: the act itself says when it may not.
        acts.add("ingang")
    if row.state != ConvenantStaat.VERVALLEN and (row.valid_from is None or row.valid_from > today):
        acts.add("vervallen")
    return frozenset(acts)
