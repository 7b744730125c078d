# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the region: its roles, what it adds to sign-in, and the check that the demo is no real region."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class RegioConfig(AppConfig):
    name = "werkregio.regio"
    label = "regio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkregio.accounts import rules as accounts
        from werkregio.foundation import content, outbox

        from . import queries
        from .permissions import ROLES
        from .rules import role_book

        role_book.register(ROLES)
        content.watch("regio.Arbeidsmarktregio", "regio.Gemeente", "regio.RegioGemeente", "regio.Partij")
        outbox.register_gate(queries.may_send)
        if queries.roles_in_words not in accounts.describers:
            accounts.describers.append(queries.roles_in_words)
            accounts.demo_objections.append(queries.real_region_objection)
        register(_no_demo_beside_a_real_region)


def _no_demo_beside_a_real_region(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demo mode shows sign-in codes: it does not start where real people may be at work (ruling A11)."""
    from django.conf import settings
    from django.db import DatabaseError

    from .queries import real_region_objection

    if not settings.DEMO:
        return []
    try:
        objection = real_region_objection()
    except DatabaseError:
        return []  # The tables are not there yet: nobody works here.
    if objection is None:
        return []
    return [Error(objection, hint="Set WERKREGIO_DEMO=0, or use another database.", id="regio.E001")]
