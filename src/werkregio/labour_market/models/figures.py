# SPDX-License-Identifier: EUPL-1.2
"""What hangs on a figure: what it means here, and who uses it.

A figure is named by measure, area, period and choices; the versions that it rested on are kept as hashes by table.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..terms_figures import DuidingState


class FigureName(models.Model):
    """The columns that name a figure, and what it was."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=160, help_text="groene-druk, or 84799NED:AantalInwoners_5")
    area = models.CharField(max_length=160, help_text="AM29")
    period = models.CharField(max_length=20, help_text="2022, 2022KW03")
    chosen = models.JSONField(default=dict, blank=True)
    value = models.CharField(max_length=60, blank=True, help_text="Exact, as text; empty when there was none")
    unit = models.CharField(max_length=60, blank=True)
    # Hash of the version by id of the table.
    versions = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Duiding(FigureName):
    """What a figure means here, by a role. Not edited: a new one takes its place."""

    text = models.TextField()
    not_in_numbers = models.TextField(blank=True, help_text="What the numbers do not say")
    state = models.CharField(max_length=12, choices=DuidingState.choices, default=DuidingState.WAITING)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duidingen"
    )
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="duidingen")
    role = models.CharField(max_length=32, help_text="Code of the role in which it was written")
    written_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="beoordeelde_duidingen",
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=500, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["regio", "measure", "area"], name="duiding_of_a_figure")]
        constraints = [
            models.CheckConstraint(
                name="duiding_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="duiding_published_was_reviewed",
                condition=~Q(state__in=[DuidingState.PUBLISHED, DuidingState.RETURNED])
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False, state=DuidingState.PUBLISHED),
                name="one_published_duiding_after_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.period}"


class Gebruik(FigureName):
    """A page, document or object uses a figure; written by the floor that uses it."""

    kind = models.CharField(max_length=40, help_text="Kind of the user: besluit, actie, agendapunt, monitor")
    object_id = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    place = models.CharField(max_length=80, blank=True, help_text="Where in it, when it uses more figures")
    written_by = models.CharField(max_length=40, help_text="user:17, or system")
    written_at = models.DateTimeField()
    # Newer figures are there: since when, and what the figure is now. What was adopted does not change by itself.
    older_since = models.DateTimeField(null=True, blank=True)
    newer_value = models.CharField(max_length=60, blank=True)
    newer_versions = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["kind", "label", "place"]
        indexes = [models.Index(fields=["regio", "measure", "area"], name="gebruik_of_a_figure")]
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "kind", "object_id", "place", "measure", "area", "period"],
                name="one_gebruik_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.measure} {self.area} {self.period}"

    @property
    def changed(self) -> bool:
        """Whether the newer version gives another value, not only another version."""
        return self.older_since is not None and self.newer_value != self.value
