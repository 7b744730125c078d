# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "werkregio.design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"
