# SPDX-License-Identifier: EUPL-1.2
"""Rules about two instruments: stored, loaded, asked for, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, InstrumentFactory, PartijFactory, RegioFactory, SamenloopFactory

from werkregio.foundation.errors import InputError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Samenloop
from werkregio.werkcentrum.queries.combinations import clashes_with, combinations, combinations_of
from werkregio.werkcentrum.rules.combinations import conflicts
from werkregio.werkcentrum.services import combinations as services
from werkregio.werkcentrum.services.directory_load import file_entries

from .referral_road import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def by(regio):
    return member("redacteur", PartijFactory(regio=regio))


@pytest.fixture
def pair(regio):
    return InstrumentFactory(regio=regio, code="A1"), InstrumentFactory(regio=regio, code="B1")


GOOD = {
    "kind": "kan-niet-samen",
    "text_nl": "Dat kan niet tegelijk.",
    "text_en": "Not at one time.",
    "law": "",
    "source": "",
    "as_of": "2026",
    "read_on": None,
    "verified": False,
    "valid_from": None,
    "valid_to": None,
}


def save(pair, by, *, pk=None, **changes):
    return services.save_combination(
        GOOD | changes, instrument_a=pair[0].pk, instrument_b=pair[1].pk, pk=pk, by=by, at=MOMENT
    )


def test_a_rule_is_stored_with_an_audit_line(pair, by):
    row = save(pair, by)
    assert row.by_editor
    line = AuditLine.objects.order_by("-pk").first()
    assert (line.action, line.detail["instruments"]) == ("samenloop.saved", ["A1", "B1"])
    save(pair, by, pk=row.pk, kind="alleen-als")
    assert Samenloop.objects.get().kind == "alleen-als"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "misschien"}, "kind"),
        ({"text_nl": " "}, "text_nl"),
        ({"text_nl": "U krijgt € 500 minder."}, "text_nl"),
        ({"text_en": "You get 50% less."}, "text_en"),
        ({"as_of": "vorig jaar"}, "as_of"),
        ({"valid_from": TODAY, "valid_to": TODAY - timedelta(days=1)}, "valid_to"),
        ({"read_on": TODAY + timedelta(days=1)}, "read_on"),
        ({"verified": True}, "verified"),
        ({"verified": True, "read_on": TODAY}, "verified"),
    ],
)
def test_what_is_refused(pair, by, changes, field):
    with pytest.raises(RuleError) as refusal:
        save(pair, by, **changes)
    assert refusal.value.field == field


def test_only_an_editor_of_the_region_and_only_its_own_pages(pair, by, regio):
    row = SamenloopFactory()
    for other in (member("gids", PartijFactory(regio=regio)), member("redacteur", PartijFactory())):
        with pytest.raises((PermissionDenied, RuleError)):
            save(pair, other)
    with pytest.raises(PermissionDenied):
        save(pair, by, pk=row.pk)
    with pytest.raises(RuleError):
        save((pair[0], row.instrument_a), by)
    with pytest.raises(RuleError) as refusal:
        save((pair[0], pair[0]), by)
    assert refusal.value.field == "instrument_b"


def test_a_second_row_of_a_scheme_is_not_what_a_rule_is_about(pair, by, regio):
    second = InstrumentFactory(regio=regio, same_as="A1")
    with pytest.raises(RuleError, match="A1"):
        save((second, pair[1]), by)


def test_a_pair_has_no_order_and_one_rule_of_a_kind_in_a_period(pair, by):
    save(pair, by, valid_to=date(2026, 6, 30))
    with pytest.raises(RuleError) as refusal:
        save(pair[::-1], by, valid_from=date(2026, 6, 30))
    assert refusal.value.field == "kind"
    save(pair[::-1], by, valid_from=date(2026, 7, 1))
    assert len(combinations(["A1", "B1"], date(2026, 6, 30), regio=by.regio)) == 1


def test_no_rule_says_the_opposite_of_another(pair, by):
    save(pair, by)
    with pytest.raises(RuleError, match="opposite"):
        save(pair, by, kind="kan-samen")
    save(pair, by, kind="gaat-voor")


def test_the_database_refuses_a_double_pair_and_a_pair_with_itself(pair, regio):
    SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=pair[1])
    for a, b in (pair, pair[::-1], (pair[0], pair[0])):
        with pytest.raises(IntegrityError), transaction.atomic():
            SamenloopFactory(regio=regio, instrument_a=a, instrument_b=b)


def test_only_what_holds_today_between_chosen_ones_is_found(pair, regio):
    other = InstrumentFactory(regio=regio, code="C1")
    row = SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=pair[1], valid_from=TODAY)
    SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=other)
    InstrumentFactory(regio=regio, code="A2", same_as="A1")
    assert combinations(["A1", "B1"], TODAY, regio=regio) == [row]
    assert combinations(["A2", "B1"], TODAY, regio=regio) == [row]
    assert combinations(["A1", "B1"], TODAY - timedelta(days=1), regio=regio) == []
    assert combinations(["A1"], TODAY, regio=regio) == []
    assert combinations(["A1", "B1"], TODAY, regio=RegioFactory()) == []
    assert [one.second for one in conflicts(["A1", "B1"], [row])] == ["B1"]


def test_the_page_sees_the_rule_from_its_own_side(pair, regio):
    SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=pair[1], kind="gaat-voor")
    (first,) = combinations_of(pair[0], "en", TODAY, for_staff=False)
    (second,) = combinations_of(pair[1], "nl", TODAY, for_staff=False)
    assert (first.label, first.other_code, first.text_language) == ("Comes before", "B1", "en")
    assert (second.label, second.other_code, second.text_language) == ("Comes after", "A1", "nl")


def test_help_for_professionals_is_not_named_on_an_open_page(pair, regio):
    pair[1].use = "professional"
    pair[1].save()
    SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=pair[1])
    assert combinations_of(pair[0], "en", TODAY, for_staff=False) == []
    assert len(combinations_of(pair[0], "en", TODAY, for_staff=True)) == 1


def test_a_guide_is_warned_of_what_clashes_not_of_what_goes_well(pair, regio):
    row = SamenloopFactory(regio=regio, instrument_a=pair[0], instrument_b=pair[1])

    def clashes(codes, taken):
        return [
            line.other_code
            for rows in clashes_with(codes, taken, "en", TODAY, regio=regio).values()
            for line in rows
        ]

    assert clashes(["B1"], ["A1"]) == ["A1"]
    assert clashes(["A1"], ["B1"]) == ["B1"]
    assert clashes(["A1"], []) == []
    Samenloop.objects.filter(pk=row.pk).update(kind="kan-samen")
    assert clashes(["B1"], ["A1"]) == []
    # The first of the two was taken first: that is the right order.
    Samenloop.objects.filter(pk=row.pk).update(kind="gaat-voor")
    assert clashes(["B1"], ["A1"]) == []
    assert clashes(["A1"], ["B1"]) == ["B1"]


def test_the_file_of_the_project_is_sound():
    leading = {entry.code for entry in file_entries() if not entry.content["same_as"]}
    rows = services.file_rows()
    assert len(rows) >= 25
    assert {code for row in rows for code in (row["a"], row["b"])} <= leading


def test_loading_follows_the_file_and_keeps_what_an_editor_changed(regio, by, monkeypatch):
    codes = {code for row in services.file_rows() for code in (row["a"], row["b"])}
    for code in codes - {"I061"}:
        InstrumentFactory(regio=regio, code=code)
    expected = [row for row in services.file_rows() if "I061" not in (row["a"], row["b"])]
    assert services.load_for(regio.code, MOMENT) == [f"Combinations: {len(expected)} new, 0 changed"]
    assert services.load_for(regio.code, MOMENT) == ["Combinations: 0 new, 0 changed"]
    assert not Samenloop.objects.filter(verified=True).exists()
    first, second = Samenloop.objects.order_by("pk")[:2]
    services.save_combination(
        GOOD | {"kind": first.kind},
        instrument_a=first.instrument_a_id,
        instrument_b=first.instrument_b_id,
        pk=first.pk,
        by=by,
        at=MOMENT,
    )
    Samenloop.objects.filter(pk=second.pk).update(text_nl="Oud")
    assert services.load_for(regio.code, MOMENT) == ["Combinations: 0 new, 1 changed"]
    first.refresh_from_db()
    assert first.text_nl == GOOD["text_nl"]


@pytest.mark.parametrize(
    "row",
    [
        {"a": "I039", "b": "I039", "kind": "kan-samen", "nl": "x", "en": "x"},
        {"a": "I039", "b": "I043", "kind": "misschien", "nl": "x", "en": "x"},
        {"a": "I039", "b": "I043", "kind": "kan-samen", "nl": "", "en": "x"},
        {"a": "I039", "b": "I043", "kind": "kan-samen", "nl": "€ 5 minder", "en": "x"},
    ],
)
def test_a_wrong_row_of_a_file_names_what_is_wrong(monkeypatch, row):
    monkeypatch.setattr(services, "read_yaml", lambda path: {"combinations": [row]})
    with pytest.raises(InputError, match="I039"):
        services.file_rows()
