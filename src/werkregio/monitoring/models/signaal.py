# SPDX-License-Identifier: EUPL-1.2
"""A signal to the Landelijk Beraad and its road; what comes from there; lessons (R43, R44, R52, R53)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.beraad.models import Agendapunt, Besluit
from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Arbeidsmarktregio

from ..terms import ObstakelType, SignaalSoort, SignaalStaat


class Signaal(models.Model):
    """What the region sees and cannot solve alone. It is "of the Beraad" only with a decision."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="signalen")
    titel = models.CharField(max_length=160)
    soort = models.CharField(max_length=12, choices=SignaalSoort.choices)
    type = models.CharField(max_length=24, choices=ObstakelType.choices, blank=True)
    wat = models.TextField(max_length=4000)
    bewijs = models.TextField(max_length=4000)
    bron = models.CharField(max_length=300)
    peildatum = models.DateField(help_text="The day to which the evidence refers")
    doelgroepen = models.JSONField(default=list, blank=True)
    sectoren = models.JSONField(default=list, blank=True)
    gewenste_actie = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=20, choices=SignaalStaat.choices, default=SignaalStaat.CONCEPT)
    agendapunt = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    besluit = models.ForeignKey(Besluit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    passed_on = models.DateField(null=True, blank=True)
    antwoord = models.TextField(blank=True, max_length=4000)
    answered_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=300, blank=True)
    # Set when it comes from something that is counted: "vastlopers:2026-10". One signal for each.
    origin = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="obstacle_has_a_type",
                condition=Q(soort=SignaalSoort.TREND) | ~Q(type=""),
            ),
            models.CheckConstraint(
                name="passed_on_only_with_a_decision",
                condition=~Q(state__in=[SignaalStaat.DOORGEGEVEN, SignaalStaat.BEANTWOORD])
                | Q(besluit__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["regio", "origin"], condition=~Q(origin=""), name="one_signaal_an_origin"
            ),
        ]
        indexes = [models.Index(fields=["regio", "state"])]

    def __str__(self) -> str:
        return self.titel


class SignaalStap(AppendOnly):
    """One move of a signal."""

    signaal = models.ForeignKey(Signaal, on_delete=models.PROTECT, related_name="stappen")
    state = models.CharField(max_length=20, choices=SignaalStaat.choices)
    at = models.DateTimeField()
    # Empty where the register of decisions moved it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]


class LandelijkThema(models.Model):
    """A theme of the Landelijk Beraad: input for the region, never an order (L1127-1129, R53)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="landelijke_themas")
    titel = models.CharField(max_length=160)
    omschrijving = models.TextField(max_length=4000)
    bron = models.CharField(max_length=300)
    received_on = models.DateField()
    # What the region does with it; "nothing, because" is an answer too.
    wat_wij_doen = models.TextField(blank=True, max_length=4000)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_on", "-pk"]

    def __str__(self) -> str:
        return self.titel


class Les(models.Model):
    """A lesson, also of what failed; shared with other regions only where it is marked so (R44, S31)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="lessen")
    titel = models.CharField(max_length=160)
    wat = models.TextField(max_length=4000)
    context = models.TextField(blank=True, max_length=2000)
    werkte = models.BooleanField(help_text="It worked; else it is a lesson of what did not")
    deelbaar = models.BooleanField(default=False)
    learned_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-learned_on", "-pk"]

    def __str__(self) -> str:
        return self.titel
