# SPDX-License-Identifier: EUPL-1.2
"""Informing the councils: one source text, a letter for each municipality, and who is how far (R24, S13)."""

from django.db import models
from django.db.models import F, Q

from werkregio.regio.models import Arbeidsmarktregio, Gemeente

from ..terms_consulting import BriefStaat


class Raadsbrief(models.Model):
    """The one text from which the letters come. Internal notes stand apart and never leave the house."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="raadsbrieven")
    titel = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=BriefStaat.choices, default=BriefStaat.CONCEPT)
    stand = models.TextField(blank=True, max_length=8000)
    structuur = models.TextField(blank=True, max_length=8000)
    taken = models.TextField(blank=True, max_length=8000)
    vervolg = models.TextField(blank=True, max_length=8000)
    planning = models.TextField(blank=True, max_length=8000)
    intern = models.TextField(blank=True, max_length=8000, help_text="Internal notes, in no version")
    # All councils in the same week: the Monday of it.
    week_of = models.DateField()
    public = models.BooleanField(default=False)
    final_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-week_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_draft_letter_is_not_public",
                condition=Q(public=False) | Q(state=BriefStaat.DEFINITIEF),
            )
        ]

    def __str__(self) -> str:
        return self.titel


class RaadsbriefGemeente(models.Model):
    """How far one college and its council are with a letter."""

    brief = models.ForeignKey(Raadsbrief, on_delete=models.PROTECT, related_name="gemeenten")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="raadsbrieven")
    college_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    treated_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["gemeente__naam"]
        constraints = [
            models.UniqueConstraint(fields=["brief", "gemeente"], name="one_line_a_gemeente_and_brief"),
            models.CheckConstraint(
                name="council_after_college",
                condition=Q(sent_on__isnull=True)
                | Q(college_on__isnull=True)
                | Q(sent_on__gte=F("college_on")),
            ),
            models.CheckConstraint(
                name="treated_after_sent",
                condition=Q(treated_on__isnull=True)
                | (Q(sent_on__isnull=False) & Q(treated_on__gte=F("sent_on"))),
            ),
        ]


class Raadsinbreng(models.Model):
    """What a council said or asked about a letter, and what was answered."""

    regel = models.ForeignKey(RaadsbriefGemeente, on_delete=models.PROTECT, related_name="inbreng")
    received_on = models.DateField()
    tekst = models.TextField(max_length=4000)
    antwoord = models.TextField(blank=True, max_length=4000)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["received_on", "pk"]
