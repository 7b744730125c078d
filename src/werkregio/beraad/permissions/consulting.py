# SPDX-License-Identifier: EUPL-1.2
"""Who may write and read consultations, advice to the college and letters to councils (table 4.6)."""

from datetime import date

from werkregio.regio.models import Geleding, Mandaat, valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import PartijSoort

from ..models import Advies, Agendapunt, Consultatie, Raadpleging, RaadsbriefGemeente
from ..terms import Openbaarheid


def own_geledingen(acting: Acting, *, on: date) -> frozenset[int]:
    """The geledingen for which somebody speaks on a day: that of the organisation, or of a mandate on its seat."""
    if not acting.has("raadpleging.write"):
        return frozenset()
    found = set(
        Mandaat.objects.filter(
            valid_on(on), user=acting.user, zetel__partij=acting.partij, zetel__geleding__isnull=False
        ).values_list("zetel__geleding_id", flat=True)
    )
    if acting.partij.geleding_id is not None:
        found.add(acting.partij.geleding_id)
    return frozenset(found)


def may_write_raadpleging(acting: Acting, item: Agendapunt, geleding: Geleding, *, on: date) -> bool:
    """Only the geleding itself: nobody writes the mandate of another (R31)."""
    return (
        item.gremium.regio_id == acting.regio_id
        and geleding.regio_id == acting.regio_id
        and geleding.pk in own_geledingen(acting, on=on)
    )


def may_read_of_item(acting: Acting, item: Agendapunt) -> bool:
    """Whether somebody reads what hangs on an item: closed ones only who may read those."""
    if item.gremium.regio_id != acting.regio_id or not acting.has("beraad.read"):
        return False
    return item.openbaarheid == Openbaarheid.OPENBAAR or acting.has("beraad.read_closed")


def may_read_mandaat(row: Raadpleging, own: frozenset[int]) -> bool:
    """Others read the summary from the moment that the geleding releases it."""
    return row.released_at is not None or row.geleding_id in own


def may_write_consultatie(acting: Acting, row: Consultatie) -> bool:
    """Staff for the region; a geleding for what it started itself."""
    if row.regio_id != acting.regio_id:
        return False
    if acting.has("consultatie.write"):
        return True
    return acting.has("raadpleging.write") and row.partij_id == acting.partij.pk


def may_start_consultatie(acting: Acting) -> bool:
    return acting.has("consultatie.write") or acting.has("raadpleging.write")


def may_write_advies(acting: Acting, regio_id: int) -> bool:
    return regio_id == acting.regio_id and acting.has("advies.write")


def may_send_advies(acting: Acting, advies: Advies) -> bool:
    return advies.regio_id == acting.regio_id and acting.has("advies.send")


def is_of_the_beraad(acting: Acting, *, on: date) -> bool:
    """Somebody with a mandate or a role of the Beraad, for whatever organisation he acts now."""
    if acting.has("beraad.read") or acting.has("advies.write") or acting.has("advies.send"):
        return True
    return Mandaat.objects.filter(valid_on(on), user=acting.user, zetel__regio_id=acting.regio_id).exists()


def may_decide_advies(acting: Acting, advies: Advies, *, on: date) -> bool:
    """Staff of the college of the centrumgemeente, and nobody of the Beraad: what is advised is judged elsewhere."""
    return (
        advies.regio_id == acting.regio_id
        and acting.has("advies.decide")
        and acting.partij.soort == PartijSoort.GEMEENTE
        and acting.partij.gemeente_id is not None
        and acting.partij.gemeente_id == acting.regio.centrumgemeente_id
        and not is_of_the_beraad(acting, on=on)
    )


def may_read_advies(acting: Acting, advies: Advies) -> bool:
    """A college reads an advice from the moment that it was sent."""
    if advies.regio_id != acting.regio_id:
        return False
    if acting.has("beraad.read_closed") or acting.has("advies.write"):
        return True
    if not advies.besluit.public and not acting.has("advies.decide"):
        return False
    return acting.has("beraad.read") or (acting.has("advies.read") and advies.state != "opgesteld")


def may_write_brief(acting: Acting, regio_id: int) -> bool:
    return regio_id == acting.regio_id and acting.has("raadsinformatie.write")


def may_record_for_council(acting: Acting, regel: RaadsbriefGemeente) -> bool:
    """The staff for all; a council clerk for the own municipality only."""
    if regel.brief.regio_id != acting.regio_id:
        return False
    if acting.has("raadsinformatie.write"):
        return True
    return acting.has("raadsinformatie.record") and regel.gemeente_id == acting.partij.gemeente_id
