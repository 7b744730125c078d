# SPDX-License-Identifier: EUPL-1.2
"""Maps that somebody brought in: the newest of each kind of area is the one that is drawn."""

from django.db import models


class MapLayer(models.Model):
    """Boundaries of one kind of area, kept as one immutable GeoJSON file whose name is its SHA-256."""

    kind = models.CharField(max_length=20, help_text="gemeente, arbeidsmarktregio, provincie, corop or land")
    name = models.CharField(max_length=200, help_text="Name of the file as received")
    raw_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    areas = models.PositiveIntegerField()
    attribution = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
