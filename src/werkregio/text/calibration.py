# SPDX-License-Identifier: EUPL-1.2
"""How far a score can be believed: confidence, reliability and when to leave the answer to a person."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def softmax(points: Numbers, temperature: float = 1.0) -> Numbers:
    """Points made into shares that add up to one; a higher temperature makes them more alike."""
    scaled = points / temperature
    odds = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    shares: Numbers = odds / odds.sum(axis=-1, keepdims=True)
    return shares


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line through measured points: the share that was right at each raw score."""

    raw: tuple[float, ...] = (0.0, 1.0)
    right: tuple[float, ...] = (0.0, 1.0)

    def __call__(self, score: float) -> float:
        """The confidence that belongs to a raw score, between 0 and 1."""
        return float(np.clip(np.interp(score, self.raw, self.right), 0.0, 1.0))


def calibrate(scores: Sequence[float], correct: Sequence[bool], bins: int = 8) -> Calibration:
    """Fit a calibration on measured answers: bins of equal size, never falling, towards (0,0) and (1,1)."""
    order = np.argsort(np.asarray(scores), kind="stable")
    if not len(order):
        return Calibration()
    values = np.asarray(scores, dtype=np.float64)[order]
    hits = np.asarray(correct, dtype=np.float64)[order]
    groups = [
        g for g in np.array_split(np.arange(len(values)), min(bins, max(1, len(values) // 10))) if len(g)
    ]
    # Pool neighbours that fall, so that more score never means less confidence.
    pooled: list[list[float]] = []
    for group in groups:
        pooled.append([float(values[group].mean()), float(hits[group].mean()), float(len(group))])
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            last, before = pooled.pop(), pooled.pop()
            size = before[2] + last[2]
            mix = [(before[i] * before[2] + last[i] * last[2]) / size for i in (0, 1)]
            pooled.append([*mix, size])
    raw = [0.0, *(row[0] for row in pooled), 1.0]
    right = [0.0, *(row[1] for row in pooled), 1.0]
    return Calibration(tuple(round(v, 4) for v in raw), tuple(round(v, 4) for v in right))


@dataclass(frozen=True, slots=True)
class Reliability:
    """One row of the reliability table: what was claimed and what came true."""

    low: float
    high: float
    count: int
    claimed: float
    true: float


def reliability_table(
    confidence: Sequence[float], correct: Sequence[bool], rows: int = 10
) -> list[Reliability]:
    """Answers by claimed confidence; rows without answers are left out."""
    claimed, hits = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    table = []
    for row in range(rows):
        low, high = row / rows, (row + 1) / rows
        inside = (claimed >= low) & ((claimed < high) | ((row == rows - 1) & (claimed <= high)))
        if inside.any():
            table.append(
                Reliability(
                    low, high, int(inside.sum()), float(claimed[inside].mean()), float(hits[inside].mean())
                )
            )
    return table


@dataclass(frozen=True, slots=True)
class Abstention:
    """What happens at one limit: the share of questions answered, and the share of those that is right."""

    limit: float
    answered: float
    right: float


def abstention_curve(
    confidence: Sequence[float], correct: Sequence[bool], limits: Sequence[float]
) -> list[Abstention]:
    """The trade between answering and being right, for a row of limits."""
    claimed, hits = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    curve = []
    for limit in limits:
        kept = claimed >= limit
        curve.append(
            Abstention(
                limit,
                float(kept.mean()) if len(kept) else 0.0,
                float(hits[kept].mean()) if kept.any() else 1.0,
            )
        )
    return curve


def choose_limit(confidence: Sequence[float], correct: Sequence[bool], even_odds: float = 0.5) -> float:
    """The confidence below which an answer is more often wrong than `even_odds` allows.

    The lowest limit from which the answers in the next twentieth of the scale are right often enough.
    """
    claimed, hits = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    for step in range(1, 20):
        limit = step / 20
        near = (claimed >= limit - 0.05) & (claimed < limit + 0.05)
        if near.any() and hits[near].mean() >= even_odds:
            return limit
    return 0.5


def wilson(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of 95 % around a share, after Wilson: honest for few and for extreme shares."""
    if not count:
        return 0.0, 1.0
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)
