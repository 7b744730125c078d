# SPDX-License-Identifier: EUPL-1.2
"""Every template and style sheet of the project keeps to the content policy and the design."""

import re
from pathlib import Path

import pytest
from django.template import engines

PROJECT = Path(__file__).resolve().parents[2]
DESIGN = PROJECT / "design"
TEMPLATES = sorted(path for path in PROJECT.rglob("*.html") if "templates" in path.parent.as_posix())
SHEETS = sorted((DESIGN / "css").glob("*.css"))

REFUSED = {
    "a style element": re.compile(r"<style\b", re.I),
    "an inline style": re.compile(r"""[\s"']style\s*=""", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "an htmx expression": re.compile(r"\b(data-)?hx-(on|vals=.js:)", re.I),
    "something of another server": re.compile(
        r"<(script|link|img|iframe)[^>]+(src|href)=\"(https?:)?//", re.I
    ),
}


def without_django(text: str) -> str:
    """Tags and comments of Django hold quotes and signs that are no HTML."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.S)


def test_there_are_templates_to_read():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_template_holds_nothing_that_the_content_policy_blocks(path):
    html = without_django(path.read_text("utf-8"))
    assert [name for name, pattern in REFUSED.items() if pattern.search(html)] == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="x">',
        "<a onclick='x'>",
        "<script>x</script>",
        "<style>",
        '<script src="https://x.example/y.js">',
    ],
)
def test_what_the_policy_blocks_is_seen(html):
    assert any(pattern.search(html) for pattern in REFUSED.values())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_a_template_can_be_read_by_django(path):
    engines["django"].engine.from_string(path.read_text("utf-8"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_sheets_name_no_left_and_no_right(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
    physical = re.findall(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![-\w])(?:left|right|width|height)\s*:"
        r"|text-align:\s*(?:left|right)|float\s*:",
        css,
    )
    assert physical == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_classes_of_our_own_start_with_wr(path):
    css = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", path.read_text("utf-8"), flags=re.S)
    preludes = " ".join(re.findall(r"([^{}]*)\{", css))
    names = set(re.findall(r"\.([a-zA-Z][\w-]*)", preludes))
    ours = {name for name in names if not name.startswith(("nl-", "utrecht-"))}
    assert {name for name in ours if not name.startswith("wr-")} <= {"werkregio-theme"}
