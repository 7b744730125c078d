# SPDX-License-Identifier: EUPL-1.2
"""Each tag gives the component that docs/design.md shows."""

import datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

AREAS = [
    {"name": "Venlo", "path": "M0 0L10 0L10 10Z", "label_x": 5.5, "label_y": 6, "shade": 5, "value": "4,6%"},
    {"name": "Gennep", "path": "M20 0L30 0L30 10Z", "label_x": 25, "label_y": 6},
]


def shown(source: str, request=None, **context) -> str:
    if request is not None:
        context["request"] = request
    return Template(source).render(Context(context))


def test_an_icon_is_decoration_unless_it_says_something():
    assert 'aria-hidden="true"' in shown('{% icon "search" %}')
    assert 'role="img" aria-label="Warning"' in shown('{% icon "alert-triangle" label="Warning" %}')


def test_an_unknown_icon_is_refused():
    with pytest.raises(ValueError, match=r"icons\.txt"):
        shown('{% icon "no-such-icon" %}')


@pytest.mark.parametrize("kind", ["waits", "new", "done", "error", "info"])
def test_a_status_has_text_and_a_shape_of_its_own(kind):
    html = shown('{% status kind "Text" %}', kind=kind)
    assert f"wr-status--{kind}" in html
    assert "<svg" in html
    assert "Text" in html


def test_shapes_of_statuses_differ():
    shapes = {
        shown('{% status kind "" %}', kind=kind).split("<svg")[1]
        for kind in ("waits", "new", "done", "error")
    }
    assert len(shapes) == 4


def test_buttons_take_attributes_and_escape_text():
    html = shown(
        '{% button text kind="secondary" name="act" value="save" aria_describedby="x" %}', text="<b>"
    )
    assert 'name="act"' in html
    assert 'aria-describedby="x"' in html
    assert "&lt;b&gt;" in html


def test_a_button_takes_no_handler():
    with pytest.raises(TemplateSyntaxError):
        shown('{% button "x" onclick="y" %}')


@pytest.mark.parametrize(
    ("kind", "role"), [("info", "status"), ("success", "status"), ("warning", "status"), ("error", "alert")]
)
def test_an_alert_is_announced(kind, role):
    html = shown('{% alert kind heading="Head" %}<p>Text</p>{% endalert %}', kind=kind)
    assert f'role="{role}"' in html
    assert "<p>Text</p>" in html


def test_a_card_has_one_link_and_leaves_empty_facts_out():
    html = shown(
        '{% card title url="/x/" badge="First" facts=facts level=3 %}<p>One.</p>{% endcard %}',
        title="A < B",
        facts=[("By", "Us"), ("Costs", "")],
    )
    assert html.count("<a ") == 1
    assert "<h3>" in html
    assert "A &lt; B" in html
    assert "Costs" not in html


def test_a_card_takes_several_badges():
    html = shown('{% card "T" badge=badges %}{% endcard %}', badges=["One", "Two"])
    assert html.count("nl-data-badge") == 2


def test_facts_keep_zero():
    assert "<dd>0</dd>" in shown("{% facts pairs %}", pairs=[("Late", 0)])


def test_key_figures_link_when_there_is_somewhere_to_go():
    html = shown(
        "{% kpis items %}", items=[{"value": 1, "label": "late", "url": "/x/"}, {"value": 2, "label": "new"}]
    )
    assert html.count("<li") == 2
    assert html.count("<a ") == 1


def test_a_timeline_says_when():
    html = shown(
        "{% timeline events %}", events=[{"when": datetime.date(2026, 11, 24), "title": "T", "kind": "done"}]
    )
    assert 'datetime="2026-11-24' in html
    assert "wr-timeline__item--done" in html


def test_pagination_keeps_the_search():
    page = Paginator(range(100), 10).page(2)
    request = RequestFactory().get("/x/?q=a%26b&page=2")
    html = shown("{% pagination page %}", request, page=page)
    assert "?q=a%26b&amp;page=3" in html
    assert 'aria-current="page"' in html


def test_one_page_has_no_pagination():
    assert shown("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_the_last_crumb_is_this_page():
    html = shown("{% breadcrumb items %}", items=[{"label": "A", "url": "/a/"}, {"label": "B"}])
    assert html.count("<a ") == 1
    assert '<span aria-current="page">B</span>' in html


def test_a_phone_number_runs_from_left_to_right():
    html = shown('{% phone_link "+31 (0)77 123 45 67" %}')
    assert 'href="tel:+31771234567"' in html
    assert '<bdi dir="ltr">' in html


def test_steps_count():
    with translation.override("en"):
        assert "Step 2 of 3" in shown("{% steps 2 3 %}")


def test_the_print_button_is_hidden_until_a_script_runs():
    assert "data-wr-print hidden" in shown("{% print_button %}")


def test_htmx_comes_with_safe_settings():
    html = shown("{% htmx %}")
    assert "htmx-2" in html
    assert "includeIndicatorStyles" in html


def test_languages_are_links_with_their_own_code():
    languages = [{"code": "ar", "name": "العربية", "url": "/ar/", "current": False, "dir": "rtl"}]
    html = shown("{% language_list languages %}", languages=languages)
    assert 'lang="ar" hreflang="ar" dir="rtl"' in html


def test_after_a_post_languages_post_the_same_fields_again():
    languages = [{"code": "en", "name": "English", "url": "/en/x/", "current": False}]
    html = shown("{% language_buttons languages posts %}", languages=languages, posts={"state": '"signed"'})
    assert '<form method="post" action="/en/x/">' in html
    assert 'name="state" value="&quot;signed&quot;"' in html


@pytest.mark.urls("werkregio.design.tests.urls")
def test_the_address_in_another_language_keeps_the_query():
    request = RequestFactory().get("/nl/help/?q=1")
    with translation.override("nl"):
        assert shown('{% url_in "en" %}', request) == "/en/help/?q=1"


@pytest.mark.urls("werkregio.design.tests.urls")
def test_an_address_that_leads_nowhere_goes_home_in_the_other_language():
    request = RequestFactory().get("/nl/no/such/page/")
    with translation.override("nl"):
        assert shown('{% url_in "en" %}', request) == "/en/"


def test_a_map_is_one_image_with_a_name_in_every_language():
    with translation.override("nl"):
        html = shown(
            '{% region_map areas title="Map" description="Seven." view_box="0 0 40 20" %}', areas=AREAS
        )
    assert 'role="img"' in html
    assert "<title" in html
    assert "<desc" in html
    assert 'x="5.5"' in html
    assert html.count("<path") == 2
    assert "wr-map__label--light" in html


def test_a_map_without_names_shows_dots():
    html = shown('{% region_map areas title="Map" labels=False %}', areas=AREAS)
    assert html.count("<circle") == 2
    assert "<text" not in html
