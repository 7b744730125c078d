# SPDX-License-Identifier: EUPL-1.2
"""Items: made, changed, ordered, withdrawn, held over, copied, put on or taken off an agenda."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Geleding, Partij
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Gremium, Vergadering, WerkgebiedWijziging
from ..rules.agenda_templates import template_for
from ..rules.states import BEFORE, MET, VOORBEREIDING, may_move
from ..terms import AgendapuntSoort, AgendapuntStaat, GremiumSoort, Openbaarheid, VergaderingStaat
from .agenda_places import keep_last, next_place
from .meetings import copy_of, next_meeting

WRITE, PROPOSE = "agenda.write", "agenda.propose"
EVERYBODY = ["*"]


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What somebody fills in of an item."""

    titel: str
    soort: str
    toelichting: str = ""
    voorstel: str = ""
    besluit_type: str = ""
    presenter: str = ""
    minutes: int = 10
    openbaarheid: str = Openbaarheid.OPENBAAR
    closed_because: str = ""
    werkgebied_all: bool = True
    werkgebied: Sequence[str] = ()
    financial: bool | None = None
    amount: Decimal | None = None
    subject_title: str = ""
    subject_url: str = ""
    outside_agenda_because: str = ""
    other_decider: str = ""
    guests: Sequence[int] = field(default_factory=tuple)
    # Why the work area changes after the invitation.
    area_reason: str = ""


_PLAIN = (
    "titel",
    "soort",
    "toelichting",
    "voorstel",
    "besluit_type",
    "presenter",
    "minutes",
    "openbaarheid",
    "closed_because",
    "werkgebied_all",
    "financial",
    "amount",
    "subject_title",
    "subject_url",
    "outside_agenda_because",
    "other_decider",
)


def locked(pk: int, by: Acting, *rights: str) -> Agendapunt:
    """The item under its lock, of the own region and with one of these rights; else it does not exist."""
    item = (
        Agendapunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "vergadering")
        .filter(pk=pk, gremium__regio_id=by.regio_id)
        .first()
    )
    if item is None or not any(by.has(right) for right in rights or (WRITE,)):
        raise PermissionDenied
    return item


def note(action: str, item: Agendapunt, *, by: Acting, at: datetime, **detail: object) -> None:
    """The audit line of an act on an item."""
    audit.record(
        action,
        item,
        region=item.gremium.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )


def _check(values: ItemValues, gremium: Gremium) -> list[Geleding]:
    """Refuses what does not hang together; gives the geledingen of the work area."""
    if values.soort == AgendapuntSoort.BESLUIT:
        if gremium.soort != GremiumSoort.BERAAD:
            raise RuleError(
                _("Only the Regionaal Beraad decides. This table gives advice: choose “to discuss”."),
                field="soort",
            )
        if not values.voorstel.strip():
            raise RuleError(_("Write word for word what would be decided."), field="voorstel")
        if not values.besluit_type:
            raise RuleError(_("Say what kind of decision this is."), field="besluit_type")
    if values.openbaarheid == Openbaarheid.BESLOTEN and not values.closed_because.strip():
        raise RuleError(_("Say why this item is closed."), field="closed_because")
    if values.amount is not None and values.financial is not True:
        raise RuleError(_("An amount belongs to a proposal with financial impact."), field="amount")
    if values.werkgebied_all:
        return []
    found = list(Geleding.objects.filter(regio_id=gremium.regio_id, code__in=values.werkgebied))
    if not found:
        raise RuleError(_("Choose at least one geleding, or everybody."), field="werkgebied")
    return found


def _fill(item: Agendapunt, values: ItemValues) -> None:
    for name in _PLAIN:
        setattr(item, name, getattr(values, name))
    if item.openbaarheid == Openbaarheid.OPENBAAR:
        item.closed_because = ""
    if item.soort != AgendapuntSoort.BESLUIT:
        item.besluit_type = ""


def _guests(item: Agendapunt, guests: Sequence[int]) -> None:
    allowed = Partij.objects.filter(regio_id=item.gremium.regio_id, pk__in=guests).values_list(
        "pk", flat=True
    )
    wanted = set(allowed)
    item.gasten.exclude(partij_id__in=wanted).delete()
    there = set(item.gasten.values_list("partij_id", flat=True))
    for pk in sorted(wanted - there):
        item.gasten.create(partij_id=pk)


