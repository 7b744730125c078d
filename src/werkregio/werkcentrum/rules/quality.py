# SPDX-License-Identifier: EUPL-1.2
"""How good an entry is: a score from 0 to 100 made of points, each with a reason that somebody can act on.

A point that does not apply (a figure was read within a year, but there are no figures) counts neither
for nor against. What ended is judged on its texts and on what came instead only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from . import facts, plain_texts
from .entry import TEXT_FIELDS, TEXT_LANGUAGES

EASY = 60.0
# A figure must have been read in its source within this time.
READ_WITHIN = timedelta(days=365)
# What each point weighs. What misleads a person weighs most.
WEIGHTS: Mapping[str, int] = {
    "facts-current": 20,
    "next-step": 10,
    "complete": 10,
    "plain": 10,
    "verified": 10,
    "facts-read": 10,
    "confirmed": 10,
    "reachable": 10,
    "professional": 5,
    "who-decides": 5,
    "hours": 5,
    "dated": 5,
    "facts-dated": 5,
    "successor": 10,
}
_ENDED = "ended"
_OF_ENDED = frozenset({"complete", "plain", "successor"})


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the score must know of one offer that is open now."""

    person: bool
    professional: bool
    hours: bool
    last_confirmed_on: date | None
    rhythm_days: int
    # The last days of its own figures, where they have one.
    valid_to: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the score: a code, whether it is met, and a figure where that helps."""

    code: str
    met: bool
    figure: str = ""

    @property
    def weight(self) -> int:
        return WEIGHTS[self.code]


def points(
    content: Mapping[str, Any], *, on: date, offers: Sequence[OfferFacts] = (), dead_successors: int = 0
) -> list[Point]:
    """The points that apply to an entry, in the order of their weight.

    `dead_successors` counts the entries named as successor that ended as well, or are no open page.
    """
    found = [
        *_texts(content),
        Point("verified", bool(content["verified"])),
        Point("dated", bool(content["as_of"])),
        *_facts(content["facts"], [day for offer in offers for day in offer.valid_to], on),
        *_conditions(content["conditions"]),
        *_offers(offers, on),
    ]
    ended = content["status"] == _ENDED
    if ended or content["successors"]:
        found.append(Point("successor", dead_successors == 0, str(dead_successors)))
    if ended:
        found = [point for point in found if point.code in _OF_ENDED]
    return sorted(found, key=lambda point: -point.weight)


def score(found: Sequence[Point]) -> int:
    """From 0 to 100: the weight of the points that are met, of those that apply."""
    weight = sum(point.weight for point in found)
    if not weight:
        return 100
    # Half up, so that the score never depends on rounding to the even number.
    return (200 * sum(point.weight for point in found if point.met) + weight) // (2 * weight)


def confirm_by(last_confirmed_on: date | None, rhythm_days: int) -> date | None:
    """The day on which a partner must say again that its offer holds; None when it never did."""
    return last_confirmed_on + timedelta(days=rhythm_days) if last_confirmed_on else None


def is_confirmed(last_confirmed_on: date | None, rhythm_days: int, on: date) -> bool:
    """The day itself still counts."""
    until = confirm_by(last_confirmed_on, rhythm_days)
    return until is not None and on <= until


def _texts(content: Mapping[str, Any]) -> list[Point]:
    texts = content["texts"]
    complete = all(
        texts.get(language, {}).get(name, "").strip() for language in TEXT_LANGUAGES for name in TEXT_FIELDS
    )
    next_step = all(texts.get(language, {}).get("next_step", "").strip() for language in TEXT_LANGUAGES)
    ease, longest = _reading(" ".join(texts.get("nl", {}).values()))
    return [
        Point("complete", complete),
        Point("next-step", next_step),
        Point("plain", ease >= EASY and longest <= plain_texts.LONGEST_SENTENCE, f"{ease:.0f}"),
    ]


@lru_cache(maxsize=4096)
def _reading(dutch: str) -> tuple[float, int]:
    # A list of all entries asks this for every text again.
    return plain_texts.reading_ease(dutch), max(plain_texts.sentence_words(dutch), default=0)


def _facts(rows: Sequence[Mapping[str, Any]], of_offers: Sequence[date], on: date) -> list[Point]:
    expired = sum(facts.has_expired(_day(row["valid_to"]), on) for row in rows)
    expired += sum(facts.has_expired(day, on) for day in of_offers)
    if not rows:
        return [Point("facts-current", not expired, str(expired))] if of_offers else []
    unread = sum(not _read_lately(_day(row["read_on"]), on) for row in rows)
    return [
        Point("facts-current", not expired, str(expired)),
        Point("facts-read", not unread, str(unread)),
        Point("facts-dated", all(row["as_of"] or row["valid_from"] for row in rows)),
    ]


def _read_lately(read_on: date | None, on: date) -> bool:
    return read_on is not None and on - read_on <= READ_WITHIN


def _conditions(rows: Sequence[Mapping[str, Any]]) -> list[Point]:
    if not rows:
        return []
    return [Point("who-decides", all(row["who_decides"].strip() for row in rows))]


def _offers(offers: Sequence[OfferFacts], on: date) -> list[Point]:
    """Somebody must be able to get there; the other points only make sense when there is an offer."""
    reachable = sum(offer.person for offer in offers)
    found = [Point("reachable", reachable > 0, str(reachable))]
    if not offers:
        return found
    late = sum(not is_confirmed(offer.last_confirmed_on, offer.rhythm_days, on) for offer in offers)
    return [
        *found,
        Point("professional", any(offer.professional for offer in offers)),
        Point("hours", any(offer.hours for offer in offers)),
        Point("confirmed", not late, str(late)),
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
