# SPDX-License-Identifier: EUPL-1.2
"""Counts of questions, as they may be shown: small numbers are left out, second cells too."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from werkregio.foundation.disclosure import Published, publish, publish_row
from werkregio.regio.models import Arbeidsmarktregio

from ..models import HulpTelling, Ondersteuningsbehoefte
from .needs import need_label


@dataclass(frozen=True, slots=True)
class CountRow:
    """One need, language or asker with its counts."""

    code: str
    label: str
    asked: Published
    chosen: Published


@dataclass(frozen=True, slots=True)
class Overrides:
    """How often a guide chose another need than the router put first."""

    chosen: Published
    other: Published


def counts_by(
    regio: Arbeidsmarktregio, column: str, *, first: date, last: date, language: str
) -> list[CountRow]:
    """Counts over a period by `need`, `language` or `asker`, most asked first."""
    if column not in ("need", "language", "asker"):
        raise ValueError(f"No counts by {column}.")
    rows = (
        HulpTelling.objects.filter(regio=regio, day__gte=first, day__lte=last)
        .values(column)
        .annotate(total_asked=Sum("asked"), total_chosen=Sum("chosen"))
        .order_by("-total_asked", column)
    )
    asked = {row[column]: row["total_asked"] for row in rows}
    chosen = {row[column]: row["total_chosen"] for row in rows}
    limit = regio.publishing_limit
    shown_asked, shown_chosen = publish_row(asked, limit=limit), publish_row(chosen, limit=limit)
    return [
        CountRow(
            code,
            need_label(code, language) if column == "need" else code,
            shown_asked[code],
            shown_chosen[code],
        )
        for code in asked
    ]


def overrides(regio: Arbeidsmarktregio, *, first: date, last: date) -> Overrides:
    """Needs that a guide confirmed against needs that the guide chose instead of the first suggestion."""
    found = Ondersteuningsbehoefte.objects.filter(
        zaak__regio=regio, created_at__date__gte=first, created_at__date__lte=last
    ).values_list("need", "suggested")
    tally = Counter("other" if suggested and suggested[0] != need else "chosen" for need, suggested in found)
    limit = regio.publishing_limit
    return Overrides(publish(tally["chosen"], limit=limit), publish(tally["other"], limit=limit))