@transaction.atomic
def add_item(
    gremium_id: int,
    vergadering_id: int | None,
    values: ItemValues,
    *,
    by: Acting,
    at: datetime,
    advice_of: Gremium | None = None,
) -> Agendapunt:
    """A new item: on the agenda by the secretary, as a draft by a regional adviser who proposes it."""
    gremium = Gremium.objects.select_related("regio").filter(pk=gremium_id, regio_id=by.regio_id).first()
    if gremium is None or not (by.has(WRITE) or by.has(PROPOSE)):
        raise PermissionDenied
    vergadering = _target(vergadering_id, gremium)
    area = _check(values, gremium)
    item = Agendapunt(
        gremium=gremium,
        vergadering=vergadering,
        position=next_place(vergadering),
        state=AgendapuntStaat.GEAGENDEERD if by.has(WRITE) else AgendapuntStaat.CONCEPT,
        advice_of=advice_of,
    )
    _fill(item, values)
    if vergadering and vergadering.state == VergaderingStaat.UITGENODIGD:
        item.werkgebied_fixed_at = at
    item.save()
    item.werkgebied.set(area)
    _guests(item, values.guests)
    keep_last(vergadering)
    note("agendapunt.gemaakt", item, by=by, at=at, soort=item.soort)
    return item


def _target(vergadering_id: int | None, gremium: Gremium) -> Vergadering | None:
    if vergadering_id is None:
        return None
    vergadering = (
        Vergadering.objects.select_for_update(of=("self",)).filter(pk=vergadering_id, gremium=gremium).first()
    )
    if vergadering is None:
        raise PermissionDenied
    if vergadering.state in MET or vergadering.state == VergaderingStaat.GEANNULEERD:
        raise RuleError(_("This meeting is over: nothing is added to its agenda any more."))
    return vergadering


@transaction.atomic
def change_item(pk: int, values: ItemValues, *, by: Acting, at: datetime) -> Agendapunt:
    """Change an item that was not dealt with. A work area that changes after the invitation is kept with its reason."""
    item = locked(pk, by, WRITE, PROPOSE)
    if item.state not in (
        AgendapuntStaat.CONCEPT,
        AgendapuntStaat.GEAGENDEERD,
        AgendapuntStaat.AANGEHOUDEN,
    ):
        raise RuleError(_("This item was dealt with: its text stays as it is."))
    if not by.has(WRITE) and item.state != AgendapuntStaat.CONCEPT:
        raise PermissionDenied
    area = _check(values, item.gremium)
    before = area_codes(item)
    after = EVERYBODY if values.werkgebied_all else sorted(row.code for row in area)
    if before != after and item.werkgebied_fixed_at is not None:
        if not values.area_reason.strip():
            raise RuleError(
                _("The work area was fixed at the invitation. Say why it changes."), field="area_reason"
            )
        WerkgebiedWijziging.objects.create(
            agendapunt=item, before=before, after=after, reason=values.area_reason.strip(), at=at, by=by.user
        )
    _fill(item, values)
    item.save()
    item.werkgebied.set(area)
    _guests(item, values.guests)
    note("agendapunt.gewijzigd", item, by=by, at=at, werkgebied=before != after)
    return item


def area_codes(item: Agendapunt) -> list[str]:
    """The work area as codes: ["*"] is everybody."""
    return EVERYBODY if item.werkgebied_all else sorted(row.code for row in item.werkgebied.all())


@transaction.atomic
def move(pk: int, step: int, *, by: Acting, at: datetime) -> Agendapunt:
    """One place up (-1) or down (+1); at the end of the list nothing changes."""
    item = locked(pk, by)
    if item.vergadering_id is None:
        raise RuleError(_("This item is on no agenda."))
    order = list(
        Agendapunt.objects.select_for_update(of=("self",))
        .filter(vergadering_id=item.vergadering_id)
        .order_by("position", "pk")
        .values_list("pk", flat=True)
    )
    place = order.index(pk)
    other = place + (1 if step > 0 else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        _store(order)
        note("agendapunt.verplaatst", item, by=by, at=at, plaats=other + 1)
    return item


@transaction.atomic
def reorder(vergadering_id: int, order: Sequence[int], *, by: Acting, at: datetime) -> None:
    """The whole order at once, as it was dragged; what somebody else added meanwhile comes at the end."""
    vergadering = (
        Vergadering.objects.select_for_update(of=("self",))
        .select_related("regio")
        .filter(pk=vergadering_id, regio_id=by.regio_id)
        .first()
    )
    if vergadering is None or not by.has(WRITE):
        raise PermissionDenied
    if vergadering.state in MET:
        raise RuleError(_("This meeting is over: the order of its agenda stays as it was."))
    there = list(vergadering.agendapunten.order_by("position", "pk").values_list("pk", flat=True))
    wanted = [pk for pk in dict.fromkeys(order) if pk in set(there)]
    _store(wanted + [pk for pk in there if pk not in set(wanted)])
    audit.record(
        "agenda.volgorde",
        vergadering,
        region=vergadering.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"punten": len(there)},
    )


