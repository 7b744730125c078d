# SPDX-License-Identifier: EUPL-1.2
"""Items that wait: without a meeting, or for the directors outside the meeting."""

from datetime import datetime

from django.db.models import QuerySet

from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Vergadering
from ..rules.states import WAITS
from ..terms import AgendapuntStaat, VergaderingSoort, VergaderingStaat


def waiting_items(acting: Acting) -> QuerySet[Agendapunt]:
    """Items that came back or were proposed and are on no agenda, oldest first."""
    rows = Agendapunt.objects.filter(
        gremium__regio_id=acting.regio_id, vergadering__isnull=True, state__in=WAITS
    )
    return _readable(rows, acting)


def escalated_items(acting: Acting) -> QuerySet[Agendapunt]:
    """Items that failed again, which the directors outside the meeting look at."""
    rows = Agendapunt.objects.filter(gremium__regio_id=acting.regio_id, state=AgendapuntStaat.GEESCALEERD)
    return _readable(rows, acting)


def _readable(rows: QuerySet[Agendapunt], acting: Acting) -> QuerySet[Agendapunt]:
    if not acting.has("beraad.read_closed"):
        rows = rows.filter(openbaarheid="openbaar")
    return rows.select_related("gremium", "previous__vergadering", "vergadering").order_by("pk")


def coming_meetings(acting: Acting, at: datetime) -> list[Vergadering]:
    """The meetings whose agenda can still take an item."""
    return list(
        Vergadering.objects.filter(
            regio_id=acting.regio_id,
            starts_at__gt=at,
            state__in=[VergaderingStaat.GEPLAND, VergaderingStaat.UITGENODIGD],
        )
        .exclude(soort=VergaderingSoort.BREED)
        .select_related("gremium")
    )
