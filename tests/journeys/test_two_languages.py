# SPDX-License-Identifier: EUPL-1.2
"""Ask in Dutch, read in English, and back: the question goes along and no cookie is set."""

from . import stories
from .person import exactly

QUESTION = "Mijn tijdelijke contract loopt af en ik zoek ander werk."


def test_switch_on_the_answer(come):
    person = come()
    stories.ask(person, QUESTION, answers=("Ja, maar het stopt of kan stoppen",))
    stories.sees_answer(person, "Uw werk stopt, ander werk zoeken")

    switch(person, "English")
    assert person.language == "en"
    stories.sees_answer(person, "Your job ends and you want another")
    person.reads(QUESTION)

    person.press(exactly(person.page.locator("main article h3 a").first.inner_text()))
    assert person.path.startswith("/en/hulp/")
    person.reads("Your next step")
    switch(person, "Nederlands")
    assert person.path.startswith("/nl/hulp/")


def switch(person, name):
    person.unfold("Taal")
    person.press(exactly(name), within=person.page.locator("header"))
