# SPDX-License-Identifier: EUPL-1.2
"""The page for somebody in danger, in fifteen languages. Reads no database and no encoder."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

import yaml

from .needs import DATA

# The order in which the languages stand on the page.
LANGUAGES = ("nl", "en", "pl", "ro", "bg", "uk", "ru", "de", "ar", "tr", "fr", "es", "hu", "it", "pt")


@dataclass(frozen=True, slots=True)
class DangerHelp:
    """One number to call, and when."""

    code: str
    name: str
    when: str
    show: str
    call: str
    notes: tuple[str, ...]


@cache
def _read(name: str) -> dict[str, Any]:
    with (DATA / "danger" / name).open(encoding="utf-8") as lines:
        content = yaml.safe_load(lines)
    if not isinstance(content, dict):
        raise TypeError(f"{name} is not a mapping")
    return content


def danger_texts(language: str) -> dict[str, Any]:
    """The texts of the page in this language, else in English."""
    return _read(f"{language if language in LANGUAGES else 'en'}.yaml")


def danger_languages() -> list[dict[str, str]]:
    """All languages of the page, each with its own name."""
    return [
        {"code": code, "name": danger_texts(code)["name"], "dir": danger_texts(code)["dir"]}
        for code in LANGUAGES
    ]


def danger_helps(language: str, kinds: Iterable[str] = ()) -> list[DangerHelp]:
    """All numbers, those that fit what was told first."""
    numbers, texts = _read("numbers.yaml"), danger_texts(language)
    # Told of violence and of exploitation? Then the first numbers of both come before the second of either.
    ranks = zip_longest(*(numbers["order"].get(kind, []) for kind in kinds))
    first = [code for rank in ranks for code in rank if code]
    codes = list(dict.fromkeys([*first, *numbers["helps"]]))
    found = []
    for code in codes:
        number = numbers["helps"][code]
        notes = [
            texts[text]
            for flag, text in (("always", "open_always"), ("free", "free"), ("anonymous", "anonymous"))
            if number.get(flag)
        ]
        words = texts["helps"][code]
        found.append(
            DangerHelp(code, words["name"], words["when"], number["show"], number["call"], tuple(notes))
        )
    return found
