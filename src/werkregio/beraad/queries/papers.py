# SPDX-License-Identifier: EUPL-1.2
"""The register of documents, and one paper with its versions."""

from django.db.models import Max, Q, QuerySet

from werkregio.regio.permissions import Acting

from ..models import Stuk
from ..permissions.reading import stukken_q


def stuk_of(acting: Acting | None, pk: int) -> Stuk | None:
    """A paper that somebody may read."""
    return (
        Stuk.objects.filter(stukken_q(acting), pk=pk)
        .select_related("agendapunt__vergadering", "agendapunt__gremium__regio", "regio", "owner")
        .first()
    )


def register_of(
    acting: Acting, *, search: str = "", kind: str = "", state: str = "", public: str = ""
) -> QuerySet[Stuk]:
    """All documents of the region that somebody may read, the newest first."""
    rows = Stuk.objects.filter(stukken_q(acting)).select_related(
        "owner", "agendapunt__vergadering", "agendapunt__besluit"
    )
    if search:
        rows = rows.filter(Q(titel__icontains=search) | Q(agendapunt__titel__icontains=search))
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.filter(state=state) if state else rows.exclude(state="vervallen")
    if public:
        rows = rows.filter(openbaarheid=public)
    return rows.annotate(version=Max("versies__nummer")).order_by("-dated", "-pk")
