# SPDX-License-Identifier: EUPL-1.2
"""The four shells, filled and bare."""

import pytest
from django import forms
from django.template import engines
from django.utils import translation

FULL = {
    "regio_name": "Noord-Limburg",
    "werkcentrum_name": "Werkcentrum Noord-Limburg",
    "languages": [
        {"code": "nl", "name": "Nederlands", "url": "/nl/", "current": True, "dir": "ltr"},
        {"code": "ar", "name": "العربية", "url": "/ar/", "current": False, "dir": "rtl"},
    ],
    "nav": [{"label": "Hulp", "url": "/hulp/", "current": True}],
    "footer_links": [{"label": "Privacy", "url": "/privacy/"}],
    "phone": "077 000 00 00",
    "contact_url": "/contact/",
    "danger_url": "/gevaar/",
    "login_url": "/inloggen/",
    "home_url": "/nl/",
}
ACCOUNT = {
    "name": "Sanne",
    "organisation": "UWV",
    "roles": ["gids"],
    "switch_url": "/wissel/",
    "logout_url": "/uit/",
}


class NameForm(forms.Form):
    name = forms.CharField()


def shown(shell: str, **context) -> str:
    source = '{% extends "design/' + shell + '.html" %}{% block title %}Titel{% endblock %}'
    with translation.override("en"):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("shell", ["page", "workspace", "document", "error"])
def test_a_shell_stands_without_any_context(shell):
    html = shown(shell)
    assert html.count("<main") == 1
    assert 'href="#main"' in html
    assert "<title>Titel | Werkregio</title>" in html


def test_a_public_page_has_languages_danger_sign_in_and_menu():
    html = shown("page", **FULL)
    assert 'hreflang="ar"' in html
    assert 'href="/gevaar/"' in html
    assert 'href="/inloggen/"' in html
    assert 'aria-current="page">Hulp' in html
    assert "Noord-Limburg</title>" in html


def test_a_page_that_answers_a_post_switches_language_by_posting_again():
    html = shown("page", **FULL, language_posts={"state": "abc"})
    assert '<form method="post" action="/ar/">' in html
    assert "hreflang" not in html


def test_the_workspace_says_for_whom_one_acts():
    html = shown("workspace", **FULL, account=ACCOUNT)
    assert "Sanne" in html
    assert "UWV" in html
    assert 'href="/wissel/"' in html
    assert '<form method="post" action="/uit/">' in html


def test_errors_come_first_in_the_title_and_above_the_content():
    html = shown("page", form=NameForm({}))
    assert "<title>Error: Titel" in html
    assert html.index("data-wr-errors") < html.index("</main>")


def test_arabic_runs_from_right_to_left():
    assert 'dir="rtl"' in shown("page", **FULL, text_dir="rtl")


def test_a_demonstration_says_so():
    assert "wr-demo" in shown("page", is_demo=True)
    assert "wr-demo" not in shown("page", is_demo=False)
