# SPDX-License-Identifier: EUPL-1.2
"""What was written about figures: the list of a region, and one of it with what went before."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from werkregio.regio.permissions import Acting

from ..models import Duiding
from ..rules import catalogue
from ..terms_figures import DuidingState
from . import areas


@dataclass(frozen=True, slots=True)
class Listed:
    """A row with the names of its measure and area."""

    duiding: Duiding
    measure: str
    area: str
    mine: bool


def duidingen(acting: Acting, *, state: str = "", words: str = "") -> QuerySet[Duiding]:
    """Those of the region that somebody acts in, newest first; words stand in the text, the measure or the area."""
    found = Duiding.objects.filter(regio_id=acting.regio_id).select_related(
        "partij", "written_by", "reviewed_by"
    )
    if state in DuidingState.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(text__icontains=words) | Q(measure__icontains=words) | Q(area__iexact=words))
    return found


def listed(found: list[Duiding], acting: Acting) -> list[Listed]:
    book = areas.book(acting.regio_id)
    return [
        Listed(one, measure_name(one.measure), book.name(one.area), one.written_by_id == acting.user.pk)
        for one in found
    ]


def measure_name(code: str) -> str:
    """The name of a measure in the language of the page; a column of a table keeps its code."""
    words = catalogue.words().get(code)
    return words.name["en" if get_language() == "en" else "nl"] if words else code


def before(duiding: Duiding) -> list[Duiding]:
    """What was written about the same figure before, newest first."""
    return list(
        Duiding.objects.filter(
            regio_id=duiding.regio_id,
            measure=duiding.measure,
            area=duiding.area,
            period=duiding.period,
            chosen=duiding.chosen,
            written_at__lt=duiding.written_at,
        ).select_related("partij")[:10]
    )
