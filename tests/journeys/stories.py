# SPDX-License-Identifier: EUPL-1.2
"""What people do in more than one story, in the words of the pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .person import Person

PHONE = "06 12345678"
REFERENCE = re.compile(r"\b[A-Z]-\d\d-\d+\b")


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody takes along after leaving a question."""

    reference: str
    code: str


def ask(person: Person, question: str, *, answers: tuple[str, ...] = ()) -> None:
    """Ask in the box of the first page; further questions of the site are answered in order, else skipped."""
    person.open("/")
    person.fill("Your question", question)
    person.press("Find help")
    waiting = list(answers)
    for _ in range(4):
        if not person.has("Skip this question"):
            break
        person.press(waiting.pop(0) if waiting else "Skip this question")


def sees_answer(person: Person, *needs: str) -> None:
    """Help with reasons, these needs among them, and always a guide."""
    person.sees_heading("Help that suits you")
    for need in needs:
        person.reads(need)
    person.reads("What we think your question is about")
    assert person.has("Leave your question for a guide")


def leave_question(
    person: Person,
    *,
    reach: str = "Call me back",
    phone: str = PHONE,
    email: str = "",
    name: str = "",
    municipality: str = "",
    language: str = "",
    seen: Callable[[], None] = lambda: None,
) -> Left:
    """From the answer to the code: only what a guide needs, nothing kept until the last button.

    `seen` is called on each page.
    """
    person.press("Leave your question for a guide")
    person.sees_heading("Leave your question for a guide")
    seen()
    if language:
        person.choose("In which language shall we talk to you?", language)
    person.press("Next step")
    person.sees_heading("How can we reach you?")
    seen()
    person.choose("Choose what suits you", reach)
    person.press("Next step")
    seen()
    if reach == "Call me back":
        person.fill("Phone number", phone)
    elif reach == "Send an e-mail":
        person.fill("E-mail address", email)
    if name:
        person.fill("First name", name)
    if municipality:
        person.choose("Municipality where you live", municipality)
    person.press("Next step")
    person.sees_heading("Check your answers")
    seen()
    person.press("Send my question")
    left = read_code(person)
    seen()
    return left


def starts_with(person: Person, text: str) -> re.Pattern[str]:
    """A name that begins with this text of the site; `%(label)s` at its end stands for anything."""
    return re.compile(rf"^{re.escape(person.words(text, label=''))}")


def read_code(person: Person) -> Left:
    """The page with the code: shown once, beside the number that is no secret."""
    person.sees_heading("Your question has arrived")
    code = person.page.locator(".wr-code").inner_text().strip()
    assert len(re.sub(r"[^0-9A-Z]", "", code)) == 16, code
    found = REFERENCE.search(person.page.locator("main").inner_text())
    assert found, "no number of the question"
    assert not person.context.cookies(), "leaving a question needs no cookie"
    return Left(found.group(), code)


def open_private_page(person: Person, left: Left) -> None:
    """Type the code: it is never part of an address."""
    person.open("/mijn-vraag/")
    person.fill("Your code", left.code)
    person.press("Open my page")
    person.sees_heading("Your question")
    person.reads(left.reference)
    assert left.code not in person.page.url
