# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class BeraadConfig(AppConfig):
    name = "werkregio.beraad"
    label = "beraad"
    default_auto_field = "django.db.models.BigAutoField"
