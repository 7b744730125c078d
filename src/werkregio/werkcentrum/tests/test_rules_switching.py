# SPDX-License-Identifier: EUPL-1.2
"""Steps between benefit and kinds of work: each has its texts, its conditions, and a way back."""

import copy

import pytest
import yaml

from werkregio.werkcentrum.queries.needs import DATA, needs
from werkregio.werkcentrum.queries.switching import steps
from werkregio.werkcentrum.rules.switching import BACK, FORWARD, SwitchingError, read_steps, way_back

CONTENT = yaml.safe_load((DATA / "switching.yaml").read_text(encoding="utf-8"))
PLACES = ["uitkering", "dagbesteding", "beschut-werk", "banenafspraak", "regulier-werk"]


def test_the_five_places_in_order():
    assert [place.code for place in steps().places] == PLACES


@pytest.mark.parametrize("place", PLACES)
def test_from_every_place_there_is_a_way(place):
    forward = steps().from_place(place, FORWARD)
    back = steps().from_place(place, BACK)
    assert forward or place == "regulier-werk"
    assert back or place == "uitkering"
    assert steps().from_place(place) == forward + back


def test_every_step_can_be_undone_and_says_who_decides():
    known = needs()
    for step in steps().steps:
        road = way_back(steps(), step)
        assert road
        assert road[0].start == step.end
        assert road[-1].end == step.start
        assert step.need in known
        assert step.law
        assert step.conditions
        assert all(condition.who_decides for condition in step.conditions)


def test_the_instruments_of_the_steps_exist():
    codes = set()
    for path in (DATA / "instruments").glob("*.yaml"):
        codes |= set(yaml.safe_load(path.read_text(encoding="utf-8")))
    used = {code for step in steps().steps for code in step.instruments}
    assert used - codes == set()


def broken(change):
    content = copy.deepcopy(CONTENT)
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda c: c["steps"][0].update({"to": "maan"}), "unknown place"),
        (lambda c: c["steps"][0].update({"direction": "terug"}), "wrong direction"),
        (lambda c: c["steps"][0]["nl"].update({"back": ""}), "no back in nl"),
        (lambda c: c["steps"][0].update({"conditions": []}), "no condition"),
        (lambda c: c["steps"][2]["conditions"][0].update({"expr": "leeftijd <"}), "halfway"),
        (lambda c: c["steps"].append(copy.deepcopy(c["steps"][0])), "stands twice"),
        (
            lambda c: c.update({"steps": [s for s in c["steps"] if s["direction"] == "vooruit"]}),
            "no way back",
        ),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_the_reason(change, problem):
    with pytest.raises(SwitchingError, match=problem):
        read_steps(broken(change))
