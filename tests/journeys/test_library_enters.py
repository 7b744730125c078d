# SPDX-License-Identifier: EUPL-1.2
"""A librarian types a question for somebody beside her; the person follows it, the librarian sees only the steps."""

from . import stories, work

QUESTION = "Ik kan niet goed lezen en zoek werk dat daarbij past."


def test_library_enters_a_question(come):
    librarian, person, guide = come("bieb"), come(), come("gids")
    librarian.open("/start/")
    librarian.sees_heading("Question for somebody")
    librarian.fill("The question, in the person's own words", QUESTION)
    librarian.fill("First name", "Zeldzaam")
    librarian.choose("How does the guide reach the person?", "Call me back")
    # Without number, and without having told: everything typed stays.
    librarian.press("Save and give a code", status=422)
    librarian.reads("Fill in your phone number, for example 06 12345678.")
    librarian.reads("Tell the person first what we keep and why. Then tick this box.")
    librarian.fill("Phone number", stories.PHONE)
    librarian.tick(
        "I told the person what is kept and why, who reads it, that we see how the question stands, "
        "and that the person can see it, withdraw it and have it erased"
    )
    librarian.press("Save and give a code")
    librarian.sees_heading("The question is with the guides")
    librarian.reads_not("Zeldzaam")
    code = librarian.page.locator(".wr-code").inner_text().strip()
    left = stories.Left(stories.REFERENCE.search(librarian.page.inner_text("main")).group(), code)

    librarian.press("My entered questions", within=librarian.page.locator("main"))
    librarian.reads("Waits for a guide")
    work.take(guide, left)
    guide.reads("Bibliotheek")

    librarian.open("/ingevoerd/")
    librarian.fill("Number of the question", left.reference)
    librarian.press("Filter")
    librarian.reads("A guide works on it")
    librarian.press(left.reference)
    librarian.reads("A guide took the question")
    for hidden in (QUESTION, "Zeldzaam", stories.PHONE, "Roos"):
        librarian.reads_not(hidden)
    librarian.open(f"/werk/zaak/{left.reference}/", status=404)

    stories.open_private_page(person, left)
    person.reads("An organisation typed your question for you")
    person.reads("Bibliotheek")


def test_danger_comes_before_saving(come):
    librarian = come("bieb")
    librarian.open("/ingevoerd/nieuw/")
    librarian.fill("The question, in the person's own words", "Mijn man slaat mij en ik ben bang.")
    librarian.choose("How does the guide reach the person?", "I look at my page myself")
    librarian.tick(
        "I told the person what is kept and why, who reads it, that we see how the question stands, "
        "and that the person can see it, withdraw it and have it erased"
    )
    librarian.press("Save and give a code")
    librarian.sees_heading("Question for somebody")
    librarian.reads("112")
    librarian.press("Save and give a code")
    librarian.sees_heading("The question is with the guides")
