# SPDX-License-Identifier: EUPL-1.2
"""What people ask about their own data (AVG articles 15 to 21), and what came of it."""

from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly

from ..terms import (
    Besluit,
    Besluitreden,
    Identiteit,
    Kanaal,
    Rechtenverzoek,
    Verzoekstapsoort,
)
from .zaak import Zaak


class Verzoek(models.Model):
    """One request of one person. Without a case it holds no personal data at all: then nobody was found."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="verzoeken")
    zaak = models.ForeignKey(Zaak, null=True, blank=True, on_delete=models.PROTECT, related_name="verzoeken")
    number = models.CharField(max_length=16, unique=True, help_text="R-26-48213: to name in a letter")
    kind = models.CharField(max_length=12, choices=Rechtenverzoek.choices)
    via = models.CharField(max_length=12, choices=Kanaal.choices, default=Kanaal.WEB)
    received_at = models.DateTimeField()
    identity = models.CharField(max_length=16, choices=Identiteit.choices, blank=True)
    due = models.DateField(help_text="Computed from the day of receipt, and again when extended")
    extended = models.BooleanField(default=False)
    decision = models.CharField(max_length=16, choices=Besluit.choices, blank=True)
    reason = models.CharField(max_length=20, choices=Besluitreden.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # What the person asked and what we explained, as {"vraag", "uitleg"} under the key of the case.
    sealed = models.TextField(blank=True)
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["regio", "done_at", "due"])]
        constraints = [
            models.CheckConstraint(
                name="verzoek_granted_only_to_a_known_person",
                condition=~Q(decision__in=["toegewezen", "deels"])
                | (Q(zaak__isnull=False) & ~Q(identity="")),
            ),
            models.CheckConstraint(
                name="verzoek_refused_with_a_reason",
                condition=~Q(decision__in=["deels", "afgewezen", "niet-herkend"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="verzoek_done_after_received",
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("received_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Verzoekstap(AppendOnly):
    """One event of a request: codes only."""

    verzoek = models.ForeignKey(Verzoek, on_delete=models.PROTECT, related_name="stappen")
    kind = models.CharField(max_length=12, choices=Verzoekstapsoort.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verzoek_id} {self.kind}"
