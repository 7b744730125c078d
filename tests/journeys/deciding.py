# SPDX-License-Identifier: EUPL-1.2
"""What secretary, chair and members do in a meeting in more than one story, in the words of the pages."""

import re

from .person import Person


def decide(person: Person, item: int) -> None:
    """The page on which the meeting decides on an item."""
    person.open(f"/beraad/agendapunt/{item}/beslissen/")


def take_up(secretary: Person, item: int) -> None:
    decide(secretary, item)
    secretary.press("Take up this item")
    secretary.reads("The item is being discussed.")


def ask_consensus(chair: Person, item: int) -> None:
    decide(chair, item)
    chair.press("Open the consensus round")
    chair.reads("The consensus round is open.")


def consensus(secretary: Person, chair: Person, item: int) -> None:
    """Everybody can live with it."""
    take_up(secretary, item)
    ask_consensus(chair, item)
    chair.press("Consensus is reached")
    chair.reads("The consensus round is closed.")


def open_vote(secretary: Person, chair: Person, item: int) -> None:
    """Consensus is tried and not reached; the vote is open."""
    take_up(secretary, item)
    ask_consensus(chair, item)
    assert not chair.has("Open the vote"), "consensus comes first"
    chair.press("Consensus is not reached")
    chair.press("Open the vote")
    chair.reads("The vote is open.")


def vote(member: Person, item: int, choice: str, *, why: str = "", status: int = 200) -> None:
    """A member opens the ballot from the page of the item."""
    decide(member, item)
    member.press("Vote now")
    if why:
        member.fill("Why you vote like this", why)
    member.press(choice, status=status)
    if status == 200:
        member.sees_heading("Your vote is in")


def say_aloud(secretary: Person, item: int, geleding: str, choice: str) -> None:
    """The secretary writes down what a geleding says aloud."""
    decide(secretary, item)
    part = "Write down a vote that is said aloud"
    secretary.unfold(part)
    secretary.choose("Geleding", geleding, within=part)
    secretary.choose("What it says", choice, within=part)
    secretary.press("Write down this vote", within=part)
    secretary.reads("Kept.")


def close_vote(chair: Person, item: int) -> None:
    decide(chair, item)
    chair.press("Close the vote and count")
    chair.reads("The vote is closed and counted.")


def presence(person: Person, meeting: int) -> None:
    person.open(f"/beraad/vergadering/{meeting}/aanwezig/")


def seat(person: Person, geleding: str):
    """The row of a geleding on the page of who is there."""
    heading = person.page.get_by_role("rowheader").filter(has_text=re.compile(rf"^\s*{re.escape(geleding)}"))
    return person.page.locator("tbody tr").filter(has=heading).first


def number_in(person: Person, pattern: str) -> int:
    """The number in the address of the page that is open."""
    found = re.search(pattern, person.path)
    assert found, person.path
    return int(found[1])
