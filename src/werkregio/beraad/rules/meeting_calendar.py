# SPDX-License-Identifier: EUPL-1.2
"""Meetings as calendar files (RFC 5545): one to take over, or all of somebody as a feed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from werkregio.foundation.clock import AMSTERDAM


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """One meeting in a calendar. `revision` rises with each change; `uid` stays the same."""

    uid: str
    revision: int
    title: str
    place: str
    about: str
    start: datetime
    end: datetime
    made_at: datetime
    url: str = ""
    cancelled: bool = False


def calendar_of(entries: Iterable[MeetingEntry], *, name: str, remind: bool = True) -> bytes:
    """The file. Without METHOD: a file that one opens and a feed that one follows, no scheduling."""
    calendar = Calendar()
    calendar.add("prodid", "-//Werkregio//Beraad//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(name))
    days = []
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("sequence", entry.revision)
        event.add("dtstamp", entry.made_at)
        event.add("dtstart", entry.start.astimezone(AMSTERDAM))
        event.add("dtend", entry.end.astimezone(AMSTERDAM))
        event.add("summary", entry.title)
        event.add("location", vText(entry.place))
        event.add("description", vText(entry.about))
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        if entry.url:
            event.add("url", entry.url)
        if remind and not entry.cancelled:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.title)
            alarm.add("trigger", timedelta(days=-1))
            event.add_component(alarm)
        calendar.add_component(event)
        days.append(entry.start.date())
    if days:
        year = timedelta(days=366)
        calendar.add_missing_timezones(min(days) - year, max(days) + year)
    return bytes(calendar.to_ical())
