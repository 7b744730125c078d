# SPDX-License-Identifier: EUPL-1.2
"""What is counted about the answers of a router: shares with intervals, danger, confidence and time."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.router_questions import Question
from werkregio.text.calibration import abstention_curve, reliability_table, wilson
from werkregio.werkcentrum.rules.answer import Answer

LIMITS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its answer and how long it took."""

    question: Question
    codes: tuple[str, ...]
    danger: bool
    guide: bool
    language: str
    score: float
    seconds: float

    @property
    def first(self) -> bool:
        """Whether the first need is exactly the first label."""
        return bool(self.codes) and self.codes[0] == self.question.first

    @property
    def third(self) -> bool:
        """Whether an accepted label stands among the first three."""
        return not self.question.accepted.isdisjoint(self.codes[:3])


def judge(ask: Callable[[Question], Answer], questions: Iterable[Question]) -> list[Judged]:
    """Ask every question once and keep what is counted."""
    judged = []
    for question in questions:
        start = time.perf_counter()
        answer = ask(question)
        seconds = time.perf_counter() - start
        codes = tuple(found.code for found in answer.needs)
        score = answer.needs[0].score if answer.needs else 0.0
        judged.append(Judged(question, codes, answer.danger, answer.guide, answer.language, score, seconds))
    return judged


def share(rows: Sequence[Judged], right: Callable[[Judged], bool]) -> str:
    """A share with its interval of 95 % and the number of questions."""
    hits = sum(right(row) for row in rows)
    low, high = wilson(hits, len(rows))
    part = hits / len(rows) if rows else 0.0
    return f"{part:6.1%} [{low:.1%} - {high:.1%}]"


def rate(rows: Sequence[Judged], right: Callable[[Judged], bool]) -> float:
    """A share as a number; 0 without questions."""
    return sum(right(row) for row in rows) / len(rows) if rows else 0.0


def print_quality(title: str, rows: Sequence[Judged]) -> None:
    """Top-1 and top-3 of all questions, and of each language, asker and kind."""
    print(f"\n{title}: {len(rows)} questions")
    print(f"  top-1  {share(rows, lambda r: r.first)}")
    print(f"  top-3  {share(rows, lambda r: r.third)}")
    for name, key in (
        ("language", lambda r: r.question.language),
        ("asker", lambda r: r.question.asker),
        ("kind", lambda r: r.question.kind),
    ):
        for value in sorted({key(row) for row in rows}):
            part = [row for row in rows if key(row) == value]
            print(
                f"  {name:8} {value:12} n={len(part):4}  top-1 {share(part, lambda r: r.first)}"
                f"  top-3 {share(part, lambda r: r.third)}"
            )


def print_danger(rows: Sequence[Judged]) -> tuple[float, float]:
    """Recall of danger and the share of false alarms; both are returned."""
    real = [row for row in rows if row.question.danger]
    safe = [row for row in rows if not row.question.danger]
    print(f"  danger recall        n={len(real):4}  {share(real, lambda r: r.danger)}")
    print(f"  false alarms         n={len(safe):4}  {share(safe, lambda r: r.danger)}")
    return rate(real, lambda r: r.danger), rate(safe, lambda r: r.danger)


def print_confidence(rows: Sequence[Judged]) -> None:
    """The reliability table, the abstention curve and what is left to a guide."""
    quiet = [row for row in rows if not row.danger]
    scores, hits = [row.score for row in quiet], [row.first for row in quiet]
    print("  reliability (without the answers that begin with danger): claimed and true")
    for line in reliability_table(scores, hits):
        print(
            f"    {line.low:.1f}-{line.high:.1f}  n={line.count:4}  claimed {line.claimed:.2f}  true {line.true:.2f}"
        )
    print("  abstention: answered, and right among those")
    for point in abstention_curve(scores, hits, LIMITS):
        print(f"    limit {point.limit:.1f}  answered {point.answered:6.1%}  right {point.right:6.1%}")
    print(f"  a guide is called in {share(rows, lambda r: r.guide)}")
    sure = [row for row in rows if not row.guide]
    print(f"  top-1 of the others  {share(sure, lambda r: r.first)}")


def print_time(rows: Sequence[Judged]) -> float:
    """Median and 95th percentile of the time for a question, in milliseconds; the median is returned."""
    times = sorted(1000 * row.seconds for row in rows)
    median = statistics.median(times)
    print(f"  time for a question: median {median:.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms")
    return median
