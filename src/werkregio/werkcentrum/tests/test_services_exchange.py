# SPDX-License-Identifier: EUPL-1.2
"""Bringing in HSDS: nothing is lost, broken records stop no good ones, and all of it can be undone."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import (
    MOMENT,
    AanbodFactory,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.connectors.hsds import tabular
from werkregio.connectors.hsds.json_files import canonical
from werkregio.foundation.errors import ConflictError, InputError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Bronrecord, Instrument, Invoer
from werkregio.werkcentrum.queries import hsds_export
from werkregio.werkcentrum.services import exchange
from werkregio.werkcentrum.services.hsds_copy import make_own_copy

from . import hsds_standard as standard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ID = "ac148810-d857-441c-9679-408f346de14b"
OTHER = "3f7b145d-84af-42d7-8fae-eaca714b02b2"
SERVICE = {"id": ID, "name": "Taalcafé", "status": "active", "eigen_veld": {"diep": [1, 2.5, None, "ja"]}}


@pytest.fixture
def editor():
    partij = PartijFactory(naam="Werkcentrum", regio=RegioFactory(code="kwik"))
    return acting_of(LidmaatschapFactory(partij=partij, role="redacteur").user, partij.pk, on=MOMENT.date())


def bring(editor, value, *, source="Buren", name="buren.json", at=MOMENT):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return exchange.try_file(data, filename=name, source=source, regio=editor.regio, by=editor, at=at)


def store(editor, value, *, at=MOMENT, **more):
    made = bring(editor, value, at=at, **more)
    return exchange.apply(made.pk, regio=editor.regio, by=editor, at=at)


def given_back(editor, source="Buren"):
    return json.loads(hsds_export.as_json(editor.regio, source=source))


def lines(invoer):
    return [
        (row["name"], row["outcome"], [problem[:2] for problem in row["problems"]]) for row in invoer.report
    ]


def test_a_trial_stores_nothing(editor):
    made = bring(editor, SERVICE)
    assert (made.state, made.counts["new"]) == ("proef", 1)
    assert not Bronrecord.objects.exists()
    assert not AuditLine.objects.filter(action__startswith="invoer").exists()


@pytest.mark.parametrize(
    "name",
    [
        "service_full",
        "organization_full",
        "service_at_location_full",
        "location",
        "taxonomy",
        "taxonomy_term",
    ],
)
def test_import_and_export_lose_nothing(editor, name):
    received = standard.example(name)
    store(editor, received)
    (found,) = [row for rows in given_back(editor).values() for row in rows]
    assert canonical(found) == canonical(received)


@pytest.mark.parametrize("name", ["service_list", "organization_list", "taxonomy_list", "taxonomy_term_list"])
def test_a_page_of_an_api_loses_nothing(editor, name):
    received = standard.example(name)["contents"]
    store(editor, {**standard.example(name), "contents": received})
    (found,) = given_back(editor).values()
    assert canonical(found) == canonical(received)


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcxyz_", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=25)
@given(extra=st.dictionaries(st.text("qxz_", min_size=2, max_size=6), _VALUES, max_size=4))
def test_whatever_else_stands_in_a_record_is_given_back(extra):
    regio = RegioFactory()
    received = {**SERVICE, **extra}
    made = exchange.try_file(
        json.dumps(received).encode(), filename="x.json", source="Buren", regio=regio, by=None, at=MOMENT
    )
    exchange.apply(made.pk, regio=regio, by=None, at=MOMENT)
    assert canonical(json.loads(hsds_export.as_json(regio, source="Buren"))["services"][0]) == canonical(
        received
    )


def zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def test_tables_come_back_as_they_were(editor):
    regio = RegioFactory(code="bron")
    offer = AanbodFactory(
        instrument__regio=regio, partij__regio=regio, route_person="-5 of =1", languages=["pl"]
    )
    offer.gemeenten.add(RegioGemeenteFactory(regio=regio).gemeente)
    own = hsds_export.own_records(regio, "https://kwik.example", MOMENT.date())
    files = hsds_export.as_tables(regio, own=own, source="")
    assert {"services.csv", "organizations.csv", "attributes.csv", "taxonomy_terms.csv"} <= set(files)
    made = store(editor, zipped(files), name="buren.zip")
    assert made.counts["refused"] == 0
    assert hsds_export.as_tables(editor.regio, source="Buren") == files
    # The same rows, nested, are services that the standard knows.
    nested = given_back(editor)
    assert standard.problems("service", nested["services"][0]) == []
    again = tabular.flatten([("service", row) for row in nested["services"]])
    services = {row["id"]: row for row in again["service"]}
    assert services.keys() == {row[1]["id"] for row in own if row[0] == "service"}


def test_five_broken_records_of_a_neighbour(editor):
    PartijFactory(regio=editor.regio, code="uwv-a", naam="UWV")
    PartijFactory(regio=editor.regio, code="uwv-b", naam="Uwv ")
    good = [{**SERVICE, "id": f"ac148810-d857-441c-9679-{n:012d}", "name": f"Goed {n}"} for n in range(3)]
    broken = [
        {"id": OTHER, "status": "active"},
        {"id": "1", "name": "B", "status": "active"},
        {"id": OTHER, "name": "C", "status": "open"},
        {
            "id": OTHER,
            "name": "D",
            "status": "active",
            "organization": {"id": ID, "name": "UWV", "description": "x"},
        },
        ["geen record"],
    ]
    made = store(editor, {"services": [*good[:2], *broken, good[2]]})
    assert made.counts == {"new": 3, "changed": 0, "same": 0, "refused": 5}
    assert [problems for _name, outcome, problems in lines(made) if outcome == "refused"] == [
        [["name", "missing"]],
        [["id", "no-id"]],
        [["status", "not-in-list"]],
        [["organization.name", "ambiguous"]],
        [["", "no-object"]],
    ]
    ambiguous = next(row for row in made.report if row["name"] == "D")
    assert ambiguous["problems"][0][2] == "UWV (uwv-a), Uwv  (uwv-b)"
    assert Bronrecord.objects.count() == 3


def test_the_same_again_changes_nothing_and_a_change_is_shown(editor):
    store(editor, [SERVICE])
    made = bring(editor, [SERVICE])
    assert made.counts["same"] == 1
    with pytest.raises(RuleError, match="nothing in this file"):
        exchange.apply(made.pk, regio=editor.regio, by=editor, at=MOMENT)
    changed = bring(editor, [{**SERVICE, "name": "Praatcafé"}])
    assert changed.report[0]["outcome"] == "changed"
    assert changed.report[0]["changes"] == [["name", "Taalcafé", "Praatcafé"]]


def test_undo_brings_back_what_was_there(editor):
    first = store(editor, [SERVICE])
    second = store(editor, [{**SERVICE, "name": "Praatcafé"}, {**SERVICE, "id": OTHER}])
    with pytest.raises(RuleError, match="Undo that file first"):
        exchange.undo(first.pk, regio=editor.regio, by=editor, at=MOMENT)
    exchange.undo(second.pk, regio=editor.regio, by=editor, at=MOMENT)
    assert given_back(editor)["services"] == [SERVICE]
    exchange.undo(first.pk, regio=editor.regio, by=editor, at=MOMENT)
    assert given_back(editor) == {}
    with pytest.raises(RuleError, match="nothing to undo"):
        exchange.undo(first.pk, regio=editor.regio, by=editor, at=MOMENT)
    actions = AuditLine.objects.filter(action__startswith="invoer").values_list("action", flat=True)
    assert sorted(actions) == ["invoer.applied"] * 2 + ["invoer.undone"] * 2
    assert "Taalcafé" not in json.dumps(list(AuditLine.objects.values_list("detail", flat=True)))


def test_a_trial_that_no_longer_holds_stores_nothing(editor):
    one, other = bring(editor, [SERVICE]), bring(editor, [{**SERVICE, "name": "Anders"}])
    exchange.apply(one.pk, regio=editor.regio, by=editor, at=MOMENT)
    with pytest.raises(ConflictError):
        exchange.apply(other.pk, regio=editor.regio, by=editor, at=MOMENT)
    assert given_back(editor)["services"] == [SERVICE]
    again = exchange.look_again(other.pk, regio=editor.regio, by=editor, at=MOMENT)
    assert again.counts["changed"] == 1
    exchange.apply(other.pk, regio=editor.regio, by=editor, at=MOMENT)
    with pytest.raises(RuleError, match="handled already"):
        exchange.apply(other.pk, regio=editor.regio, by=editor, at=MOMENT)


def test_a_row_that_names_nothing_is_kept_and_told(editor):
    made = bring(
        editor,
        f"id,name,status,organization_id\n{ID},Taalcafé,active,{OTHER}\n".encode(),
        name="services.csv",
    )
    assert (made.kind, made.counts["new"]) == ("hsds-csv", 1)
    assert made.report[0]["notes"] == [["organization_id", "unknown-reference", OTHER]]


def test_an_organisation_is_recognised_by_its_name(editor):
    partij = PartijFactory(regio=editor.regio, naam="Bibliotheek Één")
    store(editor, [{"id": ID, "name": "bibliotheek  een", "description": "Boeken"}])
    assert Bronrecord.objects.get().partij == partij


def test_two_sources_and_two_regions_stay_apart(editor):
    store(editor, [SERVICE])
    store(editor, [{**SERVICE, "name": "Van anderen"}], source="Anderen")
    elsewhere = RegioFactory()
    made = exchange.try_file(
        json.dumps(SERVICE).encode(), filename="x.json", source="Buren", regio=elsewhere, by=None, at=MOMENT
    )
    assert made.counts["new"] == 1
    assert given_back(editor)["services"] == [SERVICE]
    for act in (exchange.apply, exchange.undo, exchange.look_again):
        with pytest.raises(PermissionDenied):
            act(made.pk, regio=editor.regio, by=editor, at=MOMENT)
    with pytest.raises(PermissionDenied):
        exchange.throw_away(made.pk, regio=elsewhere, by=editor)


def test_only_an_editor(editor):
    guide = acting_of(
        LidmaatschapFactory(partij=editor.partij, role="gids").user, editor.partij.pk, on=MOMENT.date()
    )
    with pytest.raises(PermissionDenied):
        bring(guide, SERVICE)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfeI\x00", "not UTF-8"),
        (b"<a/>", "XML"),
        (b"x" * 20_000_001, "larger than 20 MB"),
        (zipped({"../services.csv": "id"}), "leads out of it"),
        (b"[" * 50_000, "levels"),
    ],
)
def test_a_bad_file_leaves_nothing_behind(editor, data, words):
    with pytest.raises(RuleError, match=words):
        bring(editor, data)
    assert not Invoer.objects.exists()


def test_a_file_is_kept_for_a_day_only(editor):
    old = bring(editor, SERVICE, at=MOMENT - timedelta(days=2))
    done = store(editor, [SERVICE])
    assert exchange.tidy(MOMENT)["trials"] == 0
    assert list(Invoer.objects.all()) == [done]
    assert done.packed is None
    assert old.pk != done.pk


def test_old_versions_are_forgotten_after_a_year(editor):
    for name in ("Een", "Twee", "Drie"):
        store(editor, [{**SERVICE, "name": name}])
    assert exchange.tidy(MOMENT + timedelta(days=300))["versions"] == 0
    assert exchange.tidy(MOMENT + timedelta(days=400))["versions"] == 2
    assert [row["name"] for row in given_back(editor)["services"]] == ["Drie"]


def test_an_own_copy_is_a_draft_that_names_its_source(editor):
    gemeente = RegioGemeenteFactory(regio=editor.regio, gemeente__naam="Kwikstad").gemeente
    InstrumentFactory(regio=editor.regio, slug="taalcafe")
    store(
        editor,
        [
            {
                **SERVICE,
                "url": "https://buren.example/taal",
                "description": "U oefent Nederlands. Een les kost 5 euro. U krijgt koffie.",
                "organization": {"id": OTHER, "name": "Bieb", "description": "Boeken"},
                "service_areas": [{"id": OTHER, "name": "kwikstad"}],
            }
        ],
    )
    record = Bronrecord.objects.get()
    entry, left_out = make_own_copy(
        record.pk, need="basisvaardigheden-taal", audience=["werkzoekende"], by=editor, at=MOMENT
    )
    assert (entry.status, entry.verified, entry.slug, left_out) == ("concept", False, "taalcafe-2", 1)
    assert entry.source == "Buren: https://buren.example/taal"
    assert entry.provider_name == "Bieb"
    assert list(entry.gemeenten.all()) == [gemeente]
    assert "5 euro" not in entry.teksten.get(language="nl").what
    with pytest.raises(RuleError, match="own copy"):
        make_own_copy(record.pk, need="werk-zoeken", audience=["werkende"], by=editor, at=MOMENT)
    changed = store(editor, [{**SERVICE, "name": "Praatcafé"}])
    assert changed.report[0]["notes"] == [["", "own-copy", entry.code]]
    assert Bronrecord.objects.get(current=True).own_copy == entry


def test_the_command_brings_in_and_gives_out(editor, tmp_path, capsys):
    source, target = tmp_path / "buren.json", tmp_path / "uit.json"
    source.write_text(json.dumps([SERVICE, {"id": "1"}]))
    with pytest.raises(SystemExit) as ended:
        call_command("hsds", "laad", str(source), "--regio", "kwik", "--proef")
    assert ended.value.code == 1
    assert not Bronrecord.objects.exists()
    with pytest.raises(SystemExit):
        call_command("hsds", "laad", str(source), "--regio", "kwik")
    assert "buren.json" in capsys.readouterr().out
    call_command("hsds", "uit", str(target), "--regio", "kwik", "--bron", "buren")
    assert json.loads(target.read_text()) == {"services": [SERVICE]}
    call_command("hsds", "uit", str(tmp_path / "map"), "--regio", "kwik")
    assert (tmp_path / "map" / "services.csv").is_file()
    with pytest.raises(InputError):
        call_command("hsds", "laad", str(tmp_path / "weg.json"), "--regio", "kwik")
    source.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        call_command("hsds", "laad", str(source), "--regio", "kwik")
    assert Instrument.objects.count() == 0
