# SPDX-License-Identifier: EUPL-1.2
"""Acts of an editor: each refusal, the version, the audit line; and what two editors do to one page."""

from copy import deepcopy
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import MOMENT, InstrumentFactory, LidmaatschapFactory, PartijFactory, RegioFactory

from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Instrument, Wijziging, Woord
from werkregio.werkcentrum.queries.directory_content import content_of, empty_content
from werkregio.werkcentrum.services import editor, words
from werkregio.werkcentrum.services.directory import new_version
from werkregio.werkcentrum.services.wegwijzer import wordbook_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def acting_as(role, regio):
    lid = LidmaatschapFactory(partij=PartijFactory(regio=regio), role=role)
    return acting_of(lid.user, lid.partij.pk, on=MOMENT.date())


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def by(regio):
    return acting_as("redacteur", regio)


@pytest.fixture
def entry(regio):
    entry = InstrumentFactory(regio=regio, slug="hulp-bij-werk")
    new_version(entry, content_of(entry), by=None, at=MOMENT, reason="Geladen").save()
    return entry


def changed(entry, **texts):
    content = deepcopy(content_of(Instrument.objects.get(pk=entry.pk)))
    content["texts"]["nl"].update(texts)
    return content


def change(entry, by, base=1, **texts):
    return editor.change_instrument(
        entry.pk, changed(entry, **texts), base_version=base, by=by, at=MOMENT, reason="Beter"
    )


def test_a_change_is_a_version_with_reason_and_audit_line(entry, by):
    change(entry, by, what="U krijgt een gesprek.")
    entry.refresh_from_db()
    version = Wijziging.objects.get(instrument=entry, version=2)
    assert (version.by, version.partij, version.reason) == (by.user, by.partij, "Beter")
    assert version.content == content_of(entry)
    assert entry.teksten.get(language="nl").what == "U krijgt een gesprek."
    line = AuditLine.objects.get(action="instrument.changed")
    assert line.detail == {"version": 2, "fields": ["texts.nl.what"]}
    assert line.actor == f"user:{by.user.pk}"


@pytest.mark.parametrize(
    ("field", "value", "at_field"),
    [
        ("slug", "Met Hoofdletters", "slug"),
        ("needs", ["bestaat-niet"], "needs"),
        ("audience", [], "audience"),
        ("as_of", "vorig jaar", "as_of"),
        ("successors", ["X999"], "successors"),
        ("municipalities", ["GM0000"], "municipalities"),
    ],
)
def test_a_wrong_content_is_refused_at_its_field(entry, by, field, value, at_field):
    content = {**changed(entry, name="Nieuw"), field: value}
    with pytest.raises(RuleError) as caught:
        editor.change_instrument(entry.pk, content, base_version=1, by=by, at=MOMENT, reason="x")
    assert caught.value.field == at_field
    assert Wijziging.objects.count() == 1


def test_an_amount_in_the_text_is_refused(entry, by):
    with pytest.raises(RuleError) as caught:
        change(entry, by, what="U krijgt € 500.")
    assert caught.value.field == "texts.nl.what"


def test_a_reason_is_needed_and_a_change_too(entry, by):
    with pytest.raises(RuleError) as caught:
        editor.change_instrument(
            entry.pk, changed(entry, name="Nieuw"), base_version=1, by=by, at=MOMENT, reason=" "
        )
    assert caught.value.field == "reason"
    with pytest.raises(RuleError, match="did not change"):
        change(entry, by)


@pytest.mark.parametrize("role", ["gids", "professional", "fg", "regiobeheerder"])
def test_other_roles_may_not_edit(entry, regio, role):
    with pytest.raises(PermissionDenied):
        change(entry, acting_as(role, regio), name="Nieuw")


def test_an_editor_of_another_region_may_not_edit(entry):
    with pytest.raises(PermissionDenied):
        change(entry, acting_as("redacteur", RegioFactory()), name="Nieuw")


def test_the_second_of_two_editors_is_told_and_loses_nothing(entry, by, regio):
    other = acting_as("redacteur", regio)
    typed = changed(entry, what="Van de eerste.")
    change(entry, other, next_step="Van de tweede.")
    with pytest.raises(ConflictError):
        editor.change_instrument(entry.pk, typed, base_version=1, by=by, at=MOMENT, reason="x")
    now = Instrument.objects.get(pk=entry.pk)
    merged, conflicts, theirs = editor.merged_with_current(now, typed, 1)
    assert merged["texts"]["nl"]["what"] == "Van de eerste."
    assert merged["texts"]["nl"]["next_step"] == "Van de tweede."
    assert conflicts == []
    assert [row.path for row in theirs] == ["texts.nl.next_step"]


def test_a_field_that_both_changed_is_named(entry, by):
    typed = changed(entry, what="Van de eerste.")
    change(entry, by, what="Van de tweede.")
    merged, conflicts, _ = editor.merged_with_current(Instrument.objects.get(pk=entry.pk), typed, 1)
    assert conflicts == ["texts.nl.what"]
    assert merged["texts"]["nl"]["what"] == "Van de eerste."


