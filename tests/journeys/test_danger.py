# SPDX-License-Identifier: EUPL-1.2
"""Somebody in danger: people and numbers first, in her own language, before any form. Then on."""

from werkregio.werkcentrum.queries.danger import danger_texts

from . import stories, work
from .person import exactly

QUESTION = "Mój partner mnie bije i boję się wrócić do domu. Szukam pracy i mieszkania."


def test_numbers_first(come):
    person, guide = come(), come("gids")
    texts = danger_texts("pl")

    person.open("/")
    person.fill("Your question", QUESTION)
    person.press("Find help")
    assert person.page.locator("html").get_attribute("lang") == "pl"
    assert person.heading() == texts["title"]
    call = person.page.locator('a[href="tel:112"]')
    call.wait_for()
    assert person.page.locator('a[href="tel:08002000"]').count()
    assert not person.page.locator("input:visible, textarea:visible, select:visible").count()
    assert call.bounding_box()["y"] < person.page.get_by_role("button").first.bounding_box()["y"]

    # She is safe now and wants to go on: her question is still there.
    person.press(exactly(texts["guide"]))
    person.reads(QUESTION)
    person.reads_not(texts["title"])
    left = stories.leave_question(person, reach="I look at my page myself", language="Polski")

    work.take(guide, left)
    guide.reads("The question tells of danger")
    stories.open_private_page(person, left)


def test_page_without_question(come):
    """The page for danger stands on its own, in every language that it names."""
    person = come()
    person.open("/gevaar/nl/")
    person.press(exactly("العربية"))
    assert person.page.locator("html").get_attribute("dir") == "rtl"
    person.press(exactly("English"))
    assert person.heading() == danger_texts("en")["title"]
