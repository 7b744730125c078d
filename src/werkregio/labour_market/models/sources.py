# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of sources of a region, and what it keeps beside: who looks after each, and whether it is fresh."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..terms import LinkState, Rhythm


class Source(models.Model):
    """A source of figures or knowledge. Catalogue entries come along; a region adds its own (`is_own`)."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.CASCADE, related_name="sources")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    level = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    table_id = models.CharField(max_length=80, blank=True)
    tags = models.JSONField(default=list, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    in_use = models.BooleanField(default=False)
    is_own = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)
    # The last edition that somebody saw; with the rhythm it says when the next one is expected.
    last_edition = models.DateField(null=True, blank=True)
    # Only this organisation may bring in files of this source; empty: everybody who may import.
    partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link_state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN)
    link_checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "code"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "code"], name="one_source_a_code"),
            models.CheckConstraint(
                name="deputy_is_somebody_else",
                condition=Q(deputy__isnull=True) | Q(owner__isnull=True) | ~Q(owner=models.F("deputy")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
