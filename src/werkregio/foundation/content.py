# SPDX-License-Identifier: EUPL-1.2
"""One mark for everything that public pages are made of: it changes with every change, in every process.

A module says which of its tables public content comes from. Triggers on those tables give the mark a new random
value in the same transaction as the change, whoever makes it and however. So what was made with a mark may be
used for as long as one short query still reads the same mark, and never longer. Random and not a number: a
value that was undone with its transaction can never come back with other content.
"""

import secrets
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, connections

T = TypeVar("T")
TABLE = "foundation_contentmark"
_ENDINGS = {"insert": "INSERT", "update": "UPDATE", "delete": "DELETE"}
# An "or ignore" of the statement outside holds inside a trigger as well: an update without a conflict stays.
_NEW_ON_SQLITE = (
    "INSERT OR IGNORE INTO foundation_contentmark (id, mark) VALUES (1, '')",
    "UPDATE foundation_contentmark SET mark = hex(randomblob(16)) WHERE id = 1",
)
_NEW_ON_POSTGRESQL = (
    "INSERT INTO foundation_contentmark (id, mark) VALUES (1, gen_random_uuid()::text) "
    "ON CONFLICT (id) DO UPDATE SET mark = EXCLUDED.mark"
)

_watched: dict[str, None] = {}
_kept: dict[Hashable, tuple[str, Any]] = {}
_lock = threading.Lock()
MOST_KEPT = 500
# The mark that this request read first; a page is made of one state of the content.
_of_request: ContextVar[list[str] | None] = ContextVar("content_mark", default=None)


def watch(*models: str) -> None:
    """Declare models ("app.Model") that public content is made of; a module does this in its `apps.py`."""
    _watched.update(dict.fromkeys(models))


def watched_tables() -> list[str]:
    """The tables of the watched models, with those of their many-to-many fields."""
    tables: dict[str, None] = {}
    for label in _watched:
        model = apps.get_model(label)
        tables[model._meta.db_table] = None
        for field in model._meta.local_many_to_many:
            tables[field.remote_field.through._meta.db_table] = None
    return sorted(tables)


def trigger_names(table: str, vendor: str) -> list[str]:
    """The triggers of one watched table."""
    return [f"{table}_mark"] if vendor == "postgresql" else [f"{table}_mark_{end}" for end in _ENDINGS]


def make_triggers(using: str, tables: set[str]) -> None:
    """(Re)make the triggers of the watched tables that exist, and give the mark a new value."""
    vendor = connections[using].vendor
    if TABLE not in tables:
        return
    with connections[using].cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION werkregio_content_mark() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {_NEW_ON_POSTGRESQL}; RETURN NULL; END $$"
            )
            cursor.execute(_NEW_ON_POSTGRESQL)
        else:
            for statement in _NEW_ON_SQLITE:
                cursor.execute(statement)
        for table in watched_tables():
            if table not in tables:
                continue
            for name in trigger_names(table, vendor):
                if vendor == "postgresql":
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
                    cursor.execute(
                        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                        "FOR EACH STATEMENT EXECUTE FUNCTION werkregio_content_mark()"
                    )
                else:
                    event = _ENDINGS[name.rsplit("_", 1)[1]]
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                    cursor.execute(
                        f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {"; ".join(_NEW_ON_SQLITE)}; END'
                    )


def mark() -> str:
    """The present mark; within one request that only reads always the same. One short query."""
    memory = _of_request.get()
    if memory:
        return memory[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM foundation_contentmark WHERE id = 1")
        row = cursor.fetchone()
    # No row: nothing may be kept, so never the same twice.
    found = str(row[0]) if row else secrets.token_hex(16)
    if memory is not None:
        memory.append(found)
    return found


@contextmanager
def one_state() -> Iterator[None]:
    """Read the mark at most once: for a request that changes no content."""
    token = _of_request.set([])
    try:
        yield
    finally:
        _of_request.reset(token)


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made again only when content changed. Not for anything of a person.

    The value is shared by all requests of the process: never change it. `make` may only read watched tables.
    """
    if not settings.KEEP_PAGES:
        return make()
    # Read before what it marks: a change in between makes it too old, never too new.
    now = mark()
    found = _kept.get(key)
    if found is not None and found[0] == now:
        return found[1]
    value = make()
    with _lock:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = (now, value)
    return value
