# SPDX-License-Identifier: EUPL-1.2
"""What is said beside a vote, how the execution of a decision goes, and corrections that wait for a decision."""

from django.conf import settings
from django.db import models

from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Mandaat

from ..terms import UitvoeringStaat
from .besluit import Besluit
from .vergadering import Agendapunt


class Bijdrage(AppendOnly):
    """What somebody on a seat said on an item: also of whoever may not decide on it (L1164-1167, R09, R12)."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, related_name="bijdragen")
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(max_length=4000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class BesluitVoortgang(AppendOnly):
    """A step in carrying out a decision; the last one is where it stands. Without one it is still to do."""

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="voortgang")
    staat = models.CharField(max_length=12, choices=UitvoeringStaat.choices)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class RectificatieVoorstel(AppendOnly):
    """A correction of an adopted text as the secretary proposes it; the Beraad decides on it as an item."""

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="rectificatie_voorstellen")
    agendapunt = models.OneToOneField(
        Agendapunt, on_delete=models.PROTECT, related_name="rectificatie_voorstel"
    )
    titel = models.CharField(max_length=200)
    tekst = models.TextField(max_length=8000)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
