# SPDX-License-Identifier: EUPL-1.2
"""What happens to a question and when: every state, notice, grace, holds; bounds; terms of requests."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.erasure import TREATMENTS
from werkregio.werkcentrum.rules.retention import QUIET_DAYS, Act, Bounds, Facts, ending_of, plan, problem_of
from werkregio.werkcentrum.rules.retention_defaults import bounds_of, defaults
from werkregio.werkcentrum.rules.rights import due_on, may_extend, months_later
from werkregio.werkcentrum.rules.statistics import NeedFacts, rows_of, weeks_between
from werkregio.werkcentrum.terms import Bewaarstaat

START = date(2026, 1, 5)
RULES = defaults()


def days(number):
    return START + timedelta(days=number)


def rule(state):
    return next(r for r in RULES if r.model == "Zaak" and r.state == state)


def closed(**more):
    return Facts(opened_on=START, last_on=START, closed_on=START, **more)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (closed(), "afgesloten"),
        (closed(withdrawn_on=START), "ingetrokken"),
        (closed(asker="werkgever"), "werkgever"),
        (closed(grounds=frozenset({"niet-bereikt"})), "niet-bereikt"),
        (closed(grounds=frozenset({"niet-bereikt", "geen-vraag"})), "niet-bereikt"),
        (closed(grounds=frozenset({"geen-vraag"})), "geen-vraag"),
        (closed(grounds=frozenset({"geen-vraag", "uitkomst"})), "afgesloten"),
        (closed(asker="werkgever", grounds=frozenset({"geen-vraag"})), "geen-vraag"),
        (Facts(START, START), "nooit-opgepakt"),
        (Facts(START, START, has_owner=True), "contact-verloren"),
    ],
)
def test_how_a_question_ended(facts, state):
    assert ending_of(facts, days(QUIET_DAYS)).state == state


def test_an_open_question_counts_as_ended_only_after_a_long_silence():
    facts = Facts(opened_on=START, last_on=days(10), has_owner=True)
    assert ending_of(facts, days(10 + QUIET_DAYS - 1)) is None
    assert ending_of(facts, days(10 + QUIET_DAYS)).on == days(10)
    assert plan(facts, RULES, days(20)).act == Act.KEEP


def test_told_first_then_grace_then_erased():
    term = rule("afgesloten")
    notice = term.days - term.notice_days
    assert plan(closed(), RULES, days(notice - 1)).act == Act.KEEP
    told = plan(closed(), RULES, days(notice))
    assert told.act == Act.TELL
    assert told.erase_on == days(term.days + term.grace_days)
    facts = closed(told_end=START, told_erase=told.erase_on)
    assert plan(facts, RULES, days(notice + 1)).act == Act.WAIT
    assert plan(facts, RULES, told.erase_on - timedelta(days=1)).act == Act.WAIT
    assert plan(facts, RULES, told.erase_on).act == Act.ERASE


def test_who_is_told_late_still_has_the_whole_time():
    term = rule("afgesloten")
    late = days(term.days + 400)
    told = plan(closed(), RULES, late)
    assert told.act == Act.TELL
    assert told.erase_on == late + timedelta(days=term.notice_days + term.grace_days)


def test_a_notice_for_an_earlier_end_is_void():
    facts = closed(told_end=START - timedelta(days=100), told_erase=START)
    assert plan(facts, RULES, days(rule("afgesloten").days + 60)).act == Act.TELL


def test_without_notice_the_end_of_the_term_is_the_day():
    term = rule("ingetrokken")
    facts = closed(withdrawn_on=START)
    assert plan(facts, RULES, days(term.days - 1)).act == Act.KEEP
    assert plan(facts, RULES, days(term.days)).act == Act.ERASE


def test_a_hold_postpones_until_its_last_day():
    term = rule("ingetrokken")
    until = days(term.days + 10)
    facts = closed(withdrawn_on=START, holds=(until, days(3)))
    assert plan(facts, RULES, days(term.days)).act == Act.HELD
    assert plan(facts, RULES, until).act == Act.HELD
    assert plan(facts, RULES, until + timedelta(days=1)).act == Act.ERASE


def test_without_a_rule_nothing_is_erased():
    assert plan(closed(), [], days(9999)).act == Act.KEEP


@given(
    st.builds(
        Facts,
        opened_on=st.just(START),
        last_on=st.integers(0, 900).map(days),
        closed_on=st.none() | st.integers(0, 900).map(days),
        withdrawn_on=st.none() | st.integers(0, 900).map(days),
        has_owner=st.booleans(),
        holds=st.lists(st.integers(0, 2500).map(days), max_size=3).map(tuple),
        told_end=st.none() | st.integers(0, 900).map(days),
        told_erase=st.none() | st.integers(0, 2500).map(days),
    ),
    st.integers(0, 3000).map(days),
)
def test_nobody_is_erased_before_the_term_the_notice_and_the_holds_are_over(facts, today):
    item = plan(facts, RULES, today)
    if item.act != Act.ERASE:
        return
    assert today >= item.ending.on + timedelta(days=item.rule.days + item.rule.grace_days)
    assert all(until < today for until in facts.holds)
    if item.rule.notice_days:
        assert facts.told_end == item.ending.on
        assert today >= facts.told_erase


def test_every_state_of_a_question_has_a_rule_within_its_bounds():
    of_others = {Bewaarstaat.UIT_DIENST, Bewaarstaat.VOORBIJ}
    assert {r.state for r in RULES if r.model == "Zaak"} == set(Bewaarstaat) - of_others
    for found in RULES:
        bounds = bounds_of(found.model, found.state)
        assert problem_of(found.days, found.notice_days, bounds) is None
        assert all(found.reason(language) and bounds.why(language) for language in ("nl", "en"))
        assert found.reason("xx") == found.reason("nl")
    assert bounds_of("Zaak", "bestaat-niet") is None


def test_bounds():
    bounds = Bounds(10, 20)
    assert problem_of(9, 0, bounds) == "too-short"
    assert problem_of(21, 0, bounds) == "too-long"
    assert problem_of(15, 16, bounds) == "notice-too-long"
    assert problem_of(10, 10, bounds) is None


def test_every_treatment_says_why():
    assert all(treatment.why for treatment in TREATMENTS)
    assert len({treatment.model for treatment in TREATMENTS}) == len(TREATMENTS)


# Counts


def test_counts_hold_whole_weeks_and_never_less_than_none():
    assert weeks_between(START, days(6)) == 0
    assert weeks_between(START, days(7)) == 1
    assert weeks_between(START, days(-9)) == 0


def test_one_row_for_each_need_and_the_weeks_once():
    rows = rows_of(
        [NeedFacts("taal", "gebeld", "uitkomst", "werk"), NeedFacts("schulden")],
        opened_on=START,
        steps={"gesprek": days(8)},
    )
    assert [(row.need, dict(row.weeks)) for row in rows] == [("taal", {"gesprek": 1}), ("schulden", {})]
    assert [row.need for row in rows_of([], opened_on=START, steps={})] == [""]


# The term of a request


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 3), date(2026, 4, 7)),  # Good Friday until Easter Monday: to Tuesday
        (date(2026, 1, 31), date(2026, 3, 2)),  # February has 28 days and the 28th is a Saturday
        (date(2026, 3, 5), date(2026, 4, 7)),  # Easter: from Sunday the 5th to Tuesday
        (date(2026, 11, 25), date(2026, 12, 28)),  # Christmas on a Friday and a Saturday
        (date(2028, 1, 29), date(2028, 2, 29)),  # a leap year
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_one_month_to_the_same_date_and_never_on_a_closed_day(received, due):
    assert due_on(received) == due


def test_two_months_more_count_from_the_receipt():
    assert due_on(date(2026, 1, 31), extended=True) == date(2026, 4, 30)


def test_it_is_extended_once_and_within_the_first_month():
    received = date(2026, 3, 2)
    assert may_extend(received, date(2026, 4, 2), extended=False)
    assert not may_extend(received, date(2026, 4, 3), extended=False)
    assert not may_extend(received, date(2026, 3, 3), extended=True)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 24))
def test_months_later_keeps_the_date_or_takes_the_last_day(day, months):
    found = months_later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
