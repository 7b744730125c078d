# SPDX-License-Identifier: EUPL-1.2
"""Warm referral (Doorverwijzing) as immutable steps, and the consent and grant that go with it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly

from ..rules.referral_states import Herinneren
from ..terms import (
    Afwijsreden,
    Gegevenswijze,
    Grondslag,
    Stap,
    Uitkomstsoort,
    Warmte,
)
from .zaak import Zaak


class Grondslagregel(models.Model):
    """The legal basis of sharing with a kind of organisation, set by the region (ruling B7)."""

    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="grondslagregels"
    )
    partij_soort = models.CharField(
        max_length=12, help_text="Kind of organisation; empty for all others", blank=True
    )
    basis = models.CharField(max_length=20, choices=Grondslag.choices, default=Grondslag.TOESTEMMING)
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regio", "partij_soort"], name="one_basis_a_kind")]

    def __str__(self) -> str:
        return f"{self.partij_soort or '*'}: {self.basis}"


class Doorverwijzing(models.Model):
    """A case handed over to a partner for one need. Its state is its last step; nothing else holds it."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="doorverwijzingen")
    behoefte_key = models.PositiveBigIntegerField(db_index=True)
    need = models.CharField(max_length=40)
    aanbod = models.ForeignKey(
        "werkcentrum.Aanbod", null=True, blank=True, on_delete=models.PROTECT, related_name="doorverwijzingen"
    )
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="doorverwijzingen")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sender_partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    warmth = models.CharField(max_length=16, choices=Warmte.choices, default=Warmte.GEINFORMEERD)
    fields = models.JSONField(default=list, help_text="Codes of Gegeven that would be shared")
    # The note of the guide to the partner, encrypted under the key of the case.
    sealed_note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.zaak_id} -> {self.partij_id}"


class Toestemmingstekst(AppendOnly):
    """The words of a consent or information text, by version and language.

    `body` names {receiver}, {fields}, {purpose} and {until}; `labels` holds the names of the fields and
    of the buttons in the same language. Somebody agreed to these words, so a change is a new version.
    """

    kind = models.CharField(
        max_length=12, choices=[("toestemming", "toestemming"), ("informatie", "informatie")]
    )
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    body = models.TextField()
    labels = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind", "-version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version", "language"], name="one_consent_text_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} {self.language}"


class Toestemming(AppendOnly):
    """What the person agreed to, or was informed of: receiver, fields, purpose, text, how, when, until."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.PROTECT, related_name="toestemmingen")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=20, choices=Grondslag.choices)
    fields = models.JSONField()
    purpose = models.CharField(max_length=40, help_text="Code: the need the help is for")
    text = models.ForeignKey(Toestemmingstekst, on_delete=models.PROTECT, related_name="+")
    given_via = models.CharField(max_length=12, choices=Gegevenswijze.choices)
    read_back = models.BooleanField(default=False)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                name="spoken_consent_is_read_back",
                condition=~Q(given_via="gesproken") | Q(read_back=True, witness__isnull=False),
            ),
            models.CheckConstraint(name="consent_ends_after_it_begins", condition=Q(until__gt=F("given_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.doorverwijzing_id} {self.basis}"


class Intrekking(AppendOnly):
    """The person took a consent back."""

    toestemming = models.OneToOneField(Toestemming, on_delete=models.PROTECT, related_name="intrekking")
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    via = models.CharField(max_length=12, choices=Gegevenswijze.choices)

    def __str__(self) -> str:
        return str(self.toestemming_id)


class DoorverwijzingStap(AppendOnly):
    """One step of a referral. The numbers have no gap, so two people cannot take the same step at once."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.PROTECT, related_name="stappen")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Stap.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64, blank=True)
    toestemming = models.ForeignKey(
        Toestemming, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=20, blank=True, choices=Afwijsreden.choices)
    # Where else, when a partner declines: another offer or organisation of the same region.
    next_door = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["doorverwijzing", "sequence"], name="one_step_a_number"),
            models.CheckConstraint(
                name="sent_needs_consent_or_information",
                condition=~Q(kind="verzonden") | Q(toestemming__isnull=False),
            ),
            models.CheckConstraint(
                name="declined_needs_a_reason", condition=~Q(kind="afgewezen") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="first_contact_needs_a_date",
                condition=~Q(kind="eerste-contact") | Q(contact_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.doorverwijzing_id} #{self.sequence} {self.kind}"


class Herinnering(AppendOnly):
    """The clock reminded a partner, or told the guide, about one step; each of them once."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.PROTECT, related_name="herinneringen")
    sequence = models.PositiveSmallIntegerField(help_text="Number of the step that waits")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Herinneren])
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["doorverwijzing", "sequence", "kind"], name="one_herinnering_a_step"
            )
        ]

    def __str__(self) -> str:
        return f"{self.doorverwijzing_id} #{self.sequence} {self.kind}"


class Uitkomst(AppendOnly):
    """What came of the help of a partner; exists only for a referral that is done."""

    doorverwijzing = models.OneToOneField(Doorverwijzing, on_delete=models.PROTECT, related_name="uitkomst")
    kind = models.CharField(max_length=16, choices=Uitkomstsoort.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.doorverwijzing_id} {self.kind}"


class Inzage(models.Model):
    """The grant: a partner may see exactly these fields of a case until the referral ends."""

    doorverwijzing = models.OneToOneField(Doorverwijzing, on_delete=models.PROTECT, related_name="inzage")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="inzagen")
    toestemming = models.ForeignKey(Toestemming, on_delete=models.PROTECT, related_name="inzagen")
    fields = models.JSONField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.partij_id}: {len(self.fields)}"
