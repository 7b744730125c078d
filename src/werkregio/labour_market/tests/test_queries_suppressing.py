# SPDX-License-Identifier: EUPL-1.2
"""A cell of 4 is not shown, nor what would give it away."""

from dataclasses import replace

from werkregio.labour_market.queries import areas as area_queries
from werkregio.labour_market.queries.measuring import Question
from werkregio.labour_market.queries.suppressing import publishable
from werkregio.labour_market.rules.areas import national
from werkregio.labour_market.rules.periods import parse

from .stand_in import StandIn

BOOK = national()
COUNTS = {"GM0889": 4, "GM0893": 0, "GM0907": 31, "GM0983": 310, "GM0984": 55, "GM1507": 62, "GM1894": 12}
TABLE = StandIn(
    "bijstand-eigen",
    "Eigen telling 2026",
    [{"RegioS": code, "uitkeringen_bijstand": number} for code, number in COUNTS.items()],
    {"uitkeringen_bijstand": ("Bijstand", "personen", 0)},
    period_of_reference="2026",
)


def ask(*codes, table=TABLE, own=True, measure="uitkeringen", book=BOOK, limit=10):
    found = [area_queries.asked(code, book) for code in codes]
    book = area_queries.with_asked(book, found)
    question = Question(measure, found, parse("2026"), {"soort": "bijstand"})
    return publishable(
        question, [table], book, own=frozenset({table.hash}) if own else frozenset(), limit=limit
    )


def test_the_small_one_and_the_next_smallest_are_left_out_and_the_total_stays():
    answers = {answer.area.code: answer for answer in ask("AM29", *COUNTS)}
    shown = {code: answer.value for code, answer in answers.items()}
    # 4 + 0 + 31 + 310 + 55 + 62 + 12; beside the total, 4 could be worked out if 12 were shown.
    expected = {**COUNTS, "AM29": 474, "GM0889": None, "GM1894": None}
    assert shown == expected
    assert (answers["GM0889"].status, answers["GM0889"].reasons[0].code) == ("onderdrukt", "suppressed")
    assert answers["GM1894"].reasons[0].code == "suppressed-second"
    assert answers["GM0889"].numerator is None
    assert answers["GM0889"].sources == ()


def test_the_sources_of_the_total_do_not_tell_the_small_numbers():
    total = ask("AM29")[0]
    told = {source.area: source.value for source in total.sources}
    assert (told["GM0889"], told["GM1894"], told["GM0983"]) == (None, None, 310)


def test_one_municipality_asked_alone_is_judged_beside_its_neighbours():
    assert ask("GM1894")[0].value is None
    assert ask("GM0984")[0].value == 55


def test_a_grouping_that_leaves_out_one_is_refused():
    without_beesel = "+".join(code for code in COUNTS if code != "GM0889")
    assert ask(without_beesel)[0].status == "onderdrukt"
    assert ask("GM0983+GM0984")[0].value == 365
    # The province would be the region plus others: it holds hidden ones and is no whole region.
    assert ask("CR37")[0].value is None


def test_nothing_small_means_nothing_left_out():
    rows = [{**row, "uitkeringen_bijstand": 20} for row in TABLE.rows]
    plenty = replace(TABLE, rows=rows)
    assert [answer.value for answer in ask("AM29", "GM0889", table=plenty)] == [140, 20]


def test_open_tables_are_shown_as_their_publisher_made_them():
    assert ask("GM0889", own=False)[0].value == 4
