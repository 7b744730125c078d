# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "werkregio.connectors"
    label = "connectors"
    default_auto_field = "django.db.models.BigAutoField"
