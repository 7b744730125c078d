# SPDX-License-Identifier: EUPL-1.2
"""What the build gathers: light, complete, and nothing when nothing changed."""

import gzip
import importlib.util
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[4]
BUILT = settings.DATA / "design"
built = pytest.mark.skipif(not (BUILT / "site.css").exists(), reason="the design was not built here")


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("build_design", ROOT / "tools/build_design.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_minifying_leaves_texts_alone(tool):
    assert tool.small('a { content: ": "; /* why */ color : red; }') == 'a{content:": ";color :red}\n'


def test_only_rules_of_used_classes_stay(tool):
    css = ".a{x:1}.a--b{x:2}@media print{.a{x:3}.c{x:4}}.a,.c{x:5}"
    kept = tool.used_rules(css, lambda selector: set(re.findall(r"\.([\w-]+)", selector)) <= {"a"})
    assert "a--b" not in kept
    assert ".c" not in kept
    assert "x:5" in kept
    assert "x:3" in kept


def test_every_change_of_an_input_changes_the_fingerprint(tool, tmp_path, monkeypatch):
    sheet = tmp_path / "theme.css"
    sheet.write_text("a")
    monkeypatch.setattr(tool, "INPUTS", [sheet])
    before = tool.fingerprint()
    sheet.write_text("b")
    assert tool.fingerprint() != before


def test_nothing_is_built_again_without_a_change(tool, tmp_path, monkeypatch):
    stamp = tmp_path / ".inputs"
    stamp.write_text(tool.fingerprint())
    monkeypatch.setattr(tool, "STAMP", stamp)
    monkeypatch.setattr(tool, "build", lambda: pytest.fail("It built again."))
    tool.main()


def test_packages_are_pinned_with_a_checksum_and_without_an_address():
    named = json.loads((ROOT / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named["dependencies"].values())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in package for package in lock.values())
    assert all("integrity" in package for name, package in lock.items() if name)


@built
def test_styles_and_the_first_font_are_light():
    css = len(gzip.compress((BUILT / "site.css").read_bytes(), 9))
    font = (BUILT / "fonts/source-sans-3-latin-wght-normal.woff2").stat().st_size
    assert css + font < 60_000


@built
def test_the_css_fetches_nothing_from_elsewhere_and_no_data_address():
    css = (BUILT / "site.css").read_text()
    addresses = re.findall(r"url\(([^)]*)\)", css)
    assert addresses
    assert all(re.match(r"[\"']?(fonts/|\.\./design/)", address) for address in addresses)


@built
def test_every_icon_of_the_list_was_gathered():
    names = (ROOT / "src/werkregio/design/icons.txt").read_text().split()
    assert names == sorted(set(names))
    assert all((BUILT / "icons" / f"{name}.svg").read_text().count("<path") for name in names)


@built
def test_every_static_file_that_a_template_names_exists():
    named = {
        (name, path.name)
        for path in (ROOT / "src/werkregio").rglob("*.html")
        for name in re.findall(r"\{% static ['\"]([^'\"]+)['\"]", path.read_text("utf-8"))
    }
    assert [(name, page) for name, page in sorted(named) if finders.find(name) is None] == []
