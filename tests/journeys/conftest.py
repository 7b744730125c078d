# SPDX-License-Identifier: EUPL-1.2
"""The site, the browser and the people of the journeys.

Each journey is walked twice: by keyboard on a phone, by mouse on a desktop. `WERKREGIO_JOURNEYS=all`
walks all four combinations. `WERKREGIO_JOURNEYS_SITE` names a file of a site that runs already.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tools.find_browser import ARGUMENTS, browser

from .person import Person, Way
from .site import Site, running
from .world import Staff

WAYS = [Way("keyboard", 390, 844), Way("mouse", 1280, 900)]
MORE_WAYS = [Way("keyboard", 1280, 900), Way("mouse", 390, 844)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "way" in metafunc.fixturenames:
        ways = [*WAYS, *MORE_WAYS] if os.environ.get("WERKREGIO_JOURNEYS") == "all" else WAYS
        metafunc.parametrize("way", ways, ids=str)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site for this process alone; journeys share it and each brings its own people."""
    ready = os.environ.get("WERKREGIO_JOURNEYS_SITE")
    if ready:
        facts = json.loads(Path(ready).read_text())
        staff = {handle: Staff(**known) for handle, known in facts["staff"].items()}
        environment = os.environ | facts.get("environment", {})
        yield Site(facts["address"], staff, Path(facts["log"]), environment)
        return
    with running(tmp_path_factory.mktemp("site")) as found:
        yield found
        assert not found.errors(), "\n".join(found.errors()[:20])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser()
    assert path, "Chromium is missing: install the system package `chromium`."
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def come(site: Site, chromium: Browser, way: Way) -> Iterator[Callable[..., Person]]:
    """A function that brings a person: `come()` a resident, `come("gids")` somebody of the staff."""
    people: list[Person] = []

    def bring(handle: str = "", *, language: str = "nl", scripts: bool = True) -> Person:
        staff = site.staff[handle] if handle else None
        person = Person(chromium, site.address, way, language=language, scripts=scripts, staff=staff)
        people.append(person)
        return person

    yield bring
    for person in people:
        person.close()
