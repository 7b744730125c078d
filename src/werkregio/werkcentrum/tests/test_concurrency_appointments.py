# SPDX-License-Identifier: EUPL-1.2
"""Several people want the same chair at the same moment: nobody gets one that is taken, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from tests.factories import MOMENT

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.werkcentrum.models import Boeking, Boekingsgebeurtenis, Plek
from werkregio.werkcentrum.queries.appointments import of_zaak
from werkregio.werkcentrum.services import appointment_presence as presence
from werkregio.werkcentrum.services import appointment_slots as slots
from werkregio.werkcentrum.services import appointments

from .appointment_place import counter


@pytest.fixture
def here(transactional_db):
    return counter()


def at_once(*acts):
    """Run the acts in threads with connections of their own; returns what each of them raised, or None."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def booking(here, slot, zaak):
    return lambda: appointments.book(zaak.pk, slot.pk, by=here.guide, at=MOMENT)


def refused(results):
    errors = [result for result in results if result is not None]
    assert all(isinstance(error, RuleError) for error in errors), results
    return len(errors)


def test_one_chair_and_four_people(here):
    slot = here.slot()
    people = [here.other_zaak() for _ in range(4)]
    assert refused(at_once(*[booking(here, slot, zaak) for zaak in people])) == 3
    assert Plek.objects.count() == Boeking.objects.count() == 1
    assert audit.verify() == []


def test_three_chairs_and_six_people_leave_three_on_the_waiting_list(here):
    slot = here.slot(soort="workshop", title="Cv", capacity=3)
    people = [here.other_zaak() for _ in range(6)]
    assert refused(at_once(*[booking(here, slot, zaak) for zaak in people])) == 0
    assert sorted(Plek.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Boekingsgebeurtenis.objects.filter(kind="wachtlijst").count() == 3


def test_one_person_who_clicks_twice_has_one_appointment(here):
    slot = here.slot(soort="workshop", title="Cv", capacity=9)
    assert refused(at_once(*[booking(here, slot, here.zaak)] * 3)) == 2
    assert Boeking.objects.count() == 1


def test_two_who_change_places_do_not_lock_each_other_out(here):
    one, two, free = here.slot(2), here.slot(3), here.slot(4)
    first = appointments.book(here.zaak.pk, one.pk, by=here.guide, at=MOMENT)
    second = appointments.book(here.other_zaak().pk, two.pk, by=here.guide, at=MOMENT)
    results = at_once(
        lambda: appointments.move(first.pk, free.pk, by=here.guide, at=MOMENT),
        lambda: appointments.move(second.pk, free.pk, by=here.guide, at=MOMENT),
        lambda: appointments.move(first.pk, two.pk, by=here.guide, at=MOMENT),
        lambda: appointments.move(second.pk, one.pk, by=here.guide, at=MOMENT),
    )
    refused(results)
    assert Plek.objects.count() == 2
    for boeking in Boeking.objects.all():
        assert boeking.plek.tijdvak_id == boeking.tijdvak_id


def test_cancelling_while_others_wait_gives_the_place_once(here):
    slot = here.slot(soort="workshop", title="Cv", capacity=2)
    made = [appointments.book(here.other_zaak().pk, slot.pk, by=here.guide, at=MOMENT) for _ in range(5)]
    results = at_once(
        *[lambda key=row.pk: appointments.cancel(key, by=here.guide, at=MOMENT) for row in made[:2]],
        lambda: appointments.promote(slot.pk, at=MOMENT),
    )
    assert refused(results) == 0
    appointments.promote(slot.pk, at=MOMENT)
    assert sorted(Plek.objects.values_list("boeking_id", flat=True)) == [made[2].pk, made[3].pk]


def test_taking_back_and_booking_at_once_leaves_nobody_in_a_slot_that_is_gone(here):
    for round_ in range(3):
        slot = here.slot(2 + round_)
        zaak = here.other_zaak()
        results = at_once(
            booking(here, slot, zaak),
            lambda slot=slot: slots.take_back(slot.pk, with_people=True, by=here.guide, at=MOMENT),
        )
        refused(results)
        slot.refresh_from_db()
        assert slot.taken_back_at is None or not slot.plekken.exists()


def test_here_and_did_not_come_at_once_is_one_word(here):
    slot = here.slot(start=MOMENT)
    made = appointments.book(here.zaak.pk, slot.pk, by=here.guide, at=MOMENT - timedelta(days=1))
    later = MOMENT + timedelta(minutes=5)
    results = at_once(
        lambda: presence.arrived(made.pk, by=here.guide, at=later),
        lambda: presence.did_not_come(made.pk, by=here.colleague, at=later),
    )
    assert refused(results) == 1
    assert of_zaak(here.zaak, at=later)[0].status.value in {"binnen", "niet-verschenen"}


def test_several_who_walk_in_at_once_share_one_walk_in_hour(here):
    people = [here.other_zaak() for _ in range(3)]
    acts = [
        lambda key=zaak.pk: presence.walk_in(here.loket.pk, key, by=here.guide, at=MOMENT) for zaak in people
    ]
    assert refused(at_once(*acts)) == 0
    assert Boeking.objects.values("tijdvak").distinct().count() == 1
