# SPDX-License-Identifier: EUPL-1.2
"""An age that somebody tells in a question, and which needs have an age limit."""

import re
from collections.abc import Mapping
from dataclasses import replace

from werkregio.werkcentrum.rules.answer import Found

# The need that has an age limit of the region.
YOUNG = "jongere-school-werk"
# The follow-up question that names this limit.
AGE_QUESTION = "jonger-dan-grens"
# How much the need loses when the person is too old: more than one follow-up answer weighs.
_TOO_OLD = -2.0

_YOUNGEST, _OLDEST = 12, 99
_AGE = r"(?P<age>[1-9]\d)"
# What follows a number that is no age: 26 uur, 26 euro, 26 jaar ervaring.
_NO_AGE = (
    r"(?!\d|[.,:]\d|\s*(?:uur|uren|euro|eur\b|%|km|maanden?|weken|dagen|hours?|months?|weeks?|days?|godzin|"
    r"(?:jaar|jr|years?)\s+(?:lang|werk|gewerkt|ervaring|in dienst|bij|geleden|of experience|ago|at\b|with\b)))"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ik ben|ben ik|ik word|is nu|is pas|zoon is|dochter is|hij is|zij is|ze is|zoon van|"
        rf"dochter van|jongen van|meisje van|iemand van)\s+(?:nu\s+|pas\s+|net\s+)?{_AGE}\b{_NO_AGE}",
        rf"\b{_AGE}[- ]?(?:jarige?|jaar oud|jaar jong)\b",
        rf"\bleeftijd\s*(?:is|:)?\s*{_AGE}\b",
        rf"\b(?:i am|i'm|i’m|son is|daughter is|he is|she is|aged)\s+{_AGE}\b{_NO_AGE}",
        rf"\b{_AGE}[- ]?years?[- ]old\b",
        rf"\b(?:ich bin|j'ai|tengo|ho|mam|am)\s+{_AGE}\s+(?:jahre|ans|años|anni|lata?|de ani)\b",
        rf"\bна\s+{_AGE}\s+(?:години|г\.)",
        rf"\b(?:мне|мені)\s+{_AGE}\s+(?:лет|год|года|роки|років|рік)",
        rf"(?:عمري|عمره|عمرها)\s+{_AGE}\b",
        rf"\b{_AGE}\s+(?:yaşındayım|yaşında|éves)",
    )
)


def age_in(text: str) -> int | None:
    """The age that the text tells, when it tells exactly one; else None: nothing is guessed."""
    # Digits of other scripts count too.
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    ages = {
        int(match.group("age"))
        for pattern in _PATTERNS
        for match in pattern.finditer(plain)
        if _YOUNGEST <= int(match.group("age")) <= _OLDEST
    }
    return ages.pop() if len(ages) == 1 else None


def age_preferences(age: int | None, below: int | None) -> Mapping[str, float]:
    """What an age says against a need: too old for the Doorstroompunt, so another door."""
    if age is None or below is None or age < below:
        return {}
    return {YOUNG: _TOO_OLD}


def without_too_young(needs: tuple[Found, ...], age: int | None, below: int | None) -> tuple[Found, ...]:
    """The needs without the one that is only for younger people, however much the words point to it."""
    if not age_preferences(age, below) or len(needs) < 2:
        return needs
    kept = tuple(found for found in needs if found.code != YOUNG)
    # Nothing stands above the first one any more, so there is no reason why it is not higher.
    return (replace(kept[0], why_not=""), *kept[1:])
