# SPDX-License-Identifier: EUPL-1.2
"""JavaScript off, for everyone: search, ask, leave a question, the own page, and the guide takes it."""

from . import stories, work
from .person import exactly

QUESTION = "Ik heb een Wajong-uitkering en wil proberen te werken."


def test_everything_works(come):
    person, guide = come(scripts=False), come("gids", scripts=False)

    person.open("/hulp/")
    person.unfold("Search and filter")
    person.fill("Search", "proefplaatsing")
    person.press("Show help")
    person.reads("Proefplaatsing")
    assert not person.page.get_by_role("button", name=person.pattern("Print this page")).is_visible()
    person.press(exactly(person.page.locator("main article h2 a").first.inner_text()))
    person.reads("Your next step")

    # Nothing typed: the mistake is told in words, at the top and at the field.
    person.open("/")
    person.press("Find help", status=422)
    person.reads("Write your question in the box, for example: I am looking for work in Venlo.")
    person.fill("Your question", QUESTION)
    person.press("Find help")
    for _ in range(3):
        if person.has("Skip this question"):
            person.press("Skip this question")
    stories.sees_answer(person, "Op proef werken")
    left = stories.leave_question(person, name="Bo", municipality="Horst aan de Maas")
    stories.open_private_page(person, left)
    person.press("Add something")
    person.fill("What do you want to add?", "Ik kan op dinsdag.")
    person.press("Send to my guide")
    person.reads("Added. Your guide reads it.")

    work.take(guide, left)
    guide.sees_heading("Bo")
    guide.reads("Ik kan op dinsdag.")
    work.describe_need(guide, goal="Twee dagen proberen")
    work.note(guide, "We bellen dinsdag.")
