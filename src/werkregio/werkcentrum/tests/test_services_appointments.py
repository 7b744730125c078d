# SPDX-License-Identifier: EUPL-1.2
"""Making, moving and cancelling appointments: each act, each refusal, what goes out, what the log says."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from icalendar import Calendar
from tests.factories import MOMENT, RegioFactory

from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.regio.models import Sluitingsdag
from werkregio.werkcentrum.models import Boeking, Boekingsgebeurtenis, Plek, Tijdkeuze, Zaakgebeurtenis
from werkregio.werkcentrum.queries.appointments import of_zaak
from werkregio.werkcentrum.services import appointment_choice as choice
from werkregio.werkcentrum.services import appointments, erasure, mine, worklist
from werkregio.werkcentrum.services.appointment_messages import plan_reminders_again, reminder_time
from werkregio.werkcentrum.services.appointment_slots import set_change_hours
from werkregio.werkcentrum.terms import VolgendeStap

from .appointment_place import counter
from .referral_road import member, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PERSON = "persoon"
LATER = MOMENT + timedelta(minutes=10)


@pytest.fixture
def here():
    return counter()


def book(here, slot=None, *, by=None, **fields):
    slot = slot or here.slot()
    return appointments.book(
        fields.pop("zaak", here.zaak).pk, slot.pk, by=by or here.guide, at=MOMENT, **fields
    )


def status(boeking, at=LATER):
    return next(row.status.value for row in of_zaak(boeking.zaak, at=at) if row.pk == boeking.pk)


def waiting():
    return sorted(OutboxItem.objects.filter(state="waiting").values_list("kind", flat=True))


def test_an_appointment_takes_the_place_writes_a_line_and_says_so(here):
    made = book(here, interpreter="pl")
    assert status(made) == "gepland"
    assert Plek.objects.get().number == 1
    assert waiting() == ["afspraak.herinnering", "afspraak.uitnodiging"]
    line = AuditLine.objects.get(action="boeking.gemaakt")
    assert (line.subject, line.region) == (here.zaak.subject, here.zaak.regio.code)
    assert line.detail == {"boeking": made.pk, "boekingsstap": "gemaakt", "tijdvak": made.tijdvak_id}
    here.zaak.refresh_from_db()
    assert here.zaak.next_step == VolgendeStap.GESPREK
    assert here.zaak.next_step_due == made.tijdvak.start.date()


def test_the_message_holds_a_valid_file_and_nothing_about_the_person_or_the_need(here):
    book(here)
    outbox.deliver_due(LATER)
    message = mail.outbox[0]
    assert message.to == ["noor@voorbeeld.example"]
    name, content, media = message.attachments[0]
    assert name == "afspraak.ics"
    assert media.startswith("text/calendar; method=REQUEST")
    text = content if isinstance(content, str) else content.decode()
    event = Calendar.from_ical(text).events[0]
    assert event["sequence"] == 0
    for secret in ("Noor", "noor@", "Ik zoek werk"):
        assert secret not in text + message.body


def test_the_file_of_a_moved_and_a_cancelled_appointment_has_a_higher_number(here):
    made = book(here)
    outbox.deliver_due(MOMENT)
    appointments.move(made.pk, here.slot(5).pk, by=here.guide, at=LATER)
    outbox.deliver_due(LATER)
    appointments.cancel(made.pk, by=here.guide, at=LATER)
    outbox.deliver_due(LATER)
    files = [Calendar.from_ical(message.attachments[0][1]) for message in mail.outbox]
    assert [(str(file["method"]), file.events[0]["sequence"]) for file in files] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({str(file.events[0]["uid"]) for file in files}) == 1


def test_what_was_moved_before_it_was_sent_is_announced_once(here):
    made = book(here)
    appointments.move(made.pk, here.slot(5).pk, by=here.guide, at=MOMENT)
    outbox.deliver_due(LATER)
    assert len(mail.outbox) == 1
    assert waiting() == ["afspraak.herinnering"]


def test_the_reminder_goes_a_day_before_and_not_when_it_is_off(here):
    made = book(here)
    outbox.deliver_due(LATER)
    day_before = made.tijdvak.start - timedelta(days=1)
    outbox.deliver_due(day_before - timedelta(minutes=1))
    assert len(mail.outbox) == 1
    outbox.deliver_due(day_before)
    assert len(mail.outbox) == 2
    other = book(here, here.slot(6))
    appointments.cancel(other.pk, by=here.guide, at=LATER)
    assert "afspraak.herinnering" not in waiting()


def monday(here):
    """The first Monday at ten that lies a week from now."""
    day = (MOMENT + timedelta(days=7)).astimezone(AMSTERDAM)
    day += timedelta(days=-day.weekday() % 7)
    return here.slot(start=day.replace(hour=10, minute=0))


def reminder():
    return OutboxItem.objects.get(kind="afspraak.herinnering", state="waiting")


def test_nobody_is_reminded_on_a_sunday_or_a_closing_day(here):
    slot = monday(here)
    book(here, slot)
    friday = slot.start.astimezone(AMSTERDAM) - timedelta(days=3)
    assert reminder().due_at == friday
    # A day that is closed later moves what was planned; opened again it moves back.
    closed = Sluitingsdag.objects.create(regio=here.zaak.regio, day=friday.date(), why="Verzonnen")
    assert plan_reminders_again(LATER) == {"moved": 1}
    assert reminder().due_at == friday - timedelta(days=1)
    closed.delete()
    assert plan_reminders_again(LATER) == {"moved": 1}
    assert plan_reminders_again(LATER) == {"moved": 0}


def test_a_closing_day_of_another_region_changes_nothing(here):
    slot = monday(here)
    friday = slot.start.astimezone(AMSTERDAM) - timedelta(days=3)
    Sluitingsdag.objects.create(regio=RegioFactory(), day=friday.date(), why="Verzonnen")
    book(here, slot)
    assert reminder().due_at == friday


@pytest.mark.parametrize(
    ("start", "planned"),
    [
        ("2026-03-30T10:00", "2026-03-27T10:00"),  # over the change to summer time, same time on the clock
        ("2026-04-07T09:00", "2026-04-02T09:00"),  # Tuesday after Easter, before Good Friday
        ("2026-04-28T14:00", "2026-04-24T14:00"),  # King's Day on Monday
        ("2026-11-26T11:30", "2026-11-25T11:30"),
    ],
)
def test_the_reminder_comes_on_the_working_day_before(start, planned):
    at = datetime.fromisoformat(start).replace(tzinfo=AMSTERDAM)
    assert reminder_time(at) == datetime.fromisoformat(planned).replace(tzinfo=AMSTERDAM)


def test_nobody_gets_a_place_that_is_taken(here):
    slot = here.slot()
    book(here, slot)
    with pytest.raises(RuleError, match="just taken"):
        book(here, slot, zaak=here.other_zaak())
    assert Boeking.objects.count() == 1


def test_the_database_itself_refuses_a_place_twice_and_one_too_many(here):
    slot = here.slot()
    first = book(here, slot)
    second = Boeking.objects.create(tijdvak=slot, zaak=here.other_zaak(), created_at=MOMENT)
    for number in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plek.objects.create(tijdvak=slot, boeking=second, number=number)
    Plek.objects.filter(boeking=first).delete()
    slot.taken_back_at = MOMENT
    slot.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plek.objects.create(tijdvak=slot, boeking=second, number=1)


def test_the_database_refuses_a_place_for_somebody_of_another_region(here):
    elsewhere = counter()
    slot = here.slot()
    wrong = Boeking.objects.create(tijdvak=slot, zaak=elsewhere.zaak, created_at=MOMENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plek.objects.create(tijdvak=slot, boeking=wrong, number=1)


def test_events_are_never_changed(here):
    book(here)
    with pytest.raises(TypeError):
        Boekingsgebeurtenis.objects.get().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Boekingsgebeurtenis.objects.update(kind="verzet")


def test_one_person_is_not_at_two_places_at_once(here):
    book(here)
    with pytest.raises(RuleError, match="another appointment at this time"):
        book(here, here.slot(guide=here.colleague.user))


def test_the_same_form_twice_makes_one_appointment(here):
    slot = here.slot(capacity=5, soort="workshop", title="Cv")
    assert book(here, slot, form_key="x").pk == book(here, slot, form_key="x").pk


def test_a_slot_of_another_region_does_not_exist(here):
    elsewhere = counter()
    with pytest.raises(PermissionDenied):
        book(here, elsewhere.slot())
    with pytest.raises(PermissionDenied):
        book(here, elsewhere.slot(), by=elsewhere.guide)


def test_a_partner_makes_no_appointment(here):
    partner = member("professional", here.guide.partij)
    with pytest.raises(PermissionDenied):
        book(here, by=partner)


def test_a_time_that_was_taken_back_or_has_passed_is_refused(here):
    with pytest.raises(RuleError, match="not offered"):
        book(here, here.slot(taken_back_at=MOMENT))
    with pytest.raises(RuleError, match="has passed"):
        book(here, here.slot(-1))


def test_an_unknown_interpreter_language_is_refused(here):
    with pytest.raises(RuleError) as refused:
        book(here, interpreter="xx")
    assert refused.value.field == "interpreter"


# The person


def test_a_person_chooses_only_where_the_guide_opened_it_and_once(here):
    slot, next_slot = here.slot(), here.slot(4)
    with pytest.raises(RuleError, match="did not open"):
        book(here, slot, by=PERSON)
    choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    book(here, slot, by=PERSON)
    assert AuditLine.objects.get(action="boeking.gemaakt").actor == "person:own-page"
    with pytest.raises(RuleError, match="used it already"):
        book(here, next_slot, by=PERSON)
    assert Tijdkeuze.objects.get().closed_at == MOMENT


def test_a_person_does_not_choose_what_is_not_offered_to_them(here):
    choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    for slot in (here.slot(self_book=False), here.slot(start=MOMENT + timedelta(hours=1))):
        with pytest.raises(RuleError):
            book(here, slot, by=PERSON)


def test_opening_the_choice_twice_is_one_choice_and_it_can_be_closed(here):
    one = choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    assert choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT).pk == one.pk
    choice.close_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    with pytest.raises(RuleError):
        book(here, by=PERSON)
    with pytest.raises(RuleError):
        choice.open_choice(here.zaak.pk, "driegesprek", by=here.guide, at=MOMENT)


def test_until_a_day_before_a_person_moves_and_cancels_alone_and_the_region_sets_it(here):
    made = book(here)
    too_late = made.tijdvak.start - timedelta(hours=23)
    with pytest.raises(RuleError, match="less than 24 hours"):
        appointments.cancel(made.pk, zaak_id=here.zaak.pk, by=PERSON, at=too_late)
    with pytest.raises(RuleError, match="less than 24 hours"):
        appointments.move(made.pk, here.slot(6).pk, zaak_id=here.zaak.pk, by=PERSON, at=too_late)
    admin = member("regiobeheerder", here.guide.partij)
    set_change_hours(4, by=admin, at=MOMENT)
    appointments.cancel(made.pk, zaak_id=here.zaak.pk, by=PERSON, at=too_late)
    assert status(made) == "afgezegd"
    with pytest.raises(PermissionDenied):
        set_change_hours(4, by=here.guide, at=MOMENT)


def test_another_persons_appointment_does_not_exist(here):
    made = book(here)
    stranger = here.other_zaak()
    for act in (
        lambda: appointments.cancel(made.pk, zaak_id=stranger.pk, by=PERSON, at=LATER),
        lambda: appointments.confirm(made.pk, zaak_id=stranger.pk, by=PERSON, at=LATER),
        lambda: appointments.move(made.pk, here.slot(5).pk, zaak_id=stranger.pk, by=PERSON, at=LATER),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_moving_frees_the_old_place_and_keeps_the_kind(here):
    made = book(here)
    old = made.tijdvak_id
    with pytest.raises(RuleError, match="same kind"):
        appointments.move(
            made.pk, here.slot(5, soort="workshop", title="Cv", capacity=9).pk, by=here.guide, at=LATER
        )
    appointments.move(made.pk, here.slot(5).pk, by=here.guide, at=LATER)
    assert not Plek.objects.filter(tijdvak=old).exists()
    assert book(here, made.tijdvak.__class__.objects.get(pk=old), zaak=here.other_zaak()).pk
    detail = Zaakgebeurtenis.objects.filter(detail__boekingsstap="verzet").get().detail
    assert detail["van"] == old


def test_saying_twice_that_one_comes_is_one_event(here):
    made = book(here)
    for _ in range(2):
        appointments.confirm(made.pk, zaak_id=here.zaak.pk, by=PERSON, at=LATER)
    assert status(made) == "bevestigd"
    assert made.gebeurtenissen.count() == 2


# Workshop and waiting list


def test_a_full_workshop_has_a_waiting_list_that_moves_up(here, django_capture_on_commit_callbacks):
    slot = here.slot(soort="workshop", title="Een goed cv", capacity=1)
    first = book(here, slot)
    second = book(here, slot, zaak=here.other_zaak())
    third = book(here, slot, zaak=here.other_zaak())
    assert [status(row) for row in (first, second, third)] == ["gepland", "wachtlijst", "wachtlijst"]
    # On a waiting list nobody gets an invitation.
    assert OutboxItem.objects.filter(thing=f"boeking:{second.pk}").count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        appointments.cancel(first.pk, by=here.guide, at=LATER)
    assert [status(row) for row in (second, third)] == ["gepland", "wachtlijst"]
    assert OutboxItem.objects.filter(thing=f"boeking:{second.pk}", kind="afspraak.uitnodiging").exists()
    assert AuditLine.objects.get(action="boeking.plek").actor == "systeem"


def test_the_worker_moves_up_what_an_act_did_not(here):
    slot = here.slot(soort="workshop", title="Een goed cv", capacity=1)
    first = book(here, slot)
    second = book(here, slot, zaak=here.other_zaak())
    appointments.cancel(first.pk, by=here.guide, at=LATER)
    assert appointments.promote_all(LATER) == {"given": 1}
    assert appointments.promote_all(LATER) == {"given": 0}
    assert status(second) == "gepland"


def test_who_left_the_waiting_list_gets_no_place(here):
    slot = here.slot(soort="workshop", title="Een goed cv", capacity=1)
    first, second = book(here, slot), book(here, slot, zaak=here.other_zaak())
    appointments.cancel(second.pk, person_asked=True, by=here.guide, at=LATER)
    appointments.cancel(first.pk, by=here.guide, at=LATER)
    assert appointments.promote(slot.pk, at=LATER) == 0


# Three of us


@pytest.fixture
def road():
    return place()


def three(road, **fields):
    here = counter(road.zaak.regio)
    slot = here.slot(soort="driegesprek", guide=road.guide.user, **fields)
    return here, slot


def test_a_talk_with_three_needs_a_hand_over_that_is_with_the_partner(road):
    _here, slot = three(road)

    def make():
        return appointments.book(
            road.zaak.pk, slot.pk, doorverwijzing_id=road.referral.pk, by=road.guide, at=MOMENT
        )

    for state in ("concept", "ingestemd"):
        walk(road, state)
        with pytest.raises(RuleError, match="three of us"):
            make()
    walk(road, "verzonden")
    assert make().doorverwijzing_id == road.referral.pk


def test_without_a_hand_over_there_is_no_talk_with_three(road):
    here, slot = three(road)
    for zaak, key in ((here.zaak, road.referral.pk), (road.zaak, None)):
        with pytest.raises(RuleError, match="three of us"):
            appointments.book(zaak.pk, slot.pk, doorverwijzing_id=key, by=road.guide, at=MOMENT)


def test_when_the_hand_over_ends_the_talk_is_cancelled_and_the_person_told(road):
    walk(road, "verzonden")
    _here, slot = three(road)
    made = appointments.book(
        road.zaak.pk, slot.pk, doorverwijzing_id=road.referral.pk, by=road.guide, at=MOMENT
    )
    walk(road, "ontvangen")
    from werkregio.werkcentrum.services import inbox

    inbox.decline_referral(road.referral.pk, reason="vol", by=road.partner, at=LATER)
    assert status(made) == "afgezegd"
    assert not Plek.objects.exists()
    assert waiting().count("afspraak.afgezegd") == 1


# What ends together


def test_a_withdrawn_question_has_no_appointments_and_says_nothing(here):
    made = book(here)
    mine.withdraw(here.zaak.pk, at=LATER)
    assert status(made) == "afgezegd"
    assert waiting() == []


def test_erasing_empties_appointments_and_leaves_codes(here):
    made = book(here, interpreter="pl", form_key="k")
    erasure.erase(here.zaak.pk, state="afgesloten", reason="x", at=LATER)
    made.refresh_from_db()
    assert (made.interpreter, made.form_key) == ("", None)
    assert not Plek.objects.exists()
    assert made.gebeurtenissen.count() == 2


def test_a_question_with_an_appointment_is_not_closed(here):
    book(here)
    need = here.zaak.behoeften.create(need="werk-zoeken", created_at=MOMENT)
    worklist.close_need(
        here.zaak.pk, need.pk, ground="eigen-keuze", person_confirmed=True, by=here.guide, at=LATER
    )
    with pytest.raises(RuleError, match="appointment to come"):
        worklist.close_zaak(here.zaak.pk, by=here.guide, at=LATER)


def test_arranging_the_interpreter(here):
    made = book(here, interpreter="pl")
    choice.interpreter_arranged(made.pk, arranged=True, by=here.guide, at=LATER)
    made.refresh_from_db()
    assert made.interpreter_arranged_at == LATER
    choice.ask_interpreter(made.pk, "ar", by=here.guide, at=LATER)
    made.refresh_from_db()
    assert (made.interpreter, made.interpreter_arranged_at) == ("ar", None)
    choice.ask_interpreter(made.pk, "", by=here.guide, at=LATER)
    with pytest.raises(RuleError):
        choice.interpreter_arranged(made.pk, arranged=True, by=here.guide, at=LATER)
