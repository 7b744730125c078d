# SPDX-License-Identifier: EUPL-1.2
"""The menu: one row while it is short, groups that unfold when it is long, the present page marked in both."""

from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import translation

from werkregio.portal.menu import SHORT, TRAINER, Item, public_menu, shown, staff_menu
from werkregio.regio.terms import RegioSoort


def items(count: int, group: str = "Work") -> list[Item]:
    return [Item(f"Page {number}", f"/nl/page-{number}/", group) for number in range(count)]


def acting(*, without: str = "", soort: str = RegioSoort.ECHT):
    return SimpleNamespace(has=lambda right: right != without, regio=SimpleNamespace(soort=soort))


def test_a_short_menu_has_no_groups():
    menu = shown(items(SHORT), "/nl/page-2/somewhere/")
    assert [entry["current"] for entry in menu] == [number == 2 for number in range(SHORT)]
    assert all("links" not in entry for entry in menu)


def test_a_long_menu_unfolds_by_group_and_marks_page_and_group():
    menu = shown(
        [*items(SHORT), Item("Counts", "/nl/counts/", "Figures"), Item("More", "/nl/more/", "Figures")],
        "/nl/more/",
    )
    assert [(entry["label"], entry["current"]) for entry in menu] == [("Work", False), ("Figures", True)]
    assert [link["current"] for link in menu[1]["links"]] == [False, True]


def test_a_group_of_one_stays_a_link():
    menu = shown([*items(SHORT), Item("Counts", "/nl/counts/", "Figures")], "/nl/")
    assert menu[1] == {"label": "Counts", "url": "/nl/counts/", "current": False}


def test_staff_see_groups_in_a_fixed_order_and_only_what_they_may():
    with translation.override("en"):
        everything = staff_menu(acting())
        assert list(dict.fromkeys(item.group for item in everything)) == [
            "Work",
            "Help and partners",
            "Beraad",
            "Figures",
            "Management",
        ]
        fewer = staff_menu(acting(without="woord.edit"))
    assert {item.label for item in everything} - {item.label for item in fewer} == {"Words"}


def test_practising_is_work_of_the_trainer_of_a_practice_region_alone():
    with translation.override("en"):
        there = staff_menu(acting(soort=RegioSoort.OEFEN))
        elsewhere = staff_menu(acting())
        without = staff_menu(acting(without=TRAINER, soort=RegioSoort.OEFEN))
    assert [item.group for item in there if item.label == "Practise"] == ["Work"]
    assert not [item for item in (*elsewhere, *without) if item.label == "Practise"]


def test_visitors_have_one_row():
    assert all("links" not in entry for entry in shown(public_menu(), "/nl/"))


def test_a_group_unfolds_without_a_script_and_says_that_the_page_is_in_it():
    menu = shown([*items(SHORT), *items(2, "Figures")], "/nl/page-1/")
    html = render_to_string("design/parts/menu.html", {"nav": menu})
    assert html.count('<details class="wr-nav__group" name="main-menu">') == 2
    assert '<summary aria-current="true">Work</summary>' in html
    assert html.count('aria-current="page"') == 2  # the address stands in both invented groups
    assert "wr-nav__group" not in render_to_string("design/parts/menu.html", {"nav": shown(items(2), "/nl/")})
