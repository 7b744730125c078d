# SPDX-License-Identifier: EUPL-1.2
"""Files that somebody brought in, and the records of other directories as they were received."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..terms import InvoerSoort, InvoerStand


class Invoer(models.Model):
    """One file: first a trial with a report, then applied in one piece, and undone in one piece when asked."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="invoeren")
    kind = models.CharField(max_length=12, choices=InvoerSoort.choices)
    state = models.CharField(max_length=12, choices=InvoerStand.choices, default=InvoerStand.TRIAL)
    filename = models.CharField(max_length=160)
    source = models.CharField(max_length=80, blank=True, help_text="Whose directory this is; empty: our own")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # The file itself, compressed, only between the trial and the decision.
    packed = models.BinaryField(null=True)
    counts = models.JSONField(default=dict)
    # One line for each record: what happens with it, where it stands in the file, and why.
    report = models.JSONField(default=list)
    # What applying it made, so that it can be taken back: [[key of the entry, version], ...].
    made = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: a command",
    )
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="invoer_keeps_no_file_after_the_decision",
                condition=Q(state="proef") | Q(packed__isnull=True),
            ),
            models.CheckConstraint(
                name="invoer_applied_when_it_says_so",
                condition=Q(state="proef", applied_at__isnull=True) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.state})"


class Bronrecord(models.Model):
    """One record of another directory, as received: what we do not use is kept and given back."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="bronrecords")
    invoer = models.ForeignKey(Invoer, on_delete=models.PROTECT, related_name="records")
    source = models.CharField(max_length=80)
    kind = models.CharField(max_length=32, help_text="Object of HSDS: service, organization, phone")
    foreign_id = models.CharField(max_length=36)
    is_row = models.BooleanField(default=False, help_text="A row of a table, not a nested object")
    # Place in the file, so that giving back keeps the order.
    order = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    # The version that holds now; an older one comes back when the newer is undone.
    current = models.BooleanField(default=True)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    name = models.CharField(max_length=200, blank=True)
    # The organisation of the region with this name, where there is exactly one.
    partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    own_copy = models.ForeignKey(
        "werkcentrum.Instrument", null=True, blank=True, on_delete=models.SET_NULL, related_name="copied_from"
    )

    class Meta:
        ordering = ["source", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "source", "kind", "foreign_id"],
                condition=Q(current=True),
                name="one_current_bronrecord",
            )
        ]
        indexes = [models.Index(fields=["regio", "kind", "current"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.foreign_id}"
