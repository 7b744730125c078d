# SPDX-License-Identifier: EUPL-1.2
"""Append-only tables: the triggers, what takes them away, and who puts them back (ruling A5)."""

import io

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from tests.factories import MOMENT

from werkregio.foundation import audit, chain
from werkregio.foundation.models import AuditLine


def _send_post_migrate():
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def test_every_append_only_table_has_its_triggers(db):
    assert "foundation_auditline" in chain.append_only_tables()
    assert chain.missing_triggers() == set()
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_altering_a_column_loses_no_trigger_once_migrations_are_done():
    """SQLite rebuilds the table and drops its triggers; the signal after a migration makes them again."""
    before = AuditLine._meta.get_field("reason")
    after = models.CharField(max_length=70, blank=True)
    after.set_attributes_from_name("reason")
    after.model = AuditLine
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(AuditLine, before, after)
        if connection.vendor == "sqlite":
            assert "foundation_auditline_no_update" in chain.missing_triggers()
            found = run_checks(tags=[Tags.database], databases=["default"])
            assert [error.id for error in found] == ["foundation.E001"]
        _send_post_migrate()
        assert chain.missing_triggers() == set()
        with transaction.atomic():
            audit.record("x", "zaak:1", region="r", by="user:1", at=MOMENT)
        with pytest.raises(IntegrityError), transaction.atomic():
            AuditLine.objects.update(action="y")
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(AuditLine, after, before)
        _send_post_migrate()


def test_a_missing_trigger_does_not_stop_the_migration_that_repairs_it(db):
    with connection.cursor() as cursor:
        on = ' ON "foundation_auditline"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "foundation_auditline_no_update"{on}')
    assert chain.missing_triggers() == {"foundation_auditline_no_update"}
    call_command("migrate", skip_checks=False, verbosity=0, stdout=io.StringIO())
    assert chain.missing_triggers() == set()


def test_triggers_are_taken_away_on_a_test_database_only(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/werkregio/werkregio.sqlite3")
    with pytest.raises(RuntimeError, match="test database"), chain.without_triggers():
        pass


def test_triggers_come_back_after_an_error(db):
    def break_down():
        with chain.without_triggers():
            assert chain.missing_triggers()
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        break_down()
    assert chain.missing_triggers() == set()


def test_truncate_is_refused_too(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE foundation_auditline")


def test_the_hash_does_not_depend_on_the_order_of_fields():
    assert chain.line_hash("0", {"a": 1, "b": "é"}) == chain.line_hash("0", {"b": "é", "a": 1})
    assert chain.line_hash("0", {"a": 1}) != chain.line_hash("1", {"a": 1})
