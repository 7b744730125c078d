# SPDX-License-Identifier: EUPL-1.2
"""Dismissed after thirty years: from the question to a new job, with consent on the own page."""

from . import stories, work

QUESTION = "Ik ben 58 en na dertig jaar ontslagen. Ik zoek ander werk, maar wie neemt mij nog aan?"


def test_from_question_to_work(come, site):
    person, guide, partner = come(), come("gids"), come("uwv")

    stories.ask(person, QUESTION, answers=("Nee, ik heb geen werk",))
    stories.sees_answer(person, "Werk of ander werk zoeken")
    person.reads("Because you wrote:")
    left = stories.leave_question(person, name="Joost", municipality="Venlo")

    work.take(guide, left)
    guide.sees_heading("Joost")
    guide.reads(QUESTION)
    work.describe_need(
        guide, goal="Werk in de techniek, vier dagen", works="Veel ervaring", obstacles=["Transport"]
    )
    work.agree(guide, "Cv bijwerken", who="The person", due="2030-03-01")
    work.note(guide, "Joost wil snel weer beginnen.")

    partner_name = site.staff["uwv"].organisation
    work.prepare_referral(guide, partner_name, fields=["First name", "Phone number"])
    assert not guide.has("Check and send"), "nothing goes out before the person agreed"

    stories.open_private_page(person, left)
    person.reads("Cv bijwerken")
    person.reads("Mogen wij deze gegevens delen?")
    person.press("Ja, dit mag")
    person.reads("Thank you. Your guide passes your question on. You can always stop it here.")

    work.open_referral(guide, left, partner_name)
    work.send_referral(guide)

    work.receive(partner, left)
    partner.reads(stories.PHONE)
    partner.reads_not("Veel ervaring")  # Not ticked, so not seen.
    work.help_until_done(partner, "Found work")
    partner.reads_not(stories.PHONE)

    work.open_case(guide, left)
    work.close_need(guide, "A partner's help ended with an outcome", outcome="Found work")

    person.open("/mijn-vraag/")
    person.reads("Ended")
    person.press("Yes, it helped")
    person.reads("Good to hear. Thank you.")
    person.press("Close this page")
    person.reads("Your page is closed.")

    work.open_case(guide, left)
    work.close_question(guide)
