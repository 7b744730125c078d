# SPDX-License-Identifier: EUPL-1.2
"""An employer looks for staff: help for employers, or a guide."""

from . import stories, work
from .person import exactly

QUESTION = "Ik zoek twee medewerkers voor mijn bakkerij en weet niet waar ik moet beginnen."


def test_ends_at_help_or_a_guide(come):
    person, guide = come(), come("gids")
    stories.ask(person, QUESTION)
    stories.sees_answer(person, "Personeel zoeken")
    person.unfold("Filter the list")
    person.choose("I am", "Employer")
    person.choose("I live or work in", "Venray")
    person.press("Filter the list")
    stories.sees_answer(person, "Personeel zoeken")
    left = stories.leave_question(person, reach="Send an e-mail", email="bakker@voorbeeld.example")

    work.take(guide, left)
    guide.reads("bakker@voorbeeld.example")
    work.describe_need(guide, goal="Twee bakkers vinden voor de zomer")
    work.agree(guide, "Vacature samen opstellen", who="The guide")

    # The other way: straight through the doors of the first page.
    person.open("/")
    person.press("I am looking for staff", within=person.page.locator(".wr-doors"))
    person.sees_heading("Find help")
    person.press(exactly(person.page.locator("main article h2 a").first.inner_text()))
    person.reads("Your next step")
    assert person.has("Ask a guide")
