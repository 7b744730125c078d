# SPDX-License-Identifier: EUPL-1.2
"""Sums are exact, PM stays unknown, and every grouping gives the same total."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkregio.budget.rules.lines import Line, Printed, compared, doubles
from werkregio.budget.rules.reading import BudgetError, check_columns, read_amount, read_table
from werkregio.budget.rules.report import checked, found_something
from werkregio.budget.rules.sums import Sum, amount, grouped, total

CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
LINES = st.lists(
    st.builds(
        Line,
        post=st.sampled_from("abc"),
        jaar=st.integers(2024, 2034),
        bedrag=st.none() | CENTS,
        structureel=st.sampled_from([True, False, None]),
        bron=st.sampled_from(["rijk", "esf", ""]),
    ),
    max_size=30,
)


@pytest.mark.parametrize("key", ["post", "jaar", "structureel", "bron"])
@given(lines=LINES)
def test_a_sum_over_any_grouping_is_the_same_sum(key, lines):
    groups = grouped(lines, lambda line: getattr(line, key), lambda line: line.sum)
    assert total(groups.values()) == total(line.sum for line in lines)


@given(lines=LINES, seed=st.randoms())
def test_the_order_of_lines_does_not_matter(lines, seed):
    mixed = list(lines)
    seed.shuffle(mixed)
    assert total(line.sum for line in mixed) == total(line.sum for line in lines)


@given(lines=LINES)
def test_the_parts_of_a_report_add_up_to_its_total(lines):
    from werkregio.budget.rules.reading import Table

    report = checked(Table(lines))
    whole = report["totaal"]
    kinds = sum(Decimal(whole[name]) for name in ("structureel", "tijdelijk", "aard_onbekend"))
    assert kinds == Decimal(whole["som"])
    for name in ("jaren", "bronnen", "posten"):
        assert sum(Decimal(part["som"]) for part in report[name].values()) == Decimal(whole["som"])
        assert sum(part["pm"] for part in report[name].values()) == whole["pm"]


@given(value=CENTS)
def test_an_amount_in_dutch_reads_back_the_same(value):
    dutch = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert read_amount(dutch) == value


def test_pm_is_not_zero():
    assert amount(None) != amount(Decimal(0))
    assert amount(None) + amount(Decimal(5)) == Sum(Decimal("5.00"), 1)
    assert not amount(None).complete


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("€ 1.234.567", "1234567.00"),
        ("150 000", "150000.00"),
        ("-250,00", "-250.00"),
        ("€ -250", "-250.00"),
        ("0", "0.00"),
    ],
)
def test_amounts_as_people_type_them(typed, value):
    assert str(read_amount(typed)) == value


@pytest.mark.parametrize("typed", ["PM", "pm", "P.M."])
def test_pm_is_read_as_unknown(typed):
    assert read_amount(typed) is None


def test_an_ambiguous_amount_is_asked_back_with_both_readings():
    with pytest.raises(BudgetError) as error:
        read_amount("-1.234", row=3)
    assert error.value.ambiguous
    assert error.value.readings == ("-1234", "-1.234")
    assert (error.value.row, error.value.column) == (3, "bedrag")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "empty-amount"), ("-", "amount"), ("veel", "amount"), ("1,2345", "cents"), ("--5", "amount")],
)
def test_what_is_no_amount_is_refused(typed, code):
    with pytest.raises(BudgetError) as error:
        read_amount(typed)
    assert error.value.code == code


def rows(*cells):
    names = ("post", "jaar", "bedrag", "structureel", "bron")
    return [(number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, start=2)]


def test_a_printed_total_is_of_what_it_names():
    table = read_table(
        rows(
            ("a", "2024", "100", "ja", "rijk"),
            ("b", "2024", "50", "nee", "esf"),
            ("b", "2025", "70", "nee", "esf"),
            ("gedrukt_totaal", "2024", "150", "", ""),
            ("gedrukt_totaal", "2024", "100", "ja", ""),
            ("gedrukt_totaal", "", "120", "", "esf"),
            ("gedrukt_totaal", "", "221", "", ""),
        )
    )
    assert [str(row.difference) for row in compared(table.lines, table.printed)] == [
        "0.00",
        "0.00",
        "0.00",
        "1.00",
    ]


def test_a_difference_may_be_pm_only_when_something_is_pm_and_the_print_is_higher():
    with_pm = [Line("a", 2024, Decimal(100)), Line("b", 2024, None)]
    higher, lower = Printed(Decimal(120), 2024), Printed(Decimal(80), 2024)
    assert [row.may_be_pm for row in compared(with_pm, [higher, lower])] == [True, False]
    assert not compared(with_pm[:1], [higher])[0].may_be_pm


def test_the_same_line_twice_is_told():
    lines = [Line("A", 2024, Decimal(1), row=2), Line("a", 2024, Decimal(1), row=3), Line("a", 2025, None)]
    assert [line.row for line in doubles(lines)] == [3]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("", "2024", "1"), "empty", "post"),
        (("a", "24", "1"), "year", "jaar"),
        (("a", "", "1"), "year", "jaar"),
        (("a", "2024", "1", "soms"), "structural", "structureel"),
        (("gedrukt_totaal", "2024", "PM"), "printed-pm", "bedrag"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_place(row, code, column):
    with pytest.raises(BudgetError) as error:
        read_table(rows(("x", "2024", "1"), row))
    assert (error.value.code, error.value.row, error.value.column) == (code, 3, column)


def test_the_same_printed_total_twice_is_refused():
    with pytest.raises(BudgetError) as error:
        read_table(rows(("x", "2024", "1"), ("gedrukt_totaal", "2024", "1"), ("gedrukt_totaal", "2024", "2")))
    assert error.value.code == "printed-twice"


def test_only_totals_is_no_budget():
    with pytest.raises(BudgetError) as error:
        read_table(rows(("gedrukt_totaal", "2024", "1")))
    assert error.value.code == "no-lines"


def test_columns_are_known_and_complete():
    check_columns(["Post", "jaar", "bedrag"])
    for columns, code in (
        (["post", "jaar"], "missing-column"),
        (["post", "jaar", "bedrag", "x"], "unknown-column"),
    ):
        with pytest.raises(BudgetError) as error:
            check_columns(columns)
        assert error.value.code == code


def test_a_report_without_differences_found_nothing():
    table = read_table(rows(("a", "2024", "1", "ja", "b"), ("gedrukt_totaal", "2024", "1")))
    assert not found_something(checked(table))
