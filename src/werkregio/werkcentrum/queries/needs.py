# SPDX-License-Identifier: EUPL-1.2
"""The forty needs and the follow-up questions, as a page shows them. Read once from the files beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..rules.follow_up import Choice, FollowUp

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class NeedText:
    """One need in words: label, what it seems to be about, and a line for the guide; by language."""

    code: str
    askers: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]
    elsewhere: Mapping[str, str]

    def _in(self, language: str, key: str) -> str:
        for choice in (language, "en", "nl"):
            if key in self.texts.get(choice, {}):
                return self.texts[choice][key]
        return self.code

    def label(self, language: str) -> str:
        """The name of the need in this language, else in English."""
        return self._in(language, "label")

    def text(self, language: str) -> str:
        """One or two sentences for the person."""
        return self._in(language, "text")

    def for_guide(self, language: str) -> str:
        """When this need applies, for the guide."""
        return self._in(language, "guide")

    def where_else(self, language: str) -> str:
        """For questions that belong elsewhere: where to go."""
        return self.elsewhere.get(language) or self.elsewhere.get("en", "")


@cache
def _content() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (DATA / "needs.yaml").open(encoding="utf-8") as lines:
        content = yaml.load(lines, Loader=loader)  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise TypeError("needs.yaml is not a mapping")
    return content


@cache
def needs() -> dict[str, NeedText]:
    """All needs by code, in the order of the closed list."""
    found = {}
    for row in _content()["needs"]:
        texts = {key: value for key, value in row.items() if isinstance(value, dict) and "label" in value}
        found[row["code"]] = NeedText(
            row["code"],
            tuple(row["askers"]),
            texts,
            {k: str(v) for k, v in (row.get("elsewhere") or {}).items()},
        )
    return found


def need_label(code: str, language: str) -> str:
    """The name of a need; the code itself when it is unknown."""
    need = needs().get(code)
    return need.label(language) if need else code


@cache
def follow_ups() -> tuple[FollowUp, ...]:
    """All follow-up questions, in the order of the file."""
    found = []
    for row in _content()["questions"]:
        languages = [key for key, value in row.items() if isinstance(value, dict) and "ask" in value]
        choices = tuple(
            Choice(
                str(answer["id"]),
                {language: answer[language] for language in languages},
                answer["prefers"],
                tuple(answer.get("against") or ()),
            )
            for answer in row["answers"]
        )
        found.append(
            FollowUp(
                row["id"],
                frozenset(row["between"]),
                {language: row[language]["ask"] for language in languages},
                {language: row[language].get("hint", "") for language in languages},
                choices,
            )
        )
    return tuple(found)
