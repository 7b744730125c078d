# SPDX-License-Identifier: EUPL-1.2
"""A calendar file for one appointment (RFC 5545 and 5546): no name, no need, nothing that says why.

Whoever looks over a shoulder at a calendar reads "Talk at the Werkcentrum", place and route, and no more.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from werkregio.foundation.clock import AMSTERDAM


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What goes in the file. `revision` rises with each move; `uid` stays the same."""

    uid: str
    revision: int
    title: str
    place: str
    about: str
    start: datetime
    end: datetime
    made_at: datetime
    organiser: str
    cancelled: bool = False


def calendar_file(entry: CalendarEntry) -> bytes:
    """The file: `METHOD:REQUEST` for a new or moved appointment, `METHOD:CANCEL` when it is off."""
    calendar = Calendar()
    calendar.add("prodid", "-//Werkregio//Afspraken//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if entry.cancelled else "REQUEST")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.revision)
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", entry.start.astimezone(AMSTERDAM))
    event.add("dtend", entry.end.astimezone(AMSTERDAM))
    event.add("summary", entry.title)
    event.add("location", vText(entry.place))
    event.add("description", vText(entry.about))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{entry.organiser}"))
    # A request names who is invited; a key that leads to nobody does that.
    guest = vCalAddress(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, entry.uid)}")
    guest.params["PARTSTAT"] = vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=False)
    if not entry.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(hours=-2))
        event.add_component(alarm)
    calendar.add_component(event)
    # Only the changes of the clock around the appointment: the file goes by text message too.
    day = entry.start.date()
    calendar.add_missing_timezones(day - timedelta(days=366), day + timedelta(days=366))
    return bytes(calendar.to_ical())
