# SPDX-License-Identifier: EUPL-1.2
"""Counters of the Werkcentrum: place, hours, languages, accessibility (ruling B21)."""

from django.db import models


class Loket(models.Model):
    """A place where people can come or call. Empty fields are not known yet and are shown as such."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="loketten")
    gemeente = models.ForeignKey("regio.Gemeente", on_delete=models.PROTECT, related_name="loketten")
    naam = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    # {"ma": ["09:00-12:30", "13:00-17:00"], ...}; a missing day is unknown, an empty list is closed.
    hours = models.JSONField(default=dict, blank=True)
    # [{"date": "2026-12-25", "hours": [], "why": {"nl": "Kerst", "en": "Christmas"}}]
    exceptions = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    walk_in = models.BooleanField(null=True, help_text="Unknown while empty")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["gemeente__naam", "naam"]

    def __str__(self) -> str:
        return self.naam
