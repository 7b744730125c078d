# SPDX-License-Identifier: EUPL-1.2
"""An organisation without account gets a link, types the code, answers, and later tells how it goes on."""

import re

from . import stories, work
from .world import WITHOUT_ACCOUNT, address_of

NAME = "NLW"
QUESTION = "Ik heb al lang niet gewerkt door mijn beperking. Waar kan ik op proef beginnen?"


def last_letter(site, word):
    letters = site.mails(address_of(WITHOUT_ACCOUNT))
    found = [letter for letter in letters if word in letter]
    assert found, f"No message with {word!r} among {letters}"
    return found[-1]


def open_link(site, partner, reference):
    """From the message to the page of the question, by way of the code. A wrong code opens nothing."""
    letter = last_letter(site, reference)
    partner.open(re.search(r"https?://[^/]+(/\S+)", letter).group(1))
    partner.sees_heading("Somebody asks for your help")
    partner.reads_not(stories.PHONE)
    partner.press("Send me a code")
    site.work()
    code = re.search(r"\b\d{6}\b", last_letter(site, "10 minuten")).group()
    partner.fill("Code of six digits", f"{(int(code) + 1) % 1_000_000:06d}")
    partner.press("Open the question", status=422)
    partner.reads_not(stories.PHONE)
    partner.fill("Code of six digits", code)
    partner.press("Open the question")
    partner.sees_heading("Referral %(reference)s", reference=reference)


def test_link_code_and_answer(come, site):
    person, guide, partner = come(), come("gids"), come()
    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Jelle")
    work.take(guide, left)
    work.describe_need(guide, goal="Op proef in het groen", need="Op proef werken")
    work.prepare_referral(guide, NAME, fields=["First name", "Phone number"])
    work.spoken_consent(guide)
    work.send_referral(guide)
    site.work()
    assert "Jelle" not in last_letter(site, left.reference)

    open_link(site, partner, left.reference)
    partner.reads(stories.PHONE)
    partner.reads_not("beperking")
    old = partner.path
    partner.press("We will help")
    partner.sees_heading("Thank you")
    # The link has done its work; the next message brings another one.
    partner.open(old, status=404)
    partner.sees_heading("This link does not work any more")

    site.work()
    open_link(site, partner, left.reference)
    partner.press("We spoke to the person")
    partner.sees_heading("Thank you")
    partner.reads("First contact noted.")

    work.open_case(guide, left)
    guide.reads("First contact")
    stories.open_private_page(person, left)
    person.reads(re.compile(rf"\d{{4}}: {NAME}\b"))
