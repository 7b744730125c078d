# SPDX-License-Identifier: EUPL-1.2
"""What a partner says of its room: full until a day, or room again. Kept, so that the region sees how long."""

from django.db import models

from werkregio.foundation.chain import AppendOnly

from ..terms import Capaciteitsoort
from .directory import Aanbod


class Capaciteitsmelding(AppendOnly):
    """One word of a partner about one offer."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, related_name="capaciteitsmeldingen")
    kind = models.CharField(max_length=8, choices=Capaciteitsoort.choices)
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="full_needs_a_day", condition=~models.Q(kind="vol") | models.Q(until__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.aanbod_id} {self.kind}"
