# SPDX-License-Identifier: EUPL-1.2
"""Help is full: the guide knows before sending, takes another, or goes on all the same; the region sees it."""

import re
from datetime import datetime, timedelta

import pytest

from werkregio.foundation.clock import AMSTERDAM

from . import stories, work
from .person import exactly

QUESTION = "Ik wil beter leren lezen en schrijven voor mijn werk in Venlo."
OFFER = "cursus-taal-rekenen-digitaal"
PARTNER = "Gilde Opleidingen"


def say_room(partner, name, day, *, first=""):
    """On the own page of the partner; an empty day says that there is room."""
    partner.open("/ons-werk/?deel=alles")
    partner.press(re.compile(rf"^{re.escape(partner.words('Is there room?'))}\s*:\s*{re.escape(name)}$"))
    partner.sees_heading("Is there room?")
    if first:
        partner.fill("Full until", first)
        partner.press("Save", status=422)
    partner.fill("Full until", day)
    partner.press("Save")
    partner.reads("Saved. Guides see it from now on.")


@pytest.fixture
def name(come):
    """How the help is called; afterwards there is room again for the other journeys."""
    partner = come("gilde")
    partner.open(f"/hulp/{OFFER}/")
    found = partner.heading()
    yield found
    say_room(partner, found, "")


def test_the_guide_is_warned(come, name):
    partner, guide, person, admin = come("gilde"), come("gids"), come(), come("beheer")
    today = datetime.now(AMSTERDAM).date()
    until = today + timedelta(days=30)
    say_room(partner, name, until.isoformat(), first=(today - timedelta(days=3)).isoformat())

    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Imke")
    work.take(guide, left)
    work.describe_need(guide, goal="Brieven kunnen lezen", need="Taal, rekenen en computer")
    guide.press(stories.starts_with(guide, "Hand over: %(label)s"))
    # Several partners give the same help: the full one is chosen on purpose.
    card = guide.page.locator("article").filter(has_text=name).filter(has_text=PARTNER)
    warning = card.locator(".wr-late").inner_text()
    guide.press(exactly(name), within=card)
    guide.reads(warning)

    # Going on is possible, and is said with a tick.
    guide.choose("How do you hand over?", "Guide calls the partner")
    guide.press("Next step", status=422)
    guide.tick("I know this and go on")
    guide.press("Next step")
    guide.sees_heading("Hand-over to %(name)s", name=PARTNER)

    # Another one asks for no tick.
    work.open_case(guide, left)
    guide.press(stories.starts_with(guide, "Hand over: %(label)s"))
    other = guide.page.locator("article").filter(has_not=guide.page.locator(".wr-late")).first
    guide.press(exactly(other.locator("h2").inner_text()), within=other)
    assert not guide.page.get_by_label(guide.pattern("I know this and go on")).count()

    admin.open("/tellingen/vol/")
    admin.sees_heading("What is full")
    admin.reads(name)
