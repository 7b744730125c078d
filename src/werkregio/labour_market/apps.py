# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class LabourMarketConfig(AppConfig):
    name = "werkregio.labour_market"
    label = "labour_market"
    default_auto_field = "django.db.models.BigAutoField"
