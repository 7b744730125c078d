# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "werkregio.skills"
    label = "skills"
    default_auto_field = "django.db.models.BigAutoField"
