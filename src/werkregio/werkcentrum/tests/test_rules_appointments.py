# SPDX-License-Identifier: EUPL-1.2
"""Rules of appointments: status from events and clock, series from opening hours, words, calendar file."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.factories import MOMENT

from werkregio.foundation.clock import AMSTERDAM
from werkregio.werkcentrum.rules.appointment_calendar import CalendarEntry, calendar_file
from werkregio.werkcentrum.rules.appointment_series import Series, Why, hours_on, plan
from werkregio.werkcentrum.rules.appointment_states import (
    PRESENCE,
    TABLE,
    Event,
    Rol,
    effective,
    may_take,
    person_may_change,
    revision,
    status_of,
)
from werkregio.werkcentrum.rules.appointment_texts import About, Facts, languages, message, title
from werkregio.werkcentrum.rules.appointment_words import WORDS
from werkregio.werkcentrum.terms import Boekingsstap as Stap
from werkregio.werkcentrum.terms import BoekingStatus as Status

START, END = MOMENT, MOMENT + timedelta(minutes=45)
BEFORE, DURING, AFTER = MOMENT - timedelta(hours=1), MOMENT + timedelta(minutes=5), END + timedelta(minutes=1)
WEEK = {day: ["09:00-12:30", "13:00-17:00"] for day in ("ma", "di", "wo", "do")} | {
    "vr": [],
    "za": ["10:00-12:00"],
}


def events(*kinds):
    return [Event(kind, BEFORE) for kind in kinds]


def status(*kinds, now=BEFORE):
    return status_of(events(*kinds), start=START, end=END, now=now)


@pytest.mark.parametrize(
    ("kinds", "now", "expected"),
    [
        ([Stap.GEMAAKT], BEFORE, Status.GEPLAND),
        ([Stap.GEMAAKT, Stap.BEVESTIGD], BEFORE, Status.BEVESTIGD),
        ([Stap.GEMAAKT], START, Status.VERWACHT),
        ([Stap.GEMAAKT, Stap.BEVESTIGD], DURING, Status.VERWACHT),
        ([Stap.GEMAAKT], END, Status.INVULLEN),
        ([Stap.GEMAAKT, Stap.BINNENGEKOMEN], DURING, Status.BINNEN),
        ([Stap.GEMAAKT, Stap.BINNENGEKOMEN, Stap.AFGEROND], AFTER, Status.AFGEROND),
        ([Stap.GEMAAKT, Stap.NIET_VERSCHENEN], AFTER, Status.NIET_VERSCHENEN),
        ([Stap.GEMAAKT, Stap.NIET_VERSCHENEN, Stap.HERSTELD], AFTER, Status.INVULLEN),
        ([Stap.GEMAAKT, Stap.NIET_VERSCHENEN, Stap.VERZET], BEFORE, Status.GEPLAND),
        ([Stap.GEMAAKT, Stap.BINNENGEKOMEN, Stap.AFGEROND, Stap.HERSTELD], DURING, Status.BINNEN),
        ([Stap.GEMAAKT, Stap.BEVESTIGD, Stap.VERZET], BEFORE, Status.GEPLAND),
        ([Stap.GEMAAKT, Stap.AFGEZEGD_PERSOON], AFTER, Status.AFGEZEGD),
        ([Stap.WACHTLIJST], AFTER, Status.WACHTLIJST),
        ([Stap.WACHTLIJST, Stap.PLEK], BEFORE, Status.GEPLAND),
    ],
)
def test_the_status_follows_from_events_and_clock(kinds, now, expected):
    assert status(*kinds, now=now) == expected


def test_an_appointment_without_events_does_not_exist():
    with pytest.raises(ValueError, match="begins with an event"):
        status()


@given(st.lists(st.sampled_from(sorted(TABLE)), max_size=12))
def test_whatever_happens_there_is_one_status_and_a_mistake_leaves_no_trace_of_itself(kinds):
    happened = events(Stap.GEMAAKT, *kinds)
    assert status_of(happened, start=START, end=END, now=AFTER) in Status
    kept = effective(happened)
    assert all(event.kind != Stap.HERSTELD for event in kept)
    words, undone = sum(k in PRESENCE for k in kinds), kinds.count(Stap.HERSTELD)
    assert len(kept) >= 1 + len(kinds) - 2 * undone
    assert sum(event.kind in PRESENCE for event in kept) >= words - undone


def test_the_number_of_the_file_rises_with_each_move_and_end():
    assert revision(events(Stap.GEMAAKT)) == 0
    assert revision(events(Stap.GEMAAKT, Stap.BEVESTIGD, Stap.VERZET)) == 1
    assert revision(events(Stap.GEMAAKT, Stap.VERZET, Stap.VERZET, Stap.AFGEZEGD_LOKET)) == 3


def test_who_comes_is_noted_on_the_day_and_not_before():
    yesterday, morning = START - timedelta(days=1), START - timedelta(hours=2)
    assert not may_take(Status.GEPLAND, Stap.BINNENGEKOMEN, role=Rol.GIDS, start=START, now=yesterday)
    assert may_take(Status.GEPLAND, Stap.BINNENGEKOMEN, role=Rol.GIDS, start=START, now=morning)
    assert not may_take(Status.GEPLAND, Stap.NIET_VERSCHENEN, role=Rol.GIDS, start=START, now=morning)


def test_a_person_never_says_for_the_counter_who_came():
    for kind in (*PRESENCE, Stap.AFGEZEGD_LOKET, Stap.PLEK, Stap.HERSTELD):
        for before in Status:
            assert not may_take(before, kind, role=Rol.PERSOON, start=START, now=AFTER)


def test_a_partner_only_ends_a_talk():
    allowed = {
        kind
        for kind in TABLE
        for before in Status
        if may_take(before, kind, role=Rol.PARTNER, start=START, now=AFTER)
    }
    assert allowed == {Stap.AFGEROND, Stap.NIET_VERSCHENEN}


@pytest.mark.parametrize(
    ("before", "hours", "may"),
    [
        (timedelta(hours=24), 24, True),
        (timedelta(hours=24) - timedelta(seconds=1), 24, False),
        (timedelta(seconds=1), 0, True),
        (timedelta(0), 0, False),
    ],
)
def test_until_when_a_person_changes_alone(before, hours, may):
    assert person_may_change(START, now=START - before, hours=hours) is may


def series(**changed):
    fields = {
        "first": date(2026, 12, 21),
        "last": date(2027, 1, 3),
        "weekdays": frozenset(range(7)),
        "minutes": 60,
    }
    return Series(**fields | changed)


def made(asked, **changed):
    return plan(asked, **{"hours": WEEK, "now": MOMENT} | changed)


def test_a_series_follows_the_opening_hours_and_skips_holidays():
    found = made(series())
    days = {slot.start.date() for slot in found.slots}
    why = dict(found.skipped)
    # First Christmas day is a Friday, second a Saturday, New Year's Day a Friday.
    assert why[date(2026, 12, 25)] == Why.HOLIDAY
    assert why[date(2026, 12, 26)] == Why.HOLIDAY
    assert why[date(2027, 1, 1)] == Why.HOLIDAY
    assert date(2027, 1, 2) in days
    assert why[date(2026, 12, 27)] == Why.UNKNOWN
    monday = [slot for slot in found.slots if slot.start.date() == date(2026, 12, 21)]
    assert [f"{slot.start:%H:%M}" for slot in monday] == [
        "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00",
    ]  # fmt: skip


def test_closing_exceptions_and_days_off_count():
    found = made(
        series(last=date(2026, 12, 24)),
        exceptions=[
            {"date": "2026-12-22", "hours": []},
            {"date": "2026-12-24", "hours": ["09:00-11:00"]},
        ],
        closed={date(2026, 12, 21)},
        absent={date(2026, 12, 23)},
    )
    assert dict(found.skipped) == {
        date(2026, 12, 21): Why.HOLIDAY,
        date(2026, 12, 22): Why.CLOSED,
        date(2026, 12, 23): Why.ABSENT,
    }
    assert [f"{slot.start:%d %H:%M}" for slot in found.slots] == ["24 09:00", "24 10:00"]


def test_own_times_may_lie_outside_the_hours_and_say_so():
    found = made(series(last=date(2026, 12, 21), begin=time(8), finish=time(10)))
    assert [slot.outside_hours for slot in found.slots] == [True, False]


def test_by_phone_there_are_no_hours_to_follow():
    found = made(series(last=date(2026, 12, 21), begin=time(18), finish=time(19)), hours=None)
    assert len(found.slots) == 1
    assert not found.slots[0].outside_hours
    assert made(series(last=date(2026, 12, 21)), hours=None).skipped == [(date(2026, 12, 21), Why.UNKNOWN)]


def test_what_has_passed_is_not_made():
    today = MOMENT.date()
    found = made(series(first=today, last=today))
    assert all(slot.start > MOMENT for slot in found.slots)
    assert found.slots


def test_the_hour_of_the_clock_stays_when_summer_time_ends():
    found = made(
        series(first=date(2026, 10, 24), last=date(2026, 10, 26), begin=time(9), finish=time(10)),
        hours=None,
        now=datetime(2026, 10, 1, tzinfo=AMSTERDAM),
    )
    assert {f"{slot.start:%H:%M}" for slot in found.slots} == {"09:00"}
    assert {slot.start.utcoffset() for slot in found.slots} == {timedelta(hours=2), timedelta(hours=1)}


@given(
    st.dates(date(2026, 11, 1), date(2027, 12, 1)),
    st.integers(0, 40),
    st.integers(10, 480),
    st.integers(0, 240),
)
def test_slots_of_a_series_never_overlap_and_last_as_long_as_asked(first, days, minutes, pause):
    asked = series(first=first, last=first + timedelta(days=days), minutes=minutes, pause=pause)
    found = made(asked)
    for one, two in zip(found.slots, found.slots[1:], strict=False):
        assert one.end <= two.start
    for slot in found.slots:
        assert slot.end - slot.start == timedelta(minutes=minutes)
        assert not slot.outside_hours
        periods = hours_on(slot.start.date(), WEEK, [])
        assert any(a <= slot.start.time() and slot.end.time() <= b for a, b in periods)


FACTS = Facts(
    soort="gesprek",
    plaats="loket",
    when="maandag 30 november 2026, 10:00",
    address="Loket, Plein 1",
    accessibility="geen drempel",
    interpreter="Polski",
    page="https://voorbeeld.example/nl/mijn-vraag/",
    phone="077 0000000",
)


def test_all_languages_have_the_same_sentences():
    assert set(languages()) == {"nl", "en", "pl", "ro", "bg", "ar"}
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["nl"])}


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("about", list(About))
def test_a_message_says_when_and_how_to_change_it_and_nothing_of_the_need(language, about):
    said = message(about, language, FACTS)
    assert FACTS.when in said.text
    assert FACTS.page in said.text
    assert FACTS.phone in said.text
    assert "{" not in said.text + said.subject
    assert ("Plein 1" in said.text) is (about != About.CANCEL)


def test_an_unknown_language_is_answered_in_english():
    assert message(About.INVITE, "xx", FACTS) == message(About.INVITE, "en", FACTS)


def test_a_workshop_does_not_betray_what_it_is_about():
    assert title("nl", soort="workshop", plaats="loket") == "Bijeenkomst bij het Werkcentrum"
    assert "bellen" in message(About.INVITE, "nl", Facts("gesprek", "telefoon", "morgen")).text


def entry(**changed):
    fields = {
        "uid": "abc@voorbeeld.example",
        "revision": 0,
        "title": "Gesprek bij het Werkcentrum",
        "place": "Loket, Plein 1",
        "about": "Neem mee, wat u hebt",
        "start": START,
        "end": END,
        "made_at": MOMENT,
        "organiser": "werkcentrum@voorbeeld.example",
    }
    return CalendarEntry(**fields | changed)


def test_the_calendar_file_is_valid_and_holds_the_zone():
    calendar = Calendar.from_ical(calendar_file(entry(revision=2)))
    event = calendar.events[0]
    assert (calendar["method"], event["sequence"], event["status"]) == ("REQUEST", 2, "CONFIRMED")
    assert event.start == START
    assert "TZID=Europe/Amsterdam" in calendar_file(entry()).decode()
    assert [zone["tzid"] for zone in calendar.timezones] == ["Europe/Amsterdam"]
    for line in calendar_file(entry()).split(b"\r\n"):
        assert len(line) <= 75


def test_the_end_of_an_appointment_is_a_cancel_with_a_higher_number():
    calendar = Calendar.from_ical(calendar_file(entry(revision=1, cancelled=True)))
    event = calendar.events[0]
    assert (calendar["method"], event["sequence"], event["status"]) == ("CANCEL", 1, "CANCELLED")
    assert calendar.walk("VALARM") == []
