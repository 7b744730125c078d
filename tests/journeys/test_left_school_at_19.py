# SPDX-License-Identifier: EUPL-1.2
"""Nineteen and no longer at school: reads about help, comes by, and is helped by the guide alone."""

import re

from . import stories, work
from .person import exactly

QUESTION = "Ik ben 19 en gestopt met school. Ik wil gaan werken maar weet niet wat."


def test_answered_by_the_guide(come):
    person, guide = come(), come("gids")
    stories.ask(person, QUESTION)
    stories.sees_answer(person, "Jong en gestopt met school")
    person.press(exactly(person.page.locator("main article h3 a").first.inner_text()))
    person.reads("Who decides")
    person.reads("Your next step")

    stories.ask(person, QUESTION)
    left = stories.leave_question(person, reach="I come by", name="Yara", municipality="Peel en Maas")
    work.take(guide, left)
    guide.sees_heading("Yara")
    work.describe_need(guide, goal="Weten wat bij mij past", works="Werkt op zaterdag in een winkel")
    work.agree(guide, "Een dag meelopen bij een bedrijf", who="The person")
    guide.press("Print the plan in plain words")
    guide.sees_heading("Your plan")
    guide.reads("Een dag meelopen bij een bedrijf")

    work.open_case(guide, left)
    guide.press(re.compile(r"Een dag meelopen bij een bedrijf$"))
    guide.reads("Agreement done.")
    # Closing asks for the voice of the person.
    work.close_need(guide, "Answered by the guide, the person agrees", refused=True)
    work.close_need(guide, "Answered by the guide, the person agrees", says_so=True)

    # It did not help: the guide starts again.
    stories.open_private_page(person, left)
    person.press("No, not yet")
    person.reads("Thank you for telling. Your guide starts again and contacts you.")
    work.open_case(guide, left)
    assert guide.has_part("Close this need"), "the need is open again"
