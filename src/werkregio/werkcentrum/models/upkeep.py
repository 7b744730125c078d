# SPDX-License-Identifier: EUPL-1.2
"""Keeping the directory right: who confirmed what, who checked what, who was asked to mend what."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation.chain import AppendOnly

from ..terms import Verbeterreden


class Aanbodbevestiging(AppendOnly):
    """A partner said that its offer still holds, or changed it. Never altered afterwards."""

    aanbod = models.ForeignKey("werkcentrum.Aanbod", on_delete=models.PROTECT, related_name="bevestigingen")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    # Codes of the fields that were changed; empty means: it still holds as it stood.
    changed = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.aanbod_id} {self.at:%Y-%m-%d}"


class Feitwijziging(AppendOnly):
    """A figure of an offer, or of the page that its partner keeps, was confirmed, changed or added."""

    aanbod = models.ForeignKey("werkcentrum.Aanbod", on_delete=models.PROTECT, related_name="feitwijzigingen")
    # The figure belongs to the page; its versions are kept there too.
    of_instrument = models.BooleanField(default=False)
    key = models.SlugField(max_length=60)
    label_nl = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    # Value, unit, period, source and day of reading; `before` is empty for a new figure.
    before = models.JSONField(default=dict)
    after = models.JSONField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.aanbod_id} {self.key} {self.at:%Y-%m-%d}"


class Kwaliteitscontrole(AppendOnly):
    """A reviewer read an entry in its source. `version` is the version of the entry that holds since."""

    instrument = models.ForeignKey(
        "werkcentrum.Instrument", on_delete=models.PROTECT, related_name="controles"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField()
    version = models.PositiveIntegerField()
    facts = models.PositiveSmallIntegerField(default=0, help_text="How many figures were read")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.instrument_id} v{self.version}"


class Verbeterverzoek(models.Model):
    """An organisation is asked to mend an entry: what, and before when. One at a time for each pair."""

    instrument = models.ForeignKey(
        "werkcentrum.Instrument", on_delete=models.PROTECT, related_name="verbeterverzoeken"
    )
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="verbeterverzoeken")
    reason = models.CharField(max_length=16, choices=Verbeterreden.choices)
    note = models.CharField(max_length=400, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    # Empty: asked by the system, because a figure ran out.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "partij"],
                condition=Q(closed_at__isnull=True),
                name="one_open_verbeterverzoek",
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.partij_id}"
