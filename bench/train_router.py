# SPDX-License-Identifier: EUPL-1.2
"""Remakes the model file of the router from wordbook and tuning half: `python -m bench.train_router`."""

import csv
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bench import train_danger
from bench.router_questions import DATA, TUNING, Question, read_questions
from werkregio.text.calibration import calibrate, choose_limit, softmax
from werkregio.text.encoder import VectorCache, load_encoder
from werkregio.werkcentrum.rules.meaning import focus
from werkregio.werkcentrum.rules.router import Router
from werkregio.werkcentrum.rules.weights import MODEL_FILE, Model, pack
from werkregio.werkcentrum.rules.wordbook import ACUTE, Wordbook
from werkregio.werkcentrum.rules.wordbook_files import load_wordbook

Matrix = NDArray[np.float64]
FOLDS = 5
# Chosen by cross-validation on the tuning half; see docs/wegwijzer.md.
SHRINK = 0.01
WORD, EXAMPLE, TUNED = 1.0, 3.0, 3.0
# The weights are small numbers on signals of different size; the scales make one step size fit all.
SCALES = {"lexical": 5.0, "letters": 20.0, "dutch": 5.0, "asker": 1.0, "meaning": 3.0}
DANGER_EXAMPLES = Path(__file__).with_name("danger_examples.yaml")
# Further sentences of danger and look-alikes, in every language.
DANGER_SENTENCES = Path(__file__).with_name("danger")
# In the questions nobody ticks the wrong box for who asks; real people do.
MOST_ASKER = 3.0


def softmax_regression(
    rows: Matrix, targets: NDArray[np.int64], weights: Matrix, classes: int, shrink: float, steps: int = 250
) -> tuple[Matrix, Matrix]:
    """Weights and bias of a softmax regression, by full-batch Adam from zero: the same result every time."""
    goal = np.zeros((len(rows), classes), dtype=np.float32)
    goal[np.arange(len(rows)), targets] = 1.0
    data = rows.astype(np.float32)
    share = (weights / weights.sum()).astype(np.float32)[:, None]
    values = [np.zeros((data.shape[1], classes), np.float32), np.zeros(classes, np.float32)]
    first = [np.zeros_like(value) for value in values]
    second = [np.zeros_like(value) for value in values]
    for step in range(1, steps + 1):
        wrong = (softmax(data @ values[0] + values[1]).astype(np.float32) - goal) * share
        slopes = [data.T @ wrong + shrink * values[0], wrong.sum(axis=0)]
        rate = 0.05 * (1 - 0.9 * step / steps)
        for place, slope in enumerate(slopes):
            first[place] = 0.9 * first[place] + 0.1 * slope
            second[place] = 0.999 * second[place] + 0.001 * slope * slope
            mean, spread = first[place] / (1 - 0.9**step), second[place] / (1 - 0.999**step)
            values[place] = values[place] - rate * mean / (np.sqrt(spread) + 1e-9)
    return values[0].astype(np.float64), values[1].astype(np.float64)


def signal_weights(signals: Matrix, targets: NDArray[np.int64], shrink: float = 1e-3) -> Matrix:
    """One weight for each signal, so that the sum of the weighted signals predicts the first need."""
    count, width, _ = signals.shape
    weights, first, second = np.full(width, 0.1), np.zeros(width), np.zeros(width)
    for step in range(1, 801):
        wrong = softmax(np.einsum("nsk,s->nk", signals, weights))
        wrong[np.arange(count), targets] -= 1
        slope = np.einsum("nk,nsk->s", wrong, signals) / count + shrink * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
        weights = weights - 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return np.asarray(weights)


def folds(count: int) -> NDArray[np.int64]:
    """Which fold each question falls in, the same every time."""
    return np.random.default_rng(1).permutation(count) % FOLDS


def wordbook_texts(wordbook: Wordbook) -> tuple[list[str], NDArray[np.int64], Matrix]:
    """All words and examples with the number of their need and their weight."""
    texts: list[str] = []
    owners: list[int] = []
    weights: list[float] = []
    for _, words in sorted(wordbook.languages.items()):
        for number, code in enumerate(wordbook.codes):
            for rows, weight in ((words.words.get(code, ()), WORD), (words.examples.get(code, ()), EXAMPLE)):
                texts.extend(rows)
                owners.extend([number] * len(rows))
                weights.extend([weight] * len(rows))
    return texts, np.asarray(owners), np.asarray(weights)


def danger_sentences(is_danger: str) -> list[str]:
    """The sentences of `bench/danger` to learn from that are danger (`ja`) or only look like it (`nee`)."""
    found = []
    for path in sorted(DANGER_SENTENCES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            # A question mark stands more often behind harmless sentences: it must teach nothing.
            found += [
                row["tekst"].rstrip("?!. ")
                for row in csv.DictReader(lines)
                if row["gevaar"] == is_danger and row.get("deel", "leren") == "leren"
            ]
    return found


@dataclass(frozen=True, slots=True)
class Lesson:
    """Rows to learn from, what each one is, and how much it weighs."""

    rows: Matrix
    targets: NDArray[np.int64]
    weights: Matrix

    def plus(self, other: "Lesson") -> "Lesson":
        """Both lessons in one."""
        return Lesson(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.targets, other.targets]),
            np.concatenate([self.weights, other.weights]),
        )

    def learn(self, classes: int) -> tuple[Matrix, Matrix]:
        """The regression on these rows."""
        return softmax_regression(self.rows, self.targets, self.weights, classes, SHRINK)


