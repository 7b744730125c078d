# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "werkregio.budget"
    label = "budget"
    default_auto_field = "django.db.models.BigAutoField"
