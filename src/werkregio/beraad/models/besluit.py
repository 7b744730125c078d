# SPDX-License-Identifier: EUPL-1.2
"""Rounds, ballots, votes, decisions, and the register in which they are chained.

Ballots, votes, decisions and lines of the register are append-only: the database refuses to change them.
"""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation.chain import GENESIS, AppendOnly
from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding, Mandaat

from ..terms import BesluitType, Keuze, RondeSoort, Uitkomst
from .gremium import Gremium
from .vergadering import Agendapunt, Vergadering


class Ronde(models.Model):
    """One attempt at agreement on an item: consensus (nr 1), then perhaps a vote (nr 2)."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="rondes")
    soort = models.CharField(max_length=10, choices=RondeSoort.choices)
    nummer = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consensus = models.BooleanField(null=True, blank=True)
    # Frozen at closing: geledingen, vertegenwoordigd (with mandate), bevoegd, rules of the convenant.
    frozen = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(max_length=24, choices=Uitkomst.choices, blank=True)
    # Quorum, count, refusals, warnings and words, as `werkregio besluit` gives them.
    computation = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["agendapunt", "nummer"], name="one_ronde_a_number"),
            models.UniqueConstraint(
                fields=["agendapunt"], condition=Q(closed_at__isnull=True), name="one_open_ronde_an_item"
            ),
        ]


class Bezwaar(AppendOnly):
    """An objection in the consensus round, in the words of the geleding."""

    ronde = models.ForeignKey(Ronde, on_delete=models.PROTECT, related_name="bezwaren")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(max_length=4000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class Stembriefje(AppendOnly):
    """A ballot as it came in; the last one of a geleding counts when the round closes (ruling A9)."""

    ronde = models.ForeignKey(Ronde, on_delete=models.PROTECT, related_name="briefjes")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="+")
    volgnummer = models.PositiveSmallIntegerField()
    keuze = models.CharField(max_length=12, choices=Keuze.choices)
    motivering = models.TextField(blank=True, max_length=4000)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, related_name="+")
    # Said aloud and written down by the secretary, or given by the person.
    oral = models.BooleanField(default=False)
    form_key = models.CharField(
        max_length=40, help_text="A second submit of the same form is the same ballot"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "geleding", "volgnummer"], name="one_briefje_a_number_and_geleding"
            ),
            models.UniqueConstraint(fields=["ronde", "geleding", "form_key"], name="one_briefje_a_form"),
        ]


class Stem(AppendOnly):
    """The one vote of a geleding in a round, written when the round closes (L1172-1175, R13)."""

    ronde = models.ForeignKey(Ronde, on_delete=models.PROTECT, related_name="stemmen")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="+")
    briefje = models.OneToOneField(Stembriefje, on_delete=models.PROTECT, related_name="stem")
    keuze = models.CharField(max_length=12, choices=Keuze.choices)
    # Not counted, and why: outside the work area, not represented (code of Weigergrond).
    refused = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["geleding__naam"]
        constraints = [models.UniqueConstraint(fields=["ronde", "geleding"], name="one_stem_a_geleding")]


class Besluit(AppendOnly):
    """A line of the decision register: what was adopted, how, by which rules."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="besluiten")
    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="besluiten")
    number = models.CharField(max_length=24, help_text="Year and number: 2026-07")
    agendapunt = models.OneToOneField(Agendapunt, on_delete=models.PROTECT, related_name="besluit")
    vergadering = models.ForeignKey(Vergadering, on_delete=models.PROTECT, related_name="besluiten")
    ronde = models.ForeignKey(Ronde, on_delete=models.PROTECT, related_name="+")
    convenant = models.ForeignKey(Convenant, on_delete=models.PROTECT, related_name="besluiten")
    type = models.CharField(max_length=20, choices=BesluitType.choices)
    titel = models.CharField(max_length=200)
    tekst = models.TextField(max_length=8000)
    outcome = models.CharField(max_length=24, choices=Uitkomst.choices)
    computation = models.JSONField()
    financial = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    public = models.BooleanField(default=True)
    taken_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["gremium", "number"], name="one_besluit_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.titel}"


class Rectificatie(AppendOnly):
    """A correction of an adopted text: the old text stays, the new one stands beside it, by a decision."""

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="rectificaties")
    nummer = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=200)
    tekst = models.TextField(max_length=8000)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="rectifies")
    at = models.DateTimeField()

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["besluit", "nummer"], name="one_rectificatie_a_number")
        ]


class RegisterHoofd(models.Model):
    """The end of the chain of a gremium; locked by whoever adds a line."""

    gremium = models.OneToOneField(Gremium, on_delete=models.PROTECT, related_name="register_hoofd")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)


class RegisterRegel(AppendOnly):
    """One line of the register of a gremium: what it tells, as canonical data, chained to the line before."""

    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="register")
    sequence = models.PositiveBigIntegerField()
    # besluit, stem, ronde, aanwezigheid, verslag, rectificatie, ...
    kind = models.CharField(max_length=24)
    reference = models.CharField(max_length=64, help_text="besluit:12")
    payload = models.JSONField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["gremium", "sequence"], name="one_register_line_a_number")
        ]

    def hashed_fields(self) -> dict[str, Any]:
        """What the hash covers."""
        return {
            "sequence": self.sequence,
            "kind": self.kind,
            "reference": self.reference,
            "payload": self.payload,
            "at": self.at.astimezone(UTC).isoformat(),
        }
