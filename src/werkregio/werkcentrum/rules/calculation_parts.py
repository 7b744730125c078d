# SPDX-License-Identifier: EUPL-1.2
"""What the combination calculator is made of: the question, ranges of money, dated facts and gaps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any

from . import facts as fact_rules

# A month is the twelfth part of 52 weeks; a year has 52 weeks and one or two days more.
WEEKS_A_MONTH = Fraction(52, 12)
FEWEST_WEEKS, MOST_WEEKS = Fraction(52), Fraction(366, 7)
YEAR = 12


class Applies(StrEnum):
    """Whether an instrument fits what was filled in; never a right, others decide."""

    YES = "ja"
    POSSIBLY = "mogelijk"
    UNKNOWN = "onbekend"
    NO = "nee"


class Group(StrEnum):
    """What is known about the person who may be hired."""

    REGISTER = "doelgroepregister"
    WAJONG = "wajong"
    WIA = "wia"
    SHELTERED = "beschut-werk"
    BIJSTAND = "bijstand"
    UWV = "uwv-uitkering"
    OLDER = "oudere-uitkering"
    BBL = "bbl"
    THIRD_WAY = "derde-leerweg"
    NONE = "geen"
    UNKNOWN = "weet-niet"


class GapKind(StrEnum):
    """Why a fact cannot be used."""

    MISSING = "ontbreekt"
    EXPIRED = "verlopen"
    NOT_YET = "nog-niet"
    NO_DATE = "zonder-datum"
    UNREADABLE = "onleesbaar"


@dataclass(frozen=True, slots=True)
class Question:
    """What an employer fills in about a job and a person. `months` None: a contract without end."""

    age: int
    hours: Decimal
    wage: Decimal
    per_hour: bool
    # Percentage of the minimum wage that somebody earns by his own work; None: not measured yet.
    loonwaarde: Decimal | None
    months: int | None
    groups: frozenset[Group]
    start: date
    today: date

    @property
    def on(self) -> date:
        """The day on which facts must hold: the first working day, or today when that is past."""
        return max(self.start, self.today)

    @property
    def wage_an_hour(self) -> Fraction:
        wage = Fraction(self.wage)
        return wage if self.per_hour else wage / (Fraction(self.hours) * WEEKS_A_MONTH)

    @property
    def wage_a_month(self) -> Fraction:
        wage = Fraction(self.wage)
        return wage * Fraction(self.hours) * WEEKS_A_MONTH if self.per_hour else wage

    def months_in(self, year: int, at_most: int | None = None) -> int:
        """Months of the contract in the first (1) or second (2) year, within the duration of a scheme."""
        lasts = [months for months in (self.months, at_most) if months is not None]
        return max(0, min([*lasts, year * YEAR]) - (year - 1) * YEAR)

    def year(self, number: int) -> tuple[date, date]:
        """The first day of a year of the contract, and the first day after it."""
        return add_months(self.start, (number - 1) * YEAR), add_months(self.start, number * YEAR)


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last of February for the 29th in a year without one."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)  # pragma: no cover - every month has 28 days


@dataclass(frozen=True, slots=True)
class Money:
    """An amount from low to high, in whole euros: low is rounded down and high up."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"no range of money: {self.low} to {self.high}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.low + other.low, self.high + other.high)

    @property
    def is_nothing(self) -> bool:
        return not self.high


NOTHING = Money(Decimal(0), Decimal(0))


