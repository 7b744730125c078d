# SPDX-License-Identifier: EUPL-1.2
"""After-care: the questions that went out after the help ended, and what people answered; codes only."""

from django.db import models

from werkregio.foundation.chain import AppendOnly

from ..terms import Nazorgkeuze, Nazorgmoment
from .zaak import Zaak


class Nazorgvraag(AppendOnly):
    """Two weeks, three months or twelve months after the end of the help: we asked how it goes."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="nazorgvragen")
    moment = models.CharField(max_length=4, choices=Nazorgmoment.choices)
    ended_on = models.DateField(help_text="The end of the help that it counts from")
    asked_at = models.DateTimeField()
    # What it is about, for counts that outlive the case.
    need = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["zaak", "moment", "ended_on"], name="one_nazorgvraag_a_moment")
        ]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.moment}"


class Nazorgantwoord(AppendOnly):
    """An answer; the last one counts, so that a slip of the thumb can be mended."""

    vraag = models.ForeignKey(Nazorgvraag, on_delete=models.PROTECT, related_name="antwoorden")
    choice = models.CharField(max_length=12, choices=Nazorgkeuze.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="persoon, or user:17 who heard it on the phone")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.vraag_id} {self.choice}"
