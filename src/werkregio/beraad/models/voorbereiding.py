# SPDX-License-Identifier: EUPL-1.2
"""Before a meeting: the date poll, who is invited, guests at a closed item, who disputes a work area."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Geleding, Mandaat, Partij

from ..terms import Komst, Prikkeuze, VergaderingSoort
from .gremium import Gremium
from .vergadering import Agendapunt, Vergadering


class Datumprikker(models.Model):
    """A question to the members: on which of these days can you come?"""

    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="datumprikkers")
    titel = models.CharField(max_length=160)
    soort = models.CharField(max_length=10, choices=VergaderingSoort.choices)
    duration = models.PositiveSmallIntegerField(default=120, help_text="Minutes")
    location = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    closes_at = models.DateTimeField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The meeting that came of it.
    vergadering = models.OneToOneField(
        Vergadering, null=True, blank=True, on_delete=models.PROTECT, related_name="datumprikker"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.titel


class DatumOptie(models.Model):
    """A moment that is offered."""

    prikker = models.ForeignKey(Datumprikker, on_delete=models.CASCADE, related_name="opties")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["prikker", "starts_at"], name="one_optie_a_moment")]


class DatumDeelnemer(models.Model):
    """Somebody who is asked; `mandaat` says for which seat."""

    prikker = models.ForeignKey(Datumprikker, on_delete=models.CASCADE, related_name="deelnemers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mandaat = models.ForeignKey(Mandaat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["prikker", "user"], name="one_deelnemer_a_prikker")]


class DatumAntwoord(models.Model):
    """What somebody says of one moment; the last answer holds until the poll closes."""

    optie = models.ForeignKey(DatumOptie, on_delete=models.CASCADE, related_name="antwoorden")
    deelnemer = models.ForeignKey(DatumDeelnemer, on_delete=models.CASCADE, related_name="antwoorden")
    keuze = models.CharField(max_length=8, choices=Prikkeuze.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["optie", "deelnemer"], name="one_antwoord_an_optie")]


class Genodigde(models.Model):
    """Somebody who is invited to a meeting, and what he says about coming."""

    vergadering = models.ForeignKey(Vergadering, on_delete=models.PROTECT, related_name="genodigden")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mandaat = models.ForeignKey(Mandaat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partij = models.ForeignKey(Partij, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Komst.choices, default=Komst.ONBEKEND)
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vergadering", "user"], name="one_invitation_a_person_and_meeting"
            )
        ]


class Agendafeed(models.Model):
    """The secret address of somebody's own calendar; only its keyed hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agendafeed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class AgendapuntGast(models.Model):
    """A strategic partner that is invited to a closed item (R09)."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="gasten")
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["partij__naam"]
        constraints = [models.UniqueConstraint(fields=["agendapunt", "partij"], name="one_gast_an_item")]


class WerkgebiedWijziging(AppendOnly):
    """The work area of an item was changed after the invitation went out (gap A8)."""

    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.PROTECT, related_name="werkgebied_wijzigingen"
    )
    # Codes of geledingen, or ["*"] for everybody.
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class WerkgebiedBezwaar(models.Model):
    """A geleding disputes who may decide on an item; the secretary says what became of it."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="werkgebied_bezwaren")
    geleding = models.ForeignKey(Geleding, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agendapunt", "geleding"],
                condition=Q(answered_at__isnull=True),
                name="one_open_bezwaar_a_geleding_and_item",
            )
        ]