def money(low: Fraction, high: Fraction) -> Money:
    return Money(Decimal(floor(low)), Decimal(ceil(high)))


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact of the directory, as the calculator uses it. `row` is for whoever shows it."""

    code: str
    key: str
    value: str
    unit: str
    as_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    row: Any = field(default=None, compare=False)

    def is_older_than(self, day: date) -> bool:
        """Whether this is a figure of a year before this day, of which nobody said until when it holds."""
        year = self.as_of[:4]
        return self.valid_to is None and year.isdigit() and int(year) < day.year

    def share_of(self, begin: date, end: date) -> Fraction:
        """Which part of a period the fact holds; the last day itself still counts."""
        if self.valid_to is None or self.valid_to >= end:
            return Fraction(1)
        return Fraction(max(0, (self.valid_to - begin).days + 1), (end - begin).days)


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is not there or cannot be used; `stops` when no amount can be given without it."""

    code: str
    key: str
    kind: GapKind
    since: date | None = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to show, as a code with its values: the words are the page's."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reader:
    """Reads the facts of one instrument, and remembers what was used and what was not there."""

    code: str
    facts: list[Fact]
    on: date
    used: list[Fact] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def fact(self, key: str, *, stops: bool = True) -> Fact | None:
        """The fact with this key that holds on the day; None leaves a gap."""
        rows = [fact for fact in self.facts if fact.key == key]
        holding = [fact for fact in rows if self._holds(fact)]
        if not holding:
            self._note_absent(key, rows, stops=stops)
            return None
        found = max(holding, key=lambda fact: (fact.valid_from or date.min, fact.as_of))
        kind = _unusable(found)
        if kind is not None:
            self._note(key, kind, stops=stops)
            return None
        if found not in self.used:
            self.used.append(found)
        return found

    def number(self, key: str, *, stops: bool = True) -> Fraction | None:
        """The number in a fact; of a range the lowest."""
        fact = self.fact(key, stops=stops)
        if fact is None:
            return None
        amount = fact_rules.parse_value(fact.value, fact.unit)
        if amount is None:
            self._note(key, GapKind.UNREADABLE, stops=stops)
            return None
        return Fraction(amount.low)

    def months(self, key: str, *, stops: bool = True) -> int | None:
        """A duration in whole months, from a fact in months or years."""
        fact, number = self.fact(key, stops=stops), self.number(key, stops=False)
        if fact is None or number is None:
            return None
        if fact.unit not in ("maand", "jaar"):
            self._note(key, GapKind.UNREADABLE, stops=stops)
            return None
        return int(number * (YEAR if fact.unit == "jaar" else 1))

    def last_day(self, key: str, *, stops: bool = True) -> date | None:
        """The day that a fact names in words; for a year or school year its last day."""
        fact = self.fact(key, stops=stops)
        if fact is None:
            return None
        first, _slash, second = fact.value.partition("/")
        try:
            # A school year ends on the last day of July.
            return date(int(second), 7, 31) if second else fact_rules.parse_as_of(first)
        except ValueError:
            self._note(key, GapKind.UNREADABLE, stops=stops)
            return None

    def _holds(self, fact: Fact) -> bool:
        return not (
            fact_rules.has_expired(fact.valid_to, self.on)
            or fact_rules.not_yet_valid(fact.valid_from, self.on)
        )

    def _note_absent(self, key: str, rows: list[Fact], *, stops: bool) -> None:
        """Say whether the fact was there before, comes later, or never was."""
        ended = [fact.valid_to for fact in rows if fact.valid_to and fact.valid_to < self.on]
        coming = [fact.valid_from for fact in rows if fact.valid_from and fact.valid_from > self.on]
        if ended:
            self._note(key, GapKind.EXPIRED, max(ended), stops=stops)
        elif coming:
            self._note(key, GapKind.NOT_YET, min(coming), stops=stops)
        else:
            self._note(key, GapKind.MISSING, stops=stops)

    def _note(self, key: str, kind: GapKind, since: date | None = None, *, stops: bool) -> None:
        if all(known.key != key for known in self.gaps):
            self.gaps.append(Gap(self.code, key, kind, since, stops))


def _unusable(fact: Fact) -> GapKind | None:
    """Why a fact that holds cannot be used: an amount without a date, or a value that is none."""
    if not fact_rules.may_be_shown(fact.unit, as_of=fact.as_of, valid_from=fact.valid_from):
        return GapKind.NO_DATE
    try:
        fact_rules.parse_value(fact.value, fact.unit)
    except fact_rules.FactError:
        return GapKind.UNREADABLE
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """What the calculator says about one instrument."""

    code: str
    applies: Applies
    reason: Said
    period: Said | None = None
    # Part of the minimum wage, from low to high: exact, also when no minimum wage is known.
    share: tuple[Fraction, Fraction] | None = None
    per_month: Money | None = None
    # First and second year; None is not known, which is something else than nothing.
    years: tuple[Money | None, Money | None] = (None, None)
    once: Money | None = None
    # Whether the years are added to the total.
    counts: bool = False
    # Ask before this day, so that the decision is there on the first working day.
    ask_by: date | None = None
    steps: tuple[Said, ...] = ()
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def fits(self) -> bool:
        return self.applies in (Applies.YES, Applies.POSSIBLY)

    @property
    def is_refused(self) -> bool:
        """No amount, because a fact that it needs cannot be used."""
        return self.fits and any(gap.stops for gap in self.gaps)
