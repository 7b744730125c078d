# SPDX-License-Identifier: EUPL-1.2
"""The zwaarwegend advies: the Beraad advises, the college decides on the money (L1113-1117, R19, R20)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Arbeidsmarktregio

from ..terms_consulting import AdviesStaat
from .besluit import Besluit
from .vergadering import Agendapunt

_DECIDED = [
    AdviesStaat.GEVOLGD,
    AdviesStaat.GEVOLGD_MET_WIJZIGING,
    AdviesStaat.AFGEWEKEN,
]


class Advies(models.Model):
    """One advice of one decision, and what the college did with it."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="adviezen")
    besluit = models.OneToOneField(Besluit, on_delete=models.PROTECT, related_name="advies")
    state = models.CharField(max_length=24, choices=AdviesStaat.choices, default=AdviesStaat.OPGESTELD)
    # Proposal, amount, votes and agenda link come from the decision; these are the words around it.
    toelichting = models.TextField(blank=True, max_length=8000)
    begrotingsregel = models.CharField(max_length=200, blank=True)
    minderheid = models.TextField(blank=True, max_length=4000, help_text="View of who was not in favour")
    uitkomst = models.CharField(
        max_length=24, blank=True, choices=[(state.value, state.label) for state in _DECIDED]
    )
    wijziging = models.TextField(blank=True, max_length=4000, help_text="What the college changed")
    reden = models.TextField(blank=True, max_length=4000, help_text="Why the college deviated")
    college_on = models.DateField(null=True, blank=True)
    document_name = models.CharField(max_length=160, blank=True)
    document_type = models.CharField(max_length=80, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    # The item that brings the answer back on the agenda of the Beraad.
    agendapunt_terug = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="afgeweken_has_a_reason",
                condition=~Q(uitkomst=AdviesStaat.AFGEWEKEN) | ~Q(reden=""),
            ),
            models.CheckConstraint(
                name="gewijzigd_says_what",
                condition=~Q(uitkomst=AdviesStaat.GEVOLGD_MET_WIJZIGING) | ~Q(wijziging=""),
            ),
            models.CheckConstraint(
                name="college_outcome_has_day_and_document",
                condition=Q(uitkomst="") | (Q(college_on__isnull=False) & ~Q(document_sha256="")),
            ),
        ]
        indexes = [models.Index(fields=["regio", "state"])]

    def __str__(self) -> str:
        return f"{self.besluit.number} {self.besluit.titel}"


class AdviesStap(AppendOnly):
    """One move of an advice: who, for whom, when."""

    advies = models.ForeignKey(Advies, on_delete=models.PROTECT, related_name="stappen")
    state = models.CharField(max_length=24, choices=AdviesStaat.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The function in which somebody acted; a name stands on no public page.
    organisation = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "pk"]
