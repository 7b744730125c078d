# SPDX-License-Identifier: EUPL-1.2
"""Counts per day of what was asked: no person, no text (ruling B6)."""

from django.db import models


class HulpTelling(models.Model):
    """How often a need was found on a day, by language and asker, and how often the person went on."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="tellingen")
    day = models.DateField()
    need = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    asker = models.CharField(max_length=16, blank=True)
    asked = models.PositiveIntegerField(default=0)
    chosen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "need"]
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "day", "need", "language", "asker"], name="one_telling_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.need}: {self.asked}"
