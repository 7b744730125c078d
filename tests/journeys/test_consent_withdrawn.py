# SPDX-License-Identifier: EUPL-1.2
"""Consent taken back halfway: the partner's access ends at once, also on a page that is open."""

from . import stories, work

QUESTION = "Ik werk als lasser en wil een opleiding doen. Wie betaalt dat?"


def test_access_ends_at_once(come, site):
    person, guide, partner = come(), come("gids"), come("gilde")
    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Ali")
    work.take(guide, left)
    work.describe_need(guide, goal="Een diploma als lasser")
    name = site.staff["gilde"].organisation
    work.prepare_referral(guide, name, fields=["First name", "Phone number"])

    stories.open_private_page(person, left)
    person.press("Ja, dit mag")
    work.open_referral(guide, left, name)
    work.send_referral(guide)
    work.receive(partner, left)
    partner.reads(stories.PHONE)
    partner.press("We will help")
    partner.reads(stories.PHONE)

    person.open("/mijn-vraag/")
    person.reads("Can read this now")
    person.press("Stop sharing with this organisation")
    person.reads("It stopped. This organisation does not see your information any more.")

    # The partner still has the page open and acts on it: refused, and nothing is shown any more.
    partner.press("We spoke to the person", status=(200, 403, 404, 409, 422))
    partner.reads_not(stories.PHONE)
    partner.open("/postvak/?part=klaar")
    partner.reads_not("Ali")

    # The guide sees it, and the need is still open: another door.
    work.open_referral(guide, left, name)
    guide.reads("Withdrawn by the person")
    work.open_case(guide, left)
    work.agree(guide, "Samen een andere opleiding zoeken", who="The guide")

    # At last the person withdraws the whole question.
    person.open("/mijn-vraag/")
    person.press("Withdraw your question")
    person.press("Yes, withdraw my question")
    person.reads("You withdrew your question. Nobody can read what we shared any more.")
