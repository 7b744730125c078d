# SPDX-License-Identifier: EUPL-1.2
"""Append-only tables and the hash chain that makes tampering visible.

A model says that it is append-only by its mixin. The triggers are made from that declaration after
every migration, because SQLite drops them silently when Django rebuilds a table (ruling A5). A
system check compares declaration and database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from django.apps import apps
from django.db import connections, models

from . import content

GENESIS = "0" * 64


class AppendOnly(models.Model):
    """Rows of this table are added and read, never changed or removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only.")


class Guard(Protocol):
    """A rule over several tables that the database itself keeps: an insert that breaks it fails.

    `forbidden_when` is an SQL condition, the same on both databases, that may use `NEW.column`. A guard with an
    `event` of "UPDATE" or "DELETE" watches that instead, and may use `OLD.column`.
    """

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def forbidden_when(self) -> str: ...
    @property
    def message(self) -> str: ...


_guards: dict[str, Guard] = {}


def register_guard(guard: Guard) -> None:
    """Declare a guard; a module does this in its `apps.py`."""
    _guards[guard.name] = guard


def append_only_tables() -> list[str]:
    """Names of all tables declared append-only, in alphabetical order."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AppendOnly) and not model._meta.proxy and model._meta.managed
    )


def _trigger_names(table: str, vendor: str) -> list[str]:
    names = [f"{table}_no_update", f"{table}_no_delete"]
    return [*names, f"{table}_no_truncate"] if vendor == "postgresql" else names


def expected_triggers(vendor: str) -> set[str]:
    """The triggers that must exist on this kind of database."""
    names = {name for table in append_only_tables() for name in _trigger_names(table, vendor)}
    names |= {name for table in content.watched_tables() for name in content.trigger_names(table, vendor)}
    return names | {guard.name for guard in _guards.values()}


def existing_triggers(using: str = "default") -> set[str]:
    """The triggers that do exist."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE NOT tgisinternal AND n.nspname = current_schema() AND tgenabled <> 'D'"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}


def missing_triggers(using: str = "default") -> set[str]:
    """The triggers that should guard tables of this database and do not."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    # A table that is not made yet misses nothing: its triggers come with it.
    expected = {name for name in expected_triggers(connection.vendor) if _table_of(name) in tables}
    return expected - existing_triggers(using)


def make_triggers(using: str = "default") -> None:
    """(Re)make every trigger whose table exists. May be run as often as wanted."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION werkregio_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
            )
        for table in append_only_tables():
            if table in tables:
                _make_append_only(cursor, table, connection.vendor)
        for guard in _guards.values():
            if guard.table in tables:
                _make_guard(cursor, guard, connection.vendor)
    content.make_triggers(using, tables)


def _make_append_only(cursor: Any, table: str, vendor: str) -> None:
    for name, event in zip(_trigger_names(table, vendor), ("UPDATE", "DELETE", "TRUNCATE"), strict=False):
        if vendor == "postgresql":
            scope = "STATEMENT" if event == "TRUNCATE" else "ROW"
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                f"FOR EACH {scope} EXECUTE FUNCTION werkregio_append_only()"
            )
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END"
            )


def _make_guard(cursor: Any, guard: Guard, vendor: str) -> None:
    event = getattr(guard, "event", "INSERT")
    # A trigger before a delete gives back the old row: nothing would mean "do not delete", in silence.
    row = "OLD" if event == "DELETE" else "NEW"
    if vendor == "postgresql":
        cursor.execute(
            f'CREATE OR REPLACE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN IF {guard.forbidden_when} THEN RAISE EXCEPTION '{guard.message}' "
            f"USING ERRCODE = '23514'; END IF; RETURN {row}; END $$"
        )
        cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"')
        cursor.execute(
            f'CREATE TRIGGER "{guard.name}" BEFORE {event} ON "{guard.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()'
        )
    else:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
        cursor.execute(
            f'CREATE TRIGGER "{guard.name}" BEFORE {event} ON "{guard.table}" '
            f"WHEN {guard.forbidden_when} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )


def drop_triggers(using: str = "default") -> None:
    """Take all triggers away: only while a migration runs."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in existing_triggers(using) & expected_triggers(connection.vendor):
            on = f' ON "{_table_of(trigger)}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{on}')


@contextmanager
def without_triggers(using: str = "default") -> Iterator[None]:
    """Take the triggers away while a test empties its tables. Refuses any database that is not a test's."""
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    if not (name.rsplit("/", 1)[-1].startswith("test_") or "mode=memory" in name or name == ":memory:"):
        raise RuntimeError("Triggers are only taken away on a test database.")
    drop_triggers(using)
    try:
        yield
    finally:
        make_triggers(using)


def _table_of(trigger: str) -> str:
    if trigger in _guards:
        return _guards[trigger].table
    # A trigger of the mark of content, or of an append-only table.
    return trigger.rsplit("_mark", 1)[0] if "_mark" in trigger else trigger.rsplit("_no_", 1)[0]


def line_hash(previous: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 over the hash of the line before and the fields of this one, as canonical JSON."""
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
