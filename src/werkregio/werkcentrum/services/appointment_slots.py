# SPDX-License-Identifier: EUPL-1.2
"""Slots: make them, change them, take them back, hand them to a colleague; days off of a guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Afspraakinstelling, Afwezigheid, Boeking, Loket, Tijdvak
from ..permissions.appointments import may_change_slot, may_make_slot, may_set_terms_of_change
from ..queries.appointment_slots import absent_days, busy_at
from ..queries.languages import LANGUAGE_NAMES
from ..queries.zaak import guides_of
from ..rules.appointment_series import MOST_SLOTS, Planned
from ..rules.appointment_states import LIVE
from ..terms import Boekingsstap, Plaats, Tijdvaksoort
from . import appointment_messages as say
from .appointment_steps import add, locked_slot, release, status_now
from .zaak import locked as locked_zaak

ACTIVITY = "vraag-aan-gids"
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class SlotValues:
    """What slots made in one go have in common."""

    soort: str
    plaats: str = Plaats.LOKET
    loket_id: int | None = None
    guide_id: int | None = None
    partij_id: int | None = None
    title: str = ""
    capacity: int = 1
    languages: Sequence[str] = ()
    self_book: bool = True


@transaction.atomic
def make_slots(
    values: SlotValues, planned: Sequence[Planned], *, series: str, by: Acting, at: datetime
) -> list[Tijdvak]:
    """Make the slots of a preview. The same preview sent twice makes them once."""
    loket = _loket(values, by)
    if not may_make_slot(by, loket):
        raise PermissionDenied
    earlier = list(Tijdvak.objects.filter(regio_id=by.regio_id, series=series)) if series else []
    if earlier:
        return earlier
    coming = [slot for slot in planned if slot.start > at]
    if not coming:
        raise RuleError(_("There is no time to make: choose other days or hours."))
    if len(coming) > MOST_SLOTS:
        raise RuleError(_("These are more than %(n)d times at once. Choose fewer days.") % {"n": MOST_SLOTS})
    fields = _checked(values, by, at)
    made = Tijdvak.objects.bulk_create(
        Tijdvak(
            regio_id=by.regio_id,
            loket=loket,
            start=slot.start,
            end=slot.end,
            series=series,
            created_by=by.user,
            created_at=at,
            **fields,
        )
        for slot in coming
    )
    _record("tijdvak.gemaakt", made[0], by=by, at=at, aantal=len(made), soort=values.soort)
    return made


def _loket(values: SlotValues, by: Acting) -> Loket | None:
    if values.plaats != Plaats.LOKET:
        return None
    found = Loket.objects.filter(regio_id=by.regio_id)
    loket = found.filter(pk=values.loket_id).first() if values.loket_id else None
    if loket is None:
        raise RuleError(_("Choose a counter."), field="loket")
    return loket


def _checked(values: SlotValues, by: Acting, at: datetime) -> dict[str, Any]:
    if values.soort not in Tijdvaksoort.values or values.plaats not in Plaats.values:
        raise RuleError(_("Choose what kind of appointment it is."), field="soort")
    group = values.soort in (Tijdvaksoort.INLOOP, Tijdvaksoort.WORKSHOP)
    if not 1 <= values.capacity <= (MOST_PLACES if group else 1):
        raise RuleError(
            _("Fill in how many people can come, from 1 up to %(n)d.") % {"n": MOST_PLACES}
            if group
            else _("A talk is with one person."),
            field="capacity",
        )
    if values.soort == Tijdvaksoort.WORKSHOP and not values.title.strip():
        raise RuleError(_("Say what the workshop is about."), field="title")
    if values.soort == Tijdvaksoort.INLOOP and values.plaats != Plaats.LOKET:
        raise RuleError(_("Walk-in is at a counter."), field="plaats")
    guide = None
    if values.guide_id is not None:
        guide = guides_of(by.regio_id, on=at.date()).filter(pk=values.guide_id).first()
        if guide is None:
            raise RuleError(_("Choose a guide of this region."), field="guide")
    elif values.soort in (Tijdvaksoort.GESPREK, Tijdvaksoort.DRIEGESPREK):
        raise RuleError(_("Choose with which guide the talk is."), field="guide")
    partij = None
    if values.partij_id is not None:
        partij = Partij.objects.filter(pk=values.partij_id, regio_id=by.regio_id).first()
        if partij is None:
            raise RuleError(_("Choose an organisation of this region."), field="partij")
    return {
        "soort": values.soort,
        "plaats": values.plaats,
        "title": values.title.strip()[:120] if values.soort == Tijdvaksoort.WORKSHOP else "",
        "capacity": values.capacity,
        "guide": guide,
        "partij": partij,
        "languages": [code for code in values.languages if code in LANGUAGE_NAMES],
        # A person alone never chooses a talk with the three of us.
        "self_book": values.self_book and values.soort != Tijdvaksoort.DRIEGESPREK,
    }


@transaction.atomic
def change_slot(
    tijdvak_id: int, *, capacity: int, title: str, self_book: bool, by: Acting, at: datetime
) -> Tijdvak:
    """Change what can change without moving anybody. Fewer places than people is refused."""
    slot = _own_slot(tijdvak_id, by)
    group = slot.soort in (Tijdvaksoort.INLOOP, Tijdvaksoort.WORKSHOP)
    if not 1 <= capacity <= (MOST_PLACES if group else 1):
        raise RuleError(
            _("Fill in how many people can come, from 1 up to %(n)d.") % {"n": MOST_PLACES}, field="capacity"
        )
    highest = max((place.number for place in slot.plekken.all()), default=0)
    taken = slot.plekken.count()
    if capacity < taken:
        raise RuleError(
            _("%(n)d people come already. Choose at least that many places.") % {"n": taken}, field="capacity"
        )
    if highest > capacity:
        _close_ranks(slot)
    slot.capacity = capacity
    slot.title = title.strip()[:120] if slot.soort == Tijdvaksoort.WORKSHOP else ""
    if slot.soort == Tijdvaksoort.WORKSHOP and not slot.title:
        raise RuleError(_("Say what the workshop is about."), field="title")
    slot.self_book = self_book and slot.soort != Tijdvaksoort.DRIEGESPREK
    slot.save(update_fields=["capacity", "title", "self_book"])
    _record("tijdvak.gewijzigd", slot, by=by, at=at, plekken=capacity)
    return slot


def _close_ranks(slot: Tijdvak) -> None:
    """Number the places from 1 again, so that fewer of them can be offered; each moves to a lower free one."""
    for number, place in enumerate(slot.plekken.order_by("number"), start=1):
        if place.number != number:
            slot.plekken.filter(pk=place.pk).update(number=number)


def _own_slot(tijdvak_id: int, by: Acting) -> Tijdvak:
    slot = locked_slot(tijdvak_id, by.regio_id)
    if not may_change_slot(by, slot):
        raise PermissionDenied
    if slot.taken_back_at is not None:
        raise RuleError(_("This time was taken back."))
    return slot


@transaction.atomic
def take_back(tijdvak_id: int, *, with_people: bool = False, by: Acting, at: datetime) -> int:
    """Offer a slot no more. With people in it only when that is what is meant: they get a message.

    Returns how many appointments were cancelled.
    """
    rows = list(
        Boeking.objects.filter(tijdvak_id=tijdvak_id).order_by("zaak_id").values_list("pk", "zaak_id")
    )
    zaken = {zaak_id: locked_zaak(zaak_id) for _pk, zaak_id in rows}
    slot = locked_slot(tijdvak_id, by.regio_id)
    if not may_change_slot(by, slot):
        raise PermissionDenied
    if slot.taken_back_at is not None:
        return 0
    live = []
    for row in Boeking.objects.filter(tijdvak=slot).select_related("doorverwijzing").order_by("pk"):
        if row.zaak_id not in zaken:
            raise ConflictError(_("Somebody made an appointment at this moment. Look again."))
        row.zaak, row.tijdvak = zaken[row.zaak_id], slot
        if status_now(row, at) in LIVE:
            live.append(row)
    if live and not with_people:
        raise RuleError(
            _("Somebody has an appointment at this time. Move it first, or cancel it with a message.")
        )
    slot.taken_back_at = at
    slot.save(update_fields=["taken_back_at"])
    for row in live:
        say.forget(row, at=at)
        release(row)
        add(row, Boekingsstap.AFGEZEGD_LOKET, by=by, at=at)
        if slot.start > at:
            say.announce(say.CANCEL, row, at=at)
    _record("tijdvak.teruggenomen", slot, by=by, at=at, afgezegd=len(live))
    return len(live)


@transaction.atomic
def hand_over_slot(tijdvak_id: int, *, to: int, by: Acting, at: datetime) -> User:
    """Another guide takes the slot with everybody in it. The time stays, so nobody has to be told."""
    slot = _own_slot(tijdvak_id, by)
    guide = guides_of(by.regio_id, on=at.date()).filter(pk=to).first()
    if guide is None:
        raise RuleError(_("Choose a guide of this region."), field="guide")
    if busy_at(guide.pk, slot.start, slot.end, but=slot.pk):
        raise RuleError(
            _("%(name)s has another appointment at that time. Choose somebody else.") % {"name": guide.name},
            field="guide",
        )
    if slot.start.astimezone(AMSTERDAM).date() in absent_days([guide.pk], slot.start.date(), slot.end.date()):
        raise RuleError(
            _("%(name)s is not there on that day. Choose somebody else.") % {"name": guide.name},
            field="guide",
        )
    before = slot.guide_id
    slot.guide = guide
    slot.save(update_fields=["guide"])
    _record("tijdvak.overgedragen", slot, by=by, at=at, van=before, naar=guide.pk)
    return guide


# Days off


@transaction.atomic
def add_absence(
    user_id: int, *, first_day: date, last_day: date, by: Acting, at: datetime
) -> tuple[Afwezigheid, int]:
    """Days on which a guide is not there: own days, or of a colleague who called in sick.

    Free times of these days are taken back at once; appointments stay until somebody hands them over.
    """
    if not by.has("tijdvak.write"):
        raise PermissionDenied
    guide = guides_of(by.regio_id, on=at.date()).filter(pk=user_id).first()
    if guide is None:
        raise RuleError(_("Choose a guide of this region."), field="guide")
    if last_day < first_day:
        raise RuleError(_("The last day may not come before the first day."), field="last_day")
    if last_day < at.astimezone(AMSTERDAM).date():
        raise RuleError(_("These days have passed. Choose today or later."), field="last_day")
    if (last_day - first_day).days > 366:
        raise RuleError(_("This is longer than a year. Look at the dates again."), field="last_day")
    made = Afwezigheid.objects.create(
        regio_id=by.regio_id,
        user=guide,
        first_day=first_day,
        last_day=last_day,
        created_by=by.user,
        created_at=at,
    )
    freed = 0
    for slot in _slots_in(guide.pk, by.regio_id, first_day, last_day, at):
        if not Boeking.objects.filter(tijdvak=slot, plek__isnull=False).exists():
            slot.taken_back_at = at
            slot.save(update_fields=["taken_back_at"])
            freed += 1
    _record("afwezigheid.gemeld", made, by=by, at=at, vrijgemaakt=freed)
    return made, freed


def _slots_in(guide_id: int, regio_id: int, first: date, last: date, at: datetime) -> list[Tijdvak]:
    begin = datetime.combine(first, time.min, AMSTERDAM)
    finish = datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM)
    return list(
        Tijdvak.objects.select_for_update(of=("self",))
        .filter(
            guide_id=guide_id,
            regio_id=regio_id,
            start__gte=max(begin, at),
            start__lt=finish,
            taken_back_at__isnull=True,
        )
        .order_by("pk")
    )


@transaction.atomic
def end_absence(absence_id: int, *, by: Acting, at: datetime) -> None:
    """The guide is there after all. Times that were taken back are made anew by hand."""
    if not by.has("tijdvak.write"):
        raise PermissionDenied
    found = Afwezigheid.objects.select_for_update().filter(pk=absence_id, regio_id=by.regio_id).first()
    if found is None:
        raise PermissionDenied
    reference = f"afwezigheid:{found.pk}"
    found.delete()
    _record("afwezigheid.vervallen", reference, by=by, at=at)


@transaction.atomic
def set_change_hours(hours: int, *, by: Acting, at: datetime) -> None:
    """Until how many hours before somebody moves or cancels alone, for the whole region."""
    if not may_set_terms_of_change(by):
        raise PermissionDenied
    if not 0 <= hours <= 168:
        raise RuleError(_("Choose from 0 hours up to 168 hours, that is a week."), field="hours")
    Afspraakinstelling.objects.update_or_create(regio_id=by.regio_id, defaults={"change_hours": hours})
    _record("afspraakinstelling.gewijzigd", by.regio, by=by, at=at, uren=hours)


def _record(action: str, thing: Any, *, by: Acting, at: datetime, **detail: Any) -> None:
    audit.record(
        action,
        thing,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail=detail,
        activity=ACTIVITY,
    )
