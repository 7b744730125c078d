# SPDX-License-Identifier: EUPL-1.2
"""The whole content of one entry of the directory, and what must hold before it may be stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..terms import Doelgroep, Gebruik, InstrumentStatus, Kosten, VoorwaardeSoort
from . import conditions, facts, plain_texts, slugs

TEXT_FIELDS = ("name", "summary", "what", "for_whom", "costs", "duration", "who_decides", "next_step")
TEXT_LANGUAGES = ("nl", "en")
_LONGEST = {"name": 160, "summary": 400}
_LONGEST_TEXT = 2_000
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with the field it belongs to, like `texts.nl.name` or `facts.2`."""

    field: str
    code: str
    detail: str = ""


def problems(content: Mapping[str, Any], needs: frozenset[str], extra_needs: frozenset[str]) -> list[Problem]:
    """Everything wrong with a content. `extra_needs` are marks that only a professional entry may carry."""
    return [
        *_head(content),
        *_needs(content, needs, extra_needs),
        *_texts(content),
        *_facts(content),
        *_conditions(content),
    ]


def _head(content: Mapping[str, Any]) -> Iterator[Problem]:
    if not slugs.is_readable(content["slug"]):
        yield Problem("slug", "slug", content["slug"])
    closed = (
        ("use", Gebruik.values),
        ("status", InstrumentStatus.values),
        ("costs_kind", Kosten.values),
    )
    for field, values in closed:
        if content[field] not in values:
            yield Problem(field, "unknown", str(content[field]))
    for code in content["audience"]:
        if code not in Doelgroep.values:
            yield Problem("audience", "unknown", str(code))
    if not content["audience"]:
        yield Problem("audience", "missing")
    try:
        facts.parse_as_of(content["as_of"])
    except facts.FactError as error:
        yield Problem("as_of", "date", str(error))


def _needs(
    content: Mapping[str, Any], needs: frozenset[str], extra_needs: frozenset[str]
) -> Iterator[Problem]:
    if not content["needs"]:
        yield Problem("needs", "missing")
    for code in content["needs"]:
        if code in extra_needs and content["use"] == Gebruik.PROFESSIONAL:
            continue
        if code not in needs:
            yield Problem("needs", "unknown", str(code))
    if len(set(content["needs"])) != len(content["needs"]):
        yield Problem("needs", "double")


def _texts(content: Mapping[str, Any]) -> Iterator[Problem]:
    """A concept may be unfinished; what people can see is complete in both languages."""
    finished = content["status"] != InstrumentStatus.CONCEPT
    for language in TEXT_LANGUAGES:
        texts = content["texts"].get(language, {})
        for field in TEXT_FIELDS:
            text = texts.get(field, "")
            where = f"texts.{language}.{field}"
            if not text.strip():
                if finished or field == "name":
                    yield Problem(where, "missing")
            elif len(text) > _LONGEST.get(field, _LONGEST_TEXT):
                yield Problem(where, "too-long", str(_LONGEST.get(field, _LONGEST_TEXT)))
            elif plain_texts.has_loose_amount(text):
                yield Problem(where, "loose-amount")


def _facts(content: Mapping[str, Any]) -> Iterator[Problem]:
    for place, row in enumerate(content["facts"]):
        where = f"facts.{place}"
        if not row["label_nl"].strip():
            yield Problem(where, "missing", "label_nl")
        try:
            facts.parse_value(row["value"], row["unit"])
            facts.parse_as_of(row["as_of"])
        except facts.FactError as error:
            yield Problem(where, "fact", str(error))
        first, last = _day(row["valid_from"]), _day(row["valid_to"])
        if first and last and last < first:
            yield Problem(where, "period")


def _conditions(content: Mapping[str, Any]) -> Iterator[Problem]:
    for place, row in enumerate(content["conditions"]):
        where = f"conditions.{place}"
        if not row["text_nl"].strip():
            yield Problem(where, "missing", "text_nl")
        if row["kind"] not in VoorwaardeSoort.values:
            yield Problem(where, "unknown", str(row["kind"]))
        if row["expression"].strip():
            try:
                conditions.parse(row["expression"])
            except conditions.ConditionError as error:
                yield Problem(where, "condition", str(error))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
