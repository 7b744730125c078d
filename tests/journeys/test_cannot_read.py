# SPDX-License-Identifier: EUPL-1.2
"""Somebody who cannot read well calls: the guide types, reads the consent aloud, and sees it through."""

from . import stories, work
from .stories import Left

QUESTION = "Ik kan niet goed lezen en schrijven. Ik wil dat leren, want ik zoek werk."


def test_on_the_phone(come, site):
    guide, partner = come("gids"), come("gilde")

    guide.open("/werk/nieuw/")
    guide.reads("Say this first")
    guide.fill("The question, in the person's own words", QUESTION)
    guide.press("Show suggestions")
    guide.reads("Taal, rekenen en computer")
    guide.choose("What is it about?", "Taal, rekenen en computer")
    guide.choose("How did the question come in?", "Phone")
    guide.fill("First name", "Gerrit")
    guide.fill("Phone number", stories.PHONE)
    # Without having told it, nothing is saved, and nothing that was typed is lost.
    guide.press("Save and give a code", status=422)
    guide.tick(
        "I told the person what we keep and why, who reads it, and that the person can see it, "
        "withdraw it and have it erased"
    )
    guide.press("Save and give a code")
    guide.sees_heading("Code for the person")
    code = guide.page.locator(".wr-code").inner_text().strip()
    found = stories.REFERENCE.search(guide.page.locator("main").inner_text())
    assert found
    left = Left(found.group(), code)
    guide.press("Go to the question")
    guide.sees_heading("Gerrit")

    work.describe_need(guide, goal="De krant lezen en een formulier invullen")
    work.agree(guide, "Bellen met Gilde", who="The guide")
    name = site.staff["gilde"].organisation
    work.prepare_referral(guide, name, fields=["First name", "Phone number"], note="Bel hem, schrijf niet.")
    work.spoken_consent(guide)
    work.send_referral(guide)

    work.receive(partner, left)
    partner.reads("Bel hem, schrijf niet.")
    work.help_until_done(partner, "Started training")

    work.open_case(guide, left)
    work.close_need(guide, "A partner's help ended with an outcome", outcome="Started training")

    # Somebody at home reads the page to him.
    person = come()
    stories.open_private_page(person, left)
    person.reads("Spoken, read back")
    person.press("Yes, it helped")
    work.open_case(guide, left)
    work.close_question(guide)
