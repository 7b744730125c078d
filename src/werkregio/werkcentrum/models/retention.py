# SPDX-License-Identifier: EUPL-1.2
"""How long things are kept, what was erased, and what is left of it as counts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..terms import Bewaarmethode, Bewaarstaat, Bewaarstopreden
from .zaak import Zaak


class Bewaarregel(models.Model):
    """How long something is kept after it ended, by kind and state; a change closes it and starts another.

    Without a row of the region the standard of `data/retention.yaml` holds.
    """

    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="bewaarregels"
    )
    model = models.CharField(max_length=40, help_text="Zaak, User, Uitnodiging, Codepoging")
    state = models.CharField(max_length=20, choices=Bewaarstaat.choices)
    days = models.PositiveIntegerField(help_text="After the end")
    notice_days = models.PositiveIntegerField(default=0, help_text="The person is told so long before")
    grace_days = models.PositiveIntegerField(default=0, help_text="Between the end of the term and erasing")
    method = models.CharField(max_length=12, choices=Bewaarmethode.choices)
    reason = models.CharField(max_length=400, help_text="Why so long: the law or the task")
    beyond = models.CharField(
        max_length=300, blank=True, help_text="Why it lies outside the bounds of the standard"
    )
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["model", "state", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "model", "state"],
                condition=Q(valid_to__isnull=True),
                name="one_bewaarregel_in_force",
            ),
            models.CheckConstraint(
                name="bewaarregel_period_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.state}: {self.days}"


class Bewaarstop(models.Model):
    """Erasing of one case waits, for a reason and until a day."""

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="bewaarstops")
    reason = models.CharField(max_length=12, choices=Bewaarstopreden.choices)
    until = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.reason} {self.until}"


class Wisaankondiging(models.Model):
    """The person was told when the data will be erased. Void when the case went on meanwhile."""

    zaak = models.OneToOneField(Zaak, on_delete=models.CASCADE, related_name="wisaankondiging")
    state = models.CharField(max_length=20, choices=Bewaarstaat.choices)
    ended_on = models.DateField(help_text="The end that it counts from")
    told_on = models.DateField()
    erase_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.erase_on}"


class Zaakstatistiek(models.Model):
    """What is left of an erased case: counts by month, without any key that leads back (month precision)."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="statistiek")
    month = models.DateField(help_text="First day of the month in which the question was left")
    # A question with two needs makes two rows; only the first counts as a question.
    is_question = models.BooleanField(default=True)
    need = models.CharField(max_length=40, blank=True)
    # Only when at least as many questions as the publishing limit came from there in that month.
    gm_code = models.CharField(max_length=6, blank=True)
    asker = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=12)
    warmth = models.CharField(max_length=16, blank=True)
    ground = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=20, choices=Bewaarstaat.choices)
    # Whole weeks from the question to each step: {"gesprek": 0, "verzonden": 2, "einde": 9}
    weeks = models.JSONField(default=dict)

    class Meta:
        ordering = ["month", "need"]
        indexes = [models.Index(fields=["regio", "month"])]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.need}"


class Opruimronde(models.Model):
    """One run of retention in one region: what it did, or would do, as counts."""

    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="opruimrondes"
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it runs, or was stopped")
    by = models.CharField(max_length=64, help_text="systeem, user:17")
    # {"Zaak/afgesloten": {"told": 3, "erased": 2, "held": 1}}
    counts = models.JSONField(default=dict)
    # [{"thing": "zaak:12", "problem": "IntegrityError"}]: ids and codes only
    failures = models.JSONField(default=list)

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.regio_id} {self.started_at:%Y-%m-%d}"
