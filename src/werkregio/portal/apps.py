# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "werkregio.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
