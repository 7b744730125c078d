# SPDX-License-Identifier: EUPL-1.2
"""The score of an entry in words: what is right, what is not, and what to do about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from ..models import Aanbod, Instrument
from ..rules import quality
from ..rules.entry import Content
from ..rules.quality import OfferFacts, Point
from ..terms import InstrumentStatus
from .directory_content import PARTS, content_of

# By code of the point: what is right, what is not, what to do.
LABELS: Mapping[str, tuple[Any, Any, Any]] = {
    "complete": (
        _("All texts are there in Dutch and English"),
        _("Texts are missing"),
        _("Fill in every text in both languages."),
    ),
    "next-step": (
        _("It says what the next step is"),
        _("The next step is missing"),
        _("Write what somebody can do now: call, go there, or fill in a form."),
    ),
    "verified": (
        _("Read in the source"),
        _("Not verified"),
        _("Read the source, mend what differs, and mark the page as checked."),
    ),
    "dated": (
        _("The date of the facts is known"),
        _("The date of the facts is not known"),
        _("Fill in of which year, month or day the facts are."),
    ),
    "facts-dated": (
        _("Every figure has a date"),
        _("A figure has no date"),
        _("Give each figure the day since when it holds, or its date."),
    ),
    "facts-current": (
        _("No figure is out of date"),
        _("A figure is out of date"),
        _("Look up the new figure in its source and replace the old one."),
    ),
    "facts-read": (
        _("Every figure was read in its source within a year"),
        _("A figure was not read in its source for more than a year"),
        _("Read the figures in their source and mark the page as checked."),
    ),
    "plain": (
        _("The Dutch text reads easily"),
        _("The Dutch text is hard to read"),
        _("Use shorter sentences and words that everybody knows."),
    ),
    "who-decides": (
        _("Each condition says who decides"),
        _("A condition does not say who decides"),
        _("Name the organisation that decides at each condition."),
    ),
    "reachable": (
        _("It says how a resident gets there"),
        _("No offer says how a resident gets there"),
        _("Fill in a number, an address or a page at the offer."),
    ),
    "professional": (
        _("It says how a professional gets there"),
        _("No offer says how a professional gets there"),
        _("Fill in how a guide reaches you."),
    ),
    "hours": (
        _("Opening hours are known"),
        _("Opening hours are not known"),
        _("Fill in when you are open or can be called."),
    ),
    "confirmed": (
        _("Every offer was confirmed in time"),
        _("An offer was not confirmed in time"),
        _("Let the partner say on its page whether the offer still holds."),
    ),
    "successor": (
        _("It says what came instead, and that page works"),
        _("What came instead has ended as well"),
        _("Name help that exists now as what came instead."),
    ),
}
GOOD, FAIR = 80, 60


@dataclass(frozen=True, slots=True)
class PointShown:
    """One point on a screen. `advice` is empty when it is met."""

    code: str
    met: bool
    text: Any
    advice: Any
    weight: int


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """The score of an entry with every point."""

    score: int
    points: list[PointShown]

    @property
    def shape(self) -> str:
        """The shape of the status beside the number."""
        return "done" if self.score >= GOOD else "waits" if self.score >= FAIR else "error"

    @property
    def missing(self) -> list[PointShown]:
        return [point for point in self.points if not point.met]


# What the score of an entry needs, in a fixed number of queries.
SCORE_PARTS = (
    *PARTS,
    Prefetch(
        "aanbod",
        queryset=Aanbod.objects.filter(active=True).order_by("pk").prefetch_related("feiten"),
        to_attr="open_offers",
    ),
)


def score_of(entry: Any, on: date, content: Content | None = None) -> ScoreShown:
    """The score of an entry that was read with `SCORE_PARTS`; of another content when that is given."""
    return shown(points_of(entry, on, content))


def points_of(entry: Any, on: date, content: Content | None = None) -> list[Point]:
    return quality.points(
        content_of(entry) if content is None else content,
        on=on,
        offers=[offer_facts(offer) for offer in entry.open_offers],
        dead_successors=_dead(entry.successors.all()) if content is None else _dead_of(entry, content),
    )


def shown(found: Sequence[Point]) -> ScoreShown:
    return ScoreShown(
        quality.score(found),
        [
            PointShown(
                point.code,
                point.met,
                LABELS[point.code][0 if point.met else 1],
                "" if point.met else LABELS[point.code][2],
                point.weight,
            )
            for point in found
        ],
    )


def offer_facts(offer: Aanbod) -> OfferFacts:
    return OfferFacts(
        person=bool(offer.route_person or offer.route_person_link),
        professional=bool(offer.route_professional),
        hours=bool(offer.opening_hours),
        last_confirmed_on=offer.last_confirmed_on,
        rhythm_days=offer.update_rhythm_days,
        valid_to=tuple(fact.valid_to for fact in offer.feiten.all() if fact.valid_to),
    )


def _dead(successors: Iterable[Instrument]) -> int:
    alive = (InstrumentStatus.CURRENT, InstrumentStatus.ANNOUNCED)
    return sum(row.status not in alive for row in successors)


def _dead_of(entry: Any, content: Content) -> int:
    """Of a content that is not stored yet: its successors are looked up."""
    if not content["successors"]:
        return 0
    return _dead(Instrument.objects.filter(regio_id=entry.regio_id, code__in=content["successors"]))