def _store(order: Sequence[int]) -> None:
    rows = [Agendapunt(pk=pk, position=place) for place, pk in enumerate(order, start=1)]
    Agendapunt.objects.bulk_update(rows, ["position"], batch_size=200)


def _step(item: Agendapunt, end: AgendapuntStaat) -> None:
    start = AgendapuntStaat(item.state)
    if not may_move(VOORBEREIDING, start, end):
        raise RuleError(_("This cannot be done now: the item is “%(state)s”.") % {"state": start.label})
    item.state = end


@transaction.atomic
def put_on(pk: int, vergadering_id: int | None, *, by: Acting, at: datetime) -> Agendapunt:
    """On the agenda of a meeting, or (None) on the list that waits; a draft becomes an item by it."""
    item = locked(pk, by)
    if item.state != AgendapuntStaat.GEAGENDEERD:
        _step(item, AgendapuntStaat.GEAGENDEERD)
    vergadering = _target(vergadering_id, item.gremium)
    item.vergadering, item.position = vergadering, next_place(vergadering)
    item.save(update_fields=["vergadering", "position", "state"])
    keep_last(vergadering)
    note("agendapunt.geagendeerd", item, by=by, at=at, vergadering=vergadering_id)
    return item


@transaction.atomic
def withdraw(pk: int, *, by: Acting, at: datetime) -> Agendapunt:
    """Taken back before the meeting decides on it."""
    item = locked(pk, by)
    _step(item, AgendapuntStaat.INGETROKKEN)
    item.save(update_fields=["state"])
    note("agendapunt.ingetrokken", item, by=by, at=at)
    return item


@transaction.atomic
def hold_over(pk: int, *, by: Acting, at: datetime) -> Agendapunt:
    """Not now: the item goes to the next meeting as a new row that names this one; without a meeting it waits."""
    item = locked(pk, by)
    if item.vergadering is None:
        raise RuleError(_("This item is on no agenda, so it waits already."))
    _step(item, AgendapuntStaat.AANGEHOUDEN)
    item.save(update_fields=["state"])
    following = next_meeting(item.gremium, after=item.vergadering.starts_at)
    made = copy_of(item, following, next_place(following), previous=item)
    keep_last(following)
    note("agendapunt.aangehouden", item, by=by, at=at, vervolg=made.pk)
    return made


@transaction.atomic
def copy_item(pk: int, vergadering_id: int | None, *, by: Acting, at: datetime) -> Agendapunt:
    """The same item once more, for a meeting of the same table."""
    item = locked(pk, by)
    vergadering = _target(vergadering_id, item.gremium)
    made = copy_of(item, vergadering, next_place(vergadering))
    keep_last(vergadering)
    note("agendapunt.gekopieerd", made, by=by, at=at, van=pk)
    return made


@transaction.atomic
def use_template(vergadering_id: int, *, by: Acting, at: datetime) -> int:
    """Put the fixed items of this kind of meeting on the agenda; those that are there stay. Gives how many were new."""
    vergadering = (
        Vergadering.objects.select_for_update(of=("self",))
        .select_related("gremium__regio", "regio")
        .filter(pk=vergadering_id, regio_id=by.regio_id)
        .first()
    )
    if vergadering is None or not by.has(WRITE):
        raise PermissionDenied
    if vergadering.state not in BEFORE:
        raise RuleError(_("The fixed items are put on the agenda before the meeting."))
    there = set(
        vergadering.agendapunten.exclude(state=AgendapuntStaat.INGETROKKEN).values_list(
            "template_key", flat=True
        )
    )
    fixed = [one for one in template_for(vergadering.soort) if one.key not in there]
    first = [one for one in fixed if not one.last]
    vergadering.agendapunten.update(position=F("position") + len(first))
    highest = vergadering.agendapunten.aggregate(last=Max("position"))["last"] or len(first)
    for place, one in enumerate(first, start=1):
        _fixed(vergadering, one.key, _(one.title), one.soort, one.minutes, place, at)
    for place, one in enumerate([one for one in fixed if one.last], start=1):
        _fixed(vergadering, one.key, _(one.title), one.soort, one.minutes, highest + place, at)
    audit.record(
        "agenda.vaste_punten",
        vergadering,
        region=vergadering.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"punten": len(fixed)},
    )
    return len(fixed)


def _fixed(
    vergadering: Vergadering, key: str, title: str, soort: str, minutes: int, position: int, at: datetime
) -> None:
    Agendapunt.objects.create(
        gremium=vergadering.gremium,
        vergadering=vergadering,
        position=position,
        titel=title,
        soort=soort,
        minutes=minutes,
        template_key=key,
        state=AgendapuntStaat.GEAGENDEERD,
        werkgebied_fixed_at=at if vergadering.state == VergaderingStaat.UITGENODIGD else None,
    )
