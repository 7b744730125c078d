# SPDX-License-Identifier: EUPL-1.2
"""Small numbers stay hidden, also for whoever subtracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.foundation.disclosure import Published, publish, publish_row


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (9, None), (10, 10), (11, 11)])
def test_zero_and_ten_are_shown_one_to_nine_are_not(count, shown):
    assert publish(count) == Published(shown)


def test_a_region_sets_its_own_limit():
    assert publish(7, limit=5).value == 7
    assert publish(19, limit=20).suppressed


def test_a_count_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        publish(-1)


def test_one_hidden_count_takes_a_second_along():
    shown = publish_row({"a": 3, "b": 50, "c": 20, "d": 0})
    assert (shown["a"].value, shown["b"].value, shown["c"].value, shown["d"].value) == (None, 50, None, 0)


def test_two_hidden_counts_protect_each_other():
    shown = publish_row({"a": 3, "b": 4, "c": 20})
    assert shown["c"].value == 20


def test_without_a_total_one_may_stay_alone():
    assert publish_row({"a": 3, "b": 50}, total_shown=False)["b"].value == 50


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8), st.integers(2, 20))
def test_nobody_can_subtract(counts, limit):
    shown = publish_row(counts, limit=limit)
    hidden = [key for key, item in shown.items() if item.suppressed]
    above_zero = [key for key, count in counts.items() if count]
    assert set(shown) == set(counts)
    for key, item in shown.items():
        assert item.value in (None, counts[key])
        assert not 0 < (item.value or 0) < limit
    # One hidden count beside a total would be no secret, unless it is the only one that is not zero.
    assert len(hidden) != 1 or len(above_zero) == 1


@given(st.permutations([("a", 3), ("b", 15), ("c", 15), ("d", 40)]))
def test_the_order_of_rows_does_not_matter(rows):
    assert publish_row(dict(rows)) == publish_row({"a": 3, "b": 15, "c": 15, "d": 40})
