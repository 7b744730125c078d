# SPDX-License-Identifier: EUPL-1.2
"""An employer with somebody in mind reckons, mends a slip, sees what clashes, goes back, and leaves no trace."""

import re

from . import stories, work

QUESTION = "Welke subsidie krijg ik als werkgever voor de loonkosten van iemand met een beperking?"


def fill(person, hours: str) -> None:
    person.fill("Hours a week", hours)
    person.fill("Gross wage in euros", "16,50")
    person.choose("This wage is", "For an hour")
    person.choose("Contract", "Without an end")
    person.page.get_by_label(person.pattern("First working day")).fill(first_day(person))
    person.fill("Age of the person", "34")
    person.tick("Stands in the doelgroepregister (banenafspraak)")
    person.tick("Has WIA")
    person.fill("Loonwaarde in percent", "55")


def first_day(person) -> str:
    """A month from now, as the browser counts."""
    return str(
        person.page.evaluate("new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10)")
    )


def test_reckons_and_leaves_no_trace(come):
    person = come()
    stories.ask(person, QUESTION)
    person.press("Reckon it for this job")
    person.sees_heading("What can I get when I hire somebody?")

    # A slip: 1.234 can be read in two ways. Everything else stays.
    fill(person, "1.234")
    person.press("Show what may be possible", status=422)
    person.reads(re.compile(r"1234.*1,234"))
    assert person.page.get_by_label(person.pattern("Gross wage in euros")).input_value() == "16,50"
    person.fill("Hours a week", "32")
    person.press("Show what may be possible")

    person.sees_heading("What may be possible")
    person.reads("Some of this cannot go together. You can choose; we do not add it up.")
    person.reads("Loonkostenvoordeel banenafspraak")
    # No minimum wage is known, so the subsidy is a share and the missing figure is named.
    person.reads(person.words("%(share)s%% of the minimum wage") % {"share": "45"})
    person.reads("We give no amount, because a figure that we need cannot be used:")
    person.unfold("How we reckoned")

    # Back holds what was filled in, and another language shows the same.
    person.press("Back to what you filled in")
    assert person.page.get_by_label(person.pattern("Hours a week")).input_value() == "32"
    person.press("Show what may be possible")
    assert person.context.cookies() == []
    assert "?" not in person.page.url


def test_without_scripts(come):
    person = come(scripts=False)
    person.open("/werkgever/rekenhulp/")
    person.press("Show what may be possible", status=422)
    person.reads("Fill in the hours, for example 32.")


def test_a_guide_reckons_beside_a_case(come):
    guide = come("gids")
    resident = come()
    stories.ask(resident, "Ik zoek iemand voor mijn bakkerij en wil weten welke subsidie er is.")
    left = stories.leave_question(resident, reach="Send an e-mail", email="bakker2@voorbeeld.example")
    work.take(guide, left)
    guide.press("Reckon with an employer who hires somebody")
    guide.sees_heading("What can I get when I hire somebody?")
    guide.page.get_by_label(guide.pattern("First working day")).fill("2001-01-01")
    guide.press("Show what may be possible", status=422)
    guide.press("Back to the question")
