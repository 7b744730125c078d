# SPDX-License-Identifier: EUPL-1.2
"""The house keeps its shape: keys point down, doors are used, addresses never lead up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from .floors import PACKAGE, ROOT, floors, modules

FLOORS = floors()
PUBLIC_FILES = {"queries", "services", "permissions", "models", "events", "rules", "terms", "apps"}
# Floors without doors of their own: everything in them is there to be used.
OPEN_FLOORS = {"foundation", "text", "design", "connectors", "config"}


def python_files(module: str) -> Iterator[Path]:
    yield from (
        p for p in (PACKAGE / module).rglob("*.py") if "tests" not in p.parts and "migrations" not in p.parts
    )


def imported_names(path: Path) -> Iterator[str]:
    """Every absolute name of our own package that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("werkregio."))
        elif (
            isinstance(node, ast.ImportFrom)
            and node.level == 0
            and (node.module or "").startswith("werkregio")
        ):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_module_has_a_floor():
    assert set(modules()) <= set(FLOORS)


def test_foreign_keys_point_down_or_stay_within_the_module():
    upwards = []
    for model in apps.get_models():
        if not model.__module__.startswith("werkregio."):
            continue
        own = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            target = field.related_model.__module__
            if not target.startswith("werkregio."):
                continue
            other = target.split(".")[1]
            if other != own and FLOORS[other] >= FLOORS[own]:
                upwards.append(f"{own}.{model.__name__}.{field.name} -> {other}")
    assert upwards == []


@pytest.mark.parametrize("module", modules())
def test_another_module_is_entered_through_its_public_files(module):
    if module == "config":
        return  # knows everyone: it gathers the addresses
    through_the_window = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in python_files(module)
        for name in imported_names(path)
        if (parts := name.split("."))[1] not in {module, *OPEN_FLOORS}
        and len(parts) > 2
        and parts[2] not in PUBLIC_FILES
    ]
    assert through_the_window == []


@pytest.mark.parametrize("module", modules())
def test_addresses_never_lead_to_a_floor_above(module):
    """`{% url %}` and `reverse` to a module above would hide an upward arrow in a text."""
    pattern = re.compile(
        r"""(?:\{%\s*url\s+|reverse(?:_lazy)?\(\s*|redirect\(\s*)["'](\w+):""",
    )
    upwards = []
    for path in [*python_files(module), *(PACKAGE / module).rglob("*.html")]:
        for target in pattern.findall(path.read_text()):
            if target in FLOORS and target != module and FLOORS[target] > FLOORS[module]:
                upwards.append(f"{path.relative_to(PACKAGE)}: {target}")
    # Every public page may lead home and to signing in: the start of the site is part of its shell.
    assert [line for line in upwards if not line.endswith(": portal")] == []


def test_every_file_names_its_licence_and_its_subject():
    bare = []
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "tools").glob("*.py"), *(ROOT / "bench").rglob("*.py")]:
        if "migrations" in path.parts:
            continue
        lines = path.read_text().splitlines()
        if (
            not lines
            or lines[0] != "# SPDX-License-Identifier: EUPL-1.2"
            or ast.get_docstring(ast.parse(path.read_text())) is None
        ):
            bare.append(str(path.relative_to(ROOT)))
    assert bare == []


def test_files_stay_small():
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > 500
    }
    assert too_long == {}


def test_the_words_of_the_field_are_explained():
    """Every model with a Dutch name stands in the word list."""
    explained = (ROOT / "docs" / "begrippen.md").read_text()
    missing = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("werkregio.")
        and not model.__module__.startswith(("werkregio.foundation", "werkregio.accounts"))
        and model.__name__ not in explained
    ]
    assert missing == []


def test_nothing_names_a_registry_or_a_folder_of_one_machine():
    wrong = re.compile(
        r"index-url|\"resolved\":\s*\"http|/home/\w+|registry\.npmjs|files\.pythonhosted|pypi\.org/simple"
    )
    files = [
        ROOT / "package-lock.json",
        ROOT / ".npmrc",
        ROOT / "Makefile",
        *(ROOT / "requirements").glob("*.txt"),
    ]
    found = {
        str(f.relative_to(ROOT)): m.group()
        for f in files
        if f.exists() and (m := wrong.search(f.read_text()))
    }
    assert found == {}
