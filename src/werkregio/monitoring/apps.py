# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module: it follows the decisions of the Beraad."""

from typing import Any

from django.apps import AppConfig


def _follow(sender: Any, *, besluit_id: int, at: Any, **facts: Any) -> None:
    from .services.signalen import follow_besluit

    follow_besluit(besluit_id, at=at)


class MonitoringConfig(AppConfig):
    name = "werkregio.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkregio.beraad.events import besluit_genomen

        besluit_genomen.connect(_follow, dispatch_uid="monitoring.signalen")
