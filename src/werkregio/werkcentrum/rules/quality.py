# SPDX-License-Identifier: EUPL-1.2
"""How good an entry is: seven points, each with a reason that an editor can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import facts, plain_texts
from .entry import TEXT_FIELDS, TEXT_LANGUAGES

EASY = 60.0


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the score: a code, whether it is met, and a figure where that helps."""

    code: str
    met: bool
    figure: str = ""


def points(content: Mapping[str, Any], *, on: date, reachable_offers: int) -> list[Point]:
    """All points of an entry. `reachable_offers` is how many offers say how a person gets there."""
    rows = content["facts"]
    dutch = " ".join(content["texts"].get("nl", {}).values())
    ease = plain_texts.reading_ease(dutch)
    longest = max(plain_texts.sentence_words(dutch), default=0)
    complete = all(
        content["texts"].get(language, {}).get(name, "").strip()
        for language in TEXT_LANGUAGES
        for name in TEXT_FIELDS
    )
    expired = any(facts.has_expired(_day(row["valid_to"]), on) for row in rows)
    dated = all(row["as_of"] or row["valid_from"] for row in rows)
    return [
        Point("complete", complete),
        Point("verified", bool(content["verified"])),
        Point("dated", bool(content["as_of"])),
        Point("facts-dated", dated),
        Point("facts-current", not expired),
        Point("plain", ease >= EASY and longest <= plain_texts.LONGEST_SENTENCE, f"{ease:.0f}"),
        Point("reachable", reachable_offers > 0, str(reachable_offers)),
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
