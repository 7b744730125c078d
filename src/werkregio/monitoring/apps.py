# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "werkregio.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
