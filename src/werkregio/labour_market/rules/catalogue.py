# SPDX-License-Identifier: EUPL-1.2
"""The words of the measures and the places of their inputs, read from `data/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from .areas import DATA
from .classes import Limits


@dataclass(frozen=True, slots=True)
class Concept:
    """What an input means."""

    code: str
    nl: str
    en: str
    unit: str


@dataclass(frozen=True, slots=True)
class InputRule:
    """How a family of tables holds an input: the names of one column, or columns to add, and ages to add over."""

    one_of: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    # Another day than that of the family; None: the same.
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Tables of the same make, one for each edition. `reference` is the first (begin) or last (einde) day."""

    code: str
    title: re.Pattern[str]
    inputs: Mapping[str, InputRule]
    reference: str = ""
    unit: str = ""
    cannot: frozenset[str] = frozenset()
    bands: str = ""


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """Name, definition, unit and source of a measure, each text by language."""

    name: Mapping[str, str]
    definition: Mapping[str, str]
    unit: str
    source: str
    caution: Mapping[str, str] = field(default_factory=dict)


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@cache
def concepts() -> dict[str, Concept]:
    return {
        code: Concept(code, words["nl"], words["en"], words["eenheid"])
        for code, words in _read("invoer.yaml")["invoer"].items()
    }


@cache
def families() -> tuple[Family, ...]:
    return tuple(
        Family(
            plain["code"],
            re.compile(plain["titel"]),
            {
                code: InputRule(
                    tuple(rule.get("een_van", ())),
                    tuple(rule.get("som", ())),
                    tuple(rule["leeftijd"]) if "leeftijd" in rule else None,
                    rule.get("peildatum"),
                )
                for code, rule in plain["invoer"].items()
            },
            plain.get("peildatum", ""),
            plain.get("eenheid", ""),
            frozenset(plain.get("geeft_niet", {}).get("leeftijden", ())),
            plain.get("geeft_niet", {}).get("banden", ""),
        )
        for plain in _read("invoer.yaml")["families"]
    )


@cache
def words() -> dict[str, MeasureWords]:
    return {
        code: MeasureWords(
            {language: plain[language]["naam"] for language in ("nl", "en")},
            {language: plain[language]["definitie"] for language in ("nl", "en")},
            plain["eenheid"],
            plain["bron"],
            plain.get("let_op", {}),
        )
        for code, plain in _read("maten.yaml")["maten"].items()
    }


@cache
def limits(code: str) -> Limits:
    plain = _read("maten.yaml")["klassen"][code]
    return Limits(
        tuple(plain["namen"]), tuple(Decimal(limit) for limit in plain["grenzen"]), plain["op_grens"]
    )
