# SPDX-License-Identifier: EUPL-1.2
"""Steps between benefit, day activities, beschut werk, banenafspraak and regular work, in both directions.

Source: programme "Simpel switchen in de participatieketen" (SZW, 2024): nobody should be afraid of a step,
because each one has a way back. The steps themselves are data (`data/switching.yaml`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkregio.werkcentrum.rules import conditions

FORWARD, BACK = "vooruit", "terug"
PARTS = ("stays", "changes", "decides", "back")


class SwitchingError(ValueError):
    """The file of steps is not right, with where and why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is. `texts` by language: name and text."""

    code: str
    texts: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class StepCondition:
    """What a step asks: must or helps, and who decides."""

    texts: Mapping[str, str]
    hard: bool
    who_decides: str
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what stays, what changes, who decides, and the way back."""

    start: str
    end: str
    direction: str
    need: str
    instruments: tuple[str, ...]
    law: str
    texts: Mapping[str, Mapping[str, str]]
    conditions: tuple[StepCondition, ...]

    @property
    def code(self) -> str:
        return f"{self.start}-naar-{self.end}"


@dataclass(frozen=True, slots=True)
class Steps:
    """All places in order, and the steps between them."""

    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    source: str
    as_of: str
    verified: bool

    def place(self, code: str) -> Place | None:
        return next((place for place in self.places if place.code == code), None)

    def step(self, start: str, end: str) -> Step | None:
        return next((step for step in self.steps if (step.start, step.end) == (start, end)), None)

    def from_place(self, code: str, direction: str = "") -> list[Step]:
        """The steps from a place, those forward first."""
        found = [step for step in self.steps if step.start == code and direction in ("", step.direction)]
        return sorted(found, key=lambda step: step.direction != FORWARD)


def read_steps(content: Mapping[str, Any]) -> Steps:
    """The steps of a file; refuses one that lacks a text, a place, or a way back somewhere."""
    places = tuple(
        Place(row["code"], {language: row[language] for language in ("nl", "en")})
        for row in content["places"]
    )
    steps = tuple(_step(row) for row in content["steps"])
    found = Steps(places, steps, content["source"], content["as_of"], bool(content["verified"]))
    problems = problems_of(found)
    if problems:
        raise SwitchingError("; ".join(problems))
    return found


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        start=row["from"],
        end=row["to"],
        direction=row["direction"],
        need=row["need"],
        instruments=tuple(row["instruments"]),
        law=row["law"],
        texts={language: row[language] for language in ("nl", "en")},
        conditions=tuple(
            StepCondition(
                {"nl": condition["nl"], "en": condition["en"]},
                condition["kind"] == "hard",
                condition["who_decides"],
                condition["expr"] or "",
            )
            for condition in row["conditions"]
        ),
    )


def problems_of(steps: Steps) -> list[str]:
    """What is wrong, in words; the order of the places says which way is forward."""
    order = {place.code: number for number, place in enumerate(steps.places)}
    found = []
    for step in steps.steps:
        if step.start not in order or step.end not in order:
            found.append(f"{step.code}: unknown place")
            continue
        if (order[step.end] > order[step.start]) is not (step.direction == FORWARD):
            found.append(f"{step.code}: wrong direction")
        for language, texts in step.texts.items():
            found.extend(f"{step.code}: no {part} in {language}" for part in PARTS if not texts.get(part))
        if not step.conditions:
            found.append(f"{step.code}: no condition")
        for condition in step.conditions:
            if condition.expression:
                try:
                    conditions.parse(condition.expression)
                except conditions.ConditionError as error:
                    found.append(f"{step.code}: {error}")
        if not way_back(steps, step):
            found.append(f"{step.code}: no way back")
    if len({(step.start, step.end) for step in steps.steps}) != len(steps.steps):
        found.append("a step stands twice")
    return found


def way_back(steps: Steps, step: Step) -> Sequence[Step]:
    """The shortest road from where the step ends to where it began; empty when there is none."""
    seen = {step.end}
    here: dict[str, list[Step]] = {step.end: []}
    while here:
        following: dict[str, list[Step]] = {}
        for place, road in here.items():
            for further in steps.from_place(place):
                if further.end == step.start:
                    return [*road, further]
                if further.end not in seen:
                    seen.add(further.end)
                    following[further.end] = [*road, further]
        here = following
    return []
