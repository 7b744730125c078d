# SPDX-License-Identifier: EUPL-1.2
"""Tables at which partners meet: the Beraad itself, thematafels, working groups."""

from django.db import models
from django.db.models import F, Q

from werkregio.regio.models import Arbeidsmarktregio, Partij

from ..terms import GremiumSoort


class Gremium(models.Model):
    """A table with a task and a period. The chain of its register hangs on it."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="gremia")
    soort = models.CharField(max_length=12, choices=GremiumSoort.choices)
    code = models.SlugField(help_text="beraad, jongeren, arbeidsmigratie")
    naam = models.CharField(max_length=120)
    opdracht = models.TextField(blank=True, max_length=4000, help_text="What the Beraad asked of it")
    facilitated_by = models.ForeignKey(
        Partij, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Before this day the Beraad is "in oprichting"; null: it still is (S02).
    official_from = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["soort", "naam"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "code"], name="one_gremium_a_code"),
            models.UniqueConstraint(
                fields=["regio"], condition=Q(soort=GremiumSoort.BERAAD), name="one_beraad_a_regio"
            ),
            models.CheckConstraint(
                name="gremium_period_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class GremiumPartij(models.Model):
    """An organisation takes part in a thematafel or working group during a period; the Beraad has seats."""

    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="deelnemers")
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="gremia")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partij__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["gremium", "partij"],
                condition=Q(valid_to__isnull=True),
                name="one_open_line_a_partij_and_gremium",
            ),
        ]
