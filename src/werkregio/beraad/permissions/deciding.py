# SPDX-License-Identifier: EUPL-1.2
"""Who opens, votes, writes down and corrects: the chair of the day leads, a mandate votes, staff never does."""

from werkregio.regio.models import Mandaat
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import MandaatSoort

from ..models import Agendapunt, Besluit

# The seven roles of the staff (L1338-1381, R56); none of them votes, whatever else the person is.
STAFF_ROLES = frozenset(
    {
        "secretaris",
        "programmamanager",
        "programmaondersteuner",
        "regionaal-adviseur",
        "communicatieadviseur",
        "financieel-adviseur",
        "financial-engineer",
    }
)


def of_this_region(acting: Acting, item: Agendapunt) -> bool:
    return acting.has("beraad.read") and item.gremium.regio_id == acting.regio_id


def may_start(acting: Acting, item: Agendapunt) -> bool:
    """The secretary takes up items; leading the rounds is for the chair of the day."""
    return of_this_region(acting, item) and acting.has("ronde.prepare")


def may_write_oral(acting: Acting, item: Agendapunt) -> bool:
    return of_this_region(acting, item) and acting.has("ronde.oral")


def may_plan(acting: Acting, item: Agendapunt) -> bool:
    """Put an item that waits on the agenda of a meeting."""
    return of_this_region(acting, item) and acting.has("agenda.write")


def may_follow_up(acting: Acting, besluit: Besluit) -> bool:
    """Write down how the execution of a decision goes."""
    return acting.regio_id == besluit.regio_id and acting.has("actiepunt.write")


def may_propose_rectification(acting: Acting, besluit: Besluit) -> bool:
    return acting.regio_id == besluit.regio_id and acting.has("rectificatie.propose")


def may_export(acting: Acting) -> bool:
    """The whole register holds closed items too."""
    return acting.has("beraad.read_closed")


def stands_for_another(acting: Acting, mandaat: Mandaat) -> bool:
    """Whether somebody of the centrumgemeente would vote for the other municipalities (L1156-1158, R07)."""
    centrum = acting.regio.centrumgemeente_id
    geleding = mandaat.zetel.geleding
    if geleding is None or geleding.code != "gemeenten":
        return False
    own = {acting.partij.geleding.code} if acting.partij.geleding else set()
    return "centrumgemeente" in own or (centrum is not None and acting.partij.gemeente_id == centrum)


def is_substitute(mandaat: Mandaat) -> bool:
    return mandaat.soort == MandaatSoort.PLAATSVERVANGER
