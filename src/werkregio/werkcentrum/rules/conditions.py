# SPDX-License-Identifier: EUPL-1.2
"""Conditions as small tests, `leeftijd < 27`: yes, no or unknown. Never a right: somebody else decides.

Grammar: a test is `field operator value` or `field in [value, value]`. A number may be the name of a limit
of the region that changes with time, `leeftijd < doorstroompuntgrens`; its value comes with the answers.
Tests are joined by `and` and `or`, turned round by `not`, and grouped with parentheses. Nothing is ever
evaluated as code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkregio.text.normal import fold

LONGEST = 200
_DEEPEST = 8
_NUMBER, _TEXT, _YES_NO = "number", "text", "yes-no"
FIELDS: Mapping[str, str] = {
    "leeftijd": _NUMBER,
    "gemeente": _TEXT,
    "uitkering": _TEXT,
    "vrager": _TEXT,
    "heeft_werk": _YES_NO,
    "diploma": _YES_NO,
    "beperking": _YES_NO,
    "statushouder": _YES_NO,
}
CHOICES: Mapping[str, frozenset[str]] = {
    "uitkering": frozenset({"ww", "bijstand", "wajong", "wia", "ziektewet", "geen"}),
    "vrager": frozenset({"inwoner", "werkgever", "professional"}),
}
# Limits that a region sets by date, and how they are called in a test.
DOORSTROOMPUNT = "doorstroompuntgrens"
LIMITS = frozenset({DOORSTROOMPUNT})
_YES_AND_NO = frozenset({"ja", "nee"})
_TOKEN = re.compile(r"\s*(<=|>=|==|!=|<|>|\(|\)|\[[^\[\]]*\]|[^\s<>=!()\[\]]+)")
_KEYWORDS = frozenset({"and", "or", "not", "in"})
_COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


class Verdict(StrEnum):
    """What a test says about somebody; unknown while an answer is missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ConditionError(ValueError):
    """An expression that cannot be read, with where and why."""


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a field with one value or a list of values."""

    field: str
    operator: str
    values: tuple[str, ...]

    def verdict(self, answers: Mapping[str, object]) -> Verdict:
        answer = answers.get(self.field)
        if answer is None or answer == "":
            return Verdict.UNKNOWN
        if FIELDS[self.field] == _NUMBER:
            return self._number_verdict(answer, answers)
        found = _plain(str(answer)) in {_plain(value) for value in self.values}
        return _as_verdict(found is (self.operator != "!="))

    def _number_verdict(self, answer: object, answers: Mapping[str, object]) -> Verdict:
        try:
            number = int(str(answer))
            values = [int(str(answers[value]) if value in LIMITS else value) for value in self.values]
        except (KeyError, ValueError):
            return Verdict.UNKNOWN
        outcomes = {
            "<": number < values[0],
            "<=": number <= values[0],
            ">": number > values[0],
            ">=": number >= values[0],
            "==": number == values[0],
            "!=": number != values[0],
            "in": number in values,
        }
        return _as_verdict(outcomes[self.operator])


@dataclass(frozen=True, slots=True)
class Not:
    """The other way round; unknown stays unknown."""

    part: "Expression"

    def verdict(self, answers: Mapping[str, object]) -> Verdict:
        found = self.part.verdict(answers)
        return {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}.get(found, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Both:
    """All parts: one no decides, else one unknown leaves it open."""

    parts: tuple["Expression", ...]

    def verdict(self, answers: Mapping[str, object]) -> Verdict:
        found = {part.verdict(answers) for part in self.parts}
        if Verdict.NO in found:
            return Verdict.NO
        return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.YES


@dataclass(frozen=True, slots=True)
class Either:
    """One part is enough: one yes decides, else one unknown leaves it open."""

    parts: tuple["Expression", ...]

    def verdict(self, answers: Mapping[str, object]) -> Verdict:
        found = {part.verdict(answers) for part in self.parts}
        if Verdict.YES in found:
            return Verdict.YES
        return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.NO


Expression = Test | Not | Both | Either


def parse(text: str) -> Expression:
    """The expression in a text; ConditionError says what cannot be read."""
    if len(text) > LONGEST:
        raise ConditionError(f"the test is longer than {LONGEST} characters")
    reader = _Reader(_tokens(text))
    found = reader.either(0)
    if not reader.at_end:
        raise ConditionError(f"“{reader.peek()}” is not expected here")
    return found


def evaluate(text: str, answers: Mapping[str, object]) -> Verdict:
    """What the test in `text` says; an empty test is unknown: a person has to look."""
    return parse(text).verdict(answers) if text.strip() else Verdict.UNKNOWN


def limits_in(text: str) -> frozenset[str]:
    """The limits of the region that a test names."""
    return frozenset(limit for limit in LIMITS if limit in text)


def _as_verdict(found: bool) -> Verdict:
    return Verdict.YES if found else Verdict.NO


def _plain(value: str) -> str:
    return fold(value.strip().casefold())


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ConditionError(f"“{text[place:].strip()[:20]}” cannot be read")
        found.append(match.group(1))
        place = match.end()
    if not found:
        raise ConditionError("the test is empty")
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._place >= len(self._tokens)

    def peek(self) -> str:
        return "" if self.at_end else self._tokens[self._place]

    def take(self) -> str:
        if self.at_end:
            raise ConditionError("the test stops halfway")
        self._place += 1
        return self._tokens[self._place - 1]

    def either(self, depth: int) -> Expression:
        parts = [self._both(depth)]
        while self.peek() == "or":
            self.take()
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self, depth: int) -> Expression:
        parts = [self._single(depth)]
        while self.peek() == "and":
            self.take()
            parts.append(self._single(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _single(self, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise ConditionError("the test is nested too deeply")
        token = self.take()
        if token == "not":  # noqa: S105 - a word of the grammar
            return Not(self._single(depth + 1))
        if token == "(":  # noqa: S105 - a sign of the grammar
            found = self.either(depth + 1)
            if self.take() != ")":
                raise ConditionError("a parenthesis is not closed")
            return found
        return self._test(token)

    def _test(self, field: str) -> Test:
        if field not in FIELDS:
            raise ConditionError(f"“{field}” is not known; use one of {', '.join(FIELDS)}")
        operator = self.take()
        if operator == "in":
            values = self._values(self.take())
        elif operator in _COMPARISONS:
            values = (self._value(self.take()),)
        else:
            raise ConditionError(f"“{operator}” is no comparison")
        _check(field, operator, values)
        return Test(field, operator, values)

    @staticmethod
    def _values(token: str) -> tuple[str, ...]:
        if not (token.startswith("[") and token.endswith("]")):
            raise ConditionError("after “in” comes a list: [Venlo, Venray]")
        values = tuple(part.strip() for part in token[1:-1].split(",") if part.strip())
        if not values:
            raise ConditionError("the list is empty")
        return values

    @staticmethod
    def _value(token: str) -> str:
        if token in _KEYWORDS or token in _COMPARISONS or token[0] in "[()":
            raise ConditionError(f"“{token}” is no value")
        return token


def _check(field: str, operator: str, values: tuple[str, ...]) -> None:
    kind = FIELDS[field]
    if kind != _NUMBER and operator in {"<", "<=", ">", ">="}:
        raise ConditionError(f"“{field}” is no number, so it has no “{operator}”")
    if kind == _NUMBER and not all(
        value in LIMITS or (value.isascii() and value.isdigit() and len(value) < 4) for value in values
    ):
        raise ConditionError(f"“{field}” is compared with a whole number")
    allowed = _YES_AND_NO if kind == _YES_NO else CHOICES.get(field)
    if allowed is not None:
        for value in values:
            if value not in allowed:
                raise ConditionError(f"“{value}” is no answer to {field}; use {', '.join(sorted(allowed))}")
