# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the board: its roles."""

from django.apps import AppConfig


class BeraadConfig(AppConfig):
    name = "werkregio.beraad"
    label = "beraad"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkregio.regio.rules import role_book

        from .permissions import ROLES

        role_book.register(ROLES)
