# SPDX-License-Identifier: EUPL-1.2
"""Measures the linker on alternative names of ESCO that it never saw: `python -m bench.linker`.

One alternative name of each occupation is taken out of the list and asked. Names that are nearly another name of the
same occupation (a gender, a plural) are left out, because anything finds those. The occupations are halved by a fixed
draw: weights were chosen on the first half; what is printed as `scoring` is the second. Exit 1 when an aim is broken.
"""

import csv
import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bench.machine import describe
from werkregio.skills.rules.letters import LetterIndex, key, letter_groups
from werkregio.skills.rules.linker import Line, Linker
from werkregio.text.encoder import VectorCache, load_encoder
from werkregio.text.lexical import LexicalIndex
from werkregio.text.stems import stems

ROOT = Path(__file__).resolve().parents[1]
EXTERN = Path(os.environ.get("WERKREGIO_EXTERN", ROOT.parent / "shared"))
FILE = EXTERN / "data" / "esco" / "occupations_nl_v1.1.csv.gz"
TOP, SEED, TOO_ALIKE = 10, 7, 82
MOST_SECONDS_WITHOUT, MOST_SECONDS_WITH, TITLES = 5.0, 40.0, 2600
Ranks = list[int | None]


def read_split() -> tuple[list[Line], list[tuple[str, str]]]:
    """The list without the names that are asked, and those names with their concept."""
    rng = random.Random(SEED)
    lines, asked = [], []
    with gzip.open(FILE, "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            concept = row["conceptUri"].rsplit("/", 1)[1]
            names = list(
                dict.fromkeys(
                    name.strip()
                    for name in [row["preferredLabel"], *row["altLabels"].split("\n")]
                    if name.strip()
                )
            )
            fit = [name for name in names if _stands_apart(name, names)] if len(names) > 2 else []
            taken = rng.choice(fit) if fit else None
            if taken:
                asked.append((taken, concept))
            kept = [name for name in names if name != taken]
            lines += [Line(f"{concept}_{number}", name) for number, name in enumerate(kept)]
    rng.shuffle(asked)
    return lines, asked


def _stands_apart(name: str, names: Sequence[str]) -> bool:
    return all(fuzz.ratio(name.lower(), other.lower()) < TOO_ALIKE for other in names if other != name)


def by_linker(linker: Linker, titles: Sequence[str]) -> list[list[str]]:
    return [[hit.line.concept for hit in hits] for hits in linker.rank(titles, TOP)]


def by_scores(
    lines: Sequence[Line], titles: Sequence[str], scores: Callable[[Sequence[str]], NDArray[np.float32]]
) -> list[list[str]]:
    """The ten best concepts by the best of their lines, for a measure that scores all lines."""
    found = []
    for start in range(0, len(titles), 128):
        for row in scores(titles[start : start + 128]):
            best: list[str] = []
            for place in np.argsort(-row, kind="stable")[:400]:
                concept = lines[place].concept
                if concept not in best:
                    best.append(concept)
                if len(best) == TOP:
                    break
            found.append(best)
    return found


def measure(name: str, found: list[list[str]], asked: list[tuple[str, str]], seconds: float) -> float:
    """Print mean reciprocal rank (within ten), first right and right within ten, on the scoring half."""
    half = len(asked) // 2
    ranks: Ranks = [
        best.index(concept) + 1 if concept in best else None
        for best, (_title, concept) in zip(found, asked, strict=True)
    ]
    scoring = ranks[half:]
    mrr = sum(1 / rank for rank in scoring if rank) / len(scoring)
    tuning = sum(1 / rank for rank in ranks[:half] if rank) / half
    first = sum(rank == 1 for rank in scoring) / len(scoring)
    ten = sum(rank is not None for rank in scoring) / len(scoring)
    print(f"{name:<34} {mrr:9.3f} {first:8.1%} {ten:8.1%} {seconds:9.1f} {tuning:12.3f}")
    return mrr


def main() -> int:
    print(describe())
    if not FILE.exists():
        print(f"skipped: {FILE.name} is not there (WERKREGIO_EXTERN)")
        return 0
    lines, asked = read_split()
    titles = [title for title, _concept in asked]
    print(
        f"{len(asked)} names asked, {len(lines)} names of {len({one.concept for one in lines})} occupations"
    )
    print(f"{'':<34} {'MRR@10':>9} {'first':>8} {'in ten':>8} {'seconds':>9} {'MRR tuning':>12}")
    broken = []

    def timed(name: str, run: Callable[[], list[list[str]]]) -> tuple[float, float]:
        start = time.perf_counter()
        found = run()
        seconds = time.perf_counter() - start
        return measure(name, found, asked, seconds), seconds

    def bm25() -> list[list[str]]:
        terms = [[stems(word, "nl")[0] for word in key(line.text).split()] for line in lines]
        index = LexicalIndex([{"all": line} for line in terms])
        found = []
        for title in titles:
            asked_terms = [(stems(word, "nl")[0], 1.0) for word in key(title).split()]
            best = [
                lines[place].concept for place, _ in index.best(index.scores(asked_terms), 400, floor=0.0)
            ]
            found.append(list(dict.fromkeys(best))[:TOP])
        return found

    keys = [key(line.text) for line in lines]
    letters = LetterIndex(keys, letter_groups)
    peers = [timed("BM25 with stemming", bm25)[0]]
    peers.append(
        timed(
            "character tf-idf alone",
            lambda: by_scores(
                lines,
                titles,
                lambda some: letters.cosines([key(one) for one in some]),
            ),
        )[0]
    )
    peers.append(
        timed(
            "edit distance",
            lambda: by_scores(
                lines,
                titles,
                lambda some: process.cdist([key(one) for one in some], keys, scorer=fuzz.ratio, workers=2),
            ),
        )[0]
    )
    ours, seconds = timed("linker without encoder", lambda: by_linker(Linker(lines), titles))
    scaled = seconds * TITLES / len(titles)
    if scaled > MOST_SECONDS_WITHOUT:
        broken.append(f"{TITLES} titles without encoder: {scaled:.1f} s, aim {MOST_SECONDS_WITHOUT:.0f} s")
    encoder = load_encoder()
    if encoder is None:
        print("encoder absent: the rest is not measured")
        return 1 if broken else 0
    cache = VectorCache(encoder, ROOT / "var" / "vectors")
    names = [line.text for line in lines]
    held = cache.vectors(names)
    asked_vectors = cache.vectors(titles)
    peers.append(timed("encoder alone", lambda: by_scores(lines, titles, _rows(asked_vectors @ held.T)))[0])
    linker = Linker(lines, lambda texts, keep: cache.vectors(texts) if keep else encoder(texts))
    with_encoder, seconds = timed("linker with encoder", lambda: by_linker(linker, titles))
    scaled = seconds * TITLES / len(titles)
    if scaled > MOST_SECONDS_WITH:
        broken.append(f"{TITLES} titles with encoder: {scaled:.1f} s, aim {MOST_SECONDS_WITH:.0f} s")
    if with_encoder <= max(*peers, ours):
        broken.append("the linker with encoder is not better than its peers")
    broken += _cache_cost(encoder, names[:1500])
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


def _rows(scores: NDArray[np.float32]) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """Rows of a matrix that is there already, handed out in the order of asking."""
    place = 0

    def take(some: Sequence[str]) -> NDArray[np.float32]:
        nonlocal place
        place += len(some)
        return scores[place - len(some) : place]

    return take


def _cache_cost(encoder: object, names: list[str]) -> list[str]:
    """Building the cache beside the encoder's own time on the same names."""
    start = time.perf_counter()
    encoder(names)  # type: ignore[operator]
    alone = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        VectorCache(encoder, Path(folder)).vectors(names)  # type: ignore[arg-type]
        together = time.perf_counter() - start
    print(f"cache of {len(names)} names: {together / alone:.2f} times the encoder's own time (aim 1.2)")
    return [f"cache {together / alone:.2f}x"] if together > 1.2 * alone else []


if __name__ == "__main__":
    sys.exit(main())
