# SPDX-License-Identifier: EUPL-1.2
"""What the router says: needs and why, the help that fits, and whether a person should step in."""

from dataclasses import dataclass

# Why a need does not stand one place higher (`Found.why_not`).
FEWER_WORDS = "fewer-words"
OTHER_ASKER = "other-asker"
CLOSE = "close"
LESS_ALIKE = "less-alike"
DANGER_FIRST = "danger-first"
TOO_UNCLEAR = "too-unclear"


@dataclass(frozen=True, slots=True)
class Found:
    """One need: its confidence, the words of the question that led to it, and why it is not one place higher.

    `why` may be empty when the whole sentence, and no single word, led here. `why_not` is one of the codes
    of this file; empty for the first need.
    """

    code: str
    score: float
    why: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class FoundHelp:
    """One entry of the directory that fits, with how well."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `needs` holds three and the runner-up, best first."""

    language: str
    language_sure: bool
    needs: tuple[Found, ...]
    helps: tuple[FoundHelp, ...]
    danger: bool = False
    danger_kinds: tuple[str, ...] = ()
    guide: bool = False
    cut: bool = False
    # The question is in a language that we do not read; `language` is then that of the page.
    outside: bool = False
