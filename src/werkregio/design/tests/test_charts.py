# SPDX-License-Identifier: EUPL-1.2
"""Charts: what is drawn, what is said, and that nothing of it needs colour, scripts or inline styles."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import engines
from django.utils import translation

from werkregio.design.charts import (
    Area,
    Chart,
    Figure,
    Kind,
    Series,
    Source,
    csv,
    digest,
    limits_for,
    maps,
    numbers,
    parts,
    render,
    shown,
    svg,
    with_sign,
)
from werkregio.design.document_parts import Document, body_html
from werkregio.design.documents import pdf

SOURCE = Source("CBS, table 1", "1 January 2020", "municipality", "People who live there.")
SQUARE = "M0 0h10v10h-10z"


def values(*given: object) -> tuple[Decimal | None, ...]:
    return tuple(None if one is None else Decimal(str(one)) for one in given)


def figure(chart: Chart, code: str = "f1", title: str = "More <here> than there") -> Figure:
    return Figure(code, title, "People, 2020", "Here 2, there 1.", chart, (SOURCE,), csv_url="/x.csv")


def chart(kind: Kind, many: int = 2, **more: object) -> Chart:
    series = tuple(Series(f"Series {at}", values(2 + at, None if at else 3, 4 + at, 0)) for at in range(many))
    return Chart(kind, ("Ane", "Bee", "Cee", "Dee"), series, **more)  # type: ignore[arg-type]


MAP = Chart(
    Kind.MAP,
    ("Ane", "Bee"),
    (Series("People", values(1, None)),),
    areas=(Area("Ane", SQUARE, 5, 5, "/ane", "Ane"), Area("Bee", SQUARE, 5, 5, "", "Bee")),
    view_box="0 0 20 20",
    limits=(Decimal(1),),
)
ALL = [
    chart(Kind.BAR),
    chart(Kind.BAR, 1, highlight="Bee"),
    chart(Kind.STACKED, 5),
    chart(Kind.LINE, 4, reference=("Country", Decimal(3))),
    chart(Kind.DOTS, 2, from_zero=False, reference=("Country", Decimal(3))),
    chart(Kind.MULTIPLES, 7),
    Chart(Kind.BAR, ("Ane",), (Series("Change", values("-16.5")),), unit="%", decimals=1),
    Chart(Kind.LINE, ("Ane",), (Series("Nothing", values(None)),)),
    Chart(Kind.MULTIPLES, ("Ane",), (Series("Nothing", values(None)),)),
    MAP,
]


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("given", ALL, ids=lambda one: f"{one.kind}-{len(one.series)}")
def test_an_image_is_whole_svg_with_its_words_and_without_inline_style(given, narrow, language):
    with translation.override(language):
        image = svg(figure(given), narrow=narrow)
    root = ElementTree.fromstring(image)  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{name}title") == "More <here> than there"
    assert root.findtext(f"{name}desc") == "Here 2, there 1."
    ids = {one.get("id") for one in root.iter() if one.get("id")}
    assert set((root.get("aria-labelledby") or "").split()) <= ids
    assert set(re.findall(r"url\(#([^)]+)\)", image)) <= ids
    assert root.get("role") == ("group" if given is MAP else "img")
    assert not [one for one in root.iter() if one.get("style") or one.tag.endswith(("style", "script"))]
    assert "nan" not in image.lower().replace("ane", "")


def test_every_form_fits_its_width_also_from_right_to_left():
    for language in ("nl", "ar"):
        with translation.override(language):
            for given in ALL:
                root = ElementTree.fromstring(svg(figure(given)))  # noqa: S314
                width = float(str(root.get("viewBox")).split()[2])
                if given.kind != Kind.MAP:
                    places = [float(one.get("x", 0)) for one in root.iter() if one.tag.endswith("text")]
                    assert all(-1 <= place <= width + 1 for place in places), (language, given.kind)


def test_an_unknown_value_is_said_and_is_never_zero():
    with translation.override("en"):
        image = svg(figure(chart(Kind.BAR)))
        table = csv(figure(chart(Kind.BAR)))
    assert image.count("unknown") == 1
    assert table.splitlines()[2].startswith("Bee;3;;")


def test_series_differ_without_colour():
    """The second line is dashed, the second bar striped, the second dot has another form."""
    assert svg(figure(chart(Kind.LINE, 4))).count("stroke-dasharray") == 3
    assert "<pattern" in svg(figure(chart(Kind.BAR)))
    dots = svg(figure(chart(Kind.DOTS)))
    assert "<circle" in dots
    assert "<polygon" in dots


def test_a_line_breaks_where_a_value_is_unknown():
    one = Chart(Kind.LINE, ("1", "2", "3", "4", "5"), (Series("A", values(1, 2, None, 3, 4)),))
    assert svg(figure(one)).count("<polyline") == 2


def test_a_figure_without_source_reference_level_or_definition_is_refused():
    for lacking in ("name", "reference", "level", "definition"):
        words = {"name": "CBS", "reference": "2020", "level": "country", "definition": "People."} | {
            lacking: ""
        }
        with pytest.raises(ValueError, match="source"):
            Figure("x", "t", "s", "d", chart(Kind.BAR), (Source(**words),))
    with pytest.raises(ValueError, match="source"):
        Figure("x", "t", "s", "d", chart(Kind.BAR), ())


@pytest.mark.parametrize(("kind", "most"), [(Kind.BAR, 2), (Kind.LINE, 4), (Kind.STACKED, 5), (Kind.DOTS, 2)])
def test_more_series_than_can_be_told_apart_are_refused(kind, most):
    chart(kind, most)
    with pytest.raises(ValueError, match=f"at most {most}"):
        chart(kind, most + 1)


def test_values_and_labels_are_as_many():
    with pytest.raises(ValueError, match="each label"):
        Chart(Kind.BAR, ("A", "B"), (Series("x", values(1)),))
    with pytest.raises(ValueError, match="tick"):
        Chart(Kind.LINE, ("A", "B"), (Series("x", values(1, 2)),), ticks=("A",))
    with pytest.raises(ValueError, match="below zero"):
        Chart(Kind.STACKED, ("A",), (Series("x", values(-1)),))


def test_the_same_content_is_drawn_once_and_other_content_has_another_hash(monkeypatch):
    render.forget()
    drawn = []
    real = render._drawn
    monkeypatch.setattr(render, "_drawn", lambda *given: drawn.append(1) or real(*given))
    for _again in range(3):
        svg(figure(chart(Kind.BAR)))
    assert len(drawn) == 1
    other = Chart(Kind.BAR, ("Ane",), (Series("x", values(1)),))
    assert digest(figure(chart(Kind.BAR))) != digest(figure(other))
    assert digest(figure(other), "nl") != digest(figure(other), "en")


@pytest.mark.parametrize(
    ("value", "decimals", "language", "unit", "text"),
    [
        ("1880", 0, "nl", "", "1.880"),
        ("3.35", 1, "nl", "", "3,4"),
        ("2", 0, "nl", "%", "2%"),
        ("1880.5", 1, "en", "", "1,880.5"),
        ("-0.4", 0, "nl", "", "0"),
        ("-16", 0, "nl", "%", "−16%"),
        ("1234567", 0, "pl", "", "1\u00a0234\u00a0567"),
    ],
)
def test_numbers_are_written_as_in_the_language(value, decimals, language, unit, text):
    assert shown(Decimal(value), decimals, language, unit) == text


def test_a_change_has_a_sign():
    assert with_sign(Decimal(2), 0, "nl", "%") == "+2%"
    assert with_sign(Decimal(-2), 0, "nl") == "−2"
    assert with_sign(Decimal(0), 0, "nl") == "0"


@pytest.mark.parametrize(
    ("low", "high"), [(0, 463.7), (64, 72), (-16, 62), (0, 0), (-3, -1), (0, 17407585), (2.1, 2.2)]
)
def test_an_axis_reaches_from_under_the_lowest_to_over_the_highest(low, high):
    found, decimals = numbers.ticks(Decimal(str(low)), Decimal(str(high)))
    assert found[0] <= Decimal(str(low))
    assert found[-1] >= Decimal(str(high))
    assert 3 <= len(found) <= 9
    assert all(one == one.quantize(Decimal(1).scaleb(-decimals)) for one in found)


def test_limits_of_a_map_are_few_round_and_part_the_values():
    assert limits_for([Decimal(1)] * 7, 0) == ()
    found = limits_for(list(values(2.2, 2.3, 2.6, 2.9, 3.3, 3.4, 4.6)), 1)
    assert len(found) == 3
    assert [maps.class_of(Decimal(str(one)), found) for one in (2.2, 4.6)] == [0, 3]
    assert maps.class_of(found[0], found) == 1


def test_a_map_names_what_is_unknown_and_links_its_areas():
    with translation.override("en"):
        image = svg(figure(MAP))
    assert '<a href="/ane" aria-label="Ane: 1"' in image
    assert "unknown" in image
    assert "url(#f1-w-h0)" in image


def test_the_tag_shows_title_both_images_source_csv_and_table():
    template = engines["django"].engine.from_string("{% chart_figure one level=3 %}")
    from django.template import Context

    with translation.override("en"):
        html = template.render(Context({"one": figure(chart(Kind.BAR))}))
    assert '<h3 class="wr-figure__title" id="f1-title">More &lt;here&gt; than there</h3>' in html
    assert html.count("<svg") == 2
    assert len(set(re.findall(r'id="([^"]+)"', html))) == len(re.findall(r' id="([^"]+)"', html))
    for said in (
        "CBS, table 1",
        "1 January 2020",
        "municipality",
        "People who live there.",
        "/x.csv",
        "<table",
    ):
        assert said in html


def test_a_spreadsheet_runs_nothing_and_each_row_says_its_source():
    one = Chart(Kind.BAR, ("=1+1",), (Series("x", values("1.50")),), unit="people")
    with translation.override("en"):
        line = csv(figure(one)).splitlines()[1]
    assert line == "'=1+1;1.50;people;CBS, table 1;1 January 2020;municipality;People who live there."


def test_a_figure_goes_into_a_document():
    found = parts(figure(chart(Kind.LINE, 2)))
    assert pdf(body_html(Document("Title", "en", found)), title="Title", language="en").startswith(b"%PDF")
