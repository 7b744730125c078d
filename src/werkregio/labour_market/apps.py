# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class LabourMarketConfig(AppConfig):
    name = "werkregio.labour_market"
    label = "labour_market"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import time, timedelta

        from werkregio.foundation import jobs
        from werkregio.regio.rules import loaders, role_book

        from .permissions import ROLES, duiding
        from .services import gebruik, sources, uploads

        role_book.register(ROLES)
        for code, rights in duiding.RIGHTS.items():
            role_book.extend(code, rights)
        loaders.register("labour_market.sources", sources.load_for)
        jobs.register(
            jobs.Job(
                "cijfers.gebruik",
                _("Figures: mark pages and papers that use an older version"),
                gebruik.run,
                every=timedelta(minutes=15),
            ),
            jobs.Job(
                "bronnen.adressen",
                _("Sources: see whether their addresses still answer"),
                sources.check_links,
                every=timedelta(days=7),
            ),
            jobs.Job(
                "datasets.opruimen",
                _("Figures: forget files that were looked at and not stored"),
                uploads.tidy,
                daily_at=time(3, 0),
            ),
        )
