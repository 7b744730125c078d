# SPDX-License-Identifier: EUPL-1.2
"""A partner keeps its own offers right and answers a referral; a reviewer has a page mended."""

import re

import pytest

from . import stories, work

PAGE = "WW-uitkering"


@pytest.fixture
def left(come, site):
    """A question that a guide handed over to the UWV."""
    person, guide = come(), come("gids")
    stories.ask(person, "Ik zoek werk als kok in Venray.")
    made = stories.leave_question(person, name="Joris")
    work.take(guide, made)
    work.describe_need(guide, goal="Werk als kok", need="Werk of ander werk zoeken")
    work.prepare_referral(guide, site.staff["uwv"].organisation, fields=["First name"])
    work.spoken_consent(guide)
    work.send_referral(guide)
    return made


def test_a_partner_starts_at_its_own_work(come, left):
    partner = come("uwv")
    partner.open("/ons-werk/")
    partner.sees_heading("Our work")
    partner.reads(left.reference)
    row = partner.page.locator("tbody tr").filter(has_text=left.reference)
    partner.press(work.exactly("Joris"), within=row)
    partner.sees_heading("Referral %(reference)s", reference=left.reference)
    partner.press("We will help")

    # One click says that an offer still holds.
    partner.open("/ons-werk/?deel=bevestigen")
    name = partner.page.locator("section[aria-labelledby=offers] tbody th a").first.inner_text()
    partner.press(re.compile(rf"^{partner.words('This still holds')}\s*:\s*{re.escape(name)}$"))
    partner.reads("Thank you. %(name)s is confirmed.", name=name)


def test_a_reviewer_has_a_page_mended(come):
    reviewer, partner, visitor = come("kwaliteit"), come("uwv"), come()
    reviewer.open("/kwaliteit/")
    reviewer.fill("Name or code", PAGE)
    reviewer.press("Filter")
    reviewer.press(work.exactly(PAGE))
    reviewer.sees_heading(PAGE)
    part = "Ask somebody to mend it"
    if reviewer.has("Close this request"):
        reviewer.press(re.compile(reviewer.words("Close this request")))
    reviewer.choose("Who must mend it?", "UWV", within=part)
    reviewer.choose("Why", "It does not say how to get there", within=part)
    reviewer.fill("Note", "Zet het nummer erbij.", within=part)
    reviewer.press(work.exactly(reviewer.words("Ask")), within=part)
    reviewer.reads("Asked. The organisation gets a message and sees it on its own page.")

    partner.open("/ons-werk/")
    partner.reads("Zet het nummer erbij.")
    partner.press(work.exactly(PAGE), within="Pages to mend")
    partner.press("Send answer", status=422)
    partner.fill("What you did, or why it cannot be done", "Het nummer staat erbij.")
    partner.press("Send answer")
    partner.reads("Thank you. The reviewer sees your answer.")

    reviewer.open("/kwaliteit/?gevraagd=on")
    reviewer.press(work.exactly(PAGE))
    reviewer.reads("Het nummer staat erbij.")
    reviewer.press(re.compile(reviewer.words("Close this request")))
    reviewer.reads("The request is closed.")

    visitor.open("/hulp/?zoek=ww-uitkering")
    visitor.reads_not("Het nummer staat erbij.")


def test_a_visitor_finds_the_fund_of_a_sector(come):
    visitor = come()
    visitor.open("/fondsen/")
    visitor.sees_heading("Training funds by sector or cao")
    visitor.fill("Your sector or cao", "uitzendkracht")
    visitor.press("Search")
    visitor.reads("Doorzaam")
    visitor.reads_not("Colland")
    visitor.fill("Your sector or cao", "ruimtevaart")
    visitor.press("Search")
    visitor.reads("No fund found for this")
