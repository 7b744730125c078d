# SPDX-License-Identifier: EUPL-1.2
"""A counter with times: the person chooses one on the own page, moves it, and comes in; the guide sees it all."""

import re
from datetime import datetime, timedelta

from werkregio.foundation.clock import AMSTERDAM

from . import stories, work
from .person import Person, exactly

QUESTION = "Ik zoek ander werk en wil met iemand praten."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def make_counter(admin: Person, name: str) -> None:
    admin.open("/beheer/loketten/nieuw/")
    admin.fill("Name", name)
    admin.fill("Address", "Voorbeeldplein 1")
    admin.fill("Accessibility", "Ingang zonder drempel")
    for day in DAYS:
        admin.fill(day, "09:00-17:00")
    admin.press("Save")
    admin.reads("The counter is saved.")


def make_times(guide: Person, counter: str) -> None:
    """A series from the opening hours: first what would be made, then make it."""
    guide.open("/werk/agenda/")
    guide.press("Make times")
    guide.sees_heading("Make times")
    guide.choose("Counter", exactly(counter))
    # A mistake first: the page says what to do and keeps what was chosen.
    today = datetime.now(AMSTERDAM).date()
    guide.fill("First day", (today - timedelta(days=3)).isoformat())
    guide.press("Show what will be made", status=422)
    guide.reads("This day has passed. Choose today or a later day.")
    guide.fill("First day", (today + timedelta(days=2)).isoformat())
    guide.fill("Last day", (today + timedelta(days=12)).isoformat())
    guide.press("Show what will be made")
    guide.reads("This will be made")
    guide.press("Make these times")
    guide.sees_heading("My week")


def choose_time(person: Person, at_counter: re.Pattern[str]) -> None:
    """The first free time at this counter: times stand under their day."""
    days = person.page.locator("main fieldset")
    day = days.filter(has=person.page.get_by_role("radio", name=at_counter)).first
    person.choose(exactly(day.locator("legend").inner_text().strip()), at_counter)


def test_choose_move_and_come_in(come, way):
    # Each way of walking has a guide of its own: one guide is not at two counters at once.
    admin, guide, person = come("beheer"), come("gids" if way.hands == "keyboard" else "collega"), come()
    counter = f"Loket {way}"
    make_counter(admin, counter)
    make_times(guide, counter)

    stories.ask(person, QUESTION)
    left = stories.leave_question(person, reach="I come by", name="Samira")
    work.take(guide, left)
    guide.reads("No appointment to come.")
    guide.press("Make an appointment")
    guide.press("Person may choose a time")
    guide.reads("The person may choose a time on the own page now.")

    stories.open_private_page(person, left)
    person.press("Choose a time")
    at_counter = re.compile(re.escape(counter))
    times = person.page.get_by_role("radio", name=at_counter)
    assert times.count() > 1
    choose_time(person, at_counter)
    person.press("Make the appointment")
    person.reads("Your appointment is made. You find it below.")
    person.reads("Ingang zonder drempel")
    person.press("I will come")
    person.press("Another time")
    person.press("Move to this time", status=422)
    choose_time(person, at_counter)
    person.press("Move to this time")
    person.reads("Your appointment has a new time. You find it below.")
    with person.page.expect_download() as file:
        person.press("Put it in the calendar of your phone", stays=True)
    content = file.value.path().read_text()
    assert "METHOD:REQUEST" in content
    assert "SEQUENCE:1" in content
    assert "Samira" not in content

    work.open_case(guide, left)
    guide.reads("Moved to another time")
    # The person comes by today already.
    guide.open("/werk/agenda/balie/")
    if guide.heading() != counter:
        guide.press(exactly(counter))
    guide.fill("Name or number of the question", left.reference)
    guide.press("Search")
    guide.press(re.compile(rf"^{guide.words('Is here now')}\s+{left.reference}$"))
    guide.reads("%(number)s is here.", number=left.reference)
    guide.reads("Samira")
    row = guide.page.locator("tr").filter(has_text=left.reference)
    guide.press(re.compile(left.reference + r"$"), within=row.locator("form"))
    guide.reads("Was here, or did not come")
