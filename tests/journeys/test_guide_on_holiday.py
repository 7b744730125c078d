# SPDX-License-Identifier: EUPL-1.2
"""A guide goes on holiday: what waits in those days goes to a colleague, and nobody is left at a closed door."""

import re
from datetime import datetime, timedelta

from werkregio.foundation.clock import AMSTERDAM

from . import stories, work
from .person import exactly
from .test_appointment import make_counter, make_times

QUESTION = "Ik zoek ander werk en wil met iemand praten."


def test_questions_and_appointments_go_to_a_colleague(come, site, way):
    admin, guide, colleague, person = come("beheer"), come(f"weg-{way}"), come(f"inval-{way}"), come()
    name = site.staff[f"inval-{way}"].name
    counter = f"Loket vakantie {way}"
    make_counter(admin, counter)
    make_times(guide, counter)
    stories.ask(person, QUESTION)
    left = stories.leave_question(person, reach="I come by", name="Wim")
    work.take(guide, left)
    guide.press("Make an appointment")
    guide.choose("Choose a time", re.compile(re.escape(counter)))
    guide.press("Make the appointment")
    guide.reads(counter)

    # The days off: a mistake first.
    today = datetime.now(AMSTERDAM).date()
    guide.open("/werk/agenda/")
    guide.press("Days off")
    guide.fill("First day", (today + timedelta(days=14)).isoformat())
    guide.fill("Last day", today.isoformat())
    guide.press("Save", status=422)
    guide.reads("The last day may not come before the first day.")
    guide.fill("First day", today.isoformat())
    guide.fill("Last day", (today + timedelta(days=14)).isoformat())
    guide.press("Save")

    # What must be handed over stands below: an appointment and a question.
    own = guide.page.locator("section").filter(has_text=site.staff[f"weg-{way}"].name)
    for part in ("appointment", "question"):
        entry = own.locator("li").filter(has_text=left.reference)
        entry = entry.first if part == "appointment" else entry.last
        guide.choose("Give to", exactly(name), within=entry)
        guide.press(re.compile(rf"^{guide.words('Hand over')}\s+{left.reference}$"), within=entry)
        guide.reads(name)
    guide.reads("No appointments on these days.")
    guide.reads("No question has a step in these days.")

    # The colleague finds both; the list of the one who left is empty.
    work.open_case(colleague, left)
    colleague.reads(counter)
    colleague.reads("Handed to another guide")
    guide.open("/werk/")
    guide.reads_not(left.reference)
    stories.open_private_page(person, left)
    person.reads(name.split()[0])
