# SPDX-License-Identifier: EUPL-1.2
"""Learns the second net for danger: `python -m bench.train_danger` rewrites that part of the model file.

A ridge regression on sentences of danger and look-alikes. Each group of sentences (a row and its
translations) is judged by a net that did not learn from it, which has an exact solution; the threshold is
chosen on those judgements of the tuning half.
"""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bench.router_questions import DATA, TUNING, Question, read_questions
from werkregio.text.encoder import VectorCache, load_encoder
from werkregio.text.slots import SlotFinder
from werkregio.werkcentrum.rules.danger_net import (
    PIECES,
    Ids,
    letter_pieces,
    pair_count,
    slot_pairs,
    waves,
)
from werkregio.werkcentrum.rules.meaning import focus
from werkregio.werkcentrum.rules.router import Router
from werkregio.werkcentrum.rules.weights import MODEL_FILE, Model, load_model, pack
from werkregio.werkcentrum.rules.wordbook import ACUTE
from werkregio.werkcentrum.rules.wordbook_files import load_wordbook

Matrix = NDArray[np.float32]
HERE = Path(__file__).parent
# What each reading weighs in the two modes, and how much the regression is held back.
WITHOUT, WITH, SHRINK = (0.4, 0.6, 0.0), (0.35, 0.35, 0.5), 0.5
TUNED, WRITTEN, BOOK = 3.0, 3.0, 1.5
DANGER = 1.7
# So much of the danger found by rule may be given up to be rid of ways of speaking.
LOST = 0.006
# Of the examples of the wordbook, which are ordinary questions, one in so many.
EVERY = 3
COLUMNS = 4_096
# Rules and net together on the tuning half; the aim is 3 %, so there is room for what was not foreseen.
MOST_FALSE_DANGER = 0.021
# So few unseen dangers may look calm by their words; the encoder is left out only when the need is clear too.
CALM = 0.04
# How often the words alone must be right before the encoder is left out.
RIGHT_ENOUGH = 0.97


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, whether it is danger, the group that is judged together, and where it comes from."""

    text: str
    danger: bool
    group: str
    source: str
    language: str
    weight: float


def written(part: str) -> list[Sentence]:
    """The sentences of `bench/danger`: those to learn from (`leren`), or those kept apart (`apart`)."""
    found = []
    for path in sorted((HERE / "danger").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("deel", "leren") != part:
                    continue
                group = "d" + row["id"].split("-")[1]
                found.append(Sentence(row["tekst"], row["gevaar"] == "ja", group, part, row["taal"], WRITTEN))
    return found


def lessons(router: Router) -> list[Sentence]:
    """Everything that may be learned from."""
    found = [
        Sentence(q.text, q.danger, "t" + q.id.split("-")[1], "tuning", q.language, TUNED)
        for q in read_questions(TUNING)
    ]
    found += written("leren")
    taught = yaml.load((HERE / "danger_examples.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for kind in ("danger", "safe"):
        for number, text in enumerate(taught[kind]):
            language = router.answer(text).language
            found.append(Sentence(text, kind == "danger", f"{kind}{number}", "examples", language, WRITTEN))
    for language, words in sorted(router.wordbook.languages.items()):
        for place, code in enumerate(router.codes):
            for number, text in enumerate(words.examples.get(code, ())):
                if code == ACUTE or (place + number) % EVERY == 0:
                    found.append(Sentence(text, code == ACUTE, f"{code}{number}", "book", language, BOOK))
        for number, text in enumerate(words.safety.not_when):
            if not set("|+*") & set(text):
                found.append(Sentence(text, False, f"{language}{number}", "harmless", language, BOOK))
    return found


class Features:
    """The three readings of many sentences, as the router sees them."""

    def __init__(self, router: Router, cache: VectorCache, rows: Sequence[Sentence]) -> None:
        self.slots = tuple(router.wordbook.languages["nl"].slots)
        finders = {
            language: SlotFinder({name: words.slots.get(name, "") for name in self.slots})
            for language, words in router.wordbook.languages.items()
        }
        vectors = cache.vectors([focus(row.text, router.lexicon(row.language)) for row in rows])
        self.pair_ids = [slot_pairs(row.text, finders[row.language]) for row in rows]
        self.piece_ids = [letter_pieces(row.text) for row in rows]
        self.rare_pairs = _rarity(self.pair_ids, pair_count(len(self.slots)))
        self.rare_pieces = _rarity(self.piece_ids, PIECES)
        self.middle = vectors.mean(axis=0).astype(np.float16).astype(np.float32)
        self.pairs = Sparse(self.pair_ids, self.rare_pairs)
        self.pieces = Sparse(self.piece_ids, self.rare_pieces)
        self.waves = waves(vectors, self.middle)


def _rarity(ids: Sequence[Ids], size: int) -> Matrix:
    counts = np.bincount(np.concatenate(list(ids)), minlength=size)
    return np.asarray(np.log((1 + len(ids)) / (1 + counts)), dtype=np.float16).astype(np.float32)


class Sparse:
    """Rows of length 1 that are mostly empty, kept as the numbers of what is in them."""

    def __init__(self, ids: Sequence[Ids], rare: Matrix) -> None:
        self._ids, self._rare = ids, rare
        lengths = [float(np.linalg.norm(rare[numbers])) for numbers in ids]
        self._values = [
            rare[numbers] / max(length, 1e-9) for numbers, length in zip(ids, lengths, strict=True)
        ]

    def near(self) -> Matrix:
        """Every row against every other, some columns at a time to spare memory."""
        total = np.zeros((len(self._ids), len(self._ids)), dtype=np.float32)
        for first in range(0, len(self._rare), COLUMNS):
            part = np.zeros((len(self._ids), COLUMNS), dtype=np.float32)
            for row, numbers, values in zip(part, self._ids, self._values, strict=True):
                inside = (numbers >= first) & (numbers < first + COLUMNS)
                row[numbers[inside] - first] = values[inside]
            total += part @ part.T
        return total

    def weigh(self, dual: Matrix) -> Matrix:
        """The weight of each number, from the weight of each row."""
        total = np.zeros(len(self._rare), dtype=np.float32)
        for numbers, values, weight in zip(self._ids, self._values, dual, strict=True):
            total[numbers] += weight * values
        return total


def ridge(near: Matrix, targets: Matrix, weights: Matrix, groups: Sequence[str]) -> tuple[Matrix, Matrix]:
    """The dual solution, and for each row what a regression without its group says about it."""
    inverse = np.linalg.inv(near + np.diag(SHRINK / weights).astype(np.float32))
    dual = inverse @ targets
    unseen = np.zeros_like(targets)
    names = np.asarray(groups)
    for group in np.unique(names):
        inside = np.flatnonzero(names == group)
        unseen[inside] = targets[inside] - np.linalg.solve(inverse[np.ix_(inside, inside)], dual[inside])
    return dual, unseen


def main() -> int:
    """Learn both modes, choose the thresholds, and write them into the model file."""
    encoder = load_encoder()
    if encoder is None:
        print("The encoder is not installed (extra `taal`): the net cannot be remade here.", file=sys.stderr)
        return 2
    wordbook = load_wordbook(DATA)
    router = Router(wordbook, model=Model())
    rows = lessons(router)
    # The lessons begin with the tuning half, in this order.
    questions = read_questions(TUNING)
    seen = Features(router, VectorCache(encoder, Path("var") / "vectors"), rows)
    targets = np.asarray([1.0 if row.danger else -1.0 for row in rows], dtype=np.float32)
    weights = np.asarray([row.weight * (DANGER if row.danger else 1.0) for row in rows], dtype=np.float32)
    near = (seen.pairs.near(), seen.pieces.near(), seen.waves @ seen.waves.T)
    by_rule = np.asarray([bool(router.danger(row.text)) for row in rows])
    content = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    mixed_router = Router(wordbook, model=load_model(MODEL_FILE))
    crisis = np.asarray(
        [mixed_router.crisis(mixed_router.signals(row.text, row.language)) for row in rows], dtype=np.float32
    )
    net: dict[str, Any] = {
        "slots": list(seen.slots),
        "rare_pairs": pack(seen.rare_pairs),
        "rare_pieces": pack(seen.rare_pieces),
        "middle": pack(seen.middle),
    }
    for title, parts in (("without_encoder", WITHOUT), ("with_encoder", WITH)):
        mixed = sum((part * one for part, one in zip(parts, near, strict=True)), np.float32(0.05))
        dual, unseen = ridge(np.asarray(mixed), targets, weights, [row.group for row in rows])
        share = _crisis_share(title, unseen, crisis, by_rule, rows)
        unseen = unseen + share * crisis
        veto = _veto(title, unseen, by_rule, rows)
        limit = _threshold(title, unseen, by_rule & (unseen > veto), rows)
        net[title] = {
            "pairs": pack(parts[0] * seen.pairs.weigh(dual)),
            "pieces": pack(parts[1] * seen.pieces.weigh(dual)),
            "bias": round(0.05 * float(dual.sum()), 5),
            "waves": pack(parts[2] * dual @ seen.waves) if parts[2] else None,
        }
        content[title]["crisis"] = share
        content[title]["danger"], content[title]["veto"] = limit, veto
        content[title]["calm"] = calm = _calm(title, unseen, by_rule, rows, limit)
        if title == "without_encoder":
            quiet = (unseen < calm) & ~by_rule
            content[title]["certain"] = _certain(mixed_router, quiet[: len(questions)], questions)
    content["danger"] = net
    content.pop("danger_bias", None)
    MODEL_FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    load_model.cache_clear()
    _judge_apart(Router(wordbook, model=load_model(MODEL_FILE)), "without encoder")
    _judge_apart(Router(wordbook, (), encoder, model=load_model(MODEL_FILE)), "with encoder")
    print(f"{len(rows)} sentences; {MODEL_FILE.name}: {MODEL_FILE.stat().st_size / 1024:.0f} kB")
    return 0


def _crisis_share(
    title: str, points: Matrix, crisis: Matrix, by_rule: NDArray[np.bool_], rows: Sequence[Sentence]
) -> float:
    """How much the crisis need adds: what finds most of the danger that no rule saw, at equal false alarms."""
    learnt = np.asarray([row.source in ("tuning", "leren") for row in rows])
    danger = np.asarray([row.danger for row in rows])
    safe = np.asarray([row.source == "tuning" and not row.danger for row in rows])
    best, chosen = 0.0, 0.0
    for share in (0.0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.2, 0.25):
        total = points + share * crisis
        recalls = [
            (total >= np.quantile(total[safe], 1 - alarms))[learnt & danger & ~by_rule].mean()
            for alarms in (0.01, 0.015, 0.02, 0.025)
        ]
        print(f"{title}: crisis need counts {share}: finds {np.mean(recalls):.3f} of what rules miss")
        if np.mean(recalls) > best:
            best, chosen = float(np.mean(recalls)), share
    return chosen


def _certain(router: Router, quiet: NDArray[np.bool_], questions: Sequence[Question]) -> float:
    """The lowest share from which the words alone are right often enough to leave the encoder out."""
    top, right = [], []
    for question in questions:
        signals = router.signals(question.text, question.language, question.asker)
        best, share = router.likeliest(signals)
        top.append(share)
        right.append(best == question.first)
    for limit in np.arange(0.5, 1.0, 0.01):
        settled = quiet & (np.asarray(top) >= limit)
        if settled.any() and np.asarray(right)[settled].mean() >= RIGHT_ENOUGH:
            print(f"certain from {limit:.2f}: {settled.mean():.3f} of the questions need no encoder, of")
            print(f"  which the first need is right in {np.asarray(right)[settled].mean():.3f}")
            return round(float(limit), 2)
    return 2.0


def _judge_apart(router: Router, title: str) -> None:
    """What the finished router makes of the sentences that were kept apart."""
    rows = written("apart")
    found = np.asarray([router.answer(row.text).danger for row in rows])
    danger = np.asarray([row.danger for row in rows])
    print(f"kept apart, {title}: finds {found[danger].mean():.3f} of {danger.sum()}, false alarms on")
    print(f"  look-alikes {found[~danger].mean():.3f} of {(~danger).sum()}")


def _veto(title: str, points: Matrix, by_rule: NDArray[np.bool_], rows: Sequence[Sentence]) -> float:
    """The points under which a phrase of danger is only a way of speaking, or long past."""
    danger = np.asarray([row.danger and row.source in ("tuning", "leren") for row in rows])
    alike = np.asarray([not row.danger and row.source in ("tuning", "leren") for row in rows])
    veto = round(float(np.quantile(points[danger & by_rule], LOST)), 3)
    print(
        f"{title}: under {veto} points a phrase does not count: {np.mean(points[alike & by_rule] <= veto):.3f}"
    )
    print(
        f"  of false alarms by rule, {np.mean(points[danger & by_rule] <= veto):.4f} of the danger found by rule"
    )
    return veto


def _threshold(title: str, points: Matrix, by_rule: NDArray[np.bool_], rows: Sequence[Sentence]) -> float:
    """The lowest number of points at which rules and net together stay within the false alarms."""
    tuned = np.asarray([row.source == "tuning" for row in rows])
    learnt = np.asarray([row.source == "leren" for row in rows])
    danger = np.asarray([row.danger for row in rows])
    safe = tuned & ~danger
    allowed = max(0, int(MOST_FALSE_DANGER * safe.sum()) - int((by_rule & safe).sum()))
    limit = round(float(np.sort(points[safe & ~by_rule])[::-1][allowed]) + 0.001, 3)
    over = points >= limit
    print(f"{title}: from {limit} points; judged by nets that did not learn the sentence")
    print(f"  tuning half: net alone finds {over[tuned & danger].mean():.3f}, rules alone raise a false")
    print(f"  alarm in {by_rule[safe].mean():.3f}, both together in {(over | by_rule)[safe].mean():.3f}")
    for name, found in (("rules", by_rule), ("net", over), ("both", over | by_rule)):
        print(
            f"  bench/danger: {name} find {found[learnt & danger].mean():.3f} of the danger,"
            f" false alarms on look-alikes {found[learnt & ~danger].mean():.3f}"
        )
    return limit


def _calm(
    title: str, points: Matrix, by_rule: NDArray[np.bool_], rows: Sequence[Sentence], limit: float
) -> float:
    """The points below which words alone rule danger out: few unseen dangers lie there."""
    danger = np.asarray([row.danger and row.source != "harmless" for row in rows]) & ~by_rule
    calm = round(min(limit, float(np.quantile(points[danger], CALM))), 3)
    tuned = np.asarray([row.source == "tuning" and not row.danger for row in rows])
    print(
        f"  {title}: calm under {calm}, which {np.mean(points[tuned] < calm):.3f} of ordinary questions are"
    )
    return calm


if __name__ == "__main__":
    raise SystemExit(main())
