# SPDX-License-Identifier: EUPL-1.2
"""Training funds of sectors and collective agreements. Employers and unions stay responsible for them."""

from django.db import models


class Fonds(models.Model):
    """One fund (O&O-fonds): for which sector or cao, and how to reach it. Empty is not known."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="fondsen")
    code = models.SlugField(max_length=60)
    naam = models.CharField(max_length=120)
    sectors = models.JSONField(default=list, help_text="Names of sectors, in plain words")
    sbi = models.JSONField(default=list, blank=True, help_text="Codes of SBI 2008: 78, 01")
    caos = models.JSONField(default=list, blank=True, help_text="Names of collective agreements")
    instrument = models.ForeignKey(
        "werkcentrum.Instrument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="fondsen",
        help_text="The entry of the directory about this fund, when there is one",
    )
    url = models.URLField(blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="Number of the fund, not of a person")
    what_nl = models.CharField(max_length=400, blank=True)
    what_en = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=500, blank=True)
    read_on = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    # Loaded rows follow the file until somebody of the region changes them.
    by_editor = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["naam"]
        constraints = [models.UniqueConstraint(fields=["regio", "code"], name="one_fonds_a_code")]

    def __str__(self) -> str:
        return self.naam
