# SPDX-License-Identifier: EUPL-1.2
"""What the centrumgemeente must do, with the evidence that it was done (S12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.regio.models import Arbeidsmarktregio

from .besluit import Besluit
from .vergadering import Stuk


class Plichtbewijs(models.Model):
    """One piece of evidence for a duty of `rules.duties`: a document, a decision, or a text with its date."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="plichtbewijzen")
    plicht = models.SlugField(help_text="Code of rules.duties: secretariaat")
    dated = models.DateField()
    tekst = models.CharField(max_length=500, blank=True)
    stuk = models.ForeignKey(Stuk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    besluit = models.ForeignKey(Besluit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Taken back, not removed: it stays readable what was once shown as evidence.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_one_thing",
                condition=(
                    Q(stuk__isnull=False, besluit__isnull=True)
                    | Q(stuk__isnull=True, besluit__isnull=False)
                    | (Q(stuk__isnull=True, besluit__isnull=True) & ~Q(tekst=""))
                ),
            ),
        ]
        indexes = [models.Index(fields=["regio", "plicht"])]
