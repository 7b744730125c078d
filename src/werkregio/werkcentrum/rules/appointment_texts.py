# SPDX-License-Identifier: EUPL-1.2
"""The words of a message about an appointment, in the languages of the public path.

None of them says what somebody asked or which help it is about: others may read along. The same text
goes by e-mail, text message and letter; it stays plain and short.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkregio.werkcentrum.rules.appointment_words import WORDS
from werkregio.werkcentrum.terms import Plaats, Tijdvaksoort

FALLBACK = "en"


class About(StrEnum):
    """Why we write."""

    INVITE = "invite"
    CHANGE = "change"
    CANCEL = "cancel"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message is made of. `when` is said in the language of the message; an empty part is left out."""

    soort: str
    plaats: str
    when: str
    address: str = ""
    accessibility: str = ""
    interpreter: str = ""
    change_hours: int = 24
    page: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`lines` are paragraphs; a message puts an empty line between them."""

    subject: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.lines)


def languages() -> tuple[str, ...]:
    return tuple(WORDS)


def _words(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS[FALLBACK])


def title(language: str, *, soort: str, plaats: str) -> str:
    """What stands in a calendar: a talk or a meeting at the Werkcentrum, never about what."""
    words = _words(language)
    if plaats == Plaats.TELEFOON:
        return words["title_phone"]
    if plaats == Plaats.ONLINE:
        return words["title_online"]
    return words["title_meeting"] if soort == Tijdvaksoort.WORKSHOP else words["title_talk"]


def place(language: str, facts: Facts) -> str:
    """Where it is, in one line."""
    words = _words(language)
    if facts.plaats == Plaats.TELEFOON:
        return words["we_call"]
    return words["video"] if facts.plaats == Plaats.ONLINE else facts.address


def bring(language: str, facts: Facts) -> tuple[str, ...]:
    """What to know before coming: interpreter, entrance, what to bring, somebody to take along."""
    words = _words(language)
    said = []
    if facts.interpreter:
        said.append(words["interpreter"].format(language=facts.interpreter))
    if facts.plaats == Plaats.LOKET:
        if facts.accessibility:
            said.append(words["accessibility"].format(text=facts.accessibility))
        said.append(words["bring"])
        said.append(words["somebody"])
    return tuple(said)


def message(about: About, language: str, facts: Facts) -> Message:
    """One message. A language that we do not have is answered in English."""
    words = _words(language)
    name = title(language, soort=facts.soort, plaats=facts.plaats)
    lines = [words[f"{about.value}_first"].format(title=name, when=facts.when)]
    if about != About.CANCEL:
        where = place(language, facts)
        fact_lines = [words["when"].format(when=facts.when)]
        if where:
            fact_lines.append(words["where"].format(place=where))
        lines.append("\n".join(fact_lines))
        lines.append(" ".join((*bring(language, facts), words["free"])))
    if ways := _ways(words, about, facts):
        lines.append(ways)
    return Message(words[f"{about.value}_subject"], tuple(lines))


def _ways(words: Mapping[str, str], about: About, facts: Facts) -> str:
    """How to change it or to ask: the own page, the phone."""
    said = []
    if about == About.CANCEL:
        if facts.page:
            said.append(words["again_page"].format(page=facts.page))
        if facts.phone:
            said.append(words["again_phone"].format(phone=facts.phone))
        return " ".join(said)
    if facts.page:
        said.append(words["move_page"].format(hours=facts.change_hours, page=facts.page))
    if facts.phone:
        said.append(words["move_phone"].format(phone=facts.phone))
    return " ".join(said)
