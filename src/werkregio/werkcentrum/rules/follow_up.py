# SPDX-License-Identifier: EUPL-1.2
"""Whether one more question helps to separate two needs, and what its answer changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from werkregio.werkcentrum.rules.answer import Answer

MOST_QUESTIONS = 2
# Under this distance the first two needs are a close call; above it a question only costs time.
CLOSE = 0.3
# What an answer adds to the need it speaks for, and takes from those it speaks against. Whoever says that he
# has no work is not helped from work to work: that must fall below the needs that were not asked about.
FOR, AGAINST = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a follow-up question. `labels` by language."""

    id: str
    labels: Mapping[str, str]
    prefers: str
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that separates two needs; every person may skip it."""

    id: str
    between: frozenset[str]
    ask: Mapping[str, str]
    hint: Mapping[str, str]
    choices: tuple[Choice, ...]

    def choice(self, id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


def next_question(answer: Answer, questions: Iterable[FollowUp], asked: Collection[str]) -> FollowUp | None:
    """The question that separates the first two needs, if they are close and it was not asked before.

    In danger nothing is asked: a person comes first.
    """
    if answer.danger or len(asked) >= MOST_QUESTIONS or len(answer.needs) < 2:
        return None
    first, second = answer.needs[:2]
    if first.score - second.score > CLOSE:
        return None
    pair = {first.code, second.code}
    return next((q for q in questions if q.between == pair and q.id not in asked), None)


def preferences(answered: Mapping[str, str], questions: Iterable[FollowUp]) -> dict[str, float]:
    """What the given answers say for and against needs: added up. Skipped questions say nothing."""
    points: dict[str, float] = {}
    for question in questions:
        choice = question.choice(answered.get(question.id, ""))
        if choice is None:
            continue
        points[choice.prefers] = points.get(choice.prefers, 0.0) + FOR
        for code in choice.against:
            points[code] = points.get(code, 0.0) - AGAINST
    return points
