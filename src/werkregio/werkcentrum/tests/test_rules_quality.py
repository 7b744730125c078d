# SPDX-License-Identifier: EUPL-1.2
"""The score of an entry: every point can be lost, has a weight, and never moves the wrong way."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.queries.quality import LABELS
from werkregio.werkcentrum.rules import quality
from werkregio.werkcentrum.rules.entry import TEXT_FIELDS
from werkregio.werkcentrum.rules.quality import OfferFacts, Point

DAY = date(2026, 11, 24)
GOOD_OFFER = OfferFacts(True, True, True, DAY - timedelta(days=10), 180)


def good_content():
    texts = dict.fromkeys(TEXT_FIELDS, "U belt ons. Wij helpen u.")
    return {
        "texts": {"nl": texts, "en": dict.fromkeys(TEXT_FIELDS, "You call us.")},
        "status": "current",
        "successors": [],
        "verified": True,
        "as_of": "2026",
        "facts": [
            {"valid_from": "2026-01-01", "valid_to": "2026-11-24", "as_of": "", "read_on": "2025-11-24"},
        ],
        "conditions": [{"who_decides": "UWV"}],
    }


def points(content=None, offers=(GOOD_OFFER,), dead=0):
    return quality.points(content or good_content(), on=DAY, offers=offers, dead_successors=dead)


def missing(**changes):
    content = good_content() | {
        name: value for name, value in changes.items() if name not in {"offers", "dead"}
    }
    found = points(content, changes.get("offers", (GOOD_OFFER,)), changes.get("dead", 0))
    return {point.code for point in found if not point.met}


def test_what_is_right_scores_a_hundred():
    assert missing() == set()
    assert quality.score(points()) == 100


def with_texts(**texts):
    content = deepcopy(good_content()["texts"])
    content["nl"].update(texts)
    return content


def fact(**changes):
    return [good_content()["facts"][0] | changes]


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"texts": with_texts(costs=" ")}, {"complete"}),
        ({"texts": with_texts(next_step="")}, {"complete", "next-step"}),
        ({"texts": with_texts(what="Desalniettemin " * 30)}, {"plain"}),
        ({"verified": False}, {"verified"}),
        ({"as_of": ""}, {"dated"}),
        # The last day itself still counts, the day after does not.
        ({"facts": fact(valid_to="2026-11-23")}, {"facts-current"}),
        ({"offers": (OfferFacts(True, True, True, DAY, 30, (DAY - timedelta(1),)),)}, {"facts-current"}),
        ({"offers": (OfferFacts(True, True, True, DAY, 30, (DAY,)),)}, set()),
        ({"facts": fact(valid_from="", as_of="")}, {"facts-dated"}),
        ({"facts": fact(read_on="2025-11-23")}, {"facts-read"}),
        ({"facts": fact(read_on="")}, {"facts-read"}),
        ({"conditions": [{"who_decides": "UWV"}, {"who_decides": " "}]}, {"who-decides"}),
        ({"offers": ()}, {"reachable"}),
        ({"offers": (OfferFacts(False, True, True, DAY, 30),)}, {"reachable"}),
        ({"offers": (OfferFacts(True, False, True, DAY, 30),)}, {"professional"}),
        ({"offers": (OfferFacts(True, True, False, DAY, 30),)}, {"hours"}),
        ({"offers": (OfferFacts(True, True, True, None, 30),)}, {"confirmed"}),
        ({"offers": (GOOD_OFFER, OfferFacts(True, True, True, DAY - timedelta(31), 30))}, {"confirmed"}),
        ({"successors": ["I002"], "dead": 1}, {"successor"}),
    ],
)
def test_each_point_can_be_lost(changes, lost):
    assert missing(**changes) == lost


def test_what_does_not_apply_counts_neither_for_nor_against():
    content = good_content() | {"facts": [], "conditions": []}
    codes = {point.code for point in points(content)}
    assert codes.isdisjoint({"facts-current", "facts-read", "facts-dated", "who-decides", "successor"})
    assert quality.score(points(content)) == 100


def test_what_ended_is_judged_on_texts_and_what_came_instead():
    content = good_content() | {"status": "ended", "verified": False, "facts": fact(valid_to="2020-01-01")}
    assert {point.code for point in points(content, offers=())} == {"complete", "plain", "successor"}
    assert quality.score(points(content, offers=(), dead=1)) == round(100 * 20 / 30)


def test_the_heaviest_point_stands_first():
    weights = [point.weight for point in points()]
    assert weights == sorted(weights, reverse=True)


def test_each_point_has_words_for_right_for_wrong_and_for_what_to_do():
    assert set(LABELS) == set(quality.WEIGHTS)
    assert all(len(words) == 3 and all(str(word) for word in words) for words in LABELS.values())


CODES = st.sampled_from(sorted(quality.WEIGHTS))


@given(st.dictionaries(CODES, st.booleans()))
def test_a_score_lies_between_0_and_100_and_only_all_is_100(met):
    found = [Point(code, value) for code, value in met.items()]
    score = quality.score(found)
    assert 0 <= score <= 100
    assert (score == 100) == all(met.values())


@given(st.dictionaries(CODES, st.booleans(), min_size=1), st.data())
def test_mending_a_point_never_lowers_the_score(met, data):
    code = data.draw(st.sampled_from(sorted(met)))
    worse = [Point(key, value and key != code) for key, value in met.items()]
    better = [Point(key, value or key == code) for key, value in met.items()]
    assert quality.score(worse) < quality.score(better)


@given(st.integers(1, 1000), st.integers(0, 1000))
def test_a_confirmation_holds_exactly_as_long_as_its_rhythm(rhythm, days):
    given_on = DAY - timedelta(days=days)
    assert quality.is_confirmed(given_on, rhythm, DAY) == (days <= rhythm)
    assert not quality.is_confirmed(None, rhythm, DAY)
