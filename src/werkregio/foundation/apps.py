# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the ground floor: triggers after every migration, a check at start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_noop


class FoundationConfig(AppConfig):
    name = "werkregio.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_drop_triggers, dispatch_uid="foundation.no_triggers")
        post_migrate.connect(_make_triggers, dispatch_uid="foundation.triggers")
        register(_triggers_exist, Tags.database)

        from datetime import time

        from . import jobs

        jobs.register(
            jobs.Job(
                "foundation.tidy",
                gettext_noop("Forget what was sent and done long ago"),
                jobs.tidy,
                daily_at=time(3, 30),
            )
        )


def _drop_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from .chain import drop_triggers

    # SQLite rebuilds a table by renaming, and a trigger that names it stops that. They come back
    # after the migration; the check at start tells when they did not.
    if sender.label == "foundation":
        drop_triggers(using)


def _make_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from .chain import make_triggers

    # Every app sends this signal once all tables are there; once is enough.
    if sender.label == "foundation":
        make_triggers(using)


def _triggers_exist(
    *, app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    from .chain import missing_triggers

    errors: list[CheckMessage] = []
    for using in databases or []:
        missing = missing_triggers(using)
        if missing:
            errors.append(
                Error(
                    f"Append-only triggers are missing: {', '.join(sorted(missing))}",
                    hint="Run `werkregio migrate`: it makes them again.",
                    id="foundation.E001",
                )
            )
    return errors
