# SPDX-License-Identifier: EUPL-1.2
"""Who may read an item and a paper: the one place where "closed" is decided.

Members, substitutes, regional advisers and the staff of the Beraad read closed items; a strategic partner only
where it is invited; the public never.
"""

from django.db.models import Q

from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Stuk, Vergadering
from ..rules.states import PUBLISHED
from ..terms import AgendapuntStaat, Openbaarheid, StukStaat

READ, READ_CLOSED = "beraad.read", "beraad.read_closed"
PREPARING = ("agenda.write", "agenda.propose")


def may_read_vergadering(acting: Acting | None, vergadering: Vergadering) -> bool:
    """Staff and members of the region all meetings; the public what was invited and is not closed."""
    if acting is None:
        return vergadering.state in PUBLISHED and vergadering.soort != "besloten"
    return acting.regio_id == vergadering.regio_id and acting.has(READ)


def items_q(acting: Acting | None) -> Q:
    """The items that somebody may read, as a condition on `Agendapunt`; None is the public."""
    if acting is None:
        return (
            Q(openbaarheid=Openbaarheid.OPENBAAR, vergadering__state__in=PUBLISHED)
            & ~Q(state__in=[AgendapuntStaat.CONCEPT, AgendapuntStaat.INGETROKKEN])
            & ~Q(vergadering__soort="besloten")
        )
    if not acting.has(READ):
        return Q(pk__in=[])
    seen = Q(gremium__regio_id=acting.regio_id)
    if not acting.has(READ_CLOSED):
        seen &= Q(openbaarheid=Openbaarheid.OPENBAAR) | Q(
            pk__in=Agendapunt.objects.filter(gasten__partij_id=acting.partij.pk).values("pk")
        )
    if not any(acting.has(right) for right in PREPARING):
        seen &= ~Q(state=AgendapuntStaat.CONCEPT)
    return seen


def may_read_item(acting: Acting | None, item: Agendapunt) -> bool:
    """Whether somebody may read this item; None is the public. One query where a guest asks."""
    if acting is None:
        return (
            item.openbaarheid == Openbaarheid.OPENBAAR
            and item.vergadering is not None
            and item.vergadering.state in PUBLISHED
            and item.vergadering.soort != "besloten"
            and item.state not in (AgendapuntStaat.CONCEPT, AgendapuntStaat.INGETROKKEN)
        )
    if not acting.has(READ) or item.gremium.regio_id != acting.regio_id:
        return False
    if item.state == AgendapuntStaat.CONCEPT and not any(acting.has(right) for right in PREPARING):
        return False
    if item.openbaarheid == Openbaarheid.OPENBAAR or acting.has(READ_CLOSED):
        return True
    return item.gasten.filter(partij_id=acting.partij.pk).exists()


def stukken_q(acting: Acting | None) -> Q:
    """The papers that somebody may read, as a condition on `Stuk`."""
    public = Q(openbaarheid=Openbaarheid.OPENBAAR) & ~Q(state=StukStaat.CONCEPT)
    if acting is None:
        of_item = Q(agendapunt__isnull=True) | Q(
            pk__in=Stuk.objects.filter(agendapunt__in=Agendapunt.objects.filter(items_q(None))).values("pk")
        )
        of_meeting = Q(vergadering__isnull=True) | (
            Q(vergadering__state__in=PUBLISHED) & ~Q(vergadering__soort="besloten")
        )
        return public & of_item & of_meeting
    if not acting.has(READ):
        return Q(pk__in=[])
    here = Q(regio_id=acting.regio_id)
    items = Agendapunt.objects.filter(items_q(acting)).values("pk")
    if acting.has(READ_CLOSED):
        return here & (Q(agendapunt__isnull=True) | Q(agendapunt__in=items))
    guest = Agendapunt.objects.filter(gasten__partij_id=acting.partij.pk).values("pk")
    return here & (
        (public & (Q(agendapunt__isnull=True) | Q(agendapunt__in=items))) | Q(agendapunt__in=guest)
    )


def may_read_stuk(acting: Acting | None, stuk: Stuk) -> bool:
    """Whether somebody may read this paper; None is the public. A draft is never public."""
    return Stuk.objects.filter(stukken_q(acting), pk=stuk.pk).exists()
