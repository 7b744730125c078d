# SPDX-License-Identifier: EUPL-1.2
"""Duiding by two people, use of figures, and what a new version does to both."""

from collections import OrderedDict
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory
from tests.factories_labour_market_figures import DuidingFactory

from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.labour_market.models import Duiding, Gebruik
from werkregio.labour_market.queries import figures, tables
from werkregio.labour_market.rules.areas import national
from werkregio.labour_market.rules.periods import parse
from werkregio.labour_market.services import duiding, gebruik
from werkregio.labour_market.terms_figures import DuidingState
from werkregio.regio.queries import acting_of

from .stand_in import StandIn

pytestmark = pytest.mark.django_db
VENLO = national().areas["GM0983"]
TEXT = "De bevolking groeit hier vooral door mensen die van elders komen."


def table(number, name="tellingen"):
    return StandIn(
        name,
        f"Tellingen 2022 {number}",
        [{"RegioS": "GM0983", "inwoners": number}],
        {"inwoners": ("Inwoners", "personen", 0)},
        period_of_reference="2022",
    )


class Loaded(StandIn):
    """A version of a table whose hash follows from its values."""

    @property
    def hash(self):
        return f"{self.rows[0]['inwoners']:x}".rjust(64, "0")


@pytest.fixture
def load(monkeypatch):
    """A function that puts a version in force."""

    def put(number):
        base = table(number)
        made = Loaded(**{name: getattr(base, name) for name in base.__dataclass_fields__})
        monkeypatch.setattr(tables, "tables", lambda *, regio_id=None: [made])
        return made

    put(100)
    return put


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    """Regions of other tests had the same keys."""
    monkeypatch.setattr(figures, "_kept", OrderedDict())


@pytest.fixture
def regio():
    return RegioFactory()


def person(role, regio, soort="werkcentrum"):
    lid = LidmaatschapFactory(partij=PartijFactory(regio=regio, soort=soort), role=role)
    return acting_of(lid.user, lid.partij.pk, on=MOMENT.date())


def write(by, text=TEXT, at=MOMENT, **more):
    return duiding.write("bevolking", VENLO, parse("2022"), {}, text=text, by=by, at=at, **more)


def figure(regio):
    return figures.figures(regio, "bevolking", [VENLO], parse("2022"))[0]


def test_a_text_is_shown_only_after_a_second_person(load, regio):
    writer, second = person("analist", regio), person("uwv-adviseur", regio, "uwv")
    one = write(writer, not_in_numbers="Wie hier tijdelijk woont, staat er niet in.")
    assert (one.state, one.value, one.role) == (DuidingState.WAITING, "100", "analist")
    assert one.versions == {"tellingen": load(100).hash}
    assert figure(regio).duiding is None
    duiding.publish(one.pk, by=second, at=MOMENT)
    shown = figure(regio)
    assert (shown.duiding, shown.duiding_is_older) == (one, False)
    assert list(AuditLine.objects.values_list("action", flat=True)) == [
        "duiding.written",
        "duiding.published",
    ]
    assert TEXT not in str(list(AuditLine.objects.values_list("detail", flat=True)))


def test_the_writer_is_never_the_second_person(load, regio):
    writer = person("analist", regio)
    one = write(writer)
    with pytest.raises(PermissionDenied):
        duiding.publish(one.pk, by=writer, at=MOMENT)
    with pytest.raises(IntegrityError, match="duiding_reviewed_by_another"), transaction.atomic():
        Duiding.objects.filter(pk=one.pk).update(reviewed_by=writer.user)


def test_a_newer_text_takes_the_place_and_the_old_one_stays_to_be_read(load, regio):
    writer, second = person("analist", regio), person("analist", regio)
    first = duiding.publish(write(writer).pk, by=second, at=MOMENT)
    later = MOMENT + timedelta(days=1)
    newer = write(second, "Nu groeit de bevolking hier minder dan elders.", at=later)
    assert newer.supersedes == first
    assert figure(regio).duiding == first
    duiding.publish(newer.pk, by=writer, at=later)
    first.refresh_from_db()
    assert (first.state, first.text) == (DuidingState.SUPERSEDED, TEXT)
    assert figure(regio).duiding == newer


def test_sending_back_needs_a_reason_and_ends_it(load, regio):
    one, second = write(person("analist", regio)), person("analist", regio)
    with pytest.raises(RuleError):
        duiding.send_back(one.pk, note=" ", by=second, at=MOMENT)
    duiding.send_back(one.pk, note="Zeg ook hoe het bij de buren is.", by=second, at=MOMENT)
    with pytest.raises(ConflictError):
        duiding.publish(one.pk, by=second, at=MOMENT)


