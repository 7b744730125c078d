# SPDX-License-Identifier: EUPL-1.2
"""What goes together: two instruments of the directory, whether they combine, and who says so."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least

from ..terms import Samenloopsoort


class Samenloop(models.Model):
    """A rule about two instruments. For `gaat-voor` the first one comes first; the others have no direction."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="samenlopen")
    instrument_a = models.ForeignKey("werkcentrum.Instrument", on_delete=models.PROTECT, related_name="+")
    instrument_b = models.ForeignKey("werkcentrum.Instrument", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Samenloopsoort.choices)
    text_nl = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400, blank=True)
    law = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500, blank=True)
    as_of = models.CharField(max_length=10, blank=True, help_text="2024, 2024-05 or 2024-05-01")
    read_on = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    # Loaded rows follow the file until somebody of the region changes them.
    by_editor = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="samenloop_of_two_instruments", condition=~Q(instrument_a=F("instrument_b"))
            ),
            models.CheckConstraint(
                name="samenloop_period_in_order",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            # The pair has no order: a with b is b with a.
            models.UniqueConstraint(
                Least("instrument_a", "instrument_b"),
                Greatest("instrument_a", "instrument_b"),
                "kind",
                Coalesce("valid_from", Value(date(1, 1, 1))),
                name="one_samenloop_a_pair_kind_and_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_a} {self.kind} {self.instrument_b}"

    @property
    def code_a(self) -> str:
        return self.instrument_a.code

    @property
    def code_b(self) -> str:
        return self.instrument_b.code
