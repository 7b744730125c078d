# SPDX-License-Identifier: EUPL-1.2
"""A partner does not answer: the partner is reminded, then the guide calls, then another door. Never the person."""

from . import stories, work
from .stories import Left
from .world import address_of

QUESTION = "Ik zoek werk als kok in Venray."


def test_nobody_gets_lost_when_a_partner_is_silent(come, site, way):
    email, name = f"stil-{way}@voorbeeld.example", f"Daan {way.width}"
    made = site.past(
        "referral",
        days=40,
        question=QUESTION,
        need="werk-zoeken",
        partner="fnv",
        name=name,
        email=email,
    )
    left = Left(made["reference"], made["code"])
    partner = site.staff["fnv"].organisation
    went_by = site.past("clock", since=39, until=31)
    assert went_by == {"reminded": 2, "escalated": 1, "lapsed": 0}

    # The organisation heard it three times, with a number and without a name.
    letters = [letter for letter in site.mails(address_of("fnv")) if left.reference in letter]
    assert len(letters) == 3
    assert not [letter for letter in letters if name in letter]

    # The guide finds it on top of the list, with what to do.
    guide, person = come("gids"), come()
    guide.open("/werk/")
    first = guide.page.locator("tbody tr").first.inner_text()
    assert name in first
    assert guide.words("Partner did not answer in time: call") in first
    work.open_case(guide, left)
    guide.reads("Partner did not answer in time")
    work.note(guide, "Gebeld met de organisatie: niemand neemt op.")

    # The person sees how it stands, and has nothing to do.
    stories.open_private_page(person, left)
    person.reads("The organisation is late. Your guide asks them")
    assert site.mails(email) == []

    # Ten more working days without a word: the real clock says so.
    site.work()
    guide.open("/werk/")
    guide.fill("Search name, question or number", left.reference)
    guide.press("Filter")
    guide.reads("Look for another door")
    work.open_case(guide, left)
    guide.press(work.exactly(partner), within="Hand-overs")
    guide.reads("Expired without answer")
    work.open_case(guide, left)
    assert guide.has(stories.starts_with(guide, "Hand over: %(label)s"))
    person.open("/mijn-vraag/")
    person.reads_not("We asked another organisation to help you. It has not answered yet.")
    assert site.mails(email) == []
