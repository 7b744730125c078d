# SPDX-License-Identifier: EUPL-1.2
"""Measures the router on the half that never tunes: `python -m bench.router`. Exit 1 when an aim is broken."""

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.machine import describe
from bench.router_measures import (
    Judged,
    judge,
    print_confidence,
    print_danger,
    print_quality,
    print_time,
    rate,
)
from bench.router_questions import DATA, SCORING, Question, read_places, read_questions
from werkregio.text.encoder import Encoder, VectorCache, load_encoder
from werkregio.text.language import detect
from werkregio.text.lexical import LexicalIndex
from werkregio.text.normal import fold, normalise, split_apostrophes, words
from werkregio.text.stems import stems
from werkregio.werkcentrum.rules.answer import Answer, Found
from werkregio.werkcentrum.rules.helps import Help, HelpIndex
from werkregio.werkcentrum.rules.router import Router
from werkregio.werkcentrum.rules.wordbook import Wordbook
from werkregio.werkcentrum.rules.wordbook_files import load_wordbook

CACHE = Path(__file__).parents[1] / "var" / "vectors"
OFFERS = 5_000
LEAST_TOP_1, LEAST_TOP_3, LEAST_RECALL, MOST_ALARMS = 0.75, 0.90, 1.0, 0.03
MOST_MS_WITH, MOST_MS_WITHOUT, MOST_BUILD = 25.0, 5.0, 1.0


class PlainBm25:
    """The measure to beat: BM25 over stems, on the same needs and texts, and nothing else."""

    def __init__(self, wordbook: Wordbook) -> None:
        self._wordbook = wordbook
        self._known = {
            language: frozenset(fold(word) for word in own.function_words)
            for language, own in wordbook.languages.items()
        }
        self._indexes = {
            language: LexicalIndex(
                [
                    {
                        "all": [
                            stem
                            for text in (
                                wordbook.label(code, language),
                                *own.words.get(code, ()),
                                *own.examples.get(code, ()),
                            )
                            for stem in self._stems(text, language)
                        ]
                    }
                    for code in wordbook.codes
                ]
            )
            for language, own in wordbook.languages.items()
        }

    @staticmethod
    def _stems(text: str, language: str) -> list[str]:
        parts = (part for word in words(normalise(text)) for part in split_apostrophes(word))
        return [stems(part, language)[0] for part in parts if part]

    def ask(self, question: Question) -> Answer:
        """The four needs with the highest score."""
        found = detect(question.text, self._known, page_language="nl")
        index = self._indexes[found.language]
        scores = index.scores((stem, 1.0) for stem in self._stems(question.text, found.language))
        needs = tuple(Found(self._wordbook.codes[n], 0.0) for n, _ in index.best(scores, 4, floor=-1.0))
        return Answer(found.language, found.sure, needs, ())


def ask_router(router: Router, question: Question) -> Answer:
    """A question as the site asks it: in no stated language, on the Dutch page."""
    return router.answer(question.text, asker=question.asker, municipality=question.municipality or None)


def offers(count: int) -> list[Help]:
    """As many offers as a large directory has: the texts of the instruments, one offer for each town."""
    rows: list[tuple[str, dict[str, Any]]] = []
    for path in sorted((DATA / "instruments").glob("*.yaml")):
        rows.extend(sorted(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items()))
    return [
        Help(
            id=f"{key}-{number}",
            name=f"{entry['nl']['name']} {number}",
            needs=tuple(entry["needs"]),
            audience=tuple(entry["audience"]),
            texts={
                language: [
                    str(entry[language].get(part) or "") for part in ("name", "summary", "what", "for_whom")
                ]
                for language in ("nl", "en")
            },
        )
        for number in range(count)
        for key, entry in [rows[number % len(rows)]]
    ]


def build_time(codes: Sequence[str], encoder: Encoder | None) -> float:
    """Seconds to make the index of many offers, their vectors on disk: the median of 5."""
    helps = offers(OFFERS)
    if encoder is not None:
        VectorCache(encoder, CACHE / "offers")
        HelpIndex(helps, codes, VectorCache(encoder, CACHE / "offers"))
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        HelpIndex(helps, codes, VectorCache(encoder, CACHE / "offers") if encoder is not None else None)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure(
    title: str, router: Router, questions: Sequence[Question]
) -> tuple[list[Judged], dict[str, float]]:
    """Everything about one router, printed and returned."""
    for language in router.wordbook.languages:
        router.lexicon(language)
    router.answer("goedemorgen, ik zoek werk")
    rows = judge(lambda question: ask_router(router, question), questions)
    print_quality(title, rows)
    recall, alarms = print_danger(rows)
    print_confidence(rows)
    right_language = rate(rows, lambda r: r.language == r.question.language)
    print(f"  language found right: {right_language:.1%}")
    numbers = {
        "top-1": rate(rows, lambda r: r.first),
        "top-3": rate(rows, lambda r: r.third),
        "recall": recall,
        "alarms": alarms,
        "median": print_time(rows),
    }
    return rows, numbers


def main() -> int:
    """Measure with and without the encoder beside plain BM25, and compare with the aims."""
    print(describe())
    wordbook = load_wordbook(DATA)
    questions = read_questions(SCORING)
    baseline = PlainBm25(wordbook)
    print_quality("plain BM25 with stemming", judge(baseline.ask, questions))

    broken: list[str] = []

    def aim(name: str, value: float, holds: bool, wanted: str) -> None:
        print(f"  aim {name:40} {value:8.3f}  wanted {wanted:10} {'ok' if holds else 'BROKEN'}")
        if not holds:
            broken.append(name)

    _, without = measure("router without encoder", Router(wordbook, places=read_places()), questions)
    encoder = load_encoder()
    best = without
    if encoder is not None:
        _, best = measure(
            f"router with encoder {encoder.name}",
            Router(wordbook, (), encoder, CACHE, places=read_places()),
            questions,
        )

    print("\naims" + ("" if encoder is not None else " (the encoder is not installed: measured without)"))
    aim("top-1", best["top-1"], best["top-1"] >= LEAST_TOP_1, ">= 0.75")
    aim("top-3", best["top-3"], best["top-3"] >= LEAST_TOP_3, ">= 0.90")
    for name, numbers in (("with encoder", best), ("without encoder", without)):
        aim(f"danger recall, {name}", numbers["recall"], numbers["recall"] >= LEAST_RECALL, "= 1.00")
        aim(f"false alarms, {name}", numbers["alarms"], numbers["alarms"] <= MOST_ALARMS, "<= 0.03")
    if encoder is not None:
        aim("median ms with encoder", best["median"], best["median"] <= MOST_MS_WITH, "<= 25")
    aim("median ms without encoder", without["median"], without["median"] <= MOST_MS_WITHOUT, "<= 5")
    seconds = build_time(wordbook.codes, encoder)
    aim(f"seconds to index {OFFERS} offers", seconds, seconds < MOST_BUILD, "< 1")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