def test_another_editor_undoes_one_change_and_keeps_the_later_one(entry, by, regio):
    before = entry.teksten.get(language="nl").what
    change(entry, by, what="Fout.")
    change(entry, by, base=2, next_step="Goed.")
    other = acting_as("redacteur", regio)
    editor.undo_version(entry.pk, 2, by=other, at=MOMENT, reason="Klopt niet")
    text = entry.teksten.get(language="nl")
    assert (text.what, text.next_step) == (before, "Goed.")
    version = Wijziging.objects.get(instrument=entry, version=4)
    assert (version.by, version.undoes_version, version.reason) == (other.user, 2, "Klopt niet")
    assert AuditLine.objects.filter(action="instrument.undone").count() == 1
    with pytest.raises(RuleError, match="undone already"):
        editor.undo_version(entry.pk, 2, by=by, at=MOMENT, reason="x")


def test_what_was_changed_again_is_not_undone_blindly(entry, by):
    change(entry, by, what="Een.")
    change(entry, by, base=2, what="Twee.")
    with pytest.raises(RuleError, match=r"texts\.nl\.what"):
        editor.undo_version(entry.pk, 2, by=by, at=MOMENT, reason="x")
    for version in (1, 99):
        with pytest.raises(RuleError):
            editor.undo_version(entry.pk, version, by=by, at=MOMENT, reason="x")


def test_a_draft_is_made_and_published(by):
    content = empty_content()
    content.update(slug="nieuwe-hulp", audience=["werkende"], needs=["werk-zoeken"])
    content["texts"]["nl"]["name"] = content["texts"]["en"]["name"] = "Nieuwe hulp"
    draft = editor.create_instrument(content, by=by, at=MOMENT, reason="Begin")
    assert (draft.code, draft.status, draft.version) == ("R001", "concept", 1)
    assert AuditLine.objects.filter(action="instrument.created").exists()
    with pytest.raises(RuleError) as caught:
        editor.publish_instrument(draft.pk, base_version=1, by=by, at=MOMENT, reason="Klaar")
    assert caught.value.field == "texts.nl.summary"
    for texts in content["texts"].values():
        texts.update({name: f"Tekst {name}." for name, text in texts.items() if not text})
    editor.change_instrument(draft.pk, content, base_version=1, by=by, at=MOMENT, reason="Af")
    editor.publish_instrument(draft.pk, base_version=2, by=by, at=MOMENT, reason="Klaar")
    draft.refresh_from_db()
    assert draft.status == "current"
    with pytest.raises(RuleError, match="published already"):
        editor.publish_instrument(draft.pk, base_version=3, by=by, at=MOMENT, reason="Weer")


def test_ending_names_the_day_and_what_came_instead(entry, by, regio):
    other = InstrumentFactory(regio=regio)
    editor.end_instrument(
        entry.pk,
        ended_on=date(2026, 1, 1),
        successors=[other.code],
        base_version=1,
        by=by,
        at=MOMENT,
        reason="Gestopt",
    )
    entry.refresh_from_db()
    assert (entry.status, entry.ended_on) == ("ended", date(2026, 1, 1))
    assert list(entry.successors.all()) == [other]


def test_an_address_of_another_page_now_or_before_is_refused(entry, by, regio):
    other = InstrumentFactory(regio=regio, slug="ander")
    new_version(other, {**content_of(other), "slug": "vroeger"}, by=None, at=MOMENT, reason="x").save()
    for slug in ("ander", "vroeger"):
        with pytest.raises(RuleError) as caught:
            editor.change_instrument(
                entry.pk, {**changed(entry), "slug": slug}, base_version=1, by=by, at=MOMENT, reason="x"
            )
        assert caught.value.field == "slug"


def test_words_are_added_taken_away_and_put_back(by, regio):
    key = {"language": "nl", "need": "werk-zoeken"}
    built_in = wordbook_of(regio).languages["nl"].words["werk-zoeken"][0]
    words.change_words(**key, added=["klusje zoeken "], removed=[built_in], by=by, at=MOMENT)
    now = wordbook_of(regio).languages["nl"].words["werk-zoeken"]
    assert "klusje zoeken" in now
    assert built_in not in now
    assert AuditLine.objects.get(action="words.changed").detail["changed"] == 2
    words.change_words(**key, added=[built_in], removed=["klusje zoeken"], by=by, at=MOMENT)
    assert not Woord.objects.exists()
    with pytest.raises(RuleError):
        words.change_words(**key, added=[built_in], removed=[], by=by, at=MOMENT)


@pytest.mark.parametrize("word", ["x" * 81, "12345"])
def test_a_word_that_is_none_is_refused(by, word):
    with pytest.raises(RuleError):
        words.change_words("nl", "werk-zoeken", added=[word], removed=[], by=by, at=MOMENT)


def test_words_are_for_editors_and_known_subjects(by, regio):
    with pytest.raises(PermissionDenied):
        words.change_words(
            "nl", "werk-zoeken", added=["x"], removed=[], by=acting_as("gids", regio), at=MOMENT
        )
    for language, need in (("xx", "werk-zoeken"), ("nl", "bestaat-niet")):
        with pytest.raises(RuleError):
            words.change_words(language, need, added=["woord"], removed=[], by=by, at=MOMENT)


def test_a_preview_shows_what_a_word_does_and_stores_nothing(regio):
    effects = words.preview_words(
        regio,
        "nl",
        "geldzorgen-schulden",
        added=["flapperdrol"],
        removed=[],
        questions=["ik zit met een flapperdrol"],
    )
    assert effects[0].question == "ik zit met een flapperdrol"
    assert effects[0].changes_first
    assert effects[0].after[0] == "geldzorgen-schulden"
    assert len(effects) > 5
    assert not Woord.objects.exists()
