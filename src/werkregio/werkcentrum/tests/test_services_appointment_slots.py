# SPDX-License-Identifier: EUPL-1.2
"""Slots and days off, who comes and who does not, walk-in: the acts and each refusal."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import MOMENT, GemeenteFactory, LoketFactory, PartijFactory

from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.werkcentrum.models import Plek, Tijdvak
from werkregio.werkcentrum.queries.appointment_slots import free_or_busy
from werkregio.werkcentrum.queries.appointments import day_list, of_zaak, to_hand_over
from werkregio.werkcentrum.rules.appointment_series import Planned
from werkregio.werkcentrum.services import appointment_presence as presence
from werkregio.werkcentrum.services import appointment_slots as slots
from werkregio.werkcentrum.services import appointments
from werkregio.werkcentrum.services.appointment_slots import SlotValues
from werkregio.werkcentrum.services.counters import remove_loket
from werkregio.werkcentrum.terms import VolgendeStap, Warmte

from .appointment_place import counter
from .referral_road import member, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LATER = MOMENT + timedelta(minutes=10)


@pytest.fixture
def here():
    return counter()


def planned(*days):
    return [Planned(MOMENT + timedelta(days=day), MOMENT + timedelta(days=day, minutes=45)) for day in days]


def values(here, **changed):
    fields = {"soort": "gesprek", "loket_id": here.loket.pk, "guide_id": here.guide.user.pk}
    return SlotValues(**fields | changed)


def make(here, *days, by=None, series="s", **changed):
    return slots.make_slots(
        values(here, **changed), planned(*(days or (1,))), series=series, by=by or here.guide, at=MOMENT
    )


def test_a_series_is_made_once_however_often_it_is_sent(here):
    first = make(here, 1, 2, 3)
    again = make(here, 1, 2, 3)
    assert {slot.pk for slot in first} == {slot.pk for slot in again}
    line = AuditLine.objects.get(action="tijdvak.gemaakt")
    assert line.detail == {"aantal": 3, "soort": "gesprek"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"soort": "feest"}, "soort"),
        ({"capacity": 2}, "capacity"),
        ({"guide_id": None}, "guide"),
        ({"guide_id": 0}, "guide"),
        ({"loket_id": None}, "loket"),
        ({"soort": "workshop", "capacity": 5}, "title"),
        ({"soort": "workshop", "title": "Cv", "capacity": 201}, "capacity"),
        ({"soort": "inloop", "plaats": "telefoon"}, "plaats"),
        ({"partij_id": 0}, "partij"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(here, changed, field):
    with pytest.raises(RuleError) as refused:
        make(here, **changed)
    assert refused.value.field == field
    assert not Tijdvak.objects.exists()


def test_nothing_to_make_is_refused(here):
    with pytest.raises(RuleError, match="no time to make"):
        make(here, -3)


def test_a_guide_of_a_municipality_makes_times_at_its_own_counter_only(here):
    own = member(
        "gids", PartijFactory(regio=here.loket.regio, gemeente=here.loket.gemeente, soort="gemeente")
    )
    other = member(
        "gids", PartijFactory(regio=here.loket.regio, gemeente=GemeenteFactory(), soort="gemeente")
    )
    assert make(here, by=own, guide_id=own.user.pk)
    with pytest.raises(PermissionDenied):
        make(here, by=other, series="t")


def test_a_partner_and_a_guide_of_another_region_make_nothing(here):
    with pytest.raises(PermissionDenied):
        make(here, by=member("professional", here.guide.partij))
    with pytest.raises(RuleError):
        make(here, by=counter().guide)


def test_fewer_places_than_people_is_refused_and_ranks_close(here):
    slot = here.slot(soort="workshop", title="Cv", capacity=3)
    rows = [appointments.book(here.other_zaak().pk, slot.pk, by=here.guide, at=MOMENT) for _ in range(3)]
    change = {"title": "Cv", "self_book": True, "by": here.guide, "at": LATER}
    with pytest.raises(RuleError, match="3 people come already"):
        slots.change_slot(slot.pk, capacity=2, **change)
    appointments.cancel(rows[0].pk, by=here.guide, at=LATER)
    slots.change_slot(slot.pk, capacity=2, **change)
    assert list(Plek.objects.filter(tijdvak=slot).values_list("number", flat=True)) == [1, 2]


def test_a_time_with_somebody_in_it_is_taken_back_only_on_purpose(here):
    slot = here.slot()
    appointments.book(here.zaak.pk, slot.pk, by=here.guide, at=MOMENT)
    with pytest.raises(RuleError, match="Somebody has an appointment"):
        slots.take_back(slot.pk, by=here.guide, at=LATER)
    assert slots.take_back(slot.pk, with_people=True, by=here.guide, at=LATER) == 1
    assert OutboxItem.objects.filter(kind="afspraak.afgezegd", state="waiting").count() == 1
    assert slots.take_back(slot.pk, by=here.guide, at=LATER) == 0
    with pytest.raises(PermissionDenied):
        slots.take_back(here.slot().pk, by=counter().guide, at=LATER)


def test_a_colleague_who_is_busy_or_away_takes_nothing_over(here):
    slot = here.slot()
    slots.hand_over_slot(slot.pk, to=here.colleague.user.pk, by=here.guide, at=LATER)
    slot.refresh_from_db()
    assert slot.guide == here.colleague.user
    busy = here.slot(guide=here.colleague.user, start=slot.start + timedelta(minutes=15))
    appointments.book(here.zaak.pk, busy.pk, by=here.guide, at=MOMENT)
    mine = here.slot()
    with pytest.raises(RuleError, match="another appointment at that time"):
        slots.hand_over_slot(mine.pk, to=here.colleague.user.pk, by=here.guide, at=LATER)
    day = (MOMENT + timedelta(days=9)).date()
    slots.add_absence(here.colleague.user.pk, first_day=day, last_day=day, by=here.guide, at=LATER)
    with pytest.raises(RuleError, match="not there"):
        slots.hand_over_slot(here.slot(9).pk, to=here.colleague.user.pk, by=here.guide, at=LATER)
    with pytest.raises(RuleError, match="guide of this region"):
        slots.hand_over_slot(mine.pk, to=counter().guide.user.pk, by=here.guide, at=LATER)


def test_days_off_take_free_times_back_and_leave_people_to_hand_over(here):
    taken, free, outside = here.slot(2), here.slot(3), here.slot(9)
    made = appointments.book(here.zaak.pk, taken.pk, by=here.guide, at=MOMENT)
    first = MOMENT.date() + timedelta(days=1)
    row, freed = slots.add_absence(
        here.guide.user.pk,
        first_day=first,
        last_day=first + timedelta(days=4),
        by=here.colleague,
        at=MOMENT,
    )
    assert freed == 1
    for slot in (taken, free, outside):
        slot.refresh_from_db()
    assert (taken.taken_back_at, free.taken_back_at, outside.taken_back_at) == (None, MOMENT, None)
    left = to_hand_over(here.guide, here.guide.user.pk, row.first_day, row.last_day, at=MOMENT)
    assert [one.pk for one in left] == [made.pk]
    slots.hand_over_slot(taken.pk, to=here.colleague.user.pk, by=here.colleague, at=MOMENT)
    assert not to_hand_over(here.guide, here.guide.user.pk, row.first_day, row.last_day, at=MOMENT)
    slots.end_absence(row.pk, by=here.guide, at=MOMENT)
    assert AuditLine.objects.get(action="afwezigheid.vervallen").detail == {}


@pytest.mark.parametrize(
    ("first", "last"), [(5, 4), (-9, -8), (0, 400)], ids=["backwards", "passed", "too long"]
)
def test_days_off_that_cannot_be_are_refused(here, first, last):
    today = MOMENT.date()
    with pytest.raises(RuleError) as refused:
        slots.add_absence(
            here.guide.user.pk,
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
            by=here.guide,
            at=MOMENT,
        )
    assert refused.value.field == "last_day"


def test_days_off_of_another_region_do_not_exist(here):
    elsewhere = counter()
    day = MOMENT.date()
    with pytest.raises(RuleError):
        slots.add_absence(elsewhere.guide.user.pk, first_day=day, last_day=day, by=here.guide, at=MOMENT)
    row, _freed = slots.add_absence(here.guide.user.pk, first_day=day, last_day=day, by=here.guide, at=MOMENT)
    with pytest.raises(PermissionDenied):
        slots.end_absence(row.pk, by=elsewhere.guide, at=MOMENT)


# Who comes


def come(here, *, minutes=0):
    slot = here.slot(start=MOMENT + timedelta(minutes=minutes))
    return appointments.book(here.zaak.pk, slot.pk, by=here.guide, at=MOMENT - timedelta(days=1))


def status(boeking, at=LATER):
    return next(row.status.value for row in of_zaak(boeking.zaak, at=at) if row.pk == boeking.pk)


def test_here_then_held_then_a_mistake(here):
    made = come(here)
    for _ in range(2):
        presence.arrived(made.pk, by=here.colleague, at=LATER)
    assert status(made) == "binnen"
    presence.held(made.pk, by=here.guide, at=LATER)
    assert status(made) == "afgerond"
    presence.undo(made.pk, by=here.guide, at=LATER)
    assert status(made) == "binnen"
    assert [event.kind for event in made.gebeurtenissen.all()] == [
        "gemaakt",
        "binnengekomen",
        "afgerond",
        "hersteld",
    ]


def test_not_coming_says_call_today_and_nothing_else(here):
    made = come(here)
    presence.did_not_come(made.pk, by=here.guide, at=LATER)
    here.zaak.refresh_from_db()
    assert (here.zaak.next_step, here.zaak.next_step_due) == (VolgendeStap.NIET_VERSCHENEN, MOMENT.date())
    again = here.slot(4)
    appointments.move(made.pk, again.pk, by=here.guide, at=LATER)
    here.zaak.refresh_from_db()
    assert (status(made), here.zaak.next_step) == ("gepland", VolgendeStap.GESPREK)


def test_a_mistake_about_not_coming_takes_the_call_off_the_list(here):
    made = come(here)
    presence.did_not_come(made.pk, by=here.guide, at=LATER)
    presence.undo(made.pk, by=here.guide, at=LATER)
    here.zaak.refresh_from_db()
    assert here.zaak.next_step == VolgendeStap.GESPREK


def test_nobody_did_not_come_before_it_begins(here):
    made = come(here, minutes=120)
    with pytest.raises(RuleError, match="not possible now"):
        presence.did_not_come(made.pk, by=here.guide, at=LATER)
    with pytest.raises(PermissionDenied):
        presence.arrived(made.pk, by=counter().guide, at=LATER)


def test_who_walks_in_stands_on_the_list_at_once(here):
    made = presence.walk_in(here.loket.pk, here.zaak.pk, by=here.guide, at=MOMENT)
    rows = day_list(here.guide, here.loket, MOMENT.date(), at=MOMENT)
    assert [(row.pk, row.first_name, row.status.value) for row in rows] == [(made.pk, "Noor", "binnen")]
    slot = made.tijdvak
    assert (slot.soort, slot.start, slot.end.hour) == ("inloop", MOMENT, 17)
    assert not OutboxItem.objects.exists()
    with pytest.raises(RuleError, match="already"):
        presence.walk_in(here.loket.pk, here.zaak.pk, by=here.guide, at=LATER)
    second = presence.walk_in(here.loket.pk, here.other_zaak().pk, by=here.guide, at=LATER)
    assert second.tijdvak_id == slot.pk


def test_who_has_an_appointment_today_is_noted_as_here(here):
    made = come(here, minutes=60)
    assert presence.walk_in(here.loket.pk, here.zaak.pk, by=here.guide, at=LATER).pk == made.pk
    assert Tijdvak.objects.count() == 1


def test_a_full_walk_in_hour_still_takes_who_stands_there(here):
    full = here.slot(soort="inloop", capacity=1, start=MOMENT)
    appointments.book(here.other_zaak().pk, full.pk, by=here.guide, at=MOMENT - timedelta(days=1))
    made = presence.walk_in(here.loket.pk, here.zaak.pk, by=here.guide, at=LATER)
    assert made.tijdvak_id != full.pk


def test_walk_in_at_a_counter_of_another_region_is_refused(here):
    elsewhere = counter()
    for loket, zaak in ((elsewhere.loket, here.zaak), (here.loket, elsewhere.zaak)):
        with pytest.raises(PermissionDenied):
            presence.walk_in(loket.pk, zaak.pk, by=here.guide, at=MOMENT)


def test_a_talk_with_three_that_was_held_makes_the_hand_over_warm():
    road = walk(place(), "geaccepteerd")
    here = counter(road.zaak.regio)
    slot = here.slot(soort="driegesprek", start=MOMENT)
    made = appointments.book(
        road.zaak.pk,
        slot.pk,
        doorverwijzing_id=road.referral.pk,
        by=road.guide,
        at=MOMENT,
    )
    other_partner = member("professional", PartijFactory(regio=road.zaak.regio, soort="uwv"))
    with pytest.raises(PermissionDenied):
        presence.held(made.pk, by=other_partner, at=LATER)
    with pytest.raises(PermissionDenied):
        presence.arrived(made.pk, by=road.partner, at=LATER)
    presence.held(made.pk, by=road.partner, at=LATER)
    road.referral.refresh_from_db()
    assert road.referral.warmth == Warmte.DRIEGESPREK
    presence.undo(made.pk, by=road.guide, at=LATER)
    road.referral.refresh_from_db()
    assert road.referral.warmth == Warmte.GEINFORMEERD


def test_a_partner_ends_no_other_appointment_of_the_same_case():
    road = walk(place(), "geaccepteerd")
    here = counter(road.zaak.regio)
    made = appointments.book(road.zaak.pk, here.slot(start=MOMENT).pk, by=road.guide, at=MOMENT)
    with pytest.raises(PermissionDenied):
        presence.held(made.pk, by=road.partner, at=LATER)


def test_a_counter_with_appointments_is_not_removed(here):
    here.slot()
    admin = member("regiobeheerder", here.guide.partij)
    with pytest.raises(RuleError, match="so it stays"):
        remove_loket(here.loket.pk, by=admin, at=MOMENT)
    remove_loket(LoketFactory(regio=here.loket.regio).pk, by=admin, at=MOMENT)


def test_the_date_of_a_day_list_is_that_of_amsterdam(here):
    slot = here.slot(start=MOMENT.replace(hour=23, minute=30))
    made = appointments.book(here.zaak.pk, slot.pk, by=here.guide, at=MOMENT)
    days = {day: day_list(here.guide, here.loket, date(2026, 11, day), at=MOMENT) for day in (24, 25)}
    assert [[row.pk for row in rows] for rows in days.values()] == [[made.pk], []]


def test_a_walk_in_keeps_the_guide_busy_and_its_places_are_not_free_talks(here):
    here.slot(days=1)
    here.slot(start=MOMENT + timedelta(days=1, hours=2), soort="inloop", capacity=20)
    day = (MOMENT + timedelta(days=1)).date()
    (row,) = free_or_busy(here.guide, [here.guide.user], [day])
    assert (row.cells[0].taken, row.cells[0].free) == (1, 1)
