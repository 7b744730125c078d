# SPDX-License-Identifier: EUPL-1.2
"""What guides and partners do in more than one story, in the words of the pages."""

import re
from collections.abc import Callable, Iterable

from .person import Person, exactly
from .stories import Left, starts_with


def take(guide: Person, left: Left) -> None:
    """Find the question among those that are with nobody, and take it."""
    guide.open("/werk/?lijst=vrij")
    guide.fill("Search name, question or number", left.reference)
    guide.press("Filter")
    guide.press(re.compile(rf"^{guide.words('Take')}\s+{left.reference}$"))
    guide.reads("This question is yours now.")
    guide.reads(left.reference)


def open_case(guide: Person, left: Left) -> None:
    """From the own worklist to the question."""
    guide.open("/werk/")
    guide.fill("Search name, question or number", left.reference)
    guide.press("Filter")
    guide.page.locator("tbody tr").first.wait_for()
    name = guide.page.locator("tbody tr th a").first.inner_text()
    guide.press(exactly(name), within=guide.page.locator("tbody"))
    guide.reads(left.reference)


def note(guide: Person, text: str) -> None:
    guide.fill("What was said", text, within="Note a conversation")
    guide.press("Save note", within="Note a conversation")
    guide.reads("Conversation noted.")


def describe_need(
    guide: Person, *, goal: str, works: str = "", obstacles: Iterable[str] = (), need: str = ""
) -> None:
    """Confirm what it is about, or choose otherwise, in the words of the person."""
    confirm = "Confirm or choose otherwise"
    part = confirm if guide.has_part(confirm) else "Change this need"
    if not guide.has_part(part):
        part = "Add a need"
    _need(guide, part, goal, works, obstacles, need)


def add_need(guide: Person, need: str, *, goal: str) -> None:
    _need(guide, "Add a need", goal, "", (), need)


def _need(guide: Person, part: str, goal: str, works: str, obstacles: Iterable[str], need: str) -> None:
    guide.unfold(part)
    if need:
        guide.choose("What is it about?", need, within=part)
    guide.fill("Goal in the person's own words", goal, within=part)
    if works:
        guide.fill("What already works", works, within=part)
    for obstacle in obstacles:
        guide.tick(obstacle, within=part)
    guide.press("Save need", within=part)
    guide.reads("Need saved.")
    guide.reads(goal)


def agree(guide: Person, what: str, *, who: str = "The person", due: str = "") -> None:
    part = "Make an agreement"
    guide.unfold(part)
    guide.fill("What", what, within=part)
    guide.choose("Who does it?", who, within=part)
    if due:
        guide.fill("By which day", due, within=part)
    guide.press("Save agreement", within=part)
    guide.reads("Agreement noted.")
    guide.reads(what)


def close_need(
    guide: Person, ground: str, *, outcome: str = "", says_so: bool = False, refused: bool = False
) -> None:
    """End a need; `refused`: the page says why that may not be, and keeps what was chosen."""
    part = "Close this need"
    guide.unfold(part)
    guide.choose("Why is this need closed?", ground, within=part)
    if outcome:
        guide.choose("Outcome", outcome, within=part)
    if says_so:
        guide.tick("The person says so", within=part)
    guide.press("Close need", within=part, status=422 if refused else 200)
    if refused:
        assert guide.page.locator("[role=alert]").count(), "a refusal says so"
        return
    guide.reads("Need closed.")


def close_question(guide: Person) -> None:
    guide.press("Close the question")
    guide.reads("Question closed.")


def prepare_referral(
    guide: Person,
    partner: str,
    *,
    fields: Iterable[str],
    note: str = "",
    seen: Callable[[], None] = lambda: None,
) -> None:
    """From the case: who can help, what goes out, and the question to the person."""
    guide.press(starts_with(guide, "Hand over: %(label)s"))
    guide.sees_heading("Who can help?")
    guide.unfold("Another organisation of the region")
    guide.press(exactly(partner), within="Another organisation of the region")
    guide.sees_heading("What goes to %(name)s?", name=partner)
    for field in fields:
        guide.tick(field)
    if note:
        guide.fill("Note to the partner", note)
    if guide.page.get_by_label(guide.pattern("I know this and go on")).count():
        guide.tick("I know this and go on")
    guide.choose("How do you hand over?", "Guide calls the partner")
    seen()
    guide.press("Next step")
    guide.sees_heading("Hand-over to %(name)s", name=partner)
    guide.press("Offer to the person")


def spoken_consent(guide: Person, language: str = "") -> None:
    """Read the text aloud, hear the answer, write it down."""
    guide.press("Ask spoken or on paper")
    guide.sees_heading("Ask the person")
    if language:
        guide.choose("Text in", language)
        guide.press("Show")
    guide.choose("How was the person asked?", "Spoken, read back")
    guide.tick("I read the text aloud and the person gave a clear answer")
    guide.press("The person agrees")
    guide.reads("Written down. Check what goes out and send it.")


def send_referral(guide: Person) -> None:
    """The last look at exactly what goes out."""
    if guide.has("Check and send"):
        guide.press("Check and send")
    guide.reads("Exactly this goes out, and nothing else:")
    guide.press(exactly(guide.words("Send")))


def open_referral(guide: Person, left: Left, partner: str) -> None:
    """From the case to the hand-over to this partner."""
    open_case(guide, left)
    guide.press(exactly(partner), within="Hand-overs")


def receive(partner: Person, left: Left) -> None:
    """The partner finds it in the inbox and opens it: the guide and the person see that it was read."""
    partner.open("/postvak/")
    partner.fill("Reference", left.reference)
    partner.press("Filter")
    row = partner.page.locator("tbody tr").filter(has_text=left.reference)
    name = row.locator("th a").inner_text()
    partner.press(exactly(name), within=row)
    partner.sees_heading("Referral %(reference)s", reference=left.reference)


def help_until_done(partner: Person, outcome: str) -> None:
    """Accept, first contact, start, done."""
    partner.press("We will help")
    partner.press("We spoke to the person")
    partner.reads("First contact noted.")
    partner.press("The help has started")
    partner.reads("Noted that the help has started.")
    partner.choose("What came of it?", outcome)
    partner.press("The help is done")
    partner.reads("The data is closed")


def decline(partner: Person, reason: str, *, next_door: str = "", text: str = "") -> None:
    """Give it back with a reason, and with another door."""
    part = "We cannot help"
    partner.unfold(part)
    partner.choose("Why can you not help?", reason, within=part)
    if next_door:
        partner.choose("Who may be able to help?", next_door, within=part)
    if text:
        partner.fill("A word to the guide", text, within=part)
    partner.press("Give it back to the guide", within=part)
