# SPDX-License-Identifier: EUPL-1.2
"""Answers that may be shown: small numbers of an organisation's own tables are left out, and what would give them away.

Open tables were made fit to publish by their publisher. What an organisation of the region brought in was not: a
count of 1 up to the limit is left out, and so is the next smallest in its region, or the total would tell it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from werkregio.foundation import disclosure

from ..models import Dataset
from ..rules.areas import GEMEENTE, REGIO, Area, Book
from ..rules.outcomes import SUPPRESSED, Outcome
from ..rules.reasons import Reason
from .measuring import Question, measured


def own_versions(regio_id: int | None) -> frozenset[str]:
    """The hashes of the versions in force that organisations of a region brought in."""
    if regio_id is None:
        return frozenset()
    found = Dataset.objects.filter(regio_id=regio_id, current__isnull=False)
    return frozenset(found.values_list("current__hash", flat=True))


def publishable(
    question: Question, tables: Sequence[Any], book: Book, *, own: frozenset[str], limit: int
) -> list[Outcome]:
    """The answers of `measured`, without what may not be shown."""
    answers = measured(question, tables, book)
    if not own:
        return answers
    hidden: dict[str, Mapping[str, bool]] = {}
    return [
        _shown(answer, question, tables, book, own, limit, hidden)
        if any(source.version in own for source in answer.sources)
        else answer
        for answer in answers
    ]


def _shown(
    answer: Outcome,
    question: Question,
    tables: Sequence[Any],
    book: Book,
    own: frozenset[str],
    limit: int,
    hidden: dict[str, Mapping[str, bool]],
) -> Outcome:
    count = _count(answer)
    if count is None or answer.period is None:
        return answer
    day = answer.period.division_day
    regions = {book.area_of(part, REGIO, day) for part in answer.parts if book.areas[part].kind == GEMEENTE}
    small: dict[str, bool] = {}
    for region in filter(None, regions):
        if region not in hidden:
            asked = replace(question, period=answer.period)
            hidden[region] = _hidden(region, asked, tables, book, limit)
        small.update(hidden[region])
    hit = [part for part in answer.parts if part in small]
    if disclosure.publish(count, limit=limit).suppressed:
        return _without(answer, Reason.of("suppressed", limit=limit))
    if hit and not _is_whole_region(answer, book, regions):
        first = any(small[part] for part in hit) and len(answer.parts) == 1
        return _without(
            answer, Reason.of("suppressed", limit=limit) if first else Reason("suppressed-second")
        )
    sources = tuple(
        replace(source, value=None) if source.area in small and source.version in own else source
        for source in answer.sources
    )
    return replace(answer, sources=sources)


def _is_whole_region(answer: Outcome, book: Book, regions: set[str | None]) -> bool:
    """A total of a region is shown beside its municipalities: what hides them was chosen for that."""
    return answer.area.kind == REGIO and regions == {answer.area.code}


def _hidden(
    region: str, question: Question, tables: Sequence[Any], book: Book, limit: int
) -> dict[str, bool]:
    """The municipalities of a region that are left out; True: for its own small number, False: beside one."""
    day = question.period.division_day if question.period else None
    members: list[Area] = [book.areas[code] for code in book.members(region, day)] if day else []
    counts = {}
    for outcome in measured(replace(question, areas=members, division=None), tables, book):
        count = _count(outcome)
        if count is not None:
            counts[outcome.area.code] = count
    shown = disclosure.publish_row(counts, limit=limit, total_shown=True)
    return {code: 0 < counts[code] < limit for code, one in shown.items() if one.suppressed}


def _count(answer: Outcome) -> int | None:
    """How many people a figure tells of; None when it is no count."""
    number: Fraction | None = answer.numerator if answer.numerator is not None else answer.value
    if number is None or number.denominator != 1 or number < 0:
        return None
    return int(number)


def _without(answer: Outcome, reason: Reason) -> Outcome:
    return replace(
        answer,
        value=None,
        numerator=None,
        denominator=None,
        class_name=None,
        sources=(),
        status=SUPPRESSED,
        reasons=(reason,),
    )