def test_refusals(load, regio):
    with pytest.raises(PermissionDenied):
        write(person("data-editor", regio))
    with pytest.raises(RuleError):
        write(person("analist", regio), "Kort.")
    with pytest.raises(RuleError, match=r"kan niet|cannot"):
        duiding.write("spanning", VENLO, None, {}, text=TEXT, by=person("analist", regio), at=MOMENT)
    elsewhere = person("analist", RegioFactory())
    with pytest.raises(PermissionDenied):
        duiding.publish(write(person("analist", regio)).pk, by=elsewhere, at=MOMENT)


def test_a_new_version_makes_the_text_older_and_leaves_it(load, regio):
    one = write(person("analist", regio))
    duiding.publish(one.pk, by=person("analist", regio), at=MOMENT)
    load(120)
    shown = figure(regio)
    assert (shown.value, shown.duiding, shown.duiding_is_older) == ("120", one, True)


def use(regio, **more):
    return gebruik.use(
        regio,
        ("besluit", "7", "Besluit 7"),
        "bevolking",
        VENLO,
        parse("2022"),
        by="user:1",
        at=MOMENT,
        **more,
    )


@pytest.fixture
def in_force(monkeypatch, load):
    """The store says which hashes are in force: those of the stand-in."""

    def put(number):
        made = load(number)
        monkeypatch.setattr(gebruik, "versions_in_force", lambda: {made.hash})

    put(100)
    return put


def test_a_new_version_marks_every_use_and_changes_none(in_force, regio):
    use(regio)
    assert gebruik.mark_older(MOMENT) == 0
    in_force(120)
    assert gebruik.mark_older(MOMENT) == 1
    assert gebruik.mark_older(MOMENT) == 0
    one = Gebruik.objects.get()
    assert (one.value, one.newer_value, one.changed, one.older_since) == ("100", "120", True, MOMENT)
    assert figures.uses(regio, "bevolking", "GM0983") == [one]
    # Taking the newer figure over is an act of the one who uses it.
    use(regio)
    one.refresh_from_db()
    assert (one.value, one.older_since) == ("120", None)


def test_an_import_that_is_undone_takes_the_mark_away(in_force, regio):
    use(regio)
    in_force(120)
    assert gebruik.run(MOMENT) == {"marked": 1}
    in_force(100)
    assert gebruik.mark_older(MOMENT) == 1
    assert Gebruik.objects.get().older_since is None


def test_a_figure_is_not_computed_twice_for_the_same_versions(load, regio, monkeypatch):
    figure(regio)
    calls = []
    real = figures.suppressing.publishable
    monkeypatch.setattr(
        figures.suppressing, "publishable", lambda *given, **more: calls.append(1) or real(*given, **more)
    )
    assert figure(regio).value == "100"
    assert calls == []
    load(120)
    assert figure(regio).value == "120"
    assert calls == [1]


def test_a_figure_says_what_is_needed_to_judge_it(load, regio):
    made = figure(regio)
    assert made.definition
    assert made.formula_source == "CBS"
    assert (made.level, made.observations) == ("gemeente", (load(100).observation_id(0),))
    assert replace(made.outcome, measure="x").measure == "x"
    refused = figures.figures(regio, "spanning", [VENLO])[0]
    assert (refused.value, bool(refused.remarks)) == (None, True)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_list_needs_a_fixed_number_of_queries(signed_in, django_assert_num_queries, rows):
    client = signed_in("analist")
    DuidingFactory.create_batch(rows, partij=client.partij)
    client.get("/nl/cijfers/duiding/")
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get("/nl/cijfers/duiding/")
    assert answer.status_code == 200


LIST_QUERIES = 6


def test_the_pages_of_writing_and_reviewing(load, signed_in):
    client = signed_in("analist")
    address = "/nl/cijfers/duiding/nieuw/?measure=bevolking&area=Venlo&period=2022"
    page = client.get(address)
    assert page.status_code == 200
    assert "100" in page.content.decode()
    assert client.post(address, {"text": "Kort."}).status_code == 422
    assert client.get("/nl/cijfers/duiding/nieuw/?measure=bevolking&area=Bergen").status_code == 422
    saved = client.post(address, {"text": TEXT})
    assert saved.status_code == 302
    one = Duiding.objects.get()
    assert client.post(saved["Location"], {"publish": "1"}).status_code in (403, 404)
    second = signed_in("analist", partij=client.partij)
    assert second.post(saved["Location"], {"return": "1", "note": ""}).status_code == 422
    assert second.post(saved["Location"], {"publish": "1"}).status_code == 302
    one.refresh_from_db()
    assert one.state == DuidingState.PUBLISHED
    assert TEXT in second.get(saved["Location"]).content.decode()
    assert signed_in("analist", regio=RegioFactory()).get(saved["Location"]).status_code == 404
    assert signed_in("professional").get("/nl/cijfers/duiding/").status_code in (403, 404)
