# SPDX-License-Identifier: EUPL-1.2
"""The combination calculator: ranges that hold, days at their edge, facts that refuse, clashes never added up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.werkcentrum.rules.calculation import calculate
from werkregio.werkcentrum.rules.calculation_parts import (
    Applies,
    Fact,
    GapKind,
    Group,
    Money,
    Question,
)
from werkregio.werkcentrum.rules.calculation_schemes import (
    DISPENSATION,
    FIXED_LKS,
    JOB_COACH,
    LEARNING,
    LEARNING_THIRD_WAY,
    LKS,
    LKV_DISABLED,
    LKV_OLDER,
    LKV_REGISTER,
    NO_RISK,
    OWN_COACH,
    SCHEMES,
    TRIAL_MUNICIPALITY,
    TRIAL_UWV,
)

TODAY = date(2026, 11, 24)
# Invented figures for the tests, so that no test hangs on the real ones.
FACTS = [
    Fact(LKS, "subsidie-maximaal", "60", "procent"),
    Fact(FIXED_LKS, "hoogte", "50", "procent", "2016"),
    Fact(FIXED_LKS, "duur-maximaal", "6", "maand", "2016"),
    Fact(DISPENSATION, "aanvraag-tot-en-met", "2026-11-24", "tekst", "2023"),
    Fact(LKV_REGISTER, "per-uur", "1.50", "euro-per-uur", "2026"),
    Fact(LKV_REGISTER, "per-jaar-maximaal", "2500", "euro-per-jaar", "2026"),
    Fact(LKV_DISABLED, "per-uur", "3.00", "euro-per-uur", "2026"),
    Fact(LKV_DISABLED, "per-jaar-maximaal", "6500", "euro-per-jaar", "2026"),
    Fact(LKV_DISABLED, "duur", "3", "jaar", "2026"),
    Fact(LKV_OLDER, "begonnen-voor", "2024-01-01", "tekst", "2026"),
    Fact(LKV_OLDER, "per-uur-oud", "3.00", "euro-per-uur", "2026"),
    Fact(JOB_COACH, "uren-minimaal", "12", "uur-per-week", "2024"),
    Fact(JOB_COACH, "contract-minimaal", "6", "maand", "2024"),
    Fact(JOB_COACH, "loon-minimaal", "35", "procent", "2024"),
    Fact(JOB_COACH, "duur-maximaal", "3", "jaar", "2024"),
    Fact(JOB_COACH, "besluit-binnen", "8", "week", "2024"),
    Fact(OWN_COACH, "uren-eerste-jaar", "15", "procent"),
    Fact(OWN_COACH, "uren-tweede-jaar", "7.5", "procent"),
    Fact(TRIAL_UWV, "duur", "2", "maand"),
    Fact(TRIAL_UWV, "duur-maximaal", "6", "maand"),
    Fact(TRIAL_UWV, "contract-daarna", "6", "maand"),
    Fact(TRIAL_UWV, "besluit-binnen", "2", "week"),
    Fact(TRIAL_MUNICIPALITY, "duur", "2", "maand"),
    Fact(TRIAL_MUNICIPALITY, "contract-daarna", "6", "maand"),
    Fact(LEARNING, "per-plek-maximaal", "2600", "euro", "2026"),
    Fact(LEARNING, "regeling-tot-en-met", "2027/2028", "tekst", "2026"),
    Fact(LEARNING, "aanvraag-tot-en-met", "2026-09-17", "tekst", "2026"),
    Fact(LEARNING_THIRD_WAY, "vergoeding-maximaal", "2600", "euro", "2026"),
    Fact(LEARNING_THIRD_WAY, "weken-maximaal", "40", "week", "2026"),
    Fact(LEARNING_THIRD_WAY, "regeling-tot-en-met", "2031", "tekst", "2026"),
]
WAGE_FACTS = [
    Fact(LKS, "minimumloon-volwassen-vanaf", "21", "leeftijd", "2026"),
    Fact(LKS, "minimumloon-per-uur", "10.00", "euro-per-uur", "2026"),
    Fact(LKS, "minimumloon-per-uur-20", "8.00", "euro-per-uur", "2026"),
    Fact(LKS, "werkgeverslasten", "25", "procent", "2026"),
]
BASE = Question(
    age=34,
    hours=Decimal(32),
    wage=Decimal("16.50"),
    per_hour=True,
    loonwaarde=Decimal(55),
    months=None,
    groups=frozenset({Group.REGISTER}),
    start=date(2026, 12, 1),
    today=TODAY,
)


@dataclass(frozen=True)
class Row:
    code_a: str
    code_b: str
    kind: str


def line(code: str, facts=FACTS, **changes):
    return calculate(replace(BASE, **changes), facts).line(code)


def without(code: str, key: str):
    return [fact for fact in FACTS if (fact.code, fact.key) != (code, key)]


def changed(code: str, key: str, **changes):
    return [replace(fact, **changes) if (fact.code, fact.key) == (code, key) else fact for fact in FACTS]


def group(*groups: Group) -> dict:
    return {"groups": frozenset(groups)}


# Loonkostensubsidie


def test_without_a_minimum_wage_the_subsidy_is_an_exact_share_and_no_amount():
    found = line(LKS, loonwaarde=Decimal("55"))
    assert found.applies == Applies.YES
    assert found.share == (Fraction(45, 100), Fraction(45, 100))
    assert found.is_refused
    assert found.per_month is None
    assert not found.counts
    assert {gap.key for gap in found.gaps} >= {"minimumloon-per-uur", "werkgeverslasten"}


@pytest.mark.parametrize(
    ("loonwaarde", "share"),
    [("0", "0.6"), ("40", "0.6"), ("39.99", "0.6"), ("40.01", "0.5999"), ("99.99", "0.0001")],
)
def test_the_share_is_what_is_lacking_up_to_its_highest(loonwaarde, share):
    assert line(LKS, loonwaarde=Decimal(loonwaarde)).share == (Fraction(share), Fraction(share))


def test_full_loonwaarde_gives_nothing():
    found = line(LKS, loonwaarde=Decimal(100))
    assert (found.applies, found.reason.code, found.share) == (Applies.NO, "full-loonwaarde", None)


def test_not_measured_yet_is_a_range_with_the_fixed_subsidy_inside_it():
    result = calculate(replace(BASE, loonwaarde=None), FACTS + WAGE_FACTS)
    found, fixed = result.line(LKS), result.line(FIXED_LKS)
    assert found.applies == Applies.POSSIBLY
    assert found.share == (0, Fraction(60, 100))
    assert found.share[0] <= fixed.share[0] <= found.share[1]
    assert not fixed.counts
    assert all(FIXED_LKS not in one.codes for one in result.alternatives)


def test_with_a_minimum_wage_the_amount_is_reckoned_exactly():
    found = line(LKS, FACTS + WAGE_FACTS, loonwaarde=Decimal(80))
    # 10 euro x 32 hours x 52/12 weeks x 20 percent x 1.25
    exact = Fraction(10) * 32 * Fraction(52, 12) * Fraction(20, 100) * Fraction(125, 100)
    assert found.per_month == Money(Decimal(346), Decimal(347))
    assert 346 < exact < 347
    assert found.years[0] == Money(Decimal(int(exact * 12)), Decimal(int(exact * 12)))
    assert found.counts


def test_whether_employer_costs_fall_under_the_highest_share_is_a_range():
    found = line(LKS, FACTS + WAGE_FACTS, loonwaarde=Decimal(0))
    assert found.per_month.low < found.per_month.high


@pytest.mark.parametrize(("age", "refused"), [(21, False), (20, False), (19, True)])
def test_the_minimum_wage_of_an_age_that_is_not_there_refuses(age, refused):
    found = line(LKS, FACTS + WAGE_FACTS, age=age)
    assert found.is_refused is refused
    if refused:
        assert [gap.key for gap in found.gaps] == ["minimumloon-per-uur-19"]


def test_the_wage_below_the_minimum_is_seen():
    facts = FACTS + WAGE_FACTS
    assert calculate(BASE, FACTS).below_minimum is None
    assert calculate(replace(BASE, wage=Decimal("9.99")), facts).below_minimum is True
    assert calculate(replace(BASE, wage=Decimal("10.00")), facts).below_minimum is False
    # 10 euro x 32 hours x 52/12 weeks = 1386.666..., which nobody can pay: a cent is no difference.
    for month, below in (("1386.66", False), ("1386.65", True), ("1386.67", False)):
        assert calculate(replace(BASE, wage=Decimal(month), per_hour=False), facts).below_minimum is below


def test_somebody_without_a_group_but_with_a_measured_loonwaarde_may_fit():
    assert line(LKS, **group(Group.NONE)).applies == Applies.POSSIBLY
    assert line(LKS, loonwaarde=None, **group(Group.NONE)).applies == Applies.NO


# Loonkostenvoordeel


def test_a_benefit_an_hour_has_a_range_of_weeks_and_a_highest_amount():
    assert line(LKV_REGISTER, hours=Decimal(20)).years[0] == Money(Decimal(1560), Decimal(1569))
    assert line(LKV_REGISTER, hours=Decimal(60)).years == (Money(Decimal(2500), Decimal(2500)),) * 2


def test_a_short_contract_counts_only_its_months():
    found = line(LKV_REGISTER, hours=Decimal(20), months=6)
    assert found.years == (Money(Decimal(780), Decimal(785)), Money(Decimal(0), Decimal(0)))
    assert line(LKV_REGISTER, hours=Decimal(20), months=18).years[1] == found.years[0]


def test_the_duration_of_the_scheme_stops_it():
    facts = changed(LKV_DISABLED, "duur", value="1")
    found = line(LKV_DISABLED, facts, **group(Group.WIA))
    assert found.years[1] == Money(Decimal(0), Decimal(0))
    assert found.period.values["most"] == 12


@pytest.mark.parametrize(
    ("groups", "applies"),
    [
        ({Group.REGISTER}, Applies.YES),
        ({Group.WAJONG}, Applies.POSSIBLY),
        ({Group.UNKNOWN}, Applies.UNKNOWN),
        ({Group.UNKNOWN, Group.REGISTER}, Applies.YES),
        ({Group.BBL}, Applies.NO),
        ({Group.NONE}, Applies.NO),
    ],
)
def test_who_the_register_benefit_is_for(groups, applies):
    assert line(LKV_REGISTER, groups=frozenset(groups)).applies == applies


@pytest.mark.parametrize(("start", "ended"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_the_ended_benefit_at_its_day(start, ended):
    found = line(LKV_OLDER, start=start, **group(Group.OLDER))
    assert (found.applies == Applies.NO) is ended
    if ended:
        assert found.reason.values["day"] == date(2024, 1, 1)
    else:
        # How long it lasts and its highest amount are not in the directory: refused, never guessed.
        assert found.is_refused
        assert found.years == (None, None)


# Facts


@pytest.mark.parametrize(("valid_to", "refused"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_a_fact_holds_to_its_last_day(valid_to, refused):
    found = line(LKV_REGISTER, changed(LKV_REGISTER, "per-uur", valid_to=valid_to))
    assert found.is_refused is refused
    if refused:
        gap = found.gaps[0]
        assert (gap.key, gap.kind, gap.since) == ("per-uur", GapKind.EXPIRED, valid_to)
        assert found.years == (None, None)


def test_a_fact_that_ends_within_the_year_makes_the_range_wide_and_the_next_year_unknown():
    found = line(LKV_REGISTER, changed(LKV_REGISTER, "per-uur", valid_to=date(2026, 12, 31)))
    whole = line(LKV_REGISTER)
    assert found.years[0].low < whole.years[0].low
    assert found.years[0].high == whole.years[0].high
    assert found.years[1] is None
    assert [gap.kind for gap in found.gaps] == [GapKind.EXPIRED]
    result = calculate(BASE, changed(LKV_REGISTER, "per-uur", valid_to=date(2026, 12, 31)))
    assert LKV_REGISTER in result.not_counted


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"valid_from": date(2026, 12, 2)}, GapKind.NOT_YET),
        ({"as_of": ""}, GapKind.NO_DATE),
        ({"value": "veel"}, GapKind.UNREADABLE),
    ],
)
def test_a_fact_that_cannot_be_used_refuses_and_says_why(changes, kind):
    found = line(LKV_REGISTER, changed(LKV_REGISTER, "per-uur", **changes))
    assert [gap.kind for gap in found.gaps] == [kind]
    assert found.is_refused


def test_of_two_figures_the_one_of_the_first_working_day_is_used():
    later = Fact(LKV_REGISTER, "per-uur", "2.00", "euro-per-uur", "2027", date(2027, 1, 1))
    facts = [*changed(LKV_REGISTER, "per-uur", valid_to=date(2026, 12, 31)), later]
    found = line(LKV_REGISTER, facts, hours=Decimal(10), start=date(2027, 1, 1))
    assert found.years[0].low == Decimal(1040)


def test_a_start_in_the_past_takes_the_figures_of_today():
    facts = changed(LKV_REGISTER, "per-uur", valid_to=TODAY - timedelta(days=1))
    assert line(LKV_REGISTER, facts, start=TODAY - timedelta(days=60)).is_refused


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.code}-{fact.key}")
def test_every_fact_can_be_missing(fact):
    facts = [one for one in FACTS if one is not fact]
    for groups in ({Group.UNKNOWN}, set(Group) - {Group.NONE}):
        for loonwaarde in (None, Decimal(50)):
            calculate(replace(BASE, groups=frozenset(groups), loonwaarde=loonwaarde), facts)


def test_with_an_empty_directory_no_amount_is_shown_at_all():
    everything = frozenset(set(Group) - {Group.NONE, Group.UNKNOWN})
    result = calculate(replace(BASE, groups=everything), [])
    assert result.alternatives == ()
    for found in result.lines:
        assert (found.per_month, found.once) == (None, None)
        assert all(year is None for year in found.years)


def test_an_entry_that_has_ended_is_not_counted():
    result = calculate(BASE, FACTS, ended={LKV_REGISTER: date(2026, 6, 1)})
    assert result.line(LKV_REGISTER).applies == Applies.NO
    assert result.alternatives == ()


# Coaching, trial, learning, no-risk


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hours": Decimal("11.99")}, "hours-below"),
        ({"hours": Decimal(12)}, "they-decide"),
        ({"months": 5}, "contract-below"),
        ({"months": 6}, "they-decide"),
    ],
)
def test_a_coach_has_a_lowest_number_of_hours_and_months(changes, reason):
    found = line(JOB_COACH, **group(Group.WIA), **changes)
    assert found.reason.code == reason
    assert found.fits is (reason == "they-decide")
    # A municipality may have another rule.
    assert line(JOB_COACH, **group(Group.REGISTER), **changes).applies == Applies.POSSIBLY


@pytest.mark.parametrize(("wage", "fits"), [("3.49", False), ("3.50", True)])
def test_a_coach_has_a_lowest_wage_when_the_minimum_wage_is_known(wage, fits):
    assert line(JOB_COACH, FACTS + WAGE_FACTS, wage=Decimal(wage), **group(Group.WIA)).fits is fits
    assert line(JOB_COACH, wage=Decimal(wage), **group(Group.WIA)).fits


def test_ask_so_early_that_the_decision_is_there():
    assert line(JOB_COACH).ask_by == date(2026, 10, 6)
    assert line(TRIAL_UWV, **group(Group.UWV)).ask_by == date(2026, 11, 17)


def test_own_coach_is_hours_until_the_directory_has_an_amount():
    found = line(OWN_COACH)
    assert [step.values["hours"] for step in found.steps] == [Fraction("4.8"), Fraction("2.4")]
    assert found.is_refused
    rate = Fact(OWN_COACH, "vergoeding-per-uur", "10", "euro-per-uur", "2026")
    paid = line(OWN_COACH, [*FACTS, rate])
    assert paid.years[0] == Money(Decimal(0), Decimal(2496))


def test_a_trial_saves_wage_and_stays_out_of_the_total():
    found = line(TRIAL_UWV, wage=Decimal(2000), per_hour=False, **group(Group.UWV))
    assert found.once == Money(Decimal(4000), Decimal(12000))
    assert not found.counts
    assert line(TRIAL_UWV, months=5, **group(Group.UWV)).reason.code == "contract-below"
    assert line(TRIAL_MUNICIPALITY, **group(Group.UWV)).applies == Applies.NO


@pytest.mark.parametrize(
    ("start", "applies", "second"),
    [
        (date(2028, 7, 31), Applies.POSSIBLY, 0),
        (date(2028, 8, 1), Applies.NO, None),
        (date(2027, 7, 31), Applies.POSSIBLY, 2600),
    ],
)
def test_learning_at_the_last_day_of_the_scheme(start, applies, second):
    found = line(LEARNING, start=start, **group(Group.BBL))
    assert found.applies == applies
    assert (found.years[1].high if found.years[1] else None) == second
    if found.fits:
        assert found.years[0] == Money(Decimal(0), Decimal(2600))
        assert [(gap.key, gap.stops) for gap in found.gaps] == [("aanvraag-tot-en-met", False)]


def test_the_third_way_is_once():
    found = line(LEARNING_THIRD_WAY, **group(Group.THIRD_WAY))
    assert found.years == (Money(Decimal(0), Decimal(2600)), Money(Decimal(0), Decimal(0)))


def test_no_risk_never_has_an_amount_and_says_that_its_duration_is_not_known():
    found = line(NO_RISK)
    assert found.applies == Applies.YES
    assert found.years == (None, None)
    assert not found.is_refused
    assert [gap.key for gap in found.gaps] == ["duur"]


@pytest.mark.parametrize(("today", "applies"), [(TODAY, Applies.POSSIBLY), (date(2026, 11, 25), Applies.NO)])
def test_the_wider_rule_of_dispensation_ends_after_its_last_day(today, applies):
    assert line(DISPENSATION, today=today, **group(Group.WIA)).applies == applies
    assert line(DISPENSATION, today=today, **group(Group.WAJONG)).applies == Applies.POSSIBLY


# Together


def test_what_clashes_is_shown_as_two_possibilities_and_never_added_up():
    q = replace(BASE, **group(Group.REGISTER, Group.WIA), hours=Decimal(60))
    result = calculate(q, FACTS, [Row(LKV_REGISTER, LKV_DISABLED, "kan-niet-samen")])
    assert [one.codes for one in result.alternatives] == [(LKV_DISABLED,), (LKV_REGISTER,)]
    assert [one.first.high for one in result.alternatives] == [6500, 2500]
    assert [one.first.low for one in result.alternatives] == [0, 2500]
    assert [(one.first, one.second) for one in result.conflicts] == [(LKV_REGISTER, LKV_DISABLED)]


def test_of_what_nothing_is_known_the_lowest_is_not_added_up():
    q = replace(BASE, **group(Group.REGISTER), loonwaarde=Decimal(50), hours=Decimal(20))
    facts = FACTS + WAGE_FACTS
    unknown = calculate(q, facts).alternatives[0]
    known = calculate(q, facts, [Row(LKS, LKV_REGISTER, "kan-samen")]).alternatives[0]
    assert unknown.codes == known.codes == (LKS, LKV_REGISTER)
    assert unknown.first.high == known.first.high
    assert unknown.first.low < known.first.low
    assert (LKS, LKV_REGISTER) in calculate(q, facts).unknown_pairs


GROUPS = st.frozensets(st.sampled_from(sorted(set(Group) - {Group.NONE})), min_size=1)
QUESTIONS = st.builds(
    Question,
    age=st.integers(13, 99),
    hours=st.decimals(1, 80, places=2),
    wage=st.decimals(1, 20000, places=2),
    per_hour=st.booleans(),
    loonwaarde=st.none() | st.decimals(0, 100, places=2),
    months=st.none() | st.integers(1, 120),
    groups=GROUPS,
    start=st.dates(date(2026, 5, 24), date(2028, 11, 24)),
    today=st.just(TODAY),
)
ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from(sorted(SCHEMES)),
        st.sampled_from(sorted(SCHEMES)),
        st.sampled_from(["kan-niet-samen", "kan-samen", "alleen-als", "gaat-voor"]),
    ),
    max_size=6,
)
BOOKS = st.sampled_from([FACTS, FACTS + WAGE_FACTS, FACTS[::2], []])


@given(QUESTIONS, BOOKS, ROWS)
def test_every_answer_is_a_range_and_a_clash_is_never_added_up(question, facts, rows):
    result = calculate(question, facts, rows)
    for found in result.lines:
        for amount in (found.per_month, found.once, *found.years):
            assert amount is None or 0 <= amount.low <= amount.high
        if found.share:
            assert 0 <= found.share[0] <= found.share[1] <= 1
    clashes = {frozenset((row.code_a, row.code_b)) for row in rows if row.kind == "kan-niet-samen"}
    for one in result.alternatives:
        assert 0 <= one.first.low <= one.first.high
        assert 0 <= one.second.low <= one.second.high
        for code in one.codes:
            assert all(frozenset((code, other)) not in clashes for other in one.codes if other != code)
            assert result.line(code).fits
    # Nothing that could be added is left out: one possibility more would clash.
    counted = {code for one in result.alternatives for code in one.codes}
    for one in result.alternatives:
        for other in counted - set(one.codes):
            assert any(frozenset((code, other)) in clashes for code in one.codes)


@given(QUESTIONS, st.decimals(0, 20, places=2))
def test_more_hours_never_give_less(question, more):
    less = replace(question, per_hour=True)
    facts = FACTS + WAGE_FACTS
    before, after = (calculate(one, facts) for one in (less, replace(less, hours=less.hours + more)))
    for found in before.lines:
        other = after.line(found.code)
        for one, two in zip((found.per_month, *found.years), (other.per_month, *other.years), strict=True):
            if one is not None:
                assert two is not None
                assert one.low <= two.low
                assert one.high <= two.high


@given(QUESTIONS, st.decimals(0, 100, places=2))
def test_a_higher_loonwaarde_never_gives_a_higher_share(question, other):
    low, high = sorted((question.loonwaarde or Decimal(0), other))
    shares = [
        (calculate(replace(question, loonwaarde=one), FACTS).line(LKS).share or (0, 0))[1]
        for one in (low, high)
    ]
    assert shares[0] >= shares[1]


@given(QUESTIONS)
def test_an_expired_book_gives_no_amount(question):
    gone = [replace(fact, valid_to=TODAY - timedelta(days=1)) for fact in FACTS + WAGE_FACTS]
    result = calculate(question, gone)
    assert result.alternatives == ()
    for found in result.lines:
        assert (found.per_month, found.once, found.share) == (None, None, None)
