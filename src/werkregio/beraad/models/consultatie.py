# SPDX-License-Identifier: EUPL-1.2
"""A consultation with its questions and answers.

An anonymous answer cannot be traced: it holds no time finer than the day, no invitation and no number that counts
on; answers of one person to several questions do not hang together, and reading gives them in random order.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.regio.models import Arbeidsmarktregio, Geleding, Partij

from ..terms_consulting import (
    ConsultatieStaat,
    ConsultatieToegang,
    ConsultatieVorm,
    InbrengStaat,
    VraagSoort,
)


class Consultatie(models.Model):
    """A survey, a round of written reactions or the input of a meeting, about any thing (kind and id)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="consultaties")
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="consultaties")
    geleding = models.ForeignKey(Geleding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vorm = models.CharField(max_length=12, choices=ConsultatieVorm.choices)
    toegang = models.CharField(max_length=10, choices=ConsultatieToegang.choices)
    anoniem = models.BooleanField(help_text="Chosen at the start and never changed")
    titel_nl = models.CharField(max_length=160)
    titel_en = models.CharField(max_length=160, blank=True)
    tekst_nl = models.TextField(max_length=6000)
    tekst_en = models.TextField(blank=True, max_length=6000)
    # What it is about, on whatever floor: a plain reference.
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_title = models.CharField(max_length=200, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which an answer counts")
    state = models.CharField(
        max_length=16, choices=ConsultatieStaat.choices, default=ConsultatieStaat.CONCEPT
    )
    received = models.PositiveIntegerField(default=0)
    # What came of it as a whole, told back beside what was done with each input.
    slotwoord_nl = models.TextField(blank=True, max_length=6000)
    slotwoord_en = models.TextField(blank=True, max_length=6000)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consultatie_period_in_order", condition=Q(closes_on__gte=F("opens_on"))
            )
        ]
        indexes = [models.Index(fields=["regio", "state"])]

    def __str__(self) -> str:
        return self.titel_nl


class ConsultatieVraag(models.Model):
    """One question, in Dutch and English."""

    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="vragen")
    position = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=10, choices=VraagSoort.choices)
    tekst_nl = models.CharField(max_length=400)
    tekst_en = models.CharField(max_length=400, blank=True)
    # [{"nl": "ja", "en": "yes"}], in the order shown; an answer keeps the place in this list.
    keuzes = models.JSONField(default=list, blank=True)
    verplicht = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultatie", "position"], name="one_vraag_a_position")
        ]


class ConsultatieCode(models.Model):
    """A one-time code, kept as a hash. It is written on an invitation; to whom stands nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    # Only that it was used, not when and not with which answer.
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultatie", "hash"], name="one_code_a_hash")]


class GebruiktFormulier(models.Model):
    """A form of a public consultation that was sent: a second press of the button counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultatie", "hash"], name="one_formulier_a_hash")]


class Inzending(models.Model):
    """Who answered an open consultation, as the sender wrote it. An anonymous one has no such row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="inzendingen")
    afzender = models.CharField(max_length=120, help_text="Organisation or function")
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]


class Antwoord(models.Model):
    """One answer to one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vraag = models.ForeignKey(ConsultatieVraag, on_delete=models.CASCADE, related_name="antwoorden")
    inzending = models.ForeignKey(
        Inzending, null=True, blank=True, on_delete=models.CASCADE, related_name="antwoorden"
    )
    # Places in the list of the question, or the words.
    keuzes = models.JSONField(default=list, blank=True)
    tekst = models.TextField(blank=True, max_length=4000)
    on = models.DateField()

    class Meta:
        # A random key: the order says nothing about who came first.
        ordering = ["pk"]


class Inbreng(models.Model):
    """One input and what was done with it. `samenvatting` is what the public reads, in words of the staff."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="inbreng")
    afzender = models.CharField(max_length=120, blank=True)
    tekst = models.TextField(max_length=4000)
    samenvatting_nl = models.CharField(max_length=600, blank=True)
    samenvatting_en = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=12, choices=InbrengStaat.choices, default=InbrengStaat.NIEUW)
    reden_nl = models.CharField(max_length=600, blank=True)
    reden_en = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="afgewezen_inbreng_has_a_reason",
                condition=~Q(state=InbrengStaat.AFGEWEZEN) | ~Q(reden_nl=""),
            )
        ]


class Terugmeldadres(models.Model):
    """An address that somebody left to hear what came of it: apart from the answers, erased after the message."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultatie = models.ForeignKey(Consultatie, on_delete=models.CASCADE, related_name="terugmeldadressen")
    sealed = models.TextField(help_text="The address, encrypted")
    language = models.CharField(max_length=5, default="nl")
