# SPDX-License-Identifier: EUPL-1.2
"""Programmes and other tables of the region, and at which of them a theme is decided (S15, R18)."""

from django.db import models
from django.db.models import Q

from werkregio.regio.models import Arbeidsmarktregio

from ..terms import TafelRol, TafelSoort


class Tafel(models.Model):
    """A programme or table; the Regionaal Beraad is one of them, so that all are compared alike."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="tafels")
    code = models.SlugField()
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=12, choices=TafelSoort.choices)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["soort", "naam"]
        constraints = [models.UniqueConstraint(fields=["regio", "code"], name="one_tafel_a_code")]

    def __str__(self) -> str:
        return self.naam


class Thema(models.Model):
    """A theme or ambition, and what was agreed on who decides on it."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="themas")
    code = models.SlugField()
    naam = models.CharField(max_length=120)
    source = models.CharField(max_length=120, blank=True)
    agreement = models.CharField(max_length=1000, blank=True)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "code"], name="one_thema_a_code"),
            models.CheckConstraint(
                name="agreement_has_a_day", condition=Q(agreement="") | Q(agreed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class ThemaTafel(models.Model):
    """What one table does with a theme."""

    thema = models.ForeignKey(Thema, on_delete=models.PROTECT, related_name="tafels")
    tafel = models.ForeignKey(Tafel, on_delete=models.PROTECT, related_name="themas")
    rol = models.CharField(max_length=16, choices=TafelRol.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["thema", "tafel__naam"]
        constraints = [models.UniqueConstraint(fields=["thema", "tafel"], name="one_line_a_thema_and_tafel")]
