# SPDX-License-Identifier: EUPL-1.2
"""What goes together, without a database."""

from dataclasses import dataclass
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.combinations import (
    CAN,
    CANNOT,
    FIRST,
    ONLY_IF,
    ORDER,
    conflicts,
    contradicts,
    reservations,
    unknown_pairs,
    verdicts,
)
from werkregio.werkcentrum.terms import Samenloopsoort


@dataclass(frozen=True)
class Row:
    code_a: str
    code_b: str
    kind: str


ROWS = [
    Row("LKS", "DISP", CANNOT),
    Row("LKS", "LKV", CAN),
    Row("PROEF", "LKS", FIRST),
    Row("LKS", "NORISK", ONLY_IF),
    Row("LKV1", "LKV2", CANNOT),
]


def test_the_order_knows_every_kind():
    assert set(ORDER) == set(Samenloopsoort.values)


def test_conflicts_are_among_the_chosen_only():
    assert [(one.first, one.second) for one in conflicts(["LKS", "DISP", "LKV1"], ROWS)] == [("LKS", "DISP")]
    assert conflicts(["LKS", "LKV", "LKV1"], ROWS) == []
    assert conflicts([], ROWS) == conflicts(["LKS"], ROWS) == []


def test_reservations_keep_which_comes_first():
    found = reservations(["LKS", "PROEF", "NORISK"], ROWS)
    assert [(one.kind, one.first, one.second) for one in found] == [
        (ONLY_IF, "LKS", "NORISK"),
        (FIRST, "PROEF", "LKS"),
    ]


def test_nothing_known_is_not_permission():
    assert unknown_pairs(["LKS", "LKV", "JOBCOACH"], ROWS) == [("JOBCOACH", "LKS"), ("JOBCOACH", "LKV")]
    assert unknown_pairs(["LKS", "DISP"], ROWS) == []


def test_which_rules_contradict():
    assert contradicts(CANNOT, CAN)
    assert contradicts(ONLY_IF, CANNOT)
    # Not at one time, but one after the other: both can be true.
    assert not contradicts(CANNOT, FIRST)
    assert not contradicts(CAN, FIRST)
    assert not contradicts(CANNOT, CANNOT)


CODES = st.sampled_from(["a", "b", "c", "d", "e"])
ROW = st.builds(Row, CODES, CODES, st.sampled_from(ORDER))


@given(st.lists(CODES), st.lists(ROW))
def test_each_pair_of_the_chosen_is_known_or_unknown(codes, rows):
    known = {frozenset((one.first, one.second)) for one in verdicts(codes, rows)}
    unknown = {frozenset(pair) for pair in unknown_pairs(codes, rows)}
    assert known.isdisjoint(unknown)
    assert known | unknown == {frozenset(pair) for pair in combinations(sorted(set(codes)), 2)}


@given(st.lists(CODES), st.lists(ROW))
def test_the_order_of_choosing_changes_nothing(codes, rows):
    assert verdicts(codes, rows) == verdicts(reversed(codes), rows)
    assert len(conflicts(codes, rows)) + len(reservations(codes, rows)) <= len(verdicts(codes, rows))
