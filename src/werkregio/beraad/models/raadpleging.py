# SPDX-License-Identifier: EUPL-1.2
"""How each geleding consulted its people about an item, and told them afterwards (R31, R32)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.regio.models import Geleding

from ..terms_consulting import Raadpleegwijze
from .vergadering import Agendapunt


class Raadpleging(models.Model):
    """The consultation of one geleding about one item: its own responsibility, written by itself."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="raadplegingen")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="raadplegingen")
    vraag = models.TextField(max_length=2000)
    starts_on = models.DateField()
    ends_on = models.DateField()
    wijze = models.CharField(max_length=20, choices=Raadpleegwijze.choices)
    wie = models.CharField(max_length=500, help_text="Groups, never persons")
    # Counts or words about how many answered; never who.
    respons = models.CharField(max_length=500, blank=True)
    mandaat = models.TextField(blank=True, max_length=4000, help_text="Summary of the mandate")
    # Others read the summary from the moment that the geleding releases it.
    released_at = models.DateTimeField(null=True, blank=True)
    # Evidence: a brede bijeenkomst, a thematafel or a consultation (R34), or an address elsewhere.
    evidence_kind = models.CharField(max_length=40, blank=True)
    evidence_id = models.CharField(max_length=64, blank=True)
    evidence_title = models.CharField(max_length=200, blank=True)
    evidence_url = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["geleding__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["agendapunt", "geleding"], name="one_raadpleging_a_geleding_and_item"
            ),
            models.CheckConstraint(
                name="raadpleging_period_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="only_a_mandate_is_released", condition=Q(released_at__isnull=True) | ~Q(mandaat="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.geleding}: {self.agendapunt}"


class Terugkoppeling(models.Model):
    """A geleding told its people what came of an item (L1287-1289, R32); without this row the task is open."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="terugkoppelingen")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="terugkoppelingen")
    hoe = models.CharField(max_length=300, blank=True)
    done_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["geleding__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["agendapunt", "geleding"], name="one_terugkoppeling_a_geleding_and_item"
            )
        ]
