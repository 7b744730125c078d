# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the region: its roles."""

from django.apps import AppConfig


class RegioConfig(AppConfig):
    name = "werkregio.regio"
    label = "regio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .permissions import ROLES
        from .rules import role_book

        role_book.register(ROLES)
