# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "werkregio.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
