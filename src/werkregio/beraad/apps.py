# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the board: its roles, the rules that the database keeps, and what it loads with a region."""

from django.apps import AppConfig


class BeraadConfig(AppConfig):
    name = "werkregio.beraad"
    label = "beraad"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkregio.design import panels
        from werkregio.foundation import links, outbox
        from werkregio.foundation.chain import register_guard
        from werkregio.regio.rules import loaders, role_book

        from .permissions import ROLES
        from .rules.guards import GUARDS
        from .rules.round_guards import ROUND_GUARDS
        from .services import meeting_messages
        from .services.board_load import load_for
        from .views.consulting_panels import register_panels
        from .views.decisions import faces
        from .views.rounds import panel as deciding

        role_book.register(ROLES)
        for guard in (*GUARDS, *ROUND_GUARDS):
            register_guard(guard)
        loaders.register("beraad", load_for)
        panels.register(panels.Panel("beraad.agendapunt", "beraad/decide/_panel.html", deciding, 20))
        links.register_kind("besluit", faces)
        register_panels()
        outbox.register(*meeting_messages.KINDS)
