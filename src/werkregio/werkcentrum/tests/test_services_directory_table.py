# SPDX-License-Identifier: EUPL-1.2
"""The directory to a spreadsheet and back: nothing lost, nothing overwritten, nothing half stored."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import (
    MOMENT,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioGemeenteFactory,
)

from werkregio.foundation.errors import RuleError
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Feit, Instrument, Wijziging
from werkregio.werkcentrum.queries.directory_content import content_of, empty_content
from werkregio.werkcentrum.queries.directory_table import table
from werkregio.werkcentrum.rules.directory_table import COLUMNS, cells_of, content_from
from werkregio.werkcentrum.services import directory, editor, exchange

pytestmark = pytest.mark.usefixtures("in_english")

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("|\\\n =+- "), max_size=20)
_CODE = st.text("abcdefgh-", min_size=1, max_size=8)


@st.composite
def contents(draw):
    content = empty_content()
    for name in ("slug", "provider_name", "law", "source"):
        content[name] = draw(_TEXT).strip()
    for name in ("successors", "audience", "needs", "municipalities"):
        content[name] = draw(st.lists(_CODE, max_size=3))
    content["verified"] = draw(st.booleans())
    for texts in content["texts"].values():
        texts["what"] = draw(_TEXT)
    content["facts"] = [
        {**dict.fromkeys(("key", "label_en", "as_of"), ""), "label_nl": draw(_TEXT), "value": draw(_TEXT),
         "unit": "tekst", "valid_from": "2026-01-01", "valid_to": "", "source": draw(_TEXT), "read_on": "",
         "verified": draw(st.booleans())}
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    content["conditions"] = [
        {"text_nl": draw(_TEXT), "text_en": "", "kind": "hard", "who_decides": draw(_TEXT), "expression": ""}
        for _ in range(draw(st.integers(0, 2)))
    ]
    return content


@given(contents())
def test_a_content_comes_back_from_its_cells(content):
    cells = dict(zip(COLUMNS, cells_of("A1", 1, content), strict=True))
    assert content_from(cells, empty_content()) == content
    assert content_from(cells, content) == content


@given(contents())
def test_line_ends_of_another_program_are_no_change(content):
    cells = dict(zip(COLUMNS, cells_of("A1", 1, content), strict=True))
    changed = {name: text.replace("\n", "\r\n") for name, text in cells.items()}
    assert content_from(changed, content) == content


def test_a_column_that_was_taken_out_changes_nothing():
    content = {**empty_content(), "law": "Wet SUWI"}
    assert content_from({"source": "Boek"}, content) == {**content, "source": "Boek"}


@pytest.mark.parametrize(
    ("text", "day"), [("1-7-2026", "2026-07-01"), ("01/07/2026", "2026-07-01"), ("", "")]
)
def test_a_date_as_a_spreadsheet_writes_it(text, day):
    assert content_from({"ended_on": text}, empty_content())["ended_on"] == day


@pytest.fixture
def by(db):
    partij = PartijFactory()
    return acting_of(LidmaatschapFactory(partij=partij, role="redacteur").user, partij.pk, on=MOMENT.date())


@pytest.fixture
def entry(by):
    entry = InstrumentFactory(regio=by.regio, code="A1", slug="cursus")
    entry.gemeenten.add(RegioGemeenteFactory(regio=by.regio).gemeente)
    entry.voorwaarden.create(text_nl="U woont hier | dichtbij.", kind="hard")
    Feit.objects.create(
        instrument=entry, key="duur", label_nl="Duur", value="3-6", unit="maand", as_of="2026"
    )
    entry.teksten.filter(language="nl").update(what="=1+1\r\nTwee regels")
    directory.new_version(entry, content_of(entry), by=None, at=MOMENT, reason="begin").save()
    return entry


def rows_of(by):
    return list(csv.DictReader(io.StringIO(table(by.regio), newline=""), delimiter=";"))


def as_file(rows, columns=None):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(rows[0]), delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def bring(by, rows, **more):
    return exchange.try_file(
        as_file(rows, **more), filename="tabel.csv", source="", regio=by.regio, by=by, at=MOMENT
    )


def apply(by, made, reason="Bijgewerkt"):
    return exchange.apply(made.pk, regio=by.regio, by=by, at=MOMENT, reason=reason)


def test_nothing_changed_is_nothing_to_store(by, entry):
    rows = rows_of(by)
    assert rows[0]["nl.what"] == "'=1+1\r\nTwee regels"
    made = bring(by, rows)
    assert made.counts == {"new": 0, "changed": 0, "same": 1, "refused": 0}


def test_a_change_goes_through_the_history_and_is_undone(by, entry):
    rows = rows_of(by)
    rows[0] |= {"nl.summary": "Korter.", "verified": "nee", "facts": ""}
    made = bring(by, rows)
    assert [change[0] for change in made.report[0]["changes"]] == ["verified", "texts.nl.summary", "facts"]
    assert Instrument.objects.get().version == 1
    with pytest.raises(RuleError, match="Say why"):
        apply(by, made, reason=" ")
    done = apply(by, made)
    entry = Instrument.objects.get()
    assert (entry.version, entry.verified, entry.teksten.get(language="nl").summary) == (2, False, "Korter.")
    version = Wijziging.objects.get(instrument=entry, version=2)
    assert (version.by, version.reason) == (by.user, "Bijgewerkt")
    exchange.undo(done.pk, regio=by.regio, by=by, at=MOMENT, reason="Toch niet")
    entry = Instrument.objects.get()
    assert (entry.version, entry.verified, entry.feiten.count()) == (3, True, 1)


def test_a_line_on_an_older_version_is_refused_with_who_and_when(by, entry):
    rows = rows_of(by)
    content = {**content_of(entry), "law": "Wet SUWI"}
    editor.change_instrument(entry.pk, content, base_version=1, by=by, at=MOMENT, reason="Wet erbij")
    rows[0]["nl.summary"] = "Korter."
    made = bring(by, rows)
    (problem,) = made.report[0]["problems"]
    assert (made.report[0]["outcome"], problem[1]) == ("refused", "changed-since")
    assert by.user.name in problem[2]
    assert "10:00" in problem[2]


def test_a_change_between_trial_and_storing_stores_nothing(by, entry):
    rows = rows_of(by)
    rows[0]["nl.summary"] = "Korter."
    made = bring(by, rows)
    content = {**content_of(entry), "law": "Wet SUWI"}
    editor.change_instrument(entry.pk, content, base_version=1, by=by, at=MOMENT, reason="Wet erbij")
    with pytest.raises(RuleError, match="changed since this trial"):
        apply(by, made)
    assert Instrument.objects.get().teksten.get(language="nl").summary == "Een korte zin."


def test_an_empty_code_is_a_new_draft_that_undo_hides(by, entry):
    rows = rows_of(by)
    fresh = {**rows[0], "code": "", "version": "", "slug": "nieuw-ding", "nl.name": "Nieuw ding"}
    done = apply(by, bring(by, [*rows, fresh]))
    assert done.counts == {"new": 1, "changed": 0, "same": 1, "refused": 0}
    made = Instrument.objects.get(slug="nieuw-ding")
    assert (made.code, made.status) == ("R001", "current")
    exchange.undo(done.pk, regio=by.regio, by=by, at=MOMENT, reason="Toch niet")
    made.refresh_from_db()
    assert made.status == "concept"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"code": "ZZZ"}, "code", "unknown-code"),
        ({"version": "9"}, "version", "version"),
        ({"version": "een"}, "version", "version"),
        ({"verified": "misschien"}, "verified", "row-form"),
        ({"facts": "alleen dit"}, "facts", "row-form"),
        ({"ended_on": "31-2-2026"}, "ended_on", "row-form"),
        ({"nl.what": "=2+2"}, "nl.what", "formula"),
        ({"nl.what": "Dit kost 5 euro."}, "texts.nl.what", "content"),
        ({"slug": "Niet Goed"}, "slug", "content"),
        ({"municipalities": "GM0000"}, "municipalities", "content"),
        ({"successors": "ZZZ"}, "successors", "content"),
        ({"needs": ""}, "needs", "content"),
    ],
)
def test_a_line_that_is_refused_with_its_field(by, entry, change, field, code):
    rows = rows_of(by)
    rows[0] |= change
    made = bring(by, rows)
    assert made.report[0]["outcome"] == "refused"
    assert made.report[0]["problems"][0][:2] == [field, code]


def test_a_refused_line_stops_no_other_one(by, entry):
    InstrumentFactory(regio=by.regio, code="A2", slug="ander")
    rows = rows_of(by)
    rows[0]["slug"] = "Niet Goed"
    rows[1]["nl.summary"] = "Korter."
    done = apply(by, bring(by, rows))
    assert (done.counts["changed"], done.counts["refused"]) == (1, 1)
    assert Instrument.objects.get(code="A2").version == 2


def test_the_same_line_twice_and_columns_we_do_not_know(by, entry):
    rows = rows_of(by)
    made = bring(by, [{**rows[0], "mijn notitie": "x"}, {**rows[0], "mijn notitie": ""}])
    assert made.report[0]["notes"] == [["", "unknown-column", "mijn notitie"]]
    assert made.report[1]["problems"] == [["code", "double-code", "2"]]


def test_a_table_without_version_is_refused(by, entry):
    with pytest.raises(RuleError, match="version"):
        bring(by, rows_of(by), columns=["code", "nl.name"])


def test_an_entry_of_another_region_does_not_exist(by, entry):
    InstrumentFactory(code="B1")
    rows = rows_of(by)
    assert [row["code"] for row in rows] == ["A1"]
    made = bring(by, [{**rows[0], "code": "B1"}])
    assert made.report[0]["problems"][0][1] == "unknown-code"


@pytest.mark.parametrize("count", [3, 30])
def test_the_table_takes_a_fixed_number_of_queries(by, entry, count, django_assert_num_queries):
    for _ in range(count):
        InstrumentFactory(regio=by.regio)
    with django_assert_num_queries(7):
        table(by.regio)
