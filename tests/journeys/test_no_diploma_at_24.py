# SPDX-License-Identifier: EUPL-1.2
"""Twenty-four and no diploma (Doorstroompunt): a partner declines, and that is not the end."""

from . import stories, work
from .person import exactly

QUESTION = "Ik ben 24 en heb geen diploma. Ik wil naar een opleiding en ook geld verdienen."


def test_declined_is_not_the_end(come, site):
    person, guide = come(), come("gids")
    first, second = come("gilde"), come("venlo")

    # A word that is not quite right still finds it.
    person.open("/hulp/")
    person.unfold("Search and filter")
    person.fill("Search", "dorstroompunt")
    person.choose("Municipality", "Venlo")
    person.show_results("Show help")
    person.press(exactly(person.page.locator("main article h2 a").first.inner_text()))
    person.reads("Doorstroompunt")
    person.reads("Your next step")

    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Noah", municipality="Venlo")
    work.take(guide, left)
    work.describe_need(guide, goal="Een startkwalificatie", need="Jong en gestopt met school")

    school, town = site.staff["gilde"].organisation, site.staff["venlo"].organisation
    work.prepare_referral(guide, school, fields=["First name", "Phone number"])
    work.spoken_consent(guide)
    work.send_referral(guide)
    work.receive(first, left)
    work.decline(first, "No place now", next_door=town, text="In september is er weer plaats.")
    first.reads_not(stories.PHONE)

    # No wrong door: declined does not close the need.
    work.open_case(guide, left)
    guide.reads("No place now")
    work.close_need(guide, "Answered by the guide, the person agrees", says_so=True, refused=True)
    work.open_case(guide, left)
    work.prepare_referral(guide, town, fields=["First name", "Phone number"])
    work.spoken_consent(guide)
    work.send_referral(guide)
    work.receive(second, left)
    second.unfold("Ask the guide first")
    second.fill("Your question to the guide", "Kan hij op maandag?", within="Ask the guide first")
    second.press("Send the question", within="Ask the guide first")
    work.open_referral(guide, left, town)
    guide.fill("Your answer", "Ja, maandag na tien uur.")
    guide.press("Send the answer")
    work.receive(second, left)
    second.reads("Ja, maandag na tien uur.")
    second.press("We will help")
    second.reads(stories.PHONE)