class Meaning:
    """The learned reading of vectors. `unseen` is what it says about questions that it did not learn from."""

    def __init__(
        self, wordbook: Wordbook, cache: VectorCache, router: Router, questions: Sequence[Question]
    ) -> None:
        texts, owners, weights = wordbook_texts(wordbook)
        taught = yaml.load(DANGER_EXAMPLES.read_text(encoding="utf-8"), yaml.CSafeLoader)
        known = cache.vectors(texts).astype(np.float64)
        self._middle, self._spread = known.mean(axis=0), float(known.std(axis=0).mean())
        known = (known - self._middle) / self._spread
        asked = self._scaled(cache, [focus(q.text, router.lexicon(q.language)) for q in questions])
        danger = self._scaled(cache, [*taught["danger"], *danger_sentences("ja")])
        acute = wordbook.codes.index(ACUTE)
        needs = np.asarray([wordbook.codes.index(q.first) for q in questions])

        book = Lesson(known, owners, weights).plus(
            Lesson(danger, np.full(len(danger), acute), np.ones(len(danger)))
        )

        def learn(use: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
            tuned = Lesson(asked[use], needs[use], np.full(int(use.sum()), TUNED))
            return book.plus(tuned).learn(len(wordbook.codes))

        self.unseen = np.zeros((len(questions), len(wordbook.codes)))
        place = folds(len(questions))
        for fold in range(FOLDS):
            matrix, bias = learn(place != fold)
            self.unseen[place == fold] = asked[place == fold] @ matrix + bias
        matrix, bias = learn(np.ones(len(questions), dtype=bool))
        self.matrix, self.bias = self._folded(matrix, bias)

    def _scaled(self, cache: VectorCache, texts: Sequence[str]) -> Matrix:
        return (cache.vectors(texts).astype(np.float64) - self._middle) / self._spread

    def _folded(self, matrix: Matrix, bias: Matrix) -> tuple[Matrix, Matrix]:
        """The standardising is worked into the weights, so that the router needs one product."""
        return matrix / self._spread, bias - self._middle @ matrix / self._spread


def gather(router: Router, questions: Sequence[Question], meaning: Matrix | None) -> tuple[list[str], Matrix]:
    """The signals of every question, in the order of their names."""
    names = ["lexical", "letters", "dutch", "asker"] + (["meaning"] if meaning is not None else [])
    rows = []
    for number, question in enumerate(questions):
        signals = router.signals(question.text, question.language, question.asker)
        own, dutch = signals.reading, signals.dutch
        row = [
            own.scores,
            own.letters,
            np.zeros_like(own.scores) if dutch is None else dutch.scores,
            signals.prior,
        ]
        if meaning is not None:
            row.append(meaning[number] - meaning[number].mean())
        rows.append(np.stack([np.asarray(part, dtype=np.float64) for part in row]))
    return names, np.stack(rows)


def fit_mix(
    names: Sequence[str],
    signals: Matrix,
    questions: Sequence[Question],
    router: Router,
    title: str,
) -> dict[str, Any]:
    """The weights of one mode, with confidence and limit from questions left out."""
    scale = np.asarray([SCALES[name] for name in names])[None, :, None]
    scaled = signals / scale
    targets = np.asarray([router.codes.index(question.first) for question in questions])
    place = folds(len(questions))
    shares = np.zeros((len(questions), len(router.codes)))
    for fold in range(FOLDS):
        weights = signal_weights(scaled[place != fold], targets[place != fold])
        weights[names.index("asker")] = min(MOST_ASKER, weights[names.index("asker")])
        shares[place == fold] = softmax(np.einsum("nsk,s->nk", scaled[place == fold], weights))
    weights = signal_weights(scaled, targets) / scale[0, :, 0]
    weights[names.index("asker")] = min(MOST_ASKER, weights[names.index("asker")])
    by_rule = np.asarray([bool(router.danger(question.text)) for question in questions])
    quiet = ~by_rule
    order = np.argsort(-shares, axis=1, kind="stable")
    right = order[:, 0] == targets
    third = [
        bool(q.accepted & {router.codes[n] for n in row[:3]}) for q, row in zip(questions, order, strict=True)
    ]
    print(
        f"{title}: top-1 {right.mean():.3f}, top-3 {np.mean(third):.3f} (questions left out while learning)"
    )
    top = shares.max(axis=1)
    line = calibrate(top[quiet].tolist(), right[quiet].tolist())
    confidence = [line(float(share)) for share in top[quiet]]
    return {
        **{name: float(f"{weight:.4g}") for name, weight in zip(names, weights, strict=True)},
        "calibration": {"raw": line.raw, "right": line.right},
        "limit": choose_limit(confidence, right[quiet].tolist()),
    }


def main() -> int:
    """Learn everything and write the model file."""
    encoder = load_encoder()
    if encoder is None:
        print(
            "The encoder is not installed (extra `taal`): the model cannot be remade here.", file=sys.stderr
        )
        return 2
    wordbook = load_wordbook(DATA)
    questions = [q for q in read_questions(TUNING) if q.language in wordbook.languages]
    router = Router(wordbook, model=Model())
    meaning = Meaning(wordbook, VectorCache(encoder, Path("var") / "vectors"), router, questions)
    names, signals = gather(router, questions, meaning.unseen)
    content = {
        "about": "Made by bench/train_router.py from wordbook and tuning half; see docs/wegwijzer.md.",
        "codes": list(wordbook.codes),
        "encoder": encoder.name,
        "questions": len(questions),
        "wordbook": hashlib.sha256(repr(wordbook).encode()).hexdigest()[:16],
        "without_encoder": fit_mix(names[:-1], signals[:, :-1], questions, router, "without encoder"),
        "with_encoder": fit_mix(names, signals, questions, router, "with encoder"),
        "meaning": pack(meaning.matrix.astype(np.float32)),
        "meaning_bias": pack(meaning.bias.astype(np.float32)),
    }
    MODEL_FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return train_danger.main()


if __name__ == "__main__":
    raise SystemExit(main())
